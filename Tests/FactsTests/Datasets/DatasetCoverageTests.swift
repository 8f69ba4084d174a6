import CivilTime
import Columns
import Exports
import Facts
import Testing

/// What each data set says of itself beyond its age (facts §3.9).
@Suite struct DatasetCoverageTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        var testDescription: String { dataset }
        let dataset: String
        var layout: Layout?
        var row: [String: String] = [:]
        var team = "North"
        /// `nil` where it has no addresses to count.
        var hashedShare: Double? = 0.5
        var hasRange = false
    }

    private static let token = """
        "contractYear","tokenPool","usageCategory","usageDate","productLineCode","productName",\
        "userName","tokensConsumed"
        "1","A","DESKTOP","2026-11-20","RVT","N/A","ada","10"
        """

    @Test(arguments: [
        Kind(dataset: "usage-report", layout: .report, row: ["email": "a@x.org"], hasRange: true),
        Kind(
            dataset: "usage",
            layout: .usage,
            row: ["email": "a@x.org", "day_used": "2026-11-20"],
            hasRange: true
        ),
        Kind(
            dataset: "seat-usage",
            layout: .seatUsage,
            row: ["Email": "a@x.org", "Day used": "2026-11-20"],
            hasRange: true
        ),
        Kind(
            dataset: "token-usage",
            layout: .tokenUsage,
            row: ["Email": "a@x.org", "Day used": "2026-11-20", "Tokens used": "1"],
            hasRange: true
        ),
        Kind(dataset: "users", layout: .users, row: ["email": "a@x.org"]),
        Kind(
            dataset: "subscriptions",
            layout: .subscriptions,
            row: [
                "subscription_id": "1", "offering_name": "Revit", "seat_quantity": "1",
                "end_date": "2027-01-01", "team_alias": "North",
            ],
            hashedShare: nil
        ),
        Kind(
            dataset: "groups",
            layout: .groups,
            row: ["Group": "G", "Email": "a@x.org"],
            team: "all"
        ),
        Kind(
            dataset: "balances",
            layout: .balances,
            row: ["as_of": "2026-11-01", "tokens_available": "1"],
            hashedShare: nil
        ),
        Kind(dataset: "leavers", layout: .leavers, row: ["email": "a@x.org"], team: "all"),
        Kind(
            dataset: "absences",
            layout: .absences,
            row: ["email": "a@x.org", "from": "2026-11-01", "until": "2026-11-02"],
            team: "all"
        ),
        Kind(dataset: "token-flex", team: "EA-1", hashedShare: nil, hasRange: true),
    ])
    func `each data set has a row for its team, or for all`(kind: Kind) throws {
        var account = try Account()
        // A row without a real address beside each one with one.
        let rows = [kind.row, kind.row.merging(["email": "*5", "Email": "*5"]) { $1 }]
        let text = kind.layout.map { $0.csv(kind.hashedShare == nil ? [kind.row] : rows) }
        try account.take(
            text ?? Self.token,
            sidecar: kind.layout == nil ? Sidecar(team: "EA-1") : nil
        )
        let facts = try account.facts()
        let row = "\(kind.dataset)/\(kind.team)"
        #expect(facts.subjects("dataset") == [row])
        let share: Cell = kind.hashedShare.map { .num($0) } ?? .null
        #expect(try facts.value("dataset", row, "hashed_share") == share)
        #expect(
            try facts.value("dataset", row, "personal_data") == .bool(kind.hashedShare != nil)
        )
        for column in ["covered_from", "gap_days"] {
            #expect(try facts.value("dataset", row, column).isNull == !kind.hasRange, "\(column)")
        }
        #expect(try facts.value("dataset", row, "source") == .text("export.csv"))
        #expect(try facts.value("dataset", row, "expected") == .bool(false))
    }

    @Test func `a product of Token Flex that is not named goes by its code`() throws {
        var account = try Account("flex: { rates: [{ product: rvt, tokens: 10 }] }")
        try account.take(Self.token, sidecar: Sidecar(team: "EA-1"))
        let facts = try account.facts()
        #expect(facts.subjects("team") == ["EA-1"])
        #expect(facts.subjects("person") == ["id:ada"])
        #expect(try facts.value("person", "id:ada", "first_seen") == iso("2026-11-20"))
        #expect(try facts.value("person", "id:ada", "teams") == .list(["EA-1"]))
        #expect(try facts.value("balance", "EA-1", "dearest_rate") == .num(10))
    }

    @Test(arguments: [
        ([("active", ""), ("inactive", "")], false), ([("active", ""), ("active", "")], true),
        ([("", "0"), ("", "40")], false), ([("", "0"), ("", "")], true),
        ([("active", "40")], true), ([("Inactive ", "")], false), ([], true),
    ])
    func `a Usage report without any inactive row is filtered`(
        rows: [(activity: String, days: String)],
        isFiltered: Bool
    ) throws {
        var account = try Account()
        try account.take(
            Layout.report.csv(
                rows.enumerated().map { number, row in
                    [
                        "email": "p\(number)@example.com", "user_activity": row.activity,
                        "days_inactive": row.days,
                    ]
                }
            ),
            sidecar: Sidecar(team: "North")
        )
        #expect(
            try account.value("dataset", "usage-report/North", "filtered") == .bool(isFiltered)
        )
    }

    @Test func `an inactive row of another team shows that the file is whole`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "a@example.com"],
                ["email": "b@example.com", "team_alias": "South", "user_activity": "inactive"],
            ])
        )
        for team in ["North", "South"] {
            #expect(
                try account.value("dataset", "usage-report/\(team)", "filtered") == .bool(false)
            )
        }
    }

    @Test func `an alert about a data set may stand under an older spelling of the team`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([["email": "a@example.com"]]),
            exported: "2026-11-01T06:00:00Z"
        )
        try account.take(
            Layout.users.csv([["email": "a@example.com", "team_alias": "NORTH"]]),
            name: "b"
        )
        let facts = try account.facts()
        #expect(facts.subjects("dataset") == ["users/NORTH"])
        #expect(facts.aliases("dataset", row: 0) == ["users/North"])
    }
}
