/// The distinct identities, each with its id.
struct IdentityTable: Sendable {
    /// The identity with the id *n* is the element *n − 1*.
    private(set) var all: [Identity] = []
    /// Of those that were read it knows only once something is looked for: most programs only read.
    private var index = HashIndex()

    /// How many there are.
    var count: Int { all.count }

    /// Makes room for more.
    mutating func reserve(_ more: Int) {
        all.reserveCapacity(all.count + more)
        index.reserve(all.count + more)
    }

    /// The id of an identity, which is taken in when it is new.
    mutating func id(_ texts: IdentityTexts) -> Int {
        while index.count < all.count { index.add(all[index.count].texts.hash) }
        let place = index.place(texts.hash) { all[$0].texts.isSame(as: texts) }
        if place.isNew { all.append(Identity(id: place.number + 1, texts)) }
        return place.number + 1
    }

    /// The identities from an id on, as they are kept.
    func bytes(from first: Int) -> [UInt8] { all[(first - 1)...].bytes }

    /// Reads identities that follow those that are there.
    mutating func read(_ segment: Segment) throws(SegmentError) {
        var reader = try SegmentReader(segment)
        guard try reader.number() == all.count + 1 else { throw reader.damaged }
        let count = try reader.number(below: segment.body.count)
        all.reserveCapacity(all.count + count)
        for _ in 0..<count {
            let texts = IdentityTexts(
                email: try reader.text(),
                hashedID: try reader.text(),
                userID: try reader.text(),
                name: try reader.text()
            )
            all.append(Identity(id: all.count + 1, texts))
        }
        try reader.finish()
    }
}

extension RandomAccessCollection<Identity> where Index == Int {
    /// Identities as they are kept; their ids follow their indices.
    package var bytes: [UInt8] {
        var writer = SegmentWriter()
        writer.reserve(16 + count * 100)
        writer.number(startIndex + 1)
        writer.number(count)
        for identity in self {
            writer.text(identity.texts.email)
            writer.text(identity.hashedID)
            writer.text(identity.userID)
            writer.text(identity.name)
        }
        return writer.bytes
    }
}
