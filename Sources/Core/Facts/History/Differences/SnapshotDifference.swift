import Columns

/// In what a file differs from the one before it of the same data set and team.
///
/// It speaks of identities: which of them are one person is known only at the moment that is asked for
/// (facts §2, "Person").
struct SnapshotDifference: Hashable, Sendable {
    /// A key under which the files do not say the same.
    struct Entry: Hashable, Sendable {
        let key: SnapshotKey
        let before: SnapshotMark
        let after: SnapshotMark
    }

    /// The intake of the older file; when a file arrives in between, it is no longer the one before.
    let older: Int
    /// The identity of the primary admin in the older file; 0 where its roles are not known.
    let primaryBefore: Int32
    /// The same in the newer file.
    let primaryAfter: Int32
    /// By key.
    let entries: [Entry]

    /// Compares two files.
    init(from older: SnapshotState, ofIntake intake: Int, to newer: SnapshotState) {
        self.older = intake
        (primaryBefore, primaryAfter) = (older.primary, newer.primary)
        var entries: [Entry] = []
        let (old, new) = (older.entries, newer.entries)
        var (a, b) = (0, 0)
        while a < old.count || b < new.count {
            let isOld = a < old.count && (b == new.count || old[a].key <= new[b].key)
            let isNew = b < new.count && (a == old.count || new[b].key <= old[a].key)
            let key = isOld ? old[a].key : new[b].key
            let before = isOld ? old[a].mark : []
            let after = isNew ? new[b].mark : []
            if before != after { entries.append(Entry(key: key, before: before, after: after)) }
            a += isOld ? 1 : 0
            b += isNew ? 1 : 0
        }
        self.entries = entries
    }
}

// MARK: - Keeping

extension SnapshotDifference {
    /// The differences of one intake, by team, as they are kept.
    static func bytes(_ differences: [String: SnapshotDifference]) -> [UInt8] {
        guard !differences.isEmpty else { return [] }
        var writer = SegmentWriter()
        writer.number(differences.count)
        for (team, difference) in differences.sorted(by: { precedes($0.key, $1.key) }) {
            writer.text(team)
            difference.write(to: &writer)
        }
        return writer.bytes
    }

    private func write(to writer: inout SegmentWriter) {
        writer.number(older)
        writer.number(Int(primaryBefore))
        writer.number(Int(primaryAfter))
        writer.number(entries.count)
        var last: Int32 = 0
        for entry in entries {
            writer.number(Int(entry.key.identity - last))
            last = entry.key.identity
            writer.number(Int(entry.key.offering))
            writer.number(Int(entry.before.rawValue))
            writer.number(Int(entry.after.rawValue))
        }
    }

    /// The differences of one intake, by team, as they were kept.
    ///
    /// - Parameters:
    ///   - segment: what was kept.
    ///   - nameCount: how many names there are.
    ///   - identityCount: how many identities there are.
    /// - Returns: the differences.
    /// - Throws: `SegmentError` where they speak of what is not there.
    static func read(
        _ segment: Segment,
        nameCount: Int,
        identityCount: Int
    ) throws(SegmentError) -> [String: SnapshotDifference] {
        var reader = try SegmentReader(segment)
        var differences: [String: SnapshotDifference] = [:]
        for _ in 0..<(try reader.number(below: segment.body.count)) {
            guard let team = try reader.text() else { throw reader.damaged }
            differences[team] = try SnapshotDifference(
                &reader,
                limit: segment.body.count,
                nameCount: nameCount,
                identityCount: identityCount
            )
        }
        try reader.finish()
        return differences
    }

    private init(
        _ reader: inout SegmentReader,
        limit: Int,
        nameCount: Int,
        identityCount: Int
    ) throws(SegmentError) {
        older = try reader.number(below: .max)
        primaryBefore = Int32(try reader.number(below: identityCount + 1))
        primaryAfter = Int32(try reader.number(below: identityCount + 1))
        var entries: [Entry] = []
        var last = 0
        let largest = Int(SnapshotMark.largest) + 1
        for _ in 0..<(try reader.number(below: limit)) {
            last += try reader.number(below: identityCount + 1 - last)
            let offering = Int32(try reader.number(below: nameCount))
            let key = SnapshotKey(identity: Int32(last), offering: offering)
            guard entries.last.map({ $0.key < key }) ?? (last > 0) else { throw reader.damaged }
            entries.append(
                Entry(
                    key: key,
                    before: SnapshotMark(rawValue: UInt8(try reader.number(below: largest))),
                    after: SnapshotMark(rawValue: UInt8(try reader.number(below: largest)))
                )
            )
        }
        self.entries = entries
    }
}
