import Columns
import Exports

/// The identities of an export's rows: each distinct triple of e-mail, hashed id and Autodesk id
/// once.
struct RowIdentities: Sendable {
    /// A triple as it stands in the file.
    struct Triple: Hashable, Sendable {
        let email: String?
        let hashedID: String?
        /// Folded.
        let userID: String?
    }

    /// What the file says of a triple.
    struct Entry: Sendable {
        let triple: Triple
        /// The Autodesk id as written.
        let userID: String?
        /// Whether the e-mail is a real address.
        let hasAddress: Bool
        /// The last name that a row gives, and that row.
        var name: String?
        var named = -1
        /// The last row.
        var last = 0
    }

    /// The distinct triples, in the order in which they first come.
    private(set) var entries: [Entry] = []
    /// For each row the index of its triple; -1 where it has neither e-mail nor id.
    private(set) var ofRow: [Int] = []

    /// Reads the identities of a data set whose rows name people; of the others there are none.
    init(_ export: Export) {
        let table = export.table
        guard export.dataset.namesPeople else {
            ofRow = Array(repeating: -1, count: table.rowCount)
            return
        }
        let emails = TextColumn(table["email"])
        let hashes = TextColumn(table["hashed_user_id"])
        let users = TextColumn(table["user_id"])
        let firstNames = TextColumn(table["first_name"])
        let lastNames = TextColumn(table["last_name"])
        var known: [SIMD4<Int32>: Int] = [:]
        ofRow.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let (email, hash, user) = (emails?.index(row), hashes?.index(row), users?.index(row))
            guard email != nil || hash != nil || user != nil else {
                ofRow.append(-1)
                continue
            }
            let codes = SIMD4(code(email), code(hash), code(user), 0)
            let place = known[codes] ?? entries.count
            if place == entries.count {
                known[codes] = place
                let triple = triple(
                    email: emails?.foldedText(row),
                    hashedID: hashes?.foldedText(row),
                    userID: users?.foldedText(row)
                )
                entries.append(
                    Entry(
                        triple: triple,
                        userID: users?.text(row),
                        hasAddress: triple.email.map(isAddress) ?? false
                    )
                )
            }
            entries[place].last = row
            if firstNames?.index(row) != nil || lastNames?.index(row) != nil {
                entries[place].named = row
            }
            ofRow.append(place)
        }
        for place in entries.indices where entries[place].named >= 0 {
            let row = entries[place].named
            entries[place].name = [firstNames?.text(row), lastNames?.text(row)]
                .compactMap { $0 }.joined(separator: " ")
        }
    }

    /// Whether a row's e-mail is a real address.
    func hasAddress(_ row: Int) -> Bool {
        ofRow[row] >= 0 && entries[ofRow[row]].hasAddress
    }
}

private func code(_ index: Int?) -> Int32 { index.map { Int32(truncatingIfNeeded: $0) } ?? -1 }

/// An e-mail cell of 40 hexadecimal digits is a hashed id (facts §2).
private func triple(email: String?, hashedID: String?, userID: String?) -> RowIdentities.Triple {
    if let email, isHashedID(email) {
        return RowIdentities.Triple(email: nil, hashedID: hashedID ?? email, userID: userID)
    }
    return RowIdentities.Triple(email: email, hashedID: hashedID, userID: userID)
}
