import CivilTime
import Exports
import Facts
import Foundation
import GRDB

/// Writes what one export changed, and nothing else.
struct HistoryWriter {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    func write(_ change: HistoryChange) throws {
        try write(change.intake)
        for part in change.parts { try write(part) }
        for (index, name) in change.names.enumerated() {
            try execute(
                "INSERT INTO name (id, text) VALUES (?, ?)",
                [Int(change.firstName) + index, name]
            )
        }
        for spelling in change.spellings { try write(spelling) }
        try write(change.segments)
        try write(change.tokens)
    }

    /// Writes what is no longer kept.
    func write(_ trim: HistoryTrim) throws {
        try write(trim.segments)
        if let day = trim.tokensBefore {
            try execute("DELETE FROM token_day WHERE day < ?", [day.daysSince1970])
        }
        for part in trim.parts {
            try execute(
                "UPDATE part SET body = NULL WHERE intake = ? AND team = ?",
                [part.intake, part.team]
            )
        }
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private func write(_ intake: Intake) throws {
        try execute(
            """
            INSERT INTO intake (id, dataset, exported_at, name, digest, source, first_day, last_day,
                is_range_assumed, is_filtered, columns, rows, rows_refused, sidecar_team)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                intake.id, intake.dataset.rawValue, intake.exportedAt.secondsSince1970, intake.name,
                intake.digest, intake.source, intake.range?.first.daysSince1970,
                intake.range?.last.daysSince1970, intake.isRangeAssumed, intake.isFiltered,
                intake.columns.joined(separator: ","), intake.rows, intake.rowsRefused,
                intake.sidecarTeam,
            ]
        )
    }

    private func write(_ part: IntakePart) throws {
        try execute(
            """
            INSERT INTO part (intake, team, rows, hashed_rows, has_personal_data, body)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                part.intake, part.team, part.rows, part.hashedRows, part.hasPersonalData,
                part.body.map { Data($0) },
            ]
        )
    }

    private func write(_ spelling: Spelling) throws {
        try execute(
            "INSERT INTO spelling (id, kind, folded, shown) VALUES (?, ?, ?, ?)",
            [spelling.id, spelling.kind.rawValue, spelling.folded, spelling.shown]
        )
    }

    /// Each takes the place of the stored one of its intake and kind; without bytes it goes.
    private func write(_ segments: [Segment.ID: [UInt8]]) throws {
        for (id, body) in segments {
            if body.isEmpty {
                try execute(
                    "DELETE FROM segment WHERE intake = ? AND kind = ?",
                    [id.intake, id.kind.rawValue]
                )
            } else {
                try execute(
                    "INSERT OR REPLACE INTO segment (intake, kind, body) VALUES (?, ?, ?)",
                    [id.intake, id.kind.rawValue, Data(body)]
                )
            }
        }
    }

    /// All statements that now stand for the touched keys; those that stood before go first.
    private func write(_ tokens: [TokenDay]) throws {
        for token in tokens {
            try execute(
                """
                DELETE FROM token_day
                WHERE team = ? AND offering = ? AND product = ? AND identity = ? AND day = ?
                """,
                [
                    token.team, token.offering, token.product, token.identity,
                    token.day.daysSince1970,
                ]
            )
        }
        for token in tokens {
            try execute(
                """
                INSERT INTO token_day (team, offering, product, identity, day, intake, confirmed,
                    tokens)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    token.team, token.offering, token.product, token.identity,
                    token.day.daysSince1970, token.intake, token.confirmed, token.tokens,
                ]
            )
        }
    }
}
