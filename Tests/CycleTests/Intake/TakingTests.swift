import CivilTime
import Facts
import Foundation
import Glibc
import Spooling
import TestSupport
import Testing

@testable import Cycle

@Suite struct TakingTests {
    @Test func `the oldest export is taken first, whatever the names say`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv", exported: "2026-11-23T06:00:00Z")
        try desk.drop(users("Bob"), as: "b.csv", exported: "2026-11-09T06:00:00Z")
        try desk.drop(users("Cyd"), as: "c.csv", exported: "2026-11-16T06:00:00Z")
        var history = History()
        let taking = try desk.take(into: &history)
        #expect(taking.taken.map(\.receipt.file.name) == ["b.csv", "c.csv", "a.csv"])
        #expect(taking.taken.map(\.change.intake.id) == [1, 2, 3])
        #expect(taking.newest == Instant("2026-11-23T06:00:00Z"))
    }

    @Test func `files exported at one moment are taken by name`() throws {
        let desk = try Desk()
        for name in ["b.csv", "a.csv", "B.csv"] {
            try desk.drop(users(name), as: name, exported: "2026-11-23T06:00:00Z")
        }
        var history = History()
        let taking = try desk.take(into: &history)
        #expect(taking.taken.map(\.receipt.file.name) == ["B.csv", "a.csv", "b.csv"])
    }

    @Test func `the very same file is taken once, under whatever name`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv", exported: "2026-11-23T06:00:00Z")
        try desk.drop(users("Ada"), as: "copy.csv", exported: "2026-11-23T06:00:00Z")
        var history = History()
        let first = try desk.take(into: &history)
        #expect(first.taken.map(\.receipt.file.name) == ["a.csv"])
        #expect(first.repeated.map(\.file.name) == ["copy.csv"])
        let second = try desk.take(into: &history)
        #expect(second.taken.isEmpty)
        #expect(second.repeated.count == 2)
        #expect(second.newest == nil)
    }

    @Test func `the same bytes exported later are a new snapshot`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv", exported: "2026-11-16T06:00:00Z")
        try desk.drop(users("Ada"), as: "b.csv", exported: "2026-11-23T06:00:00Z")
        var history = History()
        #expect(try desk.take(into: &history).taken.count == 2)
    }

    @Test func `a date in the name says when a file was exported, else its time does`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "users_2026-11-16.csv")
        try desk.drop(users("Bob"), as: "users.csv")
        var times = [
            timespec(tv_sec: 1_790_000_000, tv_nsec: 0),
            timespec(tv_sec: 1_790_000_000, tv_nsec: 0),
        ]
        #expect(utimensat(AT_FDCWD, desk.scratch.path("inbox/users.csv"), &times, 0) == 0)
        var history = History()
        let taking = try desk.take(into: &history)
        #expect(
            taking.taken.map { "\($0.receipt.file.name) \($0.change.intake.exportedAt)" } == [
                "users.csv 2026-09-21T14:13:20Z", "users_2026-11-16.csv 2026-11-17T00:00:00Z",
            ]
        )
    }

    @Test func `what cannot be used is refused with a reason, and the rest is taken`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "good.csv", exported: "2026-11-23T06:00:00Z")
        try desk.drop("", as: "empty.csv")
        try desk.drop("fruit,colour\napple,red\n", as: "fruit.csv")
        try desk.drop(users("Bob"), as: "future.csv", exported: "2026-11-26T06:00:00Z")
        try desk.drop(users("Cyd"), as: "sidecar.csv", exported: "not a moment")
        try desk.scratch.write(
            #"{"dataset": "groups"}"#,
            to: "inbox/other.csv.source.json"
        )
        try desk.drop(users("Dan"), as: "other.csv")
        var history = History()
        let taking = try desk.take(into: &history)
        #expect(taking.taken.map(\.receipt.file.name) == ["good.csv"])
        let reasons = Dictionary(
            uniqueKeysWithValues: taking.refused.map { ($0.file.name, $0.why) }
        )
        #expect(
            reasons.keys.sorted() == [
                "empty.csv", "fruit.csv", "future.csv", "other.csv", "sidecar.csv",
            ]
        )
        #expect(reasons["empty.csv"]?.contains("empty") == true)
        #expect(reasons["fruit.csv"]?.contains("'fruit', 'colour'") == true)
        #expect(reasons["future.csv"]?.contains("more than a day after now") == true)
        #expect(reasons["other.csv"]?.contains("\"Groups\"") == true)
        #expect(reasons["sidecar.csv"]?.contains("exported_at") == true)
        #expect(
            history.contains(
                digest: taking.taken[0].receipt.digest,
                exportedAt: try #require(taking.newest)
            )
        )
    }

    @Test func `a file that lost most of its rows is refused, unless the guard is taken away`()
        throws
    {
        func company(_ names: String...) -> String {
            let lines = names.map { users($0) }.map { $0.split(separator: "\n") }
            return (lines[0].prefix(1) + lines.map { $0[1] }).joined(separator: "\n") + "\n"
        }
        for (guarded, taken) in [("50%", 1), ("100%", 2)] {
            let desk = try Desk(
                Desk.configuration.replacing(
                    "stable_for: 0s",
                    with: "stable_for: 0s, shrink_guard: \(guarded)"
                )
            )
            try desk.drop(
                company("Ada", "Bob", "Cyd"),
                as: "a.csv",
                exported: "2026-11-16T06:00:00Z"
            )
            try desk.drop(company("Ada"), as: "b.csv", exported: "2026-11-23T06:00:00Z")
            var history = History()
            let taking = try desk.take(into: &history)
            #expect(taking.taken.count == taken, "\(guarded)")
            #expect(taking.refused.map(\.file.name) == (taken == 2 ? [] : ["b.csv"]))
            #expect(
                taking.refused.allSatisfy {
                    $0.why.hasPrefix(
                        "it has far fewer rows than the file before it (1 row of North, after 3 before)"
                    )
                }
            )
        }
    }

    @Test func `a refused file is known by its bytes, not by its name`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv", exported: "nonsense")
        try desk.drop(users("Bob"), as: "b.csv", exported: "nonsense")
        var history = History()
        let digests = try desk.take(into: &history).refused.map(\.digest)
        #expect(Set(digests).count == 2)
        #expect(digests.allSatisfy { $0.count == 64 })
    }

    @Test func `a file that changed since the look waits, and one that is gone too`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv")
        try desk.drop(users("Bob"), as: "b.csv")
        let inbox = try desk.inbox()
        let files = try inbox.scan().files
        try desk.drop(users("Ada") + users("Cyd"), as: "a.csv")
        try FileManager.default.removeItem(atPath: desk.scratch.path("inbox/b.csv"))
        var history = History()
        let taking = try desk.take(files, of: inbox, into: &history)
        #expect(taking.changing.map(\.name) == ["a.csv", "b.csv"])
        #expect(taking.taken.isEmpty && taking.refused.isEmpty && taking.unreadable.isEmpty)
        #expect(history.intakes.isEmpty)
    }

    @Test(.enabled(if: geteuid() == 0, "needs root to give a file to another user"))
    func `what a stranger says about leavers is refused until the stranger is trusted`() throws {
        let leavers = "email,left_on\nada@example.com,2026-10-31\n"
        let desk = try Desk()
        try desk.drop(leavers, as: "leavers.csv", exported: "2026-11-23T06:00:00Z")
        #expect(chown(desk.scratch.path("inbox/leavers.csv"), 1, 1) == 0)
        var history = History()
        let refused = try desk.take(into: &history).refused
        #expect(refused.first?.why.contains("inputs.trusted") == true)

        let trusting = try Desk(
            Desk.configuration.replacing(
                "stable_for: 0s",
                with: "stable_for: 0s, trusted: [daemon]"
            )
        )
        try trusting.drop(leavers, as: "leavers.csv", exported: "2026-11-23T06:00:00Z")
        #expect(chown(trusting.scratch.path("inbox/leavers.csv"), 1, 1) == 0)
        #expect(try trusting.take(into: &history).taken.count == 1)
    }
}
