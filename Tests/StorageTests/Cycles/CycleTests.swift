import CivilTime
import Foundation
import Storage
import TestSupport
import Testing

@testable import Alerts

@Suite struct CycleTests {
    let scratch: ScratchFolder
    let store: Store

    init() throws {
        scratch = try ScratchFolder()
        store = try Store.forTest(scratch)
    }

    /// Decides over the findings of one policy.
    private func decided(
        _ outcomes: [String: Outcome],
        standing: [Alert],
        at now: Instant
    ) -> Decisions {
        let terms = PolicyTerms(policy: "idle-seats", resource: "seat", revision: "r1")
        let findings = outcomes.keys.sorted().map { subject in
            Finding(
                subject: subject,
                outcome: outcomes[subject] ?? .clear,
                asOf: now.utcDay,
                group: ["Acme North"],
                team: "Acme North"
            )
        }
        return decide(
            [FindingSet(terms, findings, completeTeams: ["Acme North"])],
            standing: standing,
            now: now,
            today: now.utcDay
        )
    }

    @Test func `alerts come back as they were, with all that was told`() throws {
        var alerts = decided(["b": .holds, "a": .holds], standing: [], at: start).alerts
        alerts[0].told = [
            Telling(
                audience: Audience(to: ["role:primary-admin"], ordinal: 1),
                schedule: "weekly",
                reason: .reminder,
                count: 2,
                at: start,
                severity: 2,
                step: 0.1,
                recipient: "ada@example.com",
                key: "k1"
            )
        ]
        alerts[0].step = 0.1
        alerts[1].failingSince = start.utcDay
        try store.commit(CycleRecord(now: start, alerts: alerts))
        #expect(try store.loadAlerts() == alerts)
        #expect(alerts.map(\.subject) == ["a", "b"])
    }

    @Test func `a changed alert replaces the old one, and a settled one is not loaded again`()
        throws
    {
        var alerts = decided(["a": .holds, "b": .holds], standing: [], at: start).alerts
        try store.commit(CycleRecord(now: start, alerts: alerts))
        alerts[0].isSettled = true
        alerts[1].severity = 2
        try store.commit(CycleRecord(now: start, alerts: alerts))
        #expect(try store.loadAlerts() == [alerts[1]])
        #expect(try store.loadAlerts(includingSettled: true) == alerts)
    }

    @Test func `a whole life is decided from what the disk says`() throws {
        let day2 = start.adding(TimeSpan(days: 1))
        let first = decided(["a": .holds], standing: [], at: start)
        try store.commit(CycleRecord(now: start, alerts: first.changed))
        let second = decided(["a": .clear], standing: try store.loadAlerts(), at: day2)
        try store.commit(CycleRecord(now: day2, alerts: second.changed))
        #expect(try store.loadAlerts(includingSettled: true).map(\.state) == [.resolved])
        #expect(second.changed == decided(["a": .clear], standing: first.alerts, at: day2).changed)
    }

    @Test func `a cycle without anything new writes at most hourly`() throws {
        #expect(try store.commit(CycleRecord(now: start)))
        #expect(try !store.commit(CycleRecord(now: start.adding(TimeSpan(seconds: 3599)))))
        #expect(try store.lastSeen() == start)
        let later = start.adding(TimeSpan(seconds: 3600))
        #expect(try store.commit(CycleRecord(now: later)))
        #expect(try store.lastSeen() == later)
        try store.noteLastSeen(later.adding(TimeSpan(seconds: 5)))
        #expect(try store.lastSeen() == later.adding(TimeSpan(seconds: 5)))
    }

    @Test func `a cycle without anything new that passes an occurrence writes that it did`()
        throws
    {
        try store.commit(CycleRecord(now: start))
        let later = start.adding(TimeSpan(seconds: 60))
        #expect(try store.commit(CycleRecord(now: later, passesOccurrence: true)))
        #expect(try store.lastSeen() == later)
    }

    @Test func `time never goes back`() throws {
        try store.commit(CycleRecord(now: start))
        let earlier = start.adding(TimeSpan(seconds: -1))
        let error = #expect(throws: StoreError.self) {
            try store.commit(CycleRecord(now: earlier, messages: [row("a")]))
        }
        #expect(error?.kind == .timeWentBack(lastSeen: start))
        #expect(throws: StoreError.self) { try store.commit(CycleRecord(now: earlier)) }
        #expect(try store.pendingRows().isEmpty)
        #expect(
            error?.description
                == "the clock stands before 2026-11-24T08:00:00Z, when \(store.path) was last "
                + "written; set the clock, or wait"
        )
    }

    @Test func `the decision log keeps what each cycle did`() throws {
        try store.commit(CycleRecord(now: start, summary: #"{"n":1}"#))
        let later = start.adding(TimeSpan(seconds: 60))
        try store.commit(CycleRecord(now: later, summary: #"{"n":2}"#))
        let cycles = try store.cycles(atMost: 10)
        #expect(cycles.map(\.summary) == [#"{"n":2}"#, #"{"n":1}"#])
        #expect(cycles.map(\.now) == [later, start])
        #expect(try store.cycles(atMost: 1).map(\.id) == [2])
    }

    @Test func `a refused file is known by its content`() throws {
        let file = RefusedFile(digest: "abc", name: "users.csv", reason: "line 3")
        try store.commit(CycleRecord(now: start, refused: [file, file]))
        try store.commit(CycleRecord(now: start, refused: [file]))
        #expect(try store.refusedDigests() == ["abc"])
    }
}
