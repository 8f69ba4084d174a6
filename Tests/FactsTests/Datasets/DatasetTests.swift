import CivilTime
import Columns
import Exports
import Facts
import Testing

@Suite struct DatasetTests {
    @Test func `every column of a data set with a range`() throws {
        var account = try Account(
            "inputs: { expect: [{ dataset: usage, teams: [north], every: 7d }] }"
        )
        func take(
            _ rows: [[String: String]],
            _ name: String,
            _ exported: String,
            _ from: String,
            _ to: String
        ) throws {
            try account.take(
                Layout.usage.csv(rows),
                name: name,
                exported: exported,
                sidecar: Sidecar(from: try day(from), to: try day(to), origin: "insights \(name)")
            )
        }
        let hash = String(repeating: "1", count: 40)
        try take(
            [["day_used": "2026-09-05", "email": "a@example.com"]],
            "1",
            "2026-10-01T00:00:00Z",
            "2026-09-01",
            "2026-09-30"
        )
        try take(
            [
                ["day_used": "2026-11-05", "email": "a@example.com"],
                ["day_used": "2026-11-05", "hashed_autodesk_id": hash],
                ["day_used": "2026-11-05", "email": "b@example.com", "team_alias": "South"],
                ["day_used": "2026-11-06", "email": "nobody"],
                ["day_used": "2026-11-06", "email": "c@example.com"],
            ],
            "2",
            "2026-11-12T00:00:00Z",
            "2026-10-11",
            "2026-11-11"
        )
        let facts = try account.facts()
        #expect(facts.subjects("dataset") == ["usage/North", "usage/South"])
        let expected: [(String, Cell)] = [
            ("dataset", .text("usage")), ("team", .text("North")), ("as_of", iso("2026-11-10")),
            ("age_days", .int(14)), ("rows", .int(4)), ("rows_refused", .int(0)),
            ("source", .text("insights 2")), ("expected", .bool(true)), ("late", .bool(false)),
            ("missing", .bool(false)), ("covered_from", iso("2026-09-01")),
            ("gap_days", .int(10)), ("range_assumed", .bool(false)), ("hashed_share", .num(0.5)),
            ("personal_data", .bool(true)), ("filtered", .null), ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("dataset", "usage/North", column) == value, "\(column)")
        }
        #expect(try facts.value("dataset", "usage/South", "expected") == .bool(false))
        #expect(try facts.value("dataset", "usage/South", "rows") == .int(1))
        #expect(try facts.value("dataset", "usage/South", "gap_days") == .int(0))
    }

    struct Aging: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layout: Layout
        let row: [String: String]
        var yaml = ""
        /// The last day on which an export of 1 November is fresh.
        let lastFresh: String
    }

    @Test(arguments: [
        Aging(
            testDescription: "a Usage report: 7 + 2 + 7 days after as_of",
            layout: .report,
            row: ["email": "a@example.com"],
            lastFresh: "2026-11-15"
        ),
        Aging(
            testDescription: "Users: 45 days",
            layout: .users,
            row: ["email": "a@example.com"],
            lastFresh: "2026-12-16"
        ),
        Aging(
            testDescription: "Groups: 60 days",
            layout: .groups,
            row: ["Group": "G", "Email": "a@example.com"],
            lastFresh: "2026-12-31"
        ),
        Aging(
            testDescription: "Balances: 60 days",
            layout: .balances,
            row: ["as_of": "2026-11-01", "tokens_available": "1"],
            lastFresh: "2026-12-31"
        ),
        Aging(
            testDescription: "the entry that names the team counts",
            layout: .report,
            row: ["email": "a@example.com"],
            yaml: """
                inputs:
                  expect:
                    - { dataset: usage-report, teams: all, every: 30d }
                    - { dataset: usage-report, teams: [NORTH], every: 1d }
                """,
            lastFresh: "2026-11-09"
        ),
        Aging(
            testDescription: "then the one for all",
            layout: .report,
            row: ["email": "a@example.com"],
            yaml: """
                inputs:
                  settle: 3d
                  expect:
                    - { dataset: usage-report, teams: all, every: 30d }
                    - { dataset: usage-report, teams: [South], every: 1d }
                """,
            lastFresh: "2026-12-08"
        ),
        Aging(
            testDescription: "a maximum age of its own",
            layout: .users,
            row: ["email": "a@example.com"],
            yaml: "inputs: { expect: [{ dataset: users, teams: all, max_age: 3d }] }",
            lastFresh: "2026-11-04"
        ),
    ])
    func `a data set is late when it is older than it may be`(aging: Aging) throws {
        var account = try Account(aging.yaml)
        try account.take(aging.layout.csv([aging.row]), exported: "2026-11-01T06:00:00Z")
        let last = try day(aging.lastFresh)
        for (today, isFresh) in [(last, true), (last.adding(1), false)] {
            let facts = try account.facts("\(Instant(today, secondOfDay: 28_800))")
            let row = try #require(facts.subjects("dataset").first)
            #expect(try facts.value("dataset", row, "fresh") == .bool(isFresh), "\(today)")
            #expect(try facts.value("dataset", row, "late") == .bool(!isFresh), "\(today)")
        }
    }

    @Test func `leavers and absences do not age, and count for all teams`() throws {
        var account = try Account()
        try account.take(
            Layout.leavers.csv([["email": "a@example.com"], ["email": "x"]]),
            name: "l",
            exported: "2020-01-01T00:00:00Z"
        )
        #expect(try account.facts().subjects("dataset") == ["leavers/all"])
        #expect(try account.value("dataset", "leavers/all", "fresh") == .bool(true))
        #expect(try account.value("dataset", "leavers/all", "late") == .bool(false))
        #expect(try account.value("dataset", "leavers/all", "hashed_share") == .num(0.5))
        #expect(try account.value("dataset", "leavers/all", "covered_from") == .null)
    }

    @Test func `what must come and was never seen is missing`() throws {
        var account = try Account(
            """
            inputs:
              expect:
                - { dataset: users, teams: all }
                - { dataset: usage-report, teams: [South] }
                - { dataset: groups, teams: all }
            """
        )
        try account.take(Layout.report.csv([["email": "a@example.com"]]))
        try account.take(
            Layout.seatUsage.csv(seatUsage("a@example.com", on: ["2026-11-01"], team: "West")),
            name: "w"
        )
        let facts = try account.facts()
        #expect(
            facts.subjects("dataset") == [
                "groups/all", "seat-usage/West", "usage-report/North", "usage-report/South",
                "users/North",
            ],
            "all: every team with Users, Usage report or Subscriptions rows"
        )
        for row in ["groups/all", "usage-report/South", "users/North"] {
            #expect(try facts.value("dataset", row, "expected") == .bool(true))
            #expect(try facts.value("dataset", row, "missing") == .bool(true))
            for column in ["as_of", "age_days", "rows", "rows_refused", "source", "hashed_share"] {
                #expect(try facts.value("dataset", row, column) == .null, "\(column)")
            }
            #expect(try facts.value("dataset", row, "late") == .bool(false))
            #expect(try facts.value("dataset", row, "fresh") == .bool(false))
        }
        #expect(try facts.value("dataset", "usage-report/North", "expected") == .bool(false))
        #expect(try facts.value("dataset", "usage-report/North", "missing") == .bool(false))
        #expect(facts.subjects("team") == ["North", "South", "West"])
    }

    @Test func `refused rows, assumed ranges and the file's name are told`() throws {
        var account = try Account()
        var text = Layout.report.csv(
            (1...200).map { ["email": "p\($0)@example.com", "user_activity": "inactive"] }
        )
        text +=
            text.split(separator: "\n")[1].replacing("2024-01-15T09:00:00Z", with: "yesterday")
            + "\n"
        try account.take(text, name: "report of today.csv")
        let row = "usage-report/North"
        #expect(try account.value("dataset", row, "rows") == .int(200))
        #expect(try account.value("dataset", row, "rows_refused") == .int(1))
        #expect(try account.value("dataset", row, "range_assumed") == .bool(true))
        #expect(try account.value("dataset", row, "source") == .text("report of today.csv"))
        #expect(try account.value("dataset", row, "filtered") == .bool(false))
        #expect(try account.value("dataset", row, "hashed_share") == .num(0))
    }
}
