import CivilTime
import Columns
import Exports
import Foundation
import Settings
import Testing

@testable import Facts

@Suite struct MomentTests {
    private func moment(_ account: Account, _ now: String = november24) throws -> Moment {
        Moment(account.history, account.configuration.inputs, now: try instant(now), zone: .utc)
    }

    @Test func `usage data is complete until settle before its export, at most to its range's end`()
        throws
    {
        var account = try Account("inputs: { settle: 3d }")
        try account.take(
            Layout.report.csv([["email": "a@example.com"]]),
            name: "1",
            sidecar: Sidecar(from: try day("2026-10-01"), to: try day("2026-11-24"))
        )
        try account.take(
            Layout.seatUsage.csv(seatUsage("a@example.com", on: ["2026-10-01"])),
            name: "2",
            sidecar: Sidecar(to: try day("2026-10-31"))
        )
        try account.take(Layout.users.csv([["email": "a@example.com"]]), name: "3")
        let moment = try moment(account)
        #expect(moment.newest(.usageReport, "north")?.asOf == (try day("2026-11-21")))
        #expect(moment.newest(.seatUsage, "north")?.asOf == (try day("2026-10-31")))
        #expect(moment.newest(.users, "north")?.asOf == (try day("2026-11-24")))
    }

    private static let tokyo = URL(fileURLWithPath: "/usr/share/zoneinfo/Asia/Tokyo")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: tokyo.path)))
    func `today is the day in the zone, exports are of the day in UTC`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([["email": "a@example.com"]]),
            exported: "2026-11-23T23:30:00Z"
        )
        let bytes = try Data(contentsOf: Self.tokyo)
        let tokyo = try #require(Zone(name: "Asia/Tokyo", tzif: [UInt8](bytes)))
        let facts = deriveFacts(
            account.history,
            account.configuration,
            now: try instant("2026-11-23T23:45:00Z"),
            zone: tokyo
        )
        #expect(facts.today == (try day("2026-11-24")))
        #expect(try facts.value("dataset", "users/North", "as_of") == iso("2026-11-23"))
        #expect(try facts.value("dataset", "users/North", "age_days") == .int(1))
    }

    @Test func `a window is covered by the union of ranges, and by one gap no longer`() throws {
        var account = try Account()
        for (name, from, to) in [
            ("1", "2026-10-01", "2026-10-15"), ("2", "2026-10-10", "2026-10-31"),
            ("3", "2026-11-02", "2026-11-20"),
        ] {
            try account.take(
                Layout.seatUsage.csv(seatUsage("a@example.com", on: [from])),
                name: name,
                sidecar: Sidecar(from: try day(from), to: try day(to))
            )
        }
        try account.take(
            Layout.tokenUsage.csv([["Day used": "2026-11-01", "Tokens used": "1"]]),
            name: "4"
        )
        let covered = try moment(account).coveredDays("north")
        #expect(
            covered.covers(try #require(DayRange(try day("2026-10-01"), try day("2026-10-31"))))
        )
        #expect(!covered.contains(try day("2026-11-01")), "tokens cover no use of seats")
        #expect(try moment(account).coveredDays("south").isEmpty)
        #expect(try moment(account).firstKnown("north") == day("2026-10-01"))
    }

    @Test func `where two data sets decide alike, facts are fresh only if both are`() throws {
        let old = Age(asOf: try day("2026-11-01"), datasets: [.users])
        let same = Age(asOf: try day("2026-11-01"), datasets: [.seatUsage])
        let new = Age(asOf: try day("2026-11-20"), datasets: [.usage])
        #expect(old.older(same) == Age(asOf: old.asOf, datasets: [.users, .seatUsage]))
        #expect(old.newer(same).datasets == [.users, .seatUsage])
        #expect(old.older(new) == old)
        #expect(old.newer(new) == new)
        let moment = try moment(Account())
        // 23 days: Users may be 45 days old, Seat usage 16.
        #expect(moment.isFresh(old, "north"))
        #expect(!moment.isFresh(old.older(same), "north"))
    }

    @Test func `disjoint sets unite`() {
        var sets = DisjointSets(count: 6)
        sets.unite(0, 1)
        sets.unite(2, 3)
        sets.unite(1, 3)
        sets.unite(3, 0)
        #expect(Set([0, 1, 2, 3].map { sets.root($0) }).count == 1)
        #expect(sets.root(4) != sets.root(5))
        #expect(sets.root(4) != sets.root(0))
    }

    @Test func `the months before a day in January lie in the year before`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "a@example.com"]]),
            exported: "2027-01-12T06:00:00Z",
            taken: "2027-01-12T08:00:00Z"
        )
        let derivation = Derivation(
            account.history,
            account.configuration,
            now: try instant("2027-01-12T08:00:00Z"),
            zone: .utc
        )
        let roster = SeatRoster(derivation)
        let team = try #require(roster.teams.first)
        let months = TeamUse(team, roster, derivation).months
        #expect(months == DayRange(try day("2026-10-01"), try day("2026-12-31")))
    }
}
