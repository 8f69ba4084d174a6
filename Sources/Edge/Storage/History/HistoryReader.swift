import CivilTime
import Exports
import Facts
import Foundation
import GRDB

/// Reads the whole history.
struct HistoryReader {
    private let db: Database
    private let names: NameCodes

    init(_ db: Database) throws {
        self.db = db
        names = try NameCodes(db)
    }

    func history() throws -> History {
        History(
            intakes: try intakes(),
            parts: try parts(),
            identities: try identities(),
            seatDays: try seatDays(),
            tokens: try tokens(),
            spellings: try spellings()
        )
    }

    private func rows<Value>(_ sql: String, _ value: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() { values.append(try value(row)) }
        return values
    }

    private func intakes() throws -> [Intake] {
        try rows(
            """
            SELECT id, dataset, exported_at, name, digest, source, first_day, last_day,
                is_range_assumed, is_filtered, columns, rows, rows_refused, sidecar_team
            FROM intake ORDER BY id
            """
        ) { row in
            guard let dataset = Dataset(rawValue: row[1]) else { throw unreadable }
            let columns: String = row[10]
            return Intake(
                id: row[0],
                dataset: dataset,
                exportedAt: Instant(secondsSince1970: row[2]),
                name: row[3],
                digest: row[4],
                source: row[5],
                range: try range(row[6], row[7]),
                isRangeAssumed: row[8],
                isFiltered: row[9],
                columns: columns.split(separator: ",").map(String.init),
                rows: row[11],
                rowsRefused: row[12],
                sidecarTeam: row[13]
            )
        }
    }

    private func range(_ first: Int32?, _ last: Int32?) throws -> DayRange? {
        guard let first, let last else { return nil }
        guard let range = DayRange(Day(daysSince1970: first), Day(daysSince1970: last)) else {
            throw unreadable
        }
        return range
    }

    private func parts() throws -> [IntakePart] {
        try rows(
            """
            SELECT intake, team, rows, hashed_rows, has_personal_data, body
            FROM part ORDER BY intake, team
            """
        ) { row in
            let body: Data? = row[5]
            return IntakePart(
                intake: row[0],
                team: row[1],
                rows: row[2],
                hashedRows: row[3],
                hasPersonalData: row[4],
                body: body.map { [UInt8]($0) }
            )
        }
    }

    private func identities() throws -> [Identity] {
        try rows(
            """
            SELECT id, email, hashed_id, user_id, name, sightings
            FROM identity ORDER BY id
            """
        ) { row in
            guard let sightings = Sightings(stored: row[5]) else { throw unreadable }
            return Identity(
                id: row[0],
                email: row[1],
                hashedID: row[2],
                userID: row[3],
                name: row[4],
                sightings: sightings
            )
        }
    }

    private func spellings() throws -> [Spelling] {
        try rows(
            """
            SELECT kind, folded, shown, sightings
            FROM spelling ORDER BY kind, folded, shown
            """
        ) { row in
            guard let kind = Spelling.Kind(rawValue: row[0]),
                let sightings = Sightings(stored: row[3])
            else { throw unreadable }
            return Spelling(
                kind: kind,
                folded: row[1],
                shown: row[2],
                sightings: sightings
            )
        }
    }

    /// The years of a layer stand beside one another and become one set of days.
    private func seatDays() throws -> [SeatDays] {
        var layers: [SeatDays] = []
        var key: [Int64] = []
        var days = DaySet()
        func finish() throws {
            guard !key.isEmpty else { return }
            layers.append(
                SeatDays(
                    team: try names.text(of: key[0]),
                    offering: try names.text(of: key[1]),
                    product: try names.text(of: key[2]),
                    identity: Int(key[3]),
                    intake: Int(key[4]),
                    days: days
                )
            )
        }
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT team, offering, product, identity, intake, year, days
                FROM seat_days ORDER BY team, offering, product, identity, intake, year
                """
        )
        while let row = try cursor.next() {
            let next: [Int64] = [row[0], row[1], row[2], row[3], row[4]]
            if next != key {
                try finish()
                key = next
                days = DaySet()
            }
            let bitmap: Data = row[6]
            days.formUnion(bytes: bitmap, ofYear: row[5])
        }
        try finish()
        return layers
    }

    private func tokens() throws -> [TokenDay] {
        try rows(
            """
            SELECT team, offering, product, identity, day, tokens, intake, confirmed
            FROM token_day ORDER BY team, offering, product, identity, day, intake
            """
        ) { row in
            TokenDay(
                team: try names.text(of: row[0]),
                offering: try names.text(of: row[1]),
                product: try names.text(of: row[2]),
                identity: row[3],
                day: Day(daysSince1970: row[4]),
                tokens: row[5],
                intake: row[6],
                confirmed: row[7]
            )
        }
    }

    private var unreadable: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT) }
}
