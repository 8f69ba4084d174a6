import CivilTime
import Exports
import Facts
import Foundation
import GRDB

/// Reads the history.
struct HistoryReader {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// The whole history; of state files only the rows that facts from a moment on read, all where there
    /// is no moment.
    func history(neededFrom now: Instant?) throws -> History {
        var stored = StoredHistory()
        stored.intakes = try intakes()
        stored.parts = try parts()
        stored.names = try names()
        stored.spellings = try spellings()
        stored.tokens = try tokens()
        stored.segments = try segments()
        var history = try History(stored)
        for pair in history.uncomparedPairs() {
            // One pair at a time: all of a large account would not fit.
            guard let older = try body(of: pair.older), let newer = try body(of: pair.newer) else {
                continue
            }
            history.compare(pair, older, newer)
        }
        let needed = now.map { history.neededParts(from: $0) }
        var bodies: [IntakePart.ID: [UInt8]] = [:]
        for part in history.parts where part.keepsRows && needed?.contains(part.id) ?? true {
            bodies[part.id] = try body(of: part)
        }
        history.supply(bodies)
        return history
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
            SELECT intake, team, rows, hashed_rows, has_personal_data, body IS NOT NULL
            FROM part ORDER BY intake, team
            """
        ) { row in
            IntakePart(
                intake: row[0],
                team: row[1],
                rows: row[2],
                hashedRows: row[3],
                hasPersonalData: row[4],
                body: nil,
                keepsRows: row[5]
            )
        }
    }

    private func body(of part: IntakePart) throws -> [UInt8]? {
        try Row.fetchOne(
            db,
            sql: "SELECT body FROM part WHERE intake = ? AND team = ?",
            arguments: [part.intake, part.team]
        ).flatMap { row in
            try row.withUnsafeData(atIndex: 0) { $0.map { [UInt8]($0) } }
        }
    }

    /// Names by their codes, from 1 without a gap.
    private func names() throws -> [String] {
        var names: [String] = []
        for row in try Row.fetchAll(db, sql: "SELECT id, text FROM name WHERE id > 0 ORDER BY id") {
            guard row[0] as Int == names.count + 1 else { throw unreadable }
            names.append(row[1])
        }
        return names
    }

    private func spellings() throws -> [Spelling] {
        try rows("SELECT id, kind, folded, shown FROM spelling ORDER BY id") { row in
            guard let kind = Spelling.Kind(rawValue: row[1]) else { throw unreadable }
            return Spelling(id: row[0], kind: kind, folded: row[2], shown: row[3])
        }
    }

    private func tokens() throws -> [TokenDay] {
        try rows(
            "SELECT team, offering, product, identity, day, tokens, intake, confirmed FROM token_day"
        ) { row in
            TokenDay(
                team: row[0],
                offering: row[1],
                product: row[2],
                identity: row[3],
                day: Day(daysSince1970: row[4]),
                tokens: row[5],
                intake: row[6],
                confirmed: row[7]
            )
        }
    }

    private func segments() throws -> [Segment] {
        try rows("SELECT intake, kind, body FROM segment") { row in
            guard let kind = Segment.Kind(rawValue: row[1]) else { throw unreadable }
            let body = try row.withUnsafeData(atIndex: 2) { $0.map { [UInt8]($0) } }
            return Segment(Segment.ID(row[0], kind), body ?? [])
        }
    }

    private var unreadable: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT) }
}
