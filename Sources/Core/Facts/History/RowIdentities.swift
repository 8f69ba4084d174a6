import Columns
import Exports

/// The identities of a file's lines: each distinct combination of e-mail, ids and name once.
struct RowIdentities: Sendable {
    /// What makes an identity.
    struct Key: Hashable, Sendable {
        /// Folded.
        let email: String?
        /// Folded.
        let hashedID: String?
        /// As written.
        let userID: String?
        /// First and last name as written.
        let name: String?
    }

    /// What the file says of an identity.
    struct Entry: Sendable {
        let key: Key
        /// Whether the e-mail is a real address.
        let hasAddress: Bool
        /// The last row in the file.
        var lastRow = 0
    }

    /// In the order in which they first come; two spellings of one address are two entries.
    private(set) var entries: [Entry] = []
    /// For each line the index of its entry; -1 where it has neither e-mail nor id.
    private(set) var ofLine: [Int] = []

    /// Reads the identities of a data set whose rows name people; of the others there are none.
    init(_ rows: FileRows) {
        guard rows.dataset.namesPeople else {
            ofLine = Array(repeating: -1, count: rows.lineCount)
            return
        }
        let columns = ["email", "hashed_user_id", "user_id", "first_name", "last_name"].map {
            TextColumn(rows.table[$0])
        }
        let (email, hash, user) = (0, 1, 2)
        var known: [SIMD8<Int32>: Int] = [:]
        ofLine.reserveCapacity(rows.lineCount)
        for line in 0..<rows.lineCount {
            var codes = SIMD8<Int32>(repeating: -1)
            for (place, column) in columns.enumerated() {
                if let index = column?.index(line) {
                    codes[place] = Int32(truncatingIfNeeded: index)
                }
            }
            guard codes[email] >= 0 || codes[hash] >= 0 || codes[user] >= 0 else {
                ofLine.append(-1)
                continue
            }
            let place = known[codes] ?? entries.count
            if place == entries.count {
                known[codes] = place
                entries.append(Entry(columns, line))
            }
            entries[place].lastRow = max(entries[place].lastRow, rows.lastRow(line))
            ofLine.append(place)
        }
    }

    /// Whether a line's e-mail is a real address.
    func hasAddress(_ line: Int) -> Bool {
        ofLine[line] >= 0 && entries[ofLine[line]].hasAddress
    }
}

extension RowIdentities.Entry {
    /// Reads a row of the columns e-mail, hashed id, Autodesk id, first and last name; an e-mail
    /// cell of 40 hexadecimal digits is a hashed id (facts §2).
    fileprivate init(_ columns: [TextColumn?], _ row: Int) {
        let cell = columns[0]?.foldedText(row)
        let hash = columns[1]?.foldedText(row)
        let email = cell.flatMap { isHashedID($0) ? nil : $0 }
        let names = [columns[3]?.text(row), columns[4]?.text(row)].compactMap { $0 }
        key = RowIdentities.Key(
            email: email,
            hashedID: hash ?? cell.flatMap { isHashedID($0) ? $0 : nil },
            userID: columns[2]?.text(row),
            name: names.isEmpty ? nil : names.joined(separator: " ")
        )
        hasAddress = email.map(isAddress) ?? false
    }
}
