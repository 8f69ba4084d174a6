import CivilTime
import Columns
import Exports
import Facts
import Testing

// The traps that concern people, by the numbers of the design's page of traps.

@Suite struct TrapsOfPeopleTests {
    private let ada = "ada@example.com"
    private let bob = "bob@example.com"
    private let hash = String(repeating: "0a", count: 20)
    private let collections =
        "offerings: { collections: [{ name: AEC, products: [AutoCAD, Revit] }] }"

    @Test func `trap 4: with a Users file only, nothing of a person's use is known`() throws {
        var account = try Account(collections)
        try account.take(
            Layout.users.csv([
                ["email": ada, "offering_name": "AutoCAD"], ["email": ada, "offering_name": "AEC"],
            ])
        )
        let facts = try account.facts()
        #expect(try facts.value("person", ada, "assigned_seats") == .int(2))
        for column in ["last_used", "days_idle"] {
            #expect(try facts.value("person", ada, column) == .null, "\(column)")
        }
        for column in ["products_used_365", "cost_singles", "cheapest_single"] {
            #expect(try facts.value("bundle", "North/\(ada)/AEC", column) == .null, "\(column)")
        }
        #expect(try facts.value("bundle", "North/\(ada)/AEC", "covered_days") == .int(0))
    }

    @Test func `trap 11: a backup on leave is one of a team, an admin and a person`() throws {
        var account = try Account(
            "absences: [{ email: \(bob), from: 2026-11-24, until: 2026-11-24 }]"
        )
        try account.take(
            Layout.users.csv([
                ["email": ada, "role": "Primary admin"], ["email": bob, "role": "SSO admin"],
            ])
        )
        let facts = try account.facts()
        #expect(try facts.value("team", "North", "has_backup") == .bool(true))
        #expect(try facts.value("team", "North", "backups_able") == .list([]))
        #expect(try facts.value("admin", "North/\(bob)/sso", "absent") == .bool(true))
        #expect(try facts.value("person", bob, "absent") == .bool(true))
        #expect(try facts.value("person", bob, "is_admin") == .bool(true))
        let tomorrow = try account.facts("2026-11-25T08:00:00Z")
        #expect(try tomorrow.value("team", "North", "backups_able") == .list([bob]))
        #expect(try tomorrow.value("person", bob, "absent") == .bool(false))
    }

    @Test(arguments: [
        ("Primary admin", "Administrador secundario"), ("User", "User"), ("", ""),
    ])
    func `trap 11: seats only, or roles in another language, are never "no backup"`(
        first: String,
        second: String
    ) throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([
                ["email": ada, "role": first], ["email": bob, "role": second],
            ])
        )
        let facts = try account.facts()
        #expect(try facts.value("team", "North", "roles_known") == .bool(false))
        for column in ["has_backup", "backups", "bus_factor", "primary_admin"] {
            #expect(try facts.value("team", "North", column) == .null, "\(column)")
        }
        #expect(facts.related("team", row: 0, "admins") == nil)
    }

    @Test func `trap 12: an address changed by marriage is one person, seen since the first`()
        throws
    {
        var account = try Account(collections)
        try account.take(
            Layout.report.csv([
                [
                    "email": "maiden@example.com", "hashed_autodesk_id": hash,
                    "last_accessed": "2026-11-05", "offering_name": "AEC",
                ]
            ]),
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([
                ["email": ada, "hashed_autodesk_id": hash, "offering_name": "AEC"]
            ]),
            name: "b"
        )
        let facts = try account.facts()
        #expect(facts.subjects("person") == [ada])
        #expect(try facts.value("person", ada, "first_seen") == iso("2026-11-05"))
        #expect(try facts.value("person", ada, "last_used") == iso("2026-11-05"))
        #expect(facts.aliases("person", row: 0) == ["h:\(hash)", "maiden@example.com"])
        #expect(
            facts.aliases("bundle", row: 0) == [
                "North/h:\(hash)/AEC", "North/maiden@example.com/AEC",
            ]
        )
    }

    @Test func `trap 12: a hashed team has persons, whom nobody can write to`() throws {
        var account = try Account()
        try account.take(Layout.report.csv([["hashed_autodesk_id": hash, "email": "*****"]]))
        let facts = try account.facts()
        #expect(facts.subjects("person") == ["h:\(hash)"])
        #expect(try facts.value("person", "h:\(hash)", "email") == .null)
        #expect(try facts.value("dataset", "usage-report/North", "hashed_share") == .num(1))
        #expect(
            try facts.value("dataset", "usage-report/North", "personal_data") == .bool(false)
        )
    }

    @Test func `trap 12: a leaver dated 31 December has left then, and not before`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([
                ["email": ada, "role": "Primary admin"], ["email": bob, "role": "Secondary admin"],
            ])
        )
        try account.take(
            Layout.leavers.csv([["email": "ADA@example.com", "left_on": "2026-12-31"]]),
            name: "l"
        )
        let before = try account.facts("2026-12-30T23:59:00Z")
        let after = try account.facts("2026-12-31T00:00:00Z")
        for (facts, hasLeft) in [(before, false), (after, true)] {
            #expect(try facts.value("person", ada, "left") == .bool(hasLeft))
            #expect(try facts.value("person", ada, "left_on") == iso("2026-12-31"))
            #expect(try facts.value("admin", "North/\(ada)/primary", "left") == .bool(hasLeft))
            #expect(
                try facts.value("team", "North", "admins_able")
                    == .list(hasLeft ? [bob] : [ada, bob]),
                "a leaver who is the primary admin is not able to act"
            )
        }
    }

    @Test func `trap 12: parental leave is seen in every table of the person`() throws {
        var account = try Account(
            "absences: [{ email: \(ada), from: 2026-06-01, until: 2027-01-31 }]"
        )
        try account.take(Layout.users.csv([["email": ada, "role": "Primary admin"]]))
        try account.take(
            Layout.report.csv([["email": ada, "last_accessed": "2026-05-29"]]),
            name: "r"
        )
        let facts = try account.facts()
        #expect(try facts.value("person", ada, "absent") == .bool(true))
        #expect(try facts.value("person", ada, "days_idle") == .int(177))
        #expect(
            try facts.value("admin", "North/\(ada)/primary", "absent_until") == iso("2027-01-31")
        )
        #expect(try facts.value("team", "North", "primary_absent") == .bool(true))
        #expect(try facts.value("team", "North", "bus_factor") == .int(0))
    }

    @Test func `trap 15: whom a filtered export leaves out stays a person by use, without a seat`()
        throws
    {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": ada, "last_accessed": "2026-11-01"],
                ["email": bob, "last_accessed": "2026-03-01", "user_activity": "inactive"],
            ]),
            exported: "2026-11-10T06:00:00Z"
        )
        let row = "usage-report/North"
        #expect(try account.value("dataset", row, "filtered") == .bool(false))
        try account.take(Layout.report.csv([["email": ada]]), name: "active people only")
        let facts = try account.facts()
        #expect(try facts.value("dataset", row, "filtered") == .bool(true))
        #expect(facts.subjects("person") == [ada, bob])
        #expect(try facts.value("person", bob, "assigned_seats") == .int(0))
        #expect(try facts.value("person", bob, "first_seen") == iso("2026-03-01"))
    }
}
