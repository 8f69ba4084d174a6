/// What the days of use are kept under.
package struct UseKey: Hashable, Sendable {
    /// The team, as a code of the history's names.
    package let team: Int32
    /// The offering.
    package let offering: Int32
    /// The child product; 0 where rows name none.
    package let product: Int32
    /// The identity.
    package let identity: Int32

    /// A key, as it is kept.
    package init(team: Int32, offering: Int32, product: Int32, identity: Int32) {
        self.team = team
        self.offering = offering
        self.product = product
        self.identity = identity
    }
}

/// What days of use are kept under, each with a number: the numbers are what layers hold.
struct UseKeys: Sendable {
    /// The keys by number.
    private(set) var all: [UseKey] = []
    /// Of those that were read it knows only once something is looked for: most programs only read.
    private var index = HashIndex()

    /// How many there are.
    var count: Int { all.count }

    subscript(number: Int32) -> UseKey { all[Int(number)] }

    /// Makes room for more.
    mutating func reserve(_ more: Int) {
        all.reserveCapacity(all.count + more)
        index.reserve(all.count + more)
    }

    /// The number of a key, which is taken in when it is new.
    mutating func number(_ key: UseKey) -> Int32 {
        while index.count < all.count { index.add(hash(all[index.count].codes)) }
        let place = index.place(hash(key.codes)) { all[$0] == key }
        if place.isNew { all.append(key) }
        return Int32(place.number)
    }

    /// The keys from a number on, as they are kept.
    func bytes(from first: Int) -> [UInt8] { all[first...].bytes }

    /// Reads keys that follow those that are there.
    mutating func read(
        _ segment: Segment,
        nameCount: Int,
        identityCount: Int
    ) throws(SegmentError) {
        var reader = try SegmentReader(segment)
        guard try reader.number() == all.count else { throw reader.damaged }
        let count = try reader.number(below: segment.body.count)
        all.reserveCapacity(all.count + count)
        for _ in 0..<count {
            all.append(
                UseKey(
                    team: Int32(try reader.number(below: nameCount)),
                    offering: Int32(try reader.number(below: nameCount)),
                    product: Int32(try reader.number(below: nameCount)),
                    identity: Int32(try reader.number(below: identityCount + 1))
                )
            )
        }
        try reader.finish()
    }
}

extension UseKey {
    fileprivate var codes: SIMD4<Int32> { SIMD4(team, offering, product, identity) }
}

extension RandomAccessCollection<UseKey> where Index == Int {
    /// Keys as they are kept; their indices are their numbers.
    package var bytes: [UInt8] {
        var writer = SegmentWriter()
        writer.reserve(16 + count * 7)
        writer.number(startIndex)
        writer.number(count)
        for key in self {
            writer.number(Int(key.team))
            writer.number(Int(key.offering))
            writer.number(Int(key.product))
            writer.number(Int(key.identity))
        }
        return writer.bytes
    }
}
