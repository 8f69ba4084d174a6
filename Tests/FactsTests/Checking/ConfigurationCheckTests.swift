import CivilTime
import Diagnostics
import Facts
import Settings
import Testing

/// Doubts about the configuration, with and without exports to compare it with.
struct ConfigurationCheckTests {
    /// The doubts of an account, as `LINE:COLUMN CODE MESSAGE`.
    private func doubts(
        _ yaml: String,
        of account: Account?,
        at now: String = november24
    ) throws -> [String] {
        let source = SourceText(name: "config.yaml", text: yaml)
        let configuration = try Account(yaml).configuration
        return Facts.doubts(
            about: configuration,
            in: source,
            against: account?.history,
            now: try instant(now),
            zone: .utc
        ).map { doubt in
            #expect(doubt.severity == .warning)
            let place = doubt.range.map { "\($0.line):\($0.column)" } ?? "-"
            return "\(place) \(doubt.code) \(doubt.message)"
        }
    }

    /// Ada and Bob of North with seats, Revit rented until spring, and a group.
    private func account() throws -> Account {
        var account = try Account()
        let seats = [
            ("ada@example.com", "Revit", "2026-11-20"),
            ("bob@example.com", "AutoCAD", "2026-11-10"),
        ].map {
            [
                "email": $0.0, "offering_name": $0.1, "seat_assignment": "assigned",
                "last_accessed": $0.2, "team_alias": "North",
            ]
        }
        try account.take(Layout.report.csv(seats), name: "report.csv")
        let users = [("ada@example.com", "Primary admin"), ("bob@example.com", "User")].map {
            ["email": $0.0, "role": $0.1, "team_alias": "North"]
        }
        try account.take(Layout.users.csv(users), name: "users.csv")
        try account.take(
            """
            Subscription ID,Contract number,Offering name,Seat quantity,Start date,End date,Team
            574-1,110001,Revit,5,2026-03-01,2027-02-28,North
            """,
            name: "subscriptions.csv"
        )
        try account.take("Group,Email\nCivil engineers,ada@example.com\n", name: "groups.csv")
        return account
    }

    @Test(arguments: [
        (
            "flex: { packs: [{ team: N, id: P1, tokens: 9, bought: 2025-01-01, ends: 2026-11-23 }] }",
            "1:73 pack-ended the pack 'P1' of N ended on 2026-11-23, and what was left of it is gone; "
                + "add the one that came after it"
        ),
        (
            "flex: { packs: [{ team: N, id: P1, tokens: 9, bought: 2025-01-01, ends: 2026-11-24 }] }",
            ""
        ),
        (
            "absences: [{ email: a@b.example, from: 2026-01-01, until: 2026-11-23 }]",
            "1:59 absence-past the absence of a@b.example was over on 2026-11-23; remove it once idle "
                + "seats no longer rest on it"
        ),
        ("absences: [{ email: a@b.example, from: 2026-01-01, until: 2026-11-24 }]", ""),
        (
            "drills: [{ email: a@b.example, as_of: 2025-11-23 }, { email: a@b.example, as_of: 2020-01-01 }]",
            "1:39 drill a@b.example last practised standing in on 2025-11-23; practise again"
        ),
        ("drills: [{ email: a@b.example, as_of: 2025-11-24 }]", ""),
        (
            "drills: [{ email: a@b.example, as_of: 2026-11-25 }]",
            "1:39 drill the practice of a@b.example is yet to come: it does not count"
        ),
        (
            "flex: { balances: [{ team: N, tokens: 1, as_of: 2026-09-24 }, { team: n, tokens: 1, as_of: 2026-01-01 }] }",
            "1:49 balance-old the newest balance of N is of 2026-09-24; state what the vendor's page shows "
                + "now"
        ),
        ("flex: { balances: [{ team: N, tokens: 1, as_of: 2026-09-25 }] }", ""),
        (
            "inputs: { expect: [{ dataset: balances, teams: [n], max_age: 80d }] }\n"
                + "flex: { balances: [{ team: N, tokens: 1, as_of: 2026-09-24 }] }", ""
        ),
        (
            "flex: { balances: [{ team: N, tokens: 1, as_of: 2026-11-25 }] }",
            "1:49 balance the balance of N is of a day that is yet to come"
        ),
    ])
    func `what has passed is seen without any export`(yaml: String, doubt: String) throws {
        #expect(try doubts(yaml, of: nil) == (doubt.isEmpty ? [] : [doubt]))
        // Before the first export nothing is unknown.
        #expect(try doubts(yaml, of: Account()) == (doubt.isEmpty ? [] : [doubt]))
    }

