import CivilTime
import Columns
import Exports
import Facts
import Testing

/// The columns of the table `subscription` on the day of most tests.
@Suite struct SubscriptionTests {
    private let north = "North/57412300112233"

    /// An account with one file of one subscription.
    private func account(_ row: [String: String], _ yaml: String = "") throws -> Account {
        var account = try Account(yaml)
        try account.take(Layout.subscriptions.csv([bought(row)]))
        return account
    }

    private func value(_ column: String, _ row: [String: String], _ yaml: String = "") throws
        -> Cell
    {
        let facts = try account(row, yaml).facts()
        let subject = try #require(facts.subjects("subscription").first)
        return try facts.value("subscription", subject, column)
    }

    @Test(
        arguments: [
            ("id", .text("57412300112233")), ("contract", .null), ("team", .text("North")),
            ("offering", .text("AutoCAD")), ("kind", .text("seats")), ("seats", .int(25)),
            ("starts_on", iso("2025-12-14")), ("ends_on", iso("2026-12-13")),
            ("renews_on", iso("2026-12-14")), ("auto_renew", .bool(true)),
            ("channel", .text("direct")), ("reseller_name", .null), ("term", .text("annual")),
            ("status", .text("Active")), ("due_on", iso("2026-12-14")),
            ("renewal", .text("ahead")), ("running", .bool(true)), ("days_to_due", .int(20)),
            ("renewal_opens_on", iso("2026-09-15")), ("last_reduce_day", iso("2026-12-13")),
            ("act_by", iso("2026-12-13")), ("return_until", iso("2026-01-13")),
            ("grace_until", iso("2027-01-27")), ("contract_manager", .null),
            ("contract_manager_known", .bool(false)), ("plan", .null), ("value_year", .null),
            ("as_of", iso("2026-11-24")), ("fresh", .bool(true)),
        ] as [(String, Cell)]
    )
    func `a direct subscription that renews by itself`(_ column: String, _ expected: Cell) throws {
        #expect(try account([:]).value("subscription", north, column) == expected)
    }

    @Test(
        arguments: [
            ("id", .text("110009876543/AutoCAD")), ("channel", .text("reseller")),
            ("auto_renew", .null), ("reseller_name", .text("Example CAD")),
            ("reseller_email", .text("orders@reseller.example")), ("due_on", iso("2026-12-13")),
            ("act_by", iso("2026-11-13")), ("last_reduce_day", iso("2026-12-12")),
            ("return_until", .null), ("grace_until", iso("2027-01-27")),
        ] as [(String, Cell)]
    )
    func `a reseller must know a month before the end, and says nothing of renewals`(
        _ column: String,
        _ expected: Cell
    ) throws {
        #expect(try value(column, resold) == expected)
    }

    @Test(
        arguments: [
            ("Monthly", "monthly"), ("1 month", "monthly"), ("Annual", "annual"),
            ("yearly", "annual"), ("1-Year", "annual"), ("12 Months", "annual"),
            ("3 Year", "3-year"), ("3-years", "3-year"), ("36 months", "3-year"),
            ("Biennial", "other"), ("", "other"),
        ])
    func `a term is told by its words`(_ written: String, _ term: String) throws {
        #expect(try value("term", ["term": written]) == .text(term))
    }

    @Test func `a monthly term has shorter times to return and to renew`() throws {
        let monthly = ["term": "Monthly", "start_date": "2026-11-14", "end_date": "2026-12-13"]
        #expect(try value("return_until", monthly) == iso("2026-11-29"))
        #expect(try value("grace_until", monthly) == iso("2027-01-12"))
    }

    @Test func `every offset is configuration`() throws {
        let yaml = """
            renewals:
              opens: 60d
              reduce_until: 3d
              reseller_lead: 45d
              return_annual: 14d
              grace_annual: 10d
            """
        #expect(try value("renewal_opens_on", [:], yaml) == iso("2026-10-15"))
        #expect(try value("act_by", [:], yaml) == iso("2026-12-11"))
        #expect(try value("act_by", resold, yaml) == iso("2026-10-29"))
        #expect(try value("return_until", [:], yaml) == iso("2025-12-28"))
        #expect(try value("grace_until", [:], yaml) == iso("2026-12-23"))
    }

