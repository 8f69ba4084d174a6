import CivilTime
import Foundation
import Testing

@testable import Alerts

@Suite struct RecordingTests {
    private func due() throws -> (alerts: [Alert], notices: [DueNotice], now: Instant) {
        let now = try instant("2026-11-24")
        let decisions = decide(
            [set(terms(), finding(.holds, "a", severity: 2), finding(.holds, "b"))],
            standing: [],
            now: now,
            today: now.utcDay
        )
        let clock = NoticeClock(previousCycle: nil, now: now, zone: .utc, dataArrived: nil)
        let notices = dueNotices(
            decisions.alerts,
            entries: [try entry("immediately")],
            clock: clock
        )
        return (decisions.alerts, notices, now)
    }

    @Test func `a telling says what was told to whom in which mail`() throws {
        let (alerts, notices, now) = try due()
        let told = ["x@x", "y@x"].map {
            Told(alert: alerts[0].id, entry: 0, recipient: $0, key: "k\($0)")
        }
        let changed = recording(told, of: notices, in: alerts, at: now)
        #expect(changed.map(\.subject) == ["a"])
        let audience = Audience(to: ["role:primary-admin"])
        #expect(
            changed[0].told
                == ["x@x", "y@x"].map {
                    Telling(
                        audience: audience,
                        schedule: "immediately",
                        reason: .new,
                        count: 1,
                        at: now,
                        severity: 2,
                        recipient: $0,
                        key: "k\($0)"
                    )
                }
        )
    }

    @Test func `what was not due is not noted`() throws {
        let (alerts, notices, now) = try due()
        let told = [
            Told(alert: alerts[0].id, entry: 1, recipient: "x@x", key: "k"),
            Told(alert: "none", entry: 0, recipient: "x@x", key: "k"),
        ]
        #expect(recording(told, of: notices, in: alerts, at: now).isEmpty)
    }

    @Test func `a mail that could not be delivered was not told`() throws {
        var (alerts, notices, now) = try due()
        let told = alerts.map {
            Told(alert: $0.id, entry: 0, recipient: "x@x", key: "k\($0.subject)")
        }
        alerts = recording(told, of: notices, in: alerts, at: now)
        let untold = forgetting(mail: "ka", in: alerts)
        #expect(untold.map(\.subject) == ["a"])
        let later = NoticeClock(
            previousCycle: now,
            now: now.adding(TimeSpan(seconds: 60)),
            zone: .utc,
            dataArrived: nil
        )
        let again = dueNotices(
            untold + [alerts[1]],
            entries: [try entry("immediately")],
            clock: later
        )
        #expect(again.flatMap { $0.items.map(\.alert.subject) } == ["a"])
    }

    @Test func `an alert comes back from JSON as it was`() throws {
        let (alerts, notices, now) = try due()
        let told = alerts.map { Told(alert: $0.id, entry: 0, recipient: "x@x", key: "k") }
        let full = recording(told, of: notices, in: alerts, at: now)
        let data = try JSONEncoder().encode(full)
        #expect(try JSONDecoder().decode([Alert].self, from: data) == full)
    }
}
