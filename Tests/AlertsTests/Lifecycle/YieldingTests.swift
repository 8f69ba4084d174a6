import CivilTime
import Testing

@testable import Alerts

@Suite struct YieldingTests {
    private let leavers = terms("leaver-seats")
    private let idle = terms("idle", yieldsTo: ["leaver-seats"])

    @Test func `where the other policy fires, this one fires quietly and says so`() throws {
        var story = Story()
        let cycle = try story.cycle(
            "2026-11-24",
            [
                set(idle, finding(.holds, "ada"), finding(.holds, "bob")),
                set(leavers, finding(.holds, "ada"), finding(.clear, "bob")),
            ]
        )
        #expect(cycle.outcomes == ["ada firing", "bob firing", "ada firing", "bob clear"])
        #expect(
            cycle.decisions.outcomes.map(\.yieldsTo) == ["leaver-seats", nil, nil, nil]
        )
        #expect(
            story.alerts.filter(\.speaks).map { "\($0.policy) \($0.subject)" } == [
                "idle bob", "leaver-seats ada",
            ]
        )
        #expect(cycle.happened.contains("ada quieted holds"))
    }

    @Test func `it speaks again when the other no longer fires`() throws {
        var story = Story()
        try story.cycle("2026-11-24", [set(idle, finding(.holds)), set(leavers, finding(.holds))])
        let cycle = try story.cycle(
            "2026-11-25",
            [set(idle, finding(.holds)), set(leavers, finding(.clear))]
        )
        #expect(cycle.happened == ["ada unquieted holds", "ada resolved fixed"])
        #expect(story.only?.speaks == true)
    }

    @Test func `a row of another table silences nothing`() throws {
        var story = Story()
        let people = terms("leaver-seats", resource: "person")
        try story.cycle("2026-11-24", [set(idle, finding(.holds)), set(people, finding(.holds))])
        #expect(story.alerts.allSatisfy { $0.speaks })
    }

    @Test func `what is pending or under audit silences nothing`() throws {
        for quiet in [terms("leaver-seats", forDays: 7), terms("leaver-seats", notifies: false)] {
            var story = Story()
            try story.cycle(
                "2026-11-24",
                [set(idle, finding(.holds)), set(quiet, finding(.holds))]
            )
            #expect(story.alerts.first { $0.policy == "idle" }?.speaks == true)
        }
    }

    @Test func `the rows are the same although the alerts know them by different ids`() throws {
        var story = Story()
        try story.cycle("2026-11-10", [set(idle, finding(.holds, "old")), set(leavers)])
        try story.cycle(
            "2026-11-17",
            [
                set(idle, finding(.holds, "new", aliases: ["old"])),
                set(leavers, finding(.holds, "new", aliases: ["old"])),
            ]
        )
        let quiet = story.alerts.first { $0.policy == "idle" }
        #expect(quiet?.subject == "old" && quiet?.yieldsTo == "leaver-seats")
    }

    @Test(
        arguments: [
            (["a": ["b"], "b": ["a"]], ["a"]),
            (["a": ["b"], "b": ["c"]], ["c"]),
            (["a": ["a"]], ["a"]),
            (["a": ["b"], "b": ["c"], "c": ["a"]], ["a", "b"]),
        ] as [([String: Set<String>], [String])]
    )
    func `policies that yield in a ring are never all silent`(
        _ yields: [String: Set<String>],
        _ speaking: [String]
    ) throws {
        var story = Story()
        let names = Set(yields.keys).union(yields.values.joined()).sorted()
        try story.cycle(
            "2026-11-24",
            names.map { set(terms($0, yieldsTo: yields[$0] ?? []), finding(.holds)) }
        )
        #expect(story.alerts.filter(\.speaks).map(\.policy) == speaking)
    }
}
