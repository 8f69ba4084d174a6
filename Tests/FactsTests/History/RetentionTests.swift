import CivilTime
import Columns
import Exports
import Settings
import Testing

@testable import Facts

@Suite struct RetentionTests {
    private let year = TimeSpan(days: 365)

    /// Use and tokens of two years, and a report each year.
    private func account() throws -> (Account, Kept) {
        var account = try Account()
        var kept = Kept()
        func take(_ text: String, _ name: String, _ exported: String) throws {
            let change = try account.take(text, name: name, exported: exported)
            kept.apply(try #require(change))
        }
        for year in ["2024", "2025", "2026"] {
            let days = ["\(year)-10-31", "\(year)-11-01"]
            try take(
                Layout.seatUsage.csv(seatUsage("ada@example.com", on: days)),
                "use.csv",
                "\(year)-11-05T00:00:00Z"
            )
            try take(
                Layout.tokenUsage.csv(
                    days.map { ["Day used": $0, "Email": "ada@example.com", "Tokens used": "1"] }
                ),
                "tokens.csv",
                "\(year)-11-05T00:00:00Z"
            )
            try take(
                Layout.report.csv([["email": "ada@example.com"]]),
                "report.csv",
                "\(year)-11-06T00:00:00Z"
            )
        }
        return (account, kept)
    }

    private func trim(
        _ account: inout Account,
        days: TimeSpan,
        snapshots: TimeSpan = TimeSpan(days: 10_000),
        at now: String = november24
    ) throws -> HistoryTrim {
        account.history.trim(days: days, snapshots: snapshots, now: try instant(now))
    }

    @Test func `dropped days are unknown, and none without use`() throws {
        var account = try Account()
        let kept = TimeSpan(days: 60)
        account.configuration.retention.days = kept
        try account.take(Layout.report.csv([["email": "ada@example.com"]]), name: "r.csv")
        let sidecar = Sidecar(team: "North", from: try day("2025-11-20"), to: try day("2026-11-24"))
        let days = ["2026-08-27", "2026-11-03"]
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: days)),
            name: "s.csv",
            sidecar: sidecar
        )
        try account.take(
            Layout.tokenUsage.csv(
                days.map { ["Day used": $0, "Email": "ada@example.com", "Tokens used": "1"] }
            ),
            name: "t.csv",
            sidecar: sidecar
        )
        let seat = "North/ada@example.com/AutoCAD"
        func coveredDays() throws -> Cell { try account.value("seat", seat, "covered_days") }
        #expect(try coveredDays() == .int(83), "the cycle that drops them says so already")
        #expect(try trim(&account, days: kept).isEmpty == false)
        #expect(try account.value("seat", seat, "days_used_30") == .int(1))
        #expect(try account.value("seat", seat, "days_used_90") == .null)
        #expect(try account.value("balance", "North", "tokens_28") == .num(1))
        #expect(try account.value("balance", "North", "tokens_90") == .null)
        #expect(try coveredDays() == .int(83))
    }

    @Test func `the last use of a seat is never dropped`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2020-06-01"],
                ["email": "bob@example.com", "last_accessed": "2020-06-02"],
            ])
        )
        try account.take(
            Layout.seatUsage.csv(seatUsage("bob@example.com", on: ["2026-11-03"])),
            name: "s.csv"
        )
        let before = try account.value("seat", "North/ada@example.com/AutoCAD", "days_idle")
        #expect(try trim(&account, days: year).isEmpty == false)
        #expect(try trim(&account, days: year).isEmpty, "what stays is not written again")
        #expect(try account.value("seat", "North/ada@example.com/AutoCAD", "days_idle") == before)
        #expect(
            try account.value("seat", "North/ada@example.com/AutoCAD", "last_used")
                == .day(day("2020-06-01"))
        )
        #expect(DayRuns.union(of: Array(account.history.layers.values)) == account.history.use)
        let bob = try account.value("seat", "North/bob@example.com/AutoCAD", "used_days")
        #expect(try bob.days?.first == day("2026-11-03"))
    }

    @Test func `days of use and tokens go by whole months, and only once`() throws {
        var (account, kept) = try account()
        let before = try account.facts().printed
        let trimmed = try trim(&account, days: TimeSpan(days: 388))
        let november = try day("2025-11-01")
        #expect(trimmed.tokensBefore == november)
        #expect(account.history.use.firstDay == november)
        #expect(account.history.tokens.keys.map(\.day).min() == november.daysSince1970)
        #expect(trimmed.segments[Segment.ID(1, .days)] == [], "nothing of 2024 is left")
        #expect(trimmed.segments[Segment.ID(4, .days)]?.isEmpty == false)
        #expect(trimmed.segments[Segment.ID(7, .days)] == nil, "2026 is as it was")
        #expect(trimmed.parts.isEmpty)
        #expect(try account.facts().printed != before, "the used days are printed")
        let again = try trim(&account, days: TimeSpan(days: 388))
        #expect(again.isEmpty)
        let sameMonth = try trim(&account, days: TimeSpan(days: 388), at: "2026-12-23T00:00:00Z")
        #expect(sameMonth.isEmpty, "nothing more until the month is over")
        kept.apply(trimmed)
        var stored = account
        stored.history = try kept.history()
        #expect(try stored.facts().printed == account.facts().printed)
        #expect(stored.history.allLayers == account.history.allLayers)
    }

    @Test func `where nothing is too old all stays as it is`() throws {
        var (account, _) = try account()
        let trimmed = try trim(&account, days: TimeSpan(days: 1096))
        #expect(trimmed.isEmpty)
        #expect(try account.history.use.firstDay == day("2024-10-31"))
    }

    @Test func `rows of state files go, but never those that facts read`() throws {
        var (account, _) = try account()
        let before = try account.facts().printed
        let trimmed = try trim(&account, days: TimeSpan(days: 10_000), snapshots: year)
        #expect(trimmed.parts.map(\.intake) == [3, 6])
        #expect(trimmed.segments == [Segment.ID(6, .differences): []], "they go with the rows")
        #expect(account.history.parts.filter(\.keepsRows).map(\.intake) == [9])
        #expect(try account.facts().printed == before)
        let later = try trim(&account, days: TimeSpan(days: 10_000), snapshots: TimeSpan(days: 1))
        #expect(later.isEmpty, "the report in force stays whatever its age")
    }

    @Test func `what is too old is not counted among the layers any more`() throws {
        var (account, _) = try account()
        let count = account.history.layerCount
        _ = try trim(&account, days: TimeSpan(days: 1))
        #expect(account.history.layerCount < count)
        #expect(
            account.history.layerCount
                == account.history.layers.filter { $0.key != 0 }.values.reduce(0) { $0 + $1.count }
        )
    }
}