    @Test(arguments: [
        (
            "prices: [{ offering: Revti, price: 1 }, { offering: revit, price: 1 }, { offering: AutoCAD, price: 1 }]",
            "1:10 unknown-offering no export names the offering 'Revti'; did you mean 'Revit'?"
        ),
        (
            "flex: { rates: [{ product: Maya, tokens: 6 }, { product: 3ds Max, tokens: 6 }, { product: Flame, tokens: 9 }, { product: Arnold, tokens: 1 }] }",
            "1:17 unknown-offering no export names the product 'Maya', '3ds Max', 'Flame' or 1 more"
        ),
        (
            "offerings: { collections: [{ name: Revit, products: [AutoCAD, Civil 3D] }] }\n"
                + "flex: { rates: [{ product: civil 3d, tokens: 10 }] }",
            "1:63 unknown-offering no export names the product 'Civil 3D'"
        ),
        (
            "groups: { assign: [{ group: Civil engineer, offerings: [Revit] }] }",
            "1:29 unknown-group no export names the group 'Civil engineer'; did you mean 'Civil engineers'?"
        ),
        (
            "groups: { defaults: [{ team: Nroth, offerings: [Revit] }] }",
            "1:30 unknown-team no export names the team 'Nroth'; did you mean 'North'?"
        ),
        (
            "fetch: { teams: [north, Nroth] }",
            "1:25 unknown-team no export names the team 'Nroth'; did you mean 'North'?"
        ),
        (
            "contacts: { contract_managers: [{ contract: 110002, email: b@b.example }, { email: a@b.example }] }",
            "1:45 unknown-contract no export names the contract '110002'; did you mean '110001'?"
        ),
        (
            "contacts: { contract_managers: [{ team: Antwerp, email: b@b.example }, { team: all, email: a@b.example }] }",
            "1:41 unknown-team no export names the team 'Antwerp'"
        ),
        (
            "renewals: { plans: [{ subscription: \"574-1\", plan: renew }, { subscription: \"9\", plan: lapse }] }",
            "1:77 unknown-subscription no export names the subscription '9'"
        ),
        (
            "inputs: { expect: [{ dataset: token-usage, teams: North }, { dataset: users, teams: [West] }] }",
            "1:31 never-came no file of the data set 'token-usage' has ever come; see docs/exports.md for how "
                + "to get one\n1:78 unknown-team no export names the team 'West'"
        ),
        (
            "people: { left: [{ email: adda@example.com }, { email: ada@example.com }] }",
            "1:27 unknown-person no export knows adda@example.com; did you mean ada@example.com?"
        ),
        (
            "absences: [{ email: x@y.example, from: 2026-01-01, until: 2027-11-23 }]",
            "1:21 unknown-person no export knows x@y.example"
        ),
        (
            "people: { left: [{ email: ada@example.com, left_on: 2026-11-19 }, { email: bob@example.com, left_on: 2026-11-10 }] }",
            "1:53 leaver-active ada@example.com left on 2026-11-19, and used a product on 2026-11-20: correct "
                + "the day, or look who signs in"
        ),
        (
            "contacts: { admins: [{ team: North, email: bob@example.com, role: primary }] }",
            "1:44 contradiction the Users file of North names ada@example.com as its primary admin, and "
                + "counts; remove this entry"
        ),
        ("contacts: { admins: [{ team: North, email: ada@example.com, role: primary }] }", ""),
        (
            "prices: [{ offering: Revit, price: 1, since: 2026-12-01 }, { offering: AutoCAD, price: 1, team: north }]",
            "1:1 no-price no price is in force for seats of 'Revit': what they cost is unknown"
        ),
        ("timezone: UTC", ""),
    ])
    func `entries are compared with what exports say`(yaml: String, expected: String) throws {
        let expected = expected.split(separator: "\n").map(String.init)
        #expect(try doubts(yaml, of: account()) == expected)
    }

