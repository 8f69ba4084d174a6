import CivilTime
import Exports
import Facts
import Foundation
import GRDB

/// Writes what one export changed, and nothing else.
struct HistoryWriter {
    private let db: Database
    private var names: NameCodes

    init(_ db: Database) throws {
        self.db = db
        names = try NameCodes(db)
    }

    mutating func write(_ change: HistoryChange) throws {
        try write(change.intake)
        for part in change.parts { try write(part) }
        for identity in change.identities { try write(identity) }
        for spelling in change.spellings { try write(spelling) }
        if !change.foldedIntakes.isEmpty { try deleteLayers(of: change.foldedIntakes) }
        for layer in change.seatDays { try write(layer) }
        try write(change.tokens)
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

    private func write(_ identity: Identity) throws {
        try execute(
            """
            INSERT OR REPLACE INTO identity (id, email, hashed_id, user_id, name, sightings)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                identity.id, identity.email, identity.hashedID, identity.userID, identity.name,
                identity.sightings.stored,
            ]
        )
    }

    private func write(_ spelling: Spelling) throws {
        try execute(
            """
            INSERT OR REPLACE INTO spelling (kind, folded, shown, sightings)
            VALUES (?, ?, ?, ?)
            """,
            [
                spelling.kind.rawValue, spelling.folded, spelling.shown,
                spelling.sightings.stored,
            ]
        )
    }

    private func deleteLayers(of intakes: [Int]) throws {
        for intake in intakes {
            try execute("DELETE FROM seat_days WHERE intake = ?", [intake])
        }
    }

    private mutating func write(_ layer: SeatDays) throws {
        let key: [any DatabaseValueConvertible] = [
            try names.code(for: layer.team), try names.code(for: layer.offering),
            try names.code(for: layer.product), layer.identity, layer.intake,
        ]
        try execute(
            """
            DELETE FROM seat_days
            WHERE team = ? AND offering = ? AND product = ? AND identity = ? AND intake = ?
            """,
            StatementArguments(key)
        )
        for year in layer.days.years {
            try execute(
                """
                INSERT INTO seat_days (team, offering, product, identity, intake, year, days)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                StatementArguments(key) + [year, Data(layer.days.bytes(ofYear: year))]
            )
        }
    }

    /// All statements that now stand for the touched keys; those that stood before go first.
    private mutating func write(_ tokens: [TokenDay]) throws {
        var keys: [StatementArguments] = []
        keys.reserveCapacity(tokens.count)
        for token in tokens {
            keys.append([
                try names.code(for: token.team), try names.code(for: token.offering),
                try names.code(for: token.product), token.identity, token.day.daysSince1970,
            ])
        }
        for key in keys {
            try execute(
                """
                DELETE FROM token_day
                WHERE team = ? AND offering = ? AND product = ? AND identity = ? AND day = ?
                """,
                key
            )
        }
        for (token, key) in zip(tokens, keys) {
            try execute(
                """
                INSERT INTO token_day (team, offering, product, identity, day, intake, confirmed,
                    tokens)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                key + [token.intake, token.confirmed, token.tokens]
            )
        }
    }
}
