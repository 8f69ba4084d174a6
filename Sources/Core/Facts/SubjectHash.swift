import Columns

// Subjects of a large table are looked for without making any: the hash of a joined text is made of
// those of its parts, and the parts of a key are texts of which each stands once in its column.

/// A hash of a text that can be joined with another: its bytes as the digits of a number.
struct SubjectHash {
    /// Odd and large, so that near texts are far apart.
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var sum: UInt64 = 0
    private var power: UInt64 = 1

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

/// The hashes of the subjects of a table, row by row.
struct SubjectHashes {
    private let columns: [Column]
    /// For each column of texts the hash of each.
    private let texts: [[SubjectHash]]
    private let slash = SubjectHash("/")

    init(_ table: Table, key: [String]) {
        columns = key.compactMap { table[$0] }
        texts = columns.map { column in
            guard case .text(let texts) = column.values else { return [] }
            return texts.dictionary.map { SubjectHash($0) }
        }
    }

    /// The hash of a row's subject.
    func hash(of row: Int) -> UInt64 {
        var hash = SubjectHash("")
        for (place, column) in columns.enumerated() {
            if place > 0 { hash.append(slash) }
            if case .text(let texts) = column.values {
                guard texts.codes[row] != CodedText.null else { continue }
                hash.append(self.texts[place][Int(texts.codes[row])])
            } else {
                hash.append(SubjectHash(cellText(column[row])))
            }
        }
        return hash.sum
    }
}
