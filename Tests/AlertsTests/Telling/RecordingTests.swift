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

    private func told(
        _ alerts: [Alert],
        in notices: [DueNotice],
        to recipient: String,
        at now: Instant
    ) -> [(alert: String, telling: Telling)] {
        notices[0].items.filter { alerts.contains($0.alert) }.map {
            let key = "k\($0.alert.subject)"
            return ($0.alert.id, notices[0].telling(of: $0, to: recipient, in: key, at: now))
        }
    }

    @Test func `a telling says what was told to whom in which mail`() throws {
        let (alerts, notices, now) = try due()
        let tellings = ["x@x", "y@x"].flatMap { told([alerts[0]], in: notices, to: $0, at: now) }
        let changed = recording(tellings, in: alerts)
        #expect(changed.map(\.subject) == ["a"])
        let audience = Audience(to: ["role:primary-admin"])
        let expected = ["x@x", "y@x"].map {
            Telling(
                audience: audience,
                schedule: "immediately",
                reason: .new,
                count: 1,
                at: now,
                severity: 2,
                recipient: $0,
                key: "ka"
            )
        }
        #expect(changed[0].told == expected)
    }

    @Test func `what is no alert's is not noted`() throws {
        let (alerts, notices, now) = try due()
        let other = told(alerts, in: notices, to: "x@x", at: now).map { ("none", $0.telling) }
        #expect(recording(other, in: alerts).isEmpty)
    }

    @Test func `a mail that could not be delivered was not told`() throws {
        var (alerts, notices, now) = try due()
        alerts = recording(told(alerts, in: notices, to: "x@x", at: now), in: alerts)
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
        let full = recording(told(alerts, in: notices, to: "x@x", at: now), in: alerts)
        let data = try JSONEncoder().encode(full)
        #expect(try JSONDecoder().decode([Alert].self, from: data) == full)
    }
}
