import CivilTime
import Exports
import Foundation
import Settings
import Storage
import TestSupport
import Testing

@testable import Facts

/// A moment, as written in RFC 3339.
func instant(_ text: String) -> Instant {
    Instant(text) ?? notAMoment(text)
}

private func notAMoment(_ text: String) -> Instant { preconditionFailure("\(text) is no moment") }

/// The cycle at which tests begin.
let start = instant("2026-11-24T08:00:00Z")

extension Store {
    /// Opens the state of a folder for writing, as the daemon does.
    static func forTest(_ scratch: ScratchFolder, isSimulated: Bool = false) throws -> Store {
        try open(
            scratch.path("state"),
            creating: StateOrigin(
                installation: "test",
                isSimulated: isSimulated,
                createdAt: start
            )
        )
    }
}

/// Exports that touch every part of a history, each with the moment at which it was made.
let exports: [(text: String, name: String, exported: String)] = [
    (
        """
        day_used,email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,\
        product_name,version,access_option,team_alias
        2025-12-31,ada@example.com,Ada,Example,ADA1,h1,AutoCAD,AutoCAD\
        ,2026,Subscription,Acme Nörd
        2026-01-01,ada@example.com,Ada,Example,ADA1,h1,AutoCAD,AutoCAD\
        ,2026,Subscription,Acme Nörd
        2026-11-20,bob@example.com,Bob,Muster,BOB1,h2,AEC Collection,Revit\
        ,2026,Subscription,Acme Nörd

        """, "usage-2026-11-22.csv", "2026-11-23T00:00:00Z"
    ),
    (
        """
        day_used,email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,\
        product_name,version,access_option,team_alias
        2026-11-20,bob@example.com,Robert,Muster,BOB1,h2,AEC Collection,Revit\
        ,2026,Subscription,ACME NÖRD
        2026-11-21,bob@example.com,Robert,Muster,BOB1,h2,AEC Collection,Revit\
        ,2026,Subscription,ACME NÖRD

        """, "usage-2026-11-23.csv", "2026-11-24T00:00:00Z"
    ),
    (
        """
        Day used,Email,First name,Last name,Product,Feature,Team,Tokens used
        2026-11-18,ada@example.com,Ada,Example,Fusion,Fusion,Acme Nörd,12.5
        2026-11-19,ada@example.com,Ada,Example,Fusion,Fusion,Acme Nörd,3

        """, "tokens-1.csv", "2026-11-23T01:00:00Z"
    ),
    (
        """
        Day used,Email,First name,Last name,Product,Feature,Team,Tokens used
        2026-11-19,ada@example.com,Ada,Example,Fusion,Fusion,Acme Nörd,4
        2026-11-20,ada@example.com,Ada,Example,Fusion,Fusion,Acme Nörd,0.1

        """, "tokens-2.csv", "2026-11-24T01:00:00Z"
    ),
    (
        """
        Group,Group type,Email,Role
        Civil engineers,Manual,ada@example.com,User
        Civil engineers,Manual,eve@example.com,External user

        """, "groups.csv", "2026-11-24T02:00:00Z"
    ),
]

extension History {
    /// Takes in one of the exports.
    mutating func take(_ index: Int) throws -> HistoryChange? {
        let item = exports[index]
        return try absorb(
            try readExport(Array(item.text.utf8)),
            IncomingFile(
                name: item.name,
                digest: "digest of \(item.name)",
                exportedAt: instant(item.exported),
                takenAt: start
            )
        )
    }
}

extension History {
    /// The days that each intake brought, a line each key: names, identity, intake and days.
    var useLines: [String] {
        layers.flatMap { intake, layer in
            layer.runsByKey.map { number, runs in
                let key = keys[number]
                let path = [key.team, key.offering, key.product].map { names[$0] }
                return "\(path.joined(separator: "/")) \(key.identity) @\(intake):"
                    + layer.days(runs).map { " \($0)" }.joined()
            }
        }.sorted()
    }

    /// All statements about tokens, a line each.
    var tokenLines: [String] {
        tokens.flatMap { key, statements in
            statements.map {
                let path = [key.team, key.offering, key.product].map { names[$0] }
                return "\(path.joined(separator: "/")) \(key.identity) "
                    + "\(Day(daysSince1970: key.day)): \($0.tokens) @\($0.intake)-\($0.confirmed)"
            }
        }.sorted()
    }
}

/// The facts of a history at the cycle at which tests begin.
func facts(of history: History) -> FactSet {
    deriveFacts(history, .standard, now: start, zone: .utc)
}

/// A message that was decided.
func row(
    _ digit: Character,
    to recipient: String = "ada@example.com",
    at moment: Instant = start,
    covers: [String] = []
) -> OutboxRow {
    OutboxRow(
        key: String(repeating: digit, count: 32),
        kind: "mail",
        messageClass: "digest",
        recipient: recipient,
        subject: "Seats",
        bytes: [1, 2, 3],
        digest: "d1",
        decidedAt: moment,
        covers: covers
    )
}
