import CivilTime
import Facts
import Foundation
import GRDB

/// Moves the history from the tables of the first schema to those of the third.
struct MigrationToV3 {
    private let db: Database
    /// For each old number of a name its code.
    private var codes: [Int64: Int32] = [:]

    /// Moves all; the tables of both schemas are there.
    static func run(_ db: Database) throws {
        var migration = MigrationToV3(db: db)
        try migration.moveNames()
        try migration.moveTokens()
        let people = try migration.moveIdentities()
        try migration.write(people, .people)
        let spellings = try migration.moveSpellings()
        try migration.write(spellings, .spellings)
        try migration.moveDays()
    }

    private init(db: Database) {
        self.db = db
    }

    private mutating func moveNames() throws {
        let rows = try Row.fetchAll(db, sql: "SELECT id, text FROM old_name ORDER BY id")
        for row in rows {
            let text: String = row[1]
            guard !text.isEmpty else {
                codes[row[0]] = 0
                continue
            }
            try db.execute(sql: "INSERT INTO name (text) VALUES (?)", arguments: [text])
            codes[row[0]] = Int32(db.lastInsertedRowID)
        }
    }

    private func code(_ number: Int64) throws -> Int32 {
        guard let code = codes[number] else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        return code
    }

    private func moveTokens() throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT team, offering, product, identity, day, intake, confirmed, tokens
                FROM old_token_day
                """
        )
        while let row = try rows.next() {
            try db.execute(
                sql: "INSERT INTO token_day VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    try code(row[0]), try code(row[1]), try code(row[2]), row[3] as Int64,
                    row[4] as Int64, row[5] as Int64, row[6] as Int64, row[7] as Double,
                ]
            )
        }
    }

    /// - Returns: by intake where identities stood.
    private func moveIdentities() throws -> [Int: SightingList] {
        var identities: [Identity] = []
        var lists: [Int: SightingList] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT id, email, hashed_id, user_id, name, sightings FROM identity ORDER BY id"
        )
        while let row = try rows.next() {
            let id: Int = row[0]
            guard id == identities.count + 1 else { throw unreadable }
            identities.append(
                Identity(
                    id: id,
                    IdentityTexts(
                        email: row[1],
                        hashedID: row[2],
                        userID: row[3],
                        name: row[4]
                    )
                )
            )
            try note(row[5], of: id, in: &lists)
        }
        if !identities.isEmpty { try write(identities.bytes, Segment.ID(0, .identities)) }
        return lists
    }

    /// - Returns: by intake where spellings stood.
    private func moveSpellings() throws -> [Int: SightingList] {
        var lists: [Int: SightingList] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT kind, folded, shown, sightings FROM old_spelling
                ORDER BY kind, folded, shown
                """
        )
        for (index, row) in rows.enumerated() {
            try db.execute(
                sql: "INSERT INTO spelling (id, kind, folded, shown) VALUES (?, ?, ?, ?)",
                arguments: [index + 1, row[0] as String, row[1] as String, row[2] as String]
            )
            try note(row[3], of: index + 1, in: &lists)
        }
        return lists
    }

    /// Sightings were pairs of intake and row, four bytes each, the least significant first.
    private func note(
        _ stored: Data,
        of id: Int,
        in lists: inout [Int: SightingList]
    ) throws {
        guard stored.count.isMultiple(of: 8) else { throw unreadable }
        let numbers = stored.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 4).map { offset in
                Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
            }
        }
        for index in stride(from: 0, to: numbers.count, by: 2) {
            guard numbers[index] > 0, numbers[index + 1] >= 0 else { throw unreadable }
            lists[Int(numbers[index]), default: SightingList()]
                .append(id, row: Int(numbers[index + 1]))
        }
    }

    /// Years of 46 bytes become words; rows come in the order of keys and years.
    private func moveDays() throws {
        var keys: [UseKey] = []
        var layers: [Int: DayRuns] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT team, offering, product, identity, intake, year, days
                FROM seat_days ORDER BY team, offering, product, identity, intake, year
                """
        )
        while let row = try rows.next() {
            let key = UseKey(
                team: try code(row[0]),
                offering: try code(row[1]),
                product: try code(row[2]),
                identity: row[3]
            )
            if key != keys.last { keys.append(key) }
            var days = DaySet()
            let bitmap: Data = row[6]
            days.formUnion(bytes: bitmap, ofYear: row[5])
            for day in days {
                layers[row[4], default: DayRuns()].append(key: Int32(keys.count - 1), day: day)
            }
        }
        if !keys.isEmpty { try write(keys.bytes, Segment.ID(0, .keys)) }
        for (intake, layer) in layers { try write(layer.bytes, Segment.ID(intake, .days)) }
    }

    private func write(_ lists: [Int: SightingList], _ kind: Segment.Kind) throws {
        for (intake, list) in lists { try write(list.bytes, Segment.ID(intake, kind)) }
    }

    private func write(_ body: [UInt8], _ id: Segment.ID) throws {
        try db.execute(
            sql: "INSERT INTO segment (intake, kind, body) VALUES (?, ?, ?)",
            arguments: [id.intake, id.kind.rawValue, Data(body)]
        )
    }

    private var unreadable: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT) }
}