    @Test func `nothing is unknown before an export that could name it`() throws {
        let yaml = """
            prices: [{ offering: Maya, price: 1 }]
            renewals: { plans: [{ subscription: "9", plan: lapse }] }
            people: { left: [{ email: eve@example.com }] }
            groups: { assign: [{ group: A, offerings: [Maya] }] }
            flex: { budgets: [{ team: South, month: 5 }] }
            """
        #expect(try doubts(yaml, of: Account()) == [])
        #expect(try doubts(yaml, of: nil) == [])
    }

    @Test func `a row without an address may be anybody's`() throws {
        var account = try account()
        let row = [
            "hashed_autodesk_id": String(repeating: "a", count: 40), "offering_name": "Revit",
            "seat_assignment": "assigned", "team_alias": "South",
        ]
        try account.take(Layout.report.csv([row]), name: "hashed.csv")
        #expect(try doubts("people: { left: [{ email: eve@example.com }] }", of: account) == [])
    }

    @Test func `a budget needs tokens once tokens are known`() throws {
        var account = try account()
        let yaml = "flex: { budgets: [{ team: North, month: 5 }] }"
        #expect(try doubts(yaml, of: account) == [])
        try account.take(
            "Day used,Email,Product,Team,Tokens used\n2026-11-10,ada@example.com,Revit,South,10\n",
            name: "tokens.csv"
        )
        #expect(
            try doubts(yaml, of: account)
                == [
                    "1:27 no-tokens there is a budget for North, and no export names tokens of that team"
                ]
        )
    }

    @Test func `a newer balances file speaks for an old balance`() throws {
        var account = try Account()
        try account.take("as_of,team,tokens_available\n2026-11-20,North,7\n", name: "balances.csv")
        let yaml = "flex: { balances: [{ team: North, tokens: 1, as_of: 2026-01-01 }] }"
        #expect(try doubts(yaml, of: account) == [])
        #expect(try doubts(yaml, of: nil).count == 1)
    }

    @Test(arguments: [
        (
            "contacts: { contract_managers: [{ team: all, email: a@b.example }, { team: all, email: c@b.example }, { contract: 1, email: d@b.example }] }",
            "an entry above says a@b.example for all teams, this one c@b.example: only the first counts"
        ),
        (
            "people: { left: [{ email: a@b.example }, { email: A@b.example, left_on: 2026-01-01 }] }",
            "an entry above says no day for a@b.example, this one 2026-01-01: the earlier day counts"
        ),
        (
            "people: { left: [{ email: a@b.example }, { email: a@b.example }] }", ""
        ),
        (
            "contacts: { admins: [{ team: W, email: a@b.example, role: primary }, { team: w, email: c@b.example, role: primary }, { team: w, email: d@b.example, role: sso }] }",
            "an entry above says a@b.example for w, this one c@b.example: a team has one primary admin"
        ),
    ])
    func `entries that say two things of one are seen without any export`(
        yaml: String,
        message: String
    ) throws {
        let found = try doubts(yaml, of: nil)
        #expect(found.count == (message.isEmpty ? 0 : 1))
        #expect(found.allSatisfy { $0.hasSuffix("contradiction \(message)") }, "\(found)")
    }

    @Test func `one entry has one doubt, and two primary admins are one too many`() throws {
        let yaml = """
            absences: [{ email: x@y.example, from: 2026-01-01, until: 2026-01-02 }]
            contacts:
              admins:
                - { team: West, email: a@b.example, role: primary }
                - { team: west, email: c@b.example, role: primary }
            """
        let found = try doubts(yaml, of: account())
        #expect(
            found.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
                == ["1:21 unknown-person", "4:15 unknown-team", "5:28 contradiction"]
        )
    }
}
