import Columns

// Subjects of a large table are looked for without making any: the hash of a joined text is made of
// those of its parts, and the parts of a key are texts of which each stands once in its column.

/// A hash of a text that can be joined with another: its bytes as the digits of a number.
struct SubjectHash {
    /// Odd and large, so that near texts are far apart.
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var sum: UInt64 = 0
    fileprivate var power: UInt64 = 1

    init(_ text: String) {
        for byte in text.utf8 {
            sum = sum &* Self.base &+ UInt64(byte) &+ 1
            power = power &* Self.base
        }
    }

    /// Adds a text behind.
    mutating func append(_ other: SubjectHash) {
        sum = sum &* other.power &+ other.sum
        power = power &* other.power
    }
}

/// The hashes of the subjects of a table, made a column at a time.
struct SubjectHashes {
    /// For each row the hash of its subject.
    private(set) var sums: [UInt64]

    init(_ table: Table, key: [String]) {
        sums = Array(repeating: 0, count: table.rowCount)
        let slash = SubjectHash("/")
        for (place, column) in key.compactMap({ table[$0] }).enumerated() {
            if place > 0 { for row in sums.indices { append(slash, to: row) } }
            guard case .text(let texts) = column.values else {
                for row in sums.indices { append(SubjectHash(cellText(column[row])), to: row) }
                continue
            }
            let hashes = texts.dictionary.map { SubjectHash($0) }
            for (row, code) in texts.codes.enumerated() where code != CodedText.null {
                append(hashes[Int(code)], to: row)
            }
        }
    }

    private mutating func append(_ part: SubjectHash, to row: Int) {
        sums[row] = sums[row] &* part.power &+ part.sum
    }
}

/// Hashes that are looked for among many: most are told apart by a few of their bits.
struct WantedHashes {
    private let hashes: Set<UInt64>
    /// A bit for each end of a hash that is wanted.
    private var ends: [UInt64]

    init(_ hashes: Set<UInt64>) {
        self.hashes = hashes
        ends = Array(repeating: 0, count: 1024)
        for hash in hashes { ends[Int(hash >> 6 & 1023)] |= 1 << (hash & 63) }
    }

    /// Whether a hash is wanted.
    func contains(_ hash: UInt64) -> Bool {
        ends[Int(hash >> 6 & 1023)] >> (hash & 63) & 1 == 1 && hashes.contains(hash)
    }
}
