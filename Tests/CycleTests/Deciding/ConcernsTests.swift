import Columns
import Facts
import Notices
import Policies
import Testing

@testable import Cycle

@Suite struct ConcernsTests {
    private func judgement(_ seats: [Row], by policies: String = Desk.idleSeats) throws -> Judgement
    {
        let facts = facts(["seat": seats])
        return try #require(try Desk(policies: policies).workplace().judge(facts).first)
    }

    @Test func `rows without the facts that a policy needs are told by cause`() throws {
        let judgement = try judgement([
            seat("ada", idle: nil), seat("bob", idle: nil), seat("cyd", idle: 5),
            seat("dan", idle: 5, ["left": .null]),
        ])
        let concerns = judgement.unknownConcerns
        #expect(concerns.count == 2)
        #expect(
            concerns.map(\.title) == [
                "idle-seats: 2 rows could not be judged: seat.days_idle_present is not known (days since "
                    + "the last known use, absence not counted)",
                "idle-seats: 1 row could not be judged: seat.left is not known (whether the holder has "
                    + "left the organisation)",
            ]
        )
        #expect(
            concerns[0].lines == [
                "- North/ada@example.com/AutoCAD", "- North/bob@example.com/AutoCAD",
            ]
        )
        #expect(judgement.heldConcerns.isEmpty)
    }

    @Test func `the subject of a concern does not depend on how many rows there are`() throws {
        let one = try judgement([seat("ada", idle: nil)]).unknownConcerns
        let two = try judgement([seat("ada", idle: nil), seat("bob", idle: nil)]).unknownConcerns
        #expect(one.map(\.subject) == two.map(\.subject))
        #expect(one.map(\.occurrence) == two.map(\.occurrence))
    }

    @Test func `stale rows are told by cause, five of them by name`() throws {
        let judgement = try judgement(
            (1...7).map { seat("p\($0)", idle: 80, ["fresh": .bool(false)]) }
        )
        let concerns = judgement.heldConcerns
        #expect(concerns.count == 1)
        #expect(
            concerns.first?.title.hasPrefix("idle-seats: nothing is concluded on 7 rows: ") == true
        )
        #expect(concerns.first?.lines.count == 5)
        #expect(judgement.unknownConcerns.isEmpty)
    }

    @Test(arguments: ["mode: audit\n", "data: { on_unknown: count }\n"])
    func `who asked not to hear of unknown rows does not`(_ more: String) throws {
        #expect(
            try judgement([seat("ada", idle: nil)], by: Desk.idleSeats + more).unknownConcerns
                .isEmpty
        )
    }

    @Test func `causes come with their number, the most frequent first`() throws {
        let judgement = try judgement([
            seat("ada", idle: nil), seat("bob", idle: nil), seat("cyd", idle: 5, ["left": .null]),
            seat("dan", idle: 80),
        ])
        #expect(judgement.causes.map(\.count) == [2, 1])
    }

    @Test func `data sets that are late, missing or filtered are each one concern`() {
        let facts = facts([
            "dataset": [
                dataset("usage-report", ["late": .bool(true), "age_days": .int(23)]),
                dataset("usage-report", of: "South", ["filtered": .bool(true)]),
                dataset("users", ["missing": .bool(true), "as_of": .null, "age_days": .null]),
                dataset("users", of: "South"),
            ]
        ])
        let concerns = facts.dataConcerns
        #expect(
            concerns.map(\.title) == [
                "usage-report of North is 23 days old (data up to 22 Nov 2026)",
                "The newest Usage report of South has no inactive person in it",
                "users of North is expected and has never come",
            ]
        )
        #expect(concerns.map(\.occurrence) == ["2026-11-22", "2026-11", ""])
    }

    @Test func `without data sets there is nothing to be concerned about`() {
        #expect(facts([:]).dataConcerns.isEmpty)
    }
}
