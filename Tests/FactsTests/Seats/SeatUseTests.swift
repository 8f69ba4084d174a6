import CivilTime
import Columns
import Exports
import Facts
import Testing

private let ada = "North/ada@example.com/AutoCAD"

@Suite struct SeatUseTests {
    /// A report of 24 November over the last 90 days, and one row of Ada's.
    private func account(
        _ cells: [String: String] = [:],
        yaml: String = "",
        usage: [[String: String]] = [],
        usageFrom: String? = nil
    ) throws -> Account {
        var account = try Account(yaml)
        try account.take(
            Layout.report.csv([["email": "Ada@Example.com"].merging(cells) { $1 }]),
            sidecar: Sidecar(from: try day("2026-08-27"), to: try day("2026-11-24"))
        )
        if !usage.isEmpty {
            try account.take(
                Layout.seatUsage.csv(usage),
                sidecar: Sidecar(from: try usageFrom.map(day), to: try day("2026-11-24"))
            )
        }
        return account
    }

    @Test func `a row says who holds what`() throws {
        let account = try account([
            "first_name": "Ada", "last_name": "Lovelace", "group": "Civil engineers",
            "version": "2026",
            "assigned_date": "2026-06-01T23:30:00-02:00", "unassigned_date": "2026-07-01T10:00:00Z",
        ])
        let facts = try account.facts()
        #expect(facts.subjects("seat") == [ada])
        let expected: [(String, Cell)] = [
            ("team", .text("North")), ("offering", .text("AutoCAD")),
            ("email", .text("ada@example.com")),
            ("name", .text("Ada Lovelace")), ("group", .text("Civil engineers")),
            ("version", .text("2026")), ("person", .text("ada@example.com")),
            ("kind", .text("seats")),
            ("assigned", .bool(true)), ("assigned_on", iso("2026-06-02")),
            ("unassigned_on", iso("2026-07-01")), ("access", .text("subscription")),
            ("via_group", .bool(false)), ("usage_known", .bool(true)), ("as_of", iso("2026-11-22")),
            ("fresh", .bool(true)), ("reachable", .bool(true)), ("first_known", iso("2026-08-27")),
            ("days_known", .int(87)), ("covered_days", .int(0)), ("days_assigned", .int(173)),
            ("on_leave", .bool(false)), ("left", .bool(false)), ("role", .null),
            ("account_status", .null),
        ]
        for (column, value) in expected {
            #expect(try facts.value("seat", ada, column) == value, "\(column)")
        }
    }