    @Test func `the contract's manager goes before the team's, and the team's before all`() throws {
        func manager(_ entries: String) throws -> Cell {
            let yaml = "contacts: { contract_managers: [\(entries)] }"
            return try value("contract_manager", resold, yaml)
        }
        let all = "{ team: all, email: all@example.com }"
        let team = "{ team: north, email: team@example.com }"
        let contract = #"{ contract: "110009876543", email: deal@example.com }"#
        #expect(try manager("\(all), \(team), \(contract)") == .text("deal@example.com"))
        #expect(try manager("\(all), \(team)") == .text("team@example.com"))
        #expect(try manager(all) == .text("all@example.com"))
        #expect(try manager(#"{ contract: "7", email: deal@example.com }"#) == .null)
    }

    @Test func `a plan is found by the id, whatever its letters`() throws {
        let yaml = """
            renewals:
              plans:
                - { subscription: "110009876543/AUTOCAD", plan: reduce }
                - { subscription: "57412300112233", plan: lapse }
            """
        #expect(try value("plan", [:], yaml) == .text("lapse"))
        #expect(try value("plan", resold, yaml) == .text("reduce"))
    }

    @Test func `what it is worth is the seats at the price in force`() throws {
        let yaml = "prices: [{ offering: AutoCAD, price: 2095, since: 2026-01-01 }]"
        #expect(try value("value_year", [:], yaml) == .num(52_375))
        #expect(try value("value_year", ["seat_quantity": ""], yaml) == .null)
        #expect(try value("value_year", ["offering_name": "Revit"], yaml) == .null)
    }

    @Test func `a term that has not begun is not running`() throws {
        #expect(try value("running", ["start_date": "2026-11-25"]) == .bool(false))
        #expect(try value("running", ["start_date": "2026-11-24"]) == .bool(true))
        #expect(try value("running", ["start_date": ""]) == .bool(true))
    }

    @Test func `without any day it is ahead and has none`() throws {
        let bare = ["start_date": "", "end_date": "", "autorenew_date": ""]
        #expect(try value("renewal", bare) == .text("ahead"))
        for column in [
            "due_on", "days_to_due", "renewal_opens_on", "last_reduce_day", "act_by",
            "return_until", "grace_until",
        ] {
            #expect(try value(column, bare) == .null, "\(column)")
        }
    }

    @Test
    func `a team leads to its subscriptions; without a file that speaks of it, to nothing known`()
        throws
    {
        var account = try account([:])
        try account.take(Layout.users.csv([["email": "ada@example.com", "team_alias": "South"]]))
        let facts = try account.facts()
        let teams = facts.subjects("team")
        let related = teams.indices.map { facts.related("team", row: $0, "subscriptions") }
        #expect(teams == ["North", "South"])
        #expect(related == [[0], nil])

        try account.take(
            Layout.subscriptions.csv([]),
            name: "south.csv",
            sidecar: Sidecar(dataset: .subscriptions, team: "South")
        )
        let now = try account.facts()
        #expect(now.related("team", row: 1, "subscriptions") == [])
    }
}

/// A direct annual subscription of 25 seats that renews on 14 December 2026.
func bought(_ changes: [String: String] = [:]) -> [String: String] {
    [
        "subscription_id": "57412300112233", "offering_name": "AutoCAD", "seat_quantity": "25",
        "start_date": "2025-12-14", "end_date": "2026-12-13", "autorenew_date": "2026-12-14",
        "subscription_status": "Active", "term": "Annual", "team_alias": "North",
    ].merging(changes) { $1 }
}

/// What makes of it a purchase through a reseller.
let resold = [
    "subscription_id": "", "contract_number": "110009876543", "autorenew_date": "",
    "reseller_name": "Example CAD", "reseller_email": "orders@reseller.example",
]
