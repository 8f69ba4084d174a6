import CivilTime
import Foundation
import TestSupport
import Testing

@testable import Alerts

/// Random histories: whatever the data does, the promises of the lifecycle hold.
@Suite struct PropertyTests {
    /// 1, or how many times more histories `make soak` asks for.
    private static let rounds =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { UInt64($0) } ?? 1

    /// Different seeds for each test.
    private static func seeds(_ test: UInt64) -> ClosedRange<UInt64> {
        (test << 32)...(test << 32) + 20 * rounds
    }

    /// One random history of cycles of three subjects under a changing policy.
    private func run(
        seed: UInt64,
        steps: StepTerms? = nil,
        check: (Story, [Finding], Story.Cycle, _ before: [Alert]) -> Void
    ) throws {
        var random = SeededGenerator(seed: seed)
        var story = Story()
        var now = try instant("2026-01-01")
        var asOf = try day("2025-12-30")
        let reminders = ReminderTerms(after: TimeSpan(days: 7), factor: 2, most: 3)
        let schedules = [
            "immediately", "weekly on monday at 08:00", "when data arrives, at most weekly",
        ]
        for _ in 0..<60 {
            now = now.adding(TimeSpan(seconds: .random(in: 300...500_000, using: &random)))
            let isNew = Bool.random(using: &random)
            if isNew { asOf = asOf.adding(.random(in: 1...6, using: &random)) }
            let findings = ["a", "b", "c"].compactMap { subject -> Finding? in
                guard Int.random(in: 0..<8, using: &random) > 0 else { return nil }
                return finding(
                    Outcome.allCases.randomElement(using: &random) ?? .clear,
                    subject,
                    asOf: asOf.description,
                    severity: .random(in: 0...2, using: &random),
                    value: Double.random(in: 0...1, using: &random)
                )
            }
            let policy = terms(
                revision: "r\(Int.random(in: 0...1, using: &random))",
                forDays: [0, 3].randomElement(using: &random) ?? 0,
                keep: [0, 5].randomElement(using: &random) ?? 0,
                limit: Bool.random(using: &random) ? FindingLimit(count: 1) : nil,
                steps: steps
            )
            let entries = try schedules.enumerated().map { place, schedule in
                try entry(
                    schedule,
                    to: ["to\(place)"],
                    at: place,
                    reminders: reminders,
                    steps: steps
                )
            }
            let before = story.alerts
            let sets = [
                FindingSet(
                    policy,
                    findings,
                    completeTeams: Bool.random(using: &random) ? ["North"] : []
                )
            ]
            let cycle = try story.cycle(
                now.description,
                sets,
                entries: entries,
                arrived: isNew ? now.description : nil,
                released: Int.random(in: 0..<5, using: &random) == 0 ? ["idle"] : []
            )
            check(story, findings, cycle, before)
        }
    }

    @Test(arguments: seeds(0))
    func `a policy and subject never have two open alerts`(seed: UInt64) throws {
        try run(seed: seed) { story, _, _, _ in
            let open = story.alerts.filter(\.isOpen).map { [$0.policy, $0.subject] }
            #expect(Set(open).count == open.count)
            let ids = story.alerts.map(\.id)
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test(arguments: seeds(1))
    func `nothing opens, fires or resolves on data that says nothing`(seed: UInt64) throws {
        try run(seed: seed) { story, findings, cycle, before in
            for finding in findings where [.unknown, .held, .notReady].contains(finding.outcome) {
                #expect(cycle.decisions.transitions.allSatisfy { $0.subject != finding.subject })
                let was = before.filter { $0.subject == finding.subject && $0.isOpen }
                let stands = story.alerts.filter { $0.subject == finding.subject && $0.isOpen }
                #expect(was.map(\.id) == stands.map(\.id))
                #expect(was.map(\.state) == stands.map(\.state))
            }
        }
    }

    @Test(arguments: seeds(2))
    func `every alert that holds and is ready fires, or a person is asked`(seed: UInt64) throws {
        try run(seed: seed) { story, findings, cycle, _ in
            for (finding, outcome) in zip(findings, cycle.decisions.outcomes)
            where finding.outcome == .holds {
                let alert = story.alerts.first { $0.subject == finding.subject && $0.isOpen }
                #expect(alert?.id == outcome.alert)
                switch outcome.outcome {
                case .firing: #expect(alert?.state == .firing)
                case .pending: #expect(alert?.reason == .waiting)
                case .held: #expect(cycle.decisions.heldPolicies.count == 1)
                default: Issue.record("\(outcome)")
                }
            }
        }
    }

    @Test(arguments: seeds(3))
    func `no one is told twice within the distance of a reminder`(seed: UInt64) throws {
        try run(seed: seed) { story, _, _, _ in
            for alert in story.alerts {
                for (_, told) in Dictionary(grouping: alert.told, by: \.audience) {
                    var reminders = 0
                    for (last, next) in zip(told, told.dropFirst()) {
                        #expect(next.count > last.count)
                        guard next.reason == .reminder else {
                            reminders = 0
                            // Only the end of it makes it new again.
                            #expect(next.reason != .new || last.reason == .resolved)
                            #expect(next.reason != .worse || next.severity > last.severity)
                            continue
                        }
                        reminders += 1
                        let days = last.at.utcDay.days(until: next.at.utcDay)
                        #expect(days >= 7 << (reminders - 1))
                        #expect(reminders <= 3)
                    }
                }
            }
        }
    }

    @Test(arguments: seeds(4))
    func `a step is told once a month, in whatever episode`(seed: UInt64) throws {
        let steps = StepTerms(marks: [0.3, 0.6, 0.9], hysteresis: 0.1, period: .month)
        var tellings: [String: Set<String>] = [:]
        try run(seed: seed, steps: steps) { story, _, cycle, _ in
            for notice in cycle.notices {
                for item in notice.items where item.reason == .new || item.reason == .step {
                    guard let step = item.alert.step else { continue }
                    let month = "\(notice.entry) \(item.alert.subject) \(step)"
                    let now = story.previous?.utcDay.startOfMonth.description ?? ""
                    #expect(tellings[month, default: []].insert(now).inserted, "\(month) \(now)")
                }
            }
        }
    }

    @Test(arguments: seeds(5))
    func `the same history gives the same decisions`(seed: UInt64) throws {
        var (first, second): ([Decisions], [Decisions]) = ([], [])
        try run(seed: seed) { _, _, cycle, _ in first.append(cycle.decisions) }
        try run(seed: seed) { _, _, cycle, _ in second.append(cycle.decisions) }
        #expect(first == second)
    }
}
