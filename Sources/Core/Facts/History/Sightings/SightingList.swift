/// Where things stood in one file: for each the last row there.
///
/// All files' lists are kept, because the newest of two spellings or addresses is asked for many moments:
/// a file whose day has not come yet, or one exported after a past moment, does not count.
package struct SightingList: Hashable, Sendable {
    /// The intake whose rows are this file's first rows: what stands there stands here too, in the same
    /// rows, and is not repeated here; 0 without one.
    package private(set) var continued: Int
    /// The ids of the things, ascending.
    private(set) var ids: [Int32] = []
    /// For each of them the last row in the file, from 0.
    private(set) var rows: [Int32] = []

    /// Nothing beside what another list has.
    package init(continuing continued: Int = 0) {
        self.continued = continued
    }

    /// The things of a file, in any order; of two rows of one thing the later counts.
    init(_ sightings: [(id: Int, row: Int)], continuing continued: Int = 0) {
        self.init(continuing: continued)
        let isInOrder = zip(sightings, sightings.dropFirst()).allSatisfy { $0.id < $1.id }
        for (id, row) in isInOrder ? sightings : sightings.sorted(by: <) { append(id, row: row) }
    }

    /// How many there are, without those of the continued one.
    var count: Int { ids.count }

    /// Adds one at the end, or a later row of the last one.
    ///
    /// - Precondition: its id is not below the last one.
    package mutating func append(_ id: Int, row: Int) {
        let (id, row) = (Int32(clamping: id), Int32(clamping: row))
        if let last = ids.last, last >= id {
            precondition(last == id, "ids are out of order")
            rows[rows.count - 1] = Swift.max(rows[rows.count - 1], row)
            return
        }
        ids.append(id)
        rows.append(row)
    }
}

extension SightingList {
    /// As it is kept.
    package var bytes: [UInt8] {
        var writer = SegmentWriter()
        writer.reserve(16 + count * 5)
        writer.number(continued)
        writer.number(count)
        var before: Int32 = 0
        for index in ids.indices {
            writer.number(Int(ids[index] - before))
            writer.number(Int(rows[index]))
            before = ids[index]
        }
        return writer.bytes
    }

    /// As it was kept.
    ///
    /// - Throws: where the bytes are no list, or name a thing beyond the last one.
    init(_ segment: Segment, lastID: Int) throws(SegmentError) {
        var reader = try SegmentReader(segment)
        self.init(continuing: Int(try reader.small()))
        let count = try reader.number(below: segment.body.count)
        ids.reserveCapacity(count)
        rows.reserveCapacity(count)
        var id = 0
        for _ in 0..<count {
            let step = try reader.number(below: lastID - id + 1)
            guard step > 0 else { throw reader.damaged }
            id += step
            ids.append(Int32(id))
            rows.append(try reader.small())
        }
        try reader.finish()
    }
}
