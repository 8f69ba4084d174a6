import CivilTime
import Facts
import Foundation
import Glibc
import Notices
import Spooling
import Storage
import TestSupport
import Testing

@testable import Cycle

/// Inboxes whose files stay, folders as files, and what lies in `done` for long.
@Suite struct KeepingTests {
    private static let kept = Desk.configuration.replacing(
        "stable_for: 0s",
        with: "stable_for: 0s, keep: true"
    )

    private func company(_ names: String...) -> String {
        let lines = names.map { users($0) }.map { $0.split(separator: "\n") }
        return (lines[0].prefix(1) + lines.map { $0[1] }).joined(separator: "\n") + "\n"
    }

    @Test func `a file that is replaced by another version is a new one, also where files stay`()
        throws
    {
        let desk = try Desk(Self.kept)
        try desk.drop(users("Ada"), as: "users.csv", exported: "2026-11-16T06:00:00Z")
        let session = try Session(try desk.workplace(), now: now)
        _ = try session.cycle(inboxAt: now)
        try desk.drop(company("Ada", "Bob"), as: "users.csv", exported: "2026-11-23T06:00:00Z")
        let later = now.adding(TimeSpan(seconds: 60))
        #expect(try session.look(now: later).news.contains(.files))
        let report = try session.cycle(inboxAt: later)
        #expect(report.files.map(\.fate) == [.taken])
        #expect(report.files.map(\.rows) == [2])
    }

    @Test func `a held file that merely stays is no confirmation, nor is one that comes back`()
        throws
    {
        let desk = try Desk(Self.kept)
        try desk.drop(company("Ada", "Bob", "Cyd"), as: "a.csv", exported: "2026-11-16T06:00:00Z")
        try desk.drop(users("Ada"), as: "b.csv", exported: "2026-11-23T06:00:00Z")
        var history = History()
        let first = try desk.take(into: &history)
        let refusal = try #require(first.refused.first)
        #expect(refusal.isHeld)
        let row = refusal.row
        let held = [row.digest: HeldFile(mark: try #require(row.heldMark), at: now)]
        #expect(try desk.take(into: &history, held: held).refused.count == 1)
        // A program that keeps folders alike writes it anew.
        try desk.drop(users("Ada"), as: "b.csv", exported: "2026-11-23T06:00:00Z")
        let again = try desk.take(into: &history, held: held)
        #expect(again.refused.count == 1)
        #expect(
            refusal.feedback.steps.last
                == "If the smaller file is right: run: seatwarden import --confirm "
                + desk.scratch.path("inbox/refused/b.csv")
        )
    }

    @Test func `where files move, the same bytes in another file confirm, and a crash does not`()
        throws
    {
        let desk = try Desk()
        try desk.drop(company("Ada", "Bob", "Cyd"), as: "a.csv", exported: "2026-11-16T06:00:00Z")
        try desk.drop(users("Ada"), as: "b.csv", exported: "2026-11-23T06:00:00Z")
        var history = History()
        let row = try #require(try desk.take(into: &history).refused.first?.row)
        let held = [row.digest: HeldFile(mark: try #require(row.heldMark), at: now)]
        // Killed between the commit and the move: the very same file is met again.
        #expect(try desk.take(into: &history, held: held).refused.count == 1)
        try FileManager.default.removeItem(atPath: desk.scratch.path("inbox/b.csv"))
        try desk.drop(users("Ada"), as: "b.csv", exported: "2026-11-23T06:00:00Z")
        #expect(try desk.take(into: &history, held: held).refused.isEmpty)
    }

    @Test
    func `a folder of several exports is one file: all of it is taken in, and it moves whole`()
        throws
    {
        let desk = try Desk()
        let report = users("Bob", team: "South")
        try desk.scratch.write(users("Ada"), to: "inbox/both/north_2026-11-22.csv")
        try desk.scratch.write(report, to: "inbox/both/south_2026-11-22.csv")
        try desk.scratch.write("as told by phone\n", to: "inbox/both/note.txt")
        let session = try Session(try desk.workplace(), now: now)
        let cycle = try session.cycle(inboxAt: now)
        #expect(cycle.files.map(\.name) == ["both"])
        #expect(cycle.files.flatMap(\.teams).sorted() == ["North", "South"])
        #expect(desk.names(in: "inbox/done").count == 1)
        let history = try #require(session.history)
        #expect(history.intakes.map(\.exportedAt) == [Instant("2026-11-23T00:00:00Z")])
        // The same folder again is known.
        try desk.scratch.write(users("Ada"), to: "inbox/both/north_2026-11-22.csv")
        try desk.scratch.write(report, to: "inbox/both/south_2026-11-22.csv")
        try desk.scratch.write("as told by phone\n", to: "inbox/both/note.txt")
        let again = try session.cycle(inboxAt: now.adding(TimeSpan(seconds: 60)))
        #expect(again.files.map(\.fate) == [.repeated])
    }

    @Test func `a damaged file in a folder refuses the folder, and is named`() throws {
        let desk = try Desk()
        try desk.scratch.write(users("Ada"), to: "inbox/both/a.csv")
        try desk.scratch.write("email,role\n\"open\n", to: "inbox/both/b.csv")
        var history = History()
        let feedback = try #require(try desk.take(into: &history).refused.first?.feedback)
        #expect(feedback.explanation.hasPrefix("In 'b.csv': Line 2"))
        #expect(history.intakes.isEmpty)
    }

    @Test func `taken files are removed when retention_inputs is over, once a day`() throws {
        let desk = try Desk(Desk.configuration + "retention: { inputs: 30d }\n")
        for name in ["20261024-aaaaaaaa-a.csv", "20261026-bbbbbbbb-b.csv"] {
            try desk.scratch.write("", to: "inbox/done/\(name)")
        }
        let session = try Session(try desk.workplace(), now: now)
        _ = try session.cycle(inboxAt: now)
        #expect(desk.names(in: "inbox/done") == ["20261026-bbbbbbbb-b.csv"])
        try desk.scratch.write("", to: "inbox/done/20261024-cccccccc-c.csv")
        _ = try session.cycle(inboxAt: now.adding(TimeSpan(seconds: 3600)))
        #expect(desk.names(in: "inbox/done").count == 2)
        _ = try session.cycle(inboxAt: now.adding(TimeSpan(days: 1)))
        #expect(desk.names(in: "inbox/done") == ["20261026-bbbbbbbb-b.csv"])
    }

    @Test func `an import between two cycles is data that arrived for the next one, once`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "users.csv", exported: "2026-11-23T06:00:00Z")
        var history = History()
        let taking = try desk.take(into: &history)
        let session = try Session(try desk.workplace(), now: now)
        _ = try session.cycle(InboxView.empty, now: now)
        let exported = try #require(taking.newest)
        try session.store.commitImport(taking.taken.map(\.change), newest: exported, at: now)
        #expect(try session.store.lastSeen() == now)
        #expect(try session.store.newestImport(after: now) == exported)
        #expect(try session.store.newestImport(after: now.adding(TimeSpan(seconds: 2))) == nil)
        #expect(try session.store.loadHistory().intakes.map(\.name) == ["users.csv"])
    }
}