    struct Idle: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let cells: [String: String]
        let lastUsed: String?
        let idle: Int
    }

    /// `as_of` is 22 November, `first_known` 27 August (87 days before).
    @Test(arguments: [
        Idle(
            testDescription: "used in October",
            cells: ["last_accessed": "2026-10-13"],
            lastUsed: "2026-10-13",
            idle: 40
        ),
        Idle(
            testDescription: "a use after as_of counts as one on as_of",
            cells: ["last_accessed": "2026-11-24"],
            lastUsed: "2026-11-22",
            idle: 0
        ),
        Idle(
            testDescription: "assigned again since",
            lastUsed: "2026-09-01",
            idle: 31,
            ["last_accessed": "2026-09-01", "assigned_date": "2026-10-22T08:00:00Z"]
        ),
        Idle(
            testDescription: "an assignment before the last use does not matter",
            lastUsed: "2026-10-13",
            idle: 40,
            ["last_accessed": "2026-10-13", "assigned_date": "2026-09-01T08:00:00Z"]
        ),
        Idle(testDescription: "never used: since the data begins", lastUsed: nil, idle: 87),
        Idle(
            testDescription: "never used: since the assignment",
            lastUsed: nil,
            idle: 12,
            ["assigned_date": "2026-11-10T08:00:00Z"]
        ),
        Idle(
            testDescription:
                "never used, but inactive for longer than the data reaches: less the lag",
            lastUsed: nil,
            idle: 198,
            ["days_inactive": "200"]
        ),
        Idle(
            testDescription: "inactive for longer than assigned",
            lastUsed: nil,
            idle: 52,
            ["days_inactive": "200", "assigned_date": "2026-10-01T08:00:00Z"]
        ),
        Idle(
            testDescription: "inactive for longer than assigned at an unknown date",
            lastUsed: nil,
            idle: 198,
            ["days_inactive": "200", "assigned_date": ""]
        ),
        Idle(
            testDescription: "days inactive do not count where a use is known",
            lastUsed: "2026-10-13",
            idle: 40,
            ["days_inactive": "200", "last_accessed": "2026-10-13"]
        ),
        Idle(
            testDescription: "assigned after as_of: never below 0",
            lastUsed: nil,
            idle: 0,
            ["assigned_date": "2026-11-23T08:00:00Z"]
        ),
    ])
    func `idle days count from the last use, the assignment or the beginning of the data`(
        idle: Idle
    ) throws {
        let account = try account(idle.cells)
        #expect(try account.value("seat", ada, "last_used") == (idle.lastUsed.map(iso) ?? .null))
        #expect(try account.value("seat", ada, "never_used") == .bool(idle.lastUsed == nil))
        #expect(try account.value("seat", ada, "days_idle") == .int(idle.idle))
    }

    @Test func `days of absence do not count as idle for those who are present`() throws {
        let account = try account(
            ["last_accessed": "2026-10-13"],
            yaml: """
                absences:
                  - { email: ada@example.com, from: 2026-10-01, until: 2026-10-20 }
                  - { email: ada@example.com, from: 2026-10-18, until: 2026-10-25 }
                  - { email: ada@example.com, from: 2026-11-20, until: 2026-12-31 }
                  - { email: bob@example.com, from: 2026-01-01, until: 2026-12-31 }
                """
        )
        // 14 to 25 October are 12 days, 20 to 22 November 3.
        #expect(try account.value("seat", ada, "days_idle") == .int(40))
        #expect(try account.value("seat", ada, "days_idle_present") == .int(25))
        #expect(try account.value("seat", ada, "on_leave") == .bool(true))
    }

    @Test func `counts of days need a covered window and end with as_of`() throws {
        // 24 October is the first of the last 30 days; 23 and 24 November come after as_of.
        let used = [
            "2026-10-23", "2026-10-24", "2026-11-01", "2026-11-22", "2026-11-23", "2026-11-24",
        ]
        let covered = try account(
            usage: seatUsage("ada@example.com", on: used),
            usageFrom: "2026-10-24"
        )
        #expect(try covered.value("seat", ada, "days_used_30") == .int(3))
        #expect(try covered.value("seat", ada, "days_used_90") == .null)
        #expect(try covered.value("seat", ada, "covered_days") == .int(30))
        let short = try account(
            usage: seatUsage("ada@example.com", on: used),
            usageFrom: "2026-10-25"
        )
        #expect(try short.value("seat", ada, "days_used_30") == .null)
        let long = try account(
            usage: seatUsage("ada@example.com", on: used),
            usageFrom: "2025-11-23"
        )
        #expect(try long.value("seat", ada, "days_used_90") == .int(4))
        #expect(try long.value("seat", ada, "days_used_365") == .int(4))
        #expect(try long.value("seat", ada, "covered_days") == .int(365))
    }

    @Test func `last_accessed of every Usage report counts like a day row`() throws {
        var account = try account(
            ["last_accessed": "2026-11-02"],
            usage: seatUsage("ada@example.com", on: ["2026-11-01"]),
            usageFrom: "2026-10-01"
        )
        try account.take(
            Layout.report.csv([["email": "ada@example.com", "last_accessed": "2026-10-30"]]),
            name: "old.csv",
            exported: "2026-11-01T06:00:00Z"
        )
        #expect(try account.value("seat", ada, "days_used_30") == .int(3))
        #expect(
            try account.value("seat", ada, "used_days")
                == .days(
                    DaySet([try day("2026-10-30"), try day("2026-11-01"), try day("2026-11-02")])
                )
        )
    }

    @Test func `token rows are days of use but cover nothing`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "ada@example.com"]]),
            sidecar: Sidecar(from: try day("2026-10-01"), to: try day("2026-11-24"))
        )
        try account.take(
            Layout.tokenUsage.csv([
                ["Day used": "2026-01-05", "Email": "ada@example.com", "Tokens used": "0"],
                ["Day used": "2026-11-05", "Email": "ada@example.com", "Tokens used": "7"],
            ]),
            sidecar: Sidecar(from: try day("2026-01-01"), to: try day("2026-11-23"))
        )
        #expect(try account.value("seat", ada, "last_used") == iso("2026-11-05"))
        #expect(try account.value("seat", ada, "first_known") == iso("2026-10-01"))
        #expect(try account.value("seat", ada, "days_used_30") == .null)
        #expect(try account.value("seat", ada, "tokens_30") == .num(7))
        #expect(try account.value("seat", ada, "tokens_365") == .null)
    }

    @Test
    func `days used in a year come from the report nearest to a year where nothing is covered`()
        throws
    {
        func report(_ used: String, _ from: String, _ to: String) throws -> Account {
            var account = try account(["days_used": "12"])
            try account.take(
                Layout.report.csv([["email": "ada@example.com", "days_used": used]]),
                name: "y.csv",
                exported: "2026-11-20T06:00:00Z",
                sidecar: Sidecar(from: try day(from), to: try day(to))
            )
            return account
        }
        // 365, 350 and 349 days.
        #expect(
            try report("140", "2025-11-20", "2026-11-19").value("seat", ada, "days_used_365")
                == .int(140)
        )
        #expect(
            try report("140", "2025-12-05", "2026-11-19").value("seat", ada, "days_used_365")
                == .int(140)
        )
        #expect(
            try report("140", "2025-12-06", "2026-11-19").value("seat", ada, "days_used_365")
                == .null
        )

        var two = try report("140", "2025-11-20", "2026-11-19")
        try two.take(
            Layout.report.csv([["email": "ada@example.com", "days_used": "99"]]),
            name: "z.csv",
            exported: "2026-11-21T06:00:00Z",
            sidecar: Sidecar(from: try day("2025-11-21"), to: try day("2026-11-20"))
        )
        #expect(try two.value("seat", ada, "days_used_365") == .int(99), "the newest of equals")
    }

    @Test func `the monthly average is that of three covered months, else the file's`() throws {
        let used = ["2026-07-31", "2026-08-01", "2026-09-15", "2026-10-31", "2026-11-01"]
        let covered = try account(
            ["monthly_average": "9.5"],
            usage: seatUsage("ada@example.com", on: used),
            usageFrom: "2026-08-01"
        )
        #expect(try covered.value("seat", ada, "monthly_average") == .num(1))
        let uncovered = try account(
            ["monthly_average": "9.5"],
            usage: seatUsage("ada@example.com", on: used),
            usageFrom: "2026-08-02"
        )
        #expect(try uncovered.value("seat", ada, "monthly_average") == .num(9.5))
        func average(_ assigned: String) throws -> Cell {
            try account(["monthly_average": "9.5", "assigned_date": assigned])
                .value("seat", ada, "monthly_average")
        }
        #expect(try average("2026-08-27T23:59:59Z") == .num(9.5), "at the start of the range")
        #expect(try average("2026-08-28T00:00:00Z") == .null, "after it")
        #expect(try average("") == .num(9.5), "an unknown date counts as long ago")
    }

    @Test(arguments: [true, false])
    func `a file without a column for a person covers no day: nobody looks idle by it`(
        hasReport: Bool
    ) throws {
        var account = try Account()
        let user = ["email": "ada@example.com", "offering_name": "AutoCAD"]
        try account.take(Layout.users.csv([user]), name: "u.csv")
        if hasReport {
            let row = ["email": "ada@example.com", "last_accessed": "2026-11-20"]
            try account.take(Layout.report.csv([row]), name: "r.csv")
        }
        try account.take(
            "Day used,Product,Version,Team\n2026-10-02,AutoCAD,2027,North\n",
            name: "s.csv",
            sidecar: Sidecar(team: "North", from: day("2026-05-01"), to: day("2026-11-24"))
        )
        let seat = "North/ada@example.com/AutoCAD"
        #expect(account.history.intakes.last?.dataset == .seatUsage)
        #expect(try account.value("seat", seat, "usage_known") == .bool(hasReport))
        #expect(try account.value("seat", seat, "covered_days") == .int(0))
        for column in ["days_used_30", "days_used_90"] {
            #expect(try account.value("seat", seat, column) == .null, "\(column)")
        }
        let idle = try account.value("seat", seat, "days_idle")
        #expect(idle == (hasReport ? .int(2) : .null))
    }

    @Test func `covered days of a team without any row say nothing of monthly use`() throws {
        var account = try Account()
        let user = ["email": "ada@example.com", "offering_name": "AutoCAD"]
        try account.take(Layout.users.csv([user]), name: "u.csv")
        try account.take(
            Layout.usage.csv([]),
            sidecar: Sidecar(team: "North", from: day("2026-05-01"), to: day("2026-11-24"))
        )
        let seat = "North/ada@example.com/AutoCAD"
        #expect(try account.value("seat", seat, "usage_known") == .bool(false))
        #expect(try account.value("seat", seat, "days_used_90") == .null)
        #expect(try account.value("seat", seat, "monthly_average") == .null)
        #expect(try account.value("seat", seat, "expected_days_year") == .null)
    }

    @Test func `a group is shown in its newest spelling`() throws {
        var account = try Account()
        let row = ["email": "ada@example.com", "group": "civil ENGINEERS"]
        try account.take(Layout.report.csv([row]), exported: "2026-11-23T00:00:00Z")
        let seat = "North/ada@example.com/AutoCAD"
        #expect(try account.value("seat", seat, "group") == .text("civil ENGINEERS"))
        let member = ["Group": "Civil engineers", "Email": "bob@example.com"]
        try account.take(Layout.groups.csv([member]), name: "g.csv")
        #expect(try account.value("seat", seat, "group") == .text("Civil engineers"))
    }

    @Test func `addresses are the same in capitals`() throws {
        let account = try account(usage: seatUsage("ADA@example.COM", on: ["2026-11-10"]))
        #expect(try account.value("seat", ada, "last_used") == iso("2026-11-10"))
        #expect(try account.facts().subjects("seat") == [ada])
    }
}

extension SeatUseTests.Idle {
    init(testDescription: String, lastUsed: String?, idle: Int, _ cells: [String: String] = [:]) {
        self.init(testDescription: testDescription, cells: cells, lastUsed: lastUsed, idle: idle)
    }
}
