import Columns
import Exports

/// The identities of a file's lines: each distinct combination of e-mail, ids and name once.
struct RowIdentities: Sendable {
    /// What the file says of an identity.
    struct Entry: Sendable {
        let texts: IdentityTexts
        /// Whether the e-mail is a real address.
        let hasAddress: Bool
        /// The last row in the file.
        var lastRow = 0
    }

    /// In the order in which they first come; two spellings of one address are two entries.
    private(set) var entries: [Entry] = []
    /// For each line the index of its entry; -1 where it has neither e-mail nor id.
    private(set) var ofLine: [Int32] = []

    /// Reads the identities of a data set whose rows name people; of the others there are none.
    init(_ rows: FileRows) {
        guard rows.dataset.namesPeople else {
            ofLine = Array(repeating: -1, count: rows.lineCount)
            return
        }
        let columns = ["email", "hashed_user_id", "user_id", "first_name", "last_name"].map {
            TextColumn(rows.table[$0])
        }
        var lines = [SIMD8<Int32>](
            repeating: SIMD8(repeating: -1),
            count: rows.lineCount
        )
        for (place, column) in columns.enumerated() {
            guard let indices = column?.indices else { continue }
            for line in lines.indices { lines[line][place] = indices[line] }
        }
        var index = HashIndex()
        var known: [SIMD8<Int32>] = []
        ofLine.reserveCapacity(rows.lineCount)
        for line in 0..<rows.lineCount {
            let codes = lines[line]
            guard codes[0] >= 0 || codes[1] >= 0 || codes[2] >= 0 else {
                ofLine.append(-1)
                continue
            }
            // First and last name are one more number for the hash: few differ in nothing else.
            let place = index.place(hash(codes.lowHalf ^ codes.highHalf)) { known[$0] == codes }
            if place.isNew {
                known.append(codes)
                entries.append(Entry(columns, line))
            }
            let row = rows.lastRow(line)
            if entries[place.number].lastRow < row { entries[place.number].lastRow = row }
            ofLine.append(Int32(place.number))
        }
    }

    /// Whether a line's e-mail is a real address.
    func hasAddress(_ line: Int) -> Bool {
        ofLine[line] >= 0 && entries[Int(ofLine[line])].hasAddress
    }
}

extension RowIdentities.Entry {
    /// Reads a row of the columns e-mail, hashed id, Autodesk id, first and last name; an e-mail
    /// cell of 40 hexadecimal digits is a hashed id, which may stand beside another one (facts §2).
    fileprivate init(_ columns: [TextColumn?], _ row: Int) {
        let cell = columns[0]?.foldedText(row)
        let hash = columns[1]?.foldedText(row)
        let second = cell.flatMap { isHashedID($0) ? $0 : nil }
        let email = second == nil ? cell : nil
        let names = [columns[3]?.text(row), columns[4]?.text(row)].compactMap { $0 }
        texts = IdentityTexts(
            email: hash == nil || hash == second ? email : cell,
            hashedID: hash ?? second,
            userID: columns[2]?.text(row),
            name: names.isEmpty ? nil : names.joined(separator: " ")
        )
        hasAddress = email.map(isAddress) ?? false
    }
}
