import Alerts
import CivilTime
import Columns
import Facts
import Notices
import Proposals
import Testing

@testable import Cycle

@Suite struct CycleDecisionsTests {
    private let workplace: Workplace

    init() throws { workplace = try Desk().workplace() }

    private static let tables: [String: [Row]] = [
        "seat": [seat("bob", idle: 95), seat("cyd", idle: 5), seat("dan", idle: nil)],
        "admin": [admin("ada")],
        "dataset": [dataset("usage-report"), dataset("users")],
    ]
    private let arrived = Instant("2026-11-23T06:00:00Z")

    private func decide(
        _ tables: [String: [Row]] = CycleDecisionsTests.tables,
        _ memory: Memory = .none,
        at now: Instant = now
    ) throws -> CycleDecisions {
        try workplace.decide(facts(tables, at: now), memory, dataArrived: arrived, concerns: [])
    }

    /// What a next cycle remembers of this one, when it was committed.
    private func memory(of decisions: CycleDecisions, at now: Instant = now) -> Memory {
        let told = Dictionary(
            uniqueKeysWithValues: decisions.alerts.map { ($0.id, $0) }
        )
        let keys = Set(
            decisions.messages.map(\.key) + decisions.messages.flatMap(\.covers)
                + decisions.actions.map(\.key)
        )
        return Memory(
            alerts: decisions.decisions.alerts.map { told[$0.id] ?? $0 },
            forgotten: [],
            known: { $0.intersection(keys) },
            sentThisWeek: [:],
            previousCycle: now
        )
    }

    @Test func `a first cycle tells, asks and proposes`() throws {
        let decided = try decide()
        #expect(decided.messages.map(\.recipient) == ["ada@example.com", "ops@example.com"])
        #expect(decided.messages.map(\.messageClass) == [.digest, .operator])
        #expect(decided.actions.map(\.terms.action) == ["unassign-seat"])
        #expect(decided.actions.map(\.subject) == ["North/bob@example.com/AutoCAD"])
        #expect(decided.decisions.transitions.map(\.kind) == [.opened, .fired])
        // The alert is written once, as it is after being told.
        #expect(decided.alerts.count == 1)
        #expect(decided.alerts.first?.told.map(\.recipient) == ["ada@example.com"])
    }

    @Test func `the same facts a second time change nothing and tell nothing`() throws {
        let first = try decide()
        let second = try decide(
            Self.tables,
            memory(of: first),
            at: now.adding(TimeSpan(seconds: 60))
        )
        #expect(second.messages == [])
        #expect(second.actions == [])
        #expect(second.alerts == [])
        #expect(second.decisions.transitions == [])
        #expect(second.judgements.count == 1)
    }

    @Test func `the same facts without a memory give the same keys and bytes`() throws {
        let (first, second) = (try decide(), try decide())
        #expect(first.messages == second.messages)
        #expect(first.actions.map(\.bytes) == second.actions.map(\.bytes))
        #expect(first.alerts == second.alerts)
    }

    @Test func `keys do not depend on the moment of the cycle`() throws {
        let (early, late) = (try decide(), try decide(at: now.adding(TimeSpan(seconds: 5 * 3600))))
        #expect(early.messages.map(\.key) == late.messages.map(\.key))
        #expect(early.actions.map(\.key) == late.actions.map(\.key))
        #expect(early.messages.map(\.bytes) != late.messages.map(\.bytes))
    }

    @Test func `a key that the ledger knows is not used again, and what it would tell has another`()
        throws
    {
        let keys = Set(try decide().messages.map(\.key))
        let memory = Memory(
            alerts: [],
            forgotten: [],
            known: { $0.intersection(keys) },
            sentThisWeek: [:],
            previousCycle: nil
        )
        let again = try decide(Self.tables, memory)
        #expect(again.messages.map(\.recipient).contains("ada@example.com"))
        #expect(!again.messages.map(\.key).contains { keys.contains($0) })
        #expect(again.alerts.flatMap(\.told).map(\.key).allSatisfy { !keys.contains($0) })
    }

    @Test func `an action that the ledger knows is not proposed again`() throws {
        let keys = Set(try decide().actions.map(\.key))
        let memory = Memory(
            alerts: [],
            forgotten: [],
            known: { $0.intersection(keys) },
            sentThisWeek: [:],
            previousCycle: nil
        )
        #expect(keys.count == 1)
        #expect(try decide(Self.tables, memory).actions.isEmpty)
    }

    @Test func `what a failed mail told is written as untold`() throws {
        let first = try decide()
        let plain = memory(of: first)
        let failed = try #require(first.messages.first?.key)
        let memory = Memory(
            alerts: plain.alerts.forgetting([failed]),
            forgotten: Set(plain.alerts.map(\.id)),
            known: plain.known,
            sentThisWeek: [:],
            previousCycle: now
        )
        let second = try decide(Self.tables, memory)
        #expect(second.alerts.count == 1)
    }

    @Test func `where data is late, rows held for it are not told a second time`() throws {
        var tables = Self.tables
        tables["seat"] = [seat("bob", idle: 95, ["fresh": .bool(false)])]
        tables["dataset"] = [
            dataset("usage-report", ["late": .bool(true), "age_days": .int(23)]), dataset("users"),
        ]
        let decided = try decide(tables)
        #expect(decided.messages.map(\.messageClass) == [.operator])
        #expect(
            decided.messages.map(\.subject) == [
                "usage-report of North is 23 days old (data up to 22 Nov 2026)"
            ]
        )
        #expect(decided.decisions.alerts.isEmpty)
    }

    @Test func `more findings than a policy allows are held and asked about`() throws {
        var tables = Self.tables
        tables["seat"] = (1...201).map { seat("p\($0)", idle: 80) }
        let decided = try decide(tables)
        #expect(decided.decisions.heldPolicies.map(\.count) == [201])
        #expect(decided.messages.map(\.recipient) == ["ops@example.com"])
        #expect(decided.actions.isEmpty)
        tables["seat"]?.removeLast()
        #expect(try decide(tables).decisions.heldPolicies.isEmpty)
    }
}
