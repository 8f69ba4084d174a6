import GRDB

/// The numbers under which folded names are kept, as one transaction sees them.
struct NameCodes {
    private var codes: [String: Int64] = [:]
    private var texts: [Int64: String] = [:]
    private let db: Database

    /// Reads all names: there are as many as teams, offerings and products, a few thousand at most.
    init(_ db: Database) throws {
        self.db = db
        let rows = try Row.fetchCursor(db, sql: "SELECT id, text FROM name")
        while let row = try rows.next() {
            codes[row[1]] = row[0]
            texts[row[0]] = row[1]
        }
    }

    /// The number of a name, a new one where it has none.
    mutating func code(for text: String) throws -> Int64 {
        if let code = codes[text] { return code }
        try db.execute(sql: "INSERT INTO name (text) VALUES (?)", arguments: [text])
        let code = db.lastInsertedRowID
        codes[text] = code
        texts[code] = text
        return code
    }

    /// The name of a number.
    func text(of code: Int64) throws -> String {
        guard let text = texts[code] else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        return text
    }
}
