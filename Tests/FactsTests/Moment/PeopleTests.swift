import CivilTime
import Columns
import Exports
import Testing

@testable import Facts

@Suite struct PeopleTests {
    private let hash = String(repeating: "0123456789", count: 4)

    private func seats(_ account: Account, at now: String = november24) throws -> [String] {
        try account.facts(now).subjects("seat")
    }

    @Test func `ids that stood in one row are one person, across files`() throws {
        var account = try Account()
        try account.take(
            Layout.usage.csv([
                ["day_used": "2026-10-01", "email": "ada@example.com", "hashed_autodesk_id": hash],
                ["day_used": "2026-10-02", "hashed_autodesk_id": hash, "autodesk_id": "Ada.L"],
            ])
        )
        try account.take(Layout.report.csv([["autodesk_id": "ADA.L"]]), name: "r.csv")
        #expect(try seats(account) == ["North/ada@example.com/AutoCAD"])
        let row = "North/ada@example.com/AutoCAD"
        #expect(try account.value("seat", row, "last_used") == iso("2026-10-02"))
        #expect(try account.value("seat", row, "email") == .null, "of the row, which has none")
        #expect(try account.value("seat", row, "reachable") == .bool(false))
    }

    @Test func `the key is the newest e-mail, else the hashed id seen last, else the Autodesk id`()
        throws
    {
        let other = String(repeating: "ff", count: 20)
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["autodesk_id": "Bob.B"], ["autodesk_id": "Cid", "hashed_autodesk_id": hash],
                ["autodesk_id": "Cid", "hashed_autodesk_id": other.uppercased()],
            ])
        )
        #expect(
            try seats(account) == ["North/h:\(other)/AutoCAD", "North/id:Bob.B/AutoCAD"]
        )
    }

    @Test func `an e-mail cell of 40 hexadecimal digits is a hashed id`() throws {
        var account = try Account()
        try account.take(Layout.report.csv([["email": hash.uppercased()]]))
        try account.take(
            Layout.seatUsage.csv(seatUsage(hash, on: ["2026-11-01"])),
            name: "s.csv"
        )
        let row = "North/h:\(hash)/AutoCAD"
        #expect(try seats(account) == [row])
        #expect(try account.value("seat", row, "email") == .null)
        #expect(try account.value("seat", row, "last_used") == iso("2026-11-01"))
        #expect(try account.value("dataset", "usage-report/North", "personal_data") == .bool(false))
    }

    @Test func `two hashed ids in one row are one person, that of the column is the key`() throws {
        let other = String(repeating: "fe", count: 20)
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": other.uppercased(), "hashed_autodesk_id": hash]])
        )
        try account.take(
            Layout.seatUsage.csv(seatUsage(other, on: ["2026-11-01"])),
            name: "s.csv",
            exported: "2026-11-02T06:00:00Z"
        )
        let row = "North/h:\(hash)/AutoCAD"
        #expect(try seats(account) == [row])
        #expect(try account.value("seat", row, "email") == .null)
        #expect(try account.value("seat", row, "last_used") == iso("2026-11-01"))
        #expect(try account.facts().aliases("seat", row: 0) == ["North/h:\(other)/AutoCAD"])
    }

    @Test func `an alert may stand under an older key of the person or an older spelling`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "maiden@example.com", "hashed_autodesk_id": hash]]),
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([
                [
                    "email": "married@example.com", "hashed_autodesk_id": hash,
                    "team_alias": "NORTH",
                ]
            ]),
            name: "b.csv"
        )
        #expect(
            try seats(account, at: "2026-11-11T00:00:00Z") == ["North/maiden@example.com/AutoCAD"]
        )
        let facts = try account.facts()
        #expect(facts.subjects("seat") == ["NORTH/married@example.com/AutoCAD"])
        #expect(
            facts.aliases("seat", row: 0) == [
                "NORTH/h:\(hash)/AutoCAD", "NORTH/maiden@example.com/AutoCAD",
                "North/h:\(hash)/AutoCAD", "North/maiden@example.com/AutoCAD",
                "North/married@example.com/AutoCAD",
            ]
        )
        #expect(facts.aliases("team", row: 0) == ["North"])
        #expect(facts.aliases("dataset", row: 0) == ["usage-report/North"])
        #expect(facts.aliases("seat", row: 1).isEmpty)
    }

    @Test func `two addresses in one file: the last row is the newest`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "z@example.com", "hashed_autodesk_id": hash],
                ["email": "a@example.com", "hashed_autodesk_id": hash],
            ])
        )
        #expect(try seats(account) == ["North/a@example.com/AutoCAD"])
    }

    @Test func `the newest name is that of the last row, however its address is spelled`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([
                ["email": "Ada@example.com", "first_name": "Ada", "last_name": "Byron"],
                [
                    "email": "ada@example.com", "first_name": "Ada", "last_name": "King",
                    "role": "SSO admin",
                ], ["email": "Ada@example.com"],
            ])
        )
        #expect(account.history.identities.map(\.name) == ["Ada Byron", "Ada King", nil])
        #expect(account.history.sightings.newest == [1, 1, 1])
        #expect(account.history.sightings.rows == [0, 1, 2])
        #expect(
            try account.value("admin", "North/ada@example.com/sso", "name") == .text("Ada King")
        )
    }

    @Test
    func `addresses of leavers, absences and the configuration find a person and give no key`()
        throws
    {
        var account = try Account(
            """
            contacts: { admins: [{ team: North, email: Boss@Example.com, role: primary }] }
            absences: [{ email: old@example.com, from: 2026-11-01, until: 2026-12-01 }]
            """
        )
        try account.take(
            Layout.report.csv([["email": "old@example.com", "hashed_autodesk_id": hash]]),
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([["email": "new@example.com", "hashed_autodesk_id": hash]]),
            name: "b.csv"
        )
        try account.take(Layout.leavers.csv([["email": "OLD@example.com"]]), name: "l.csv")
        let seat = "North/new@example.com/AutoCAD"
        #expect(try seats(account) == [seat])
        #expect(try account.value("seat", seat, "on_leave") == .bool(true))
        #expect(try account.value("seat", seat, "left") == .bool(true))
        #expect(
            try account.facts().subjects("admin") == ["North/boss@example.com/primary"],
            "an admin whom no export knows has the address as key"
        )
    }
}
