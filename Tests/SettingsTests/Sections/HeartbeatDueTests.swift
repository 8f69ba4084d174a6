import CivilTime
import Foundation
import Settings
import Testing

/// When a heartbeat is due, cycle by cycle (policy-language.md §4).
@Suite struct HeartbeatDueTests {
    private let zone: Zone

    init() throws {
        let url = URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Amsterdam")
        zone = try #require(Zone(name: "Europe/Amsterdam", tzif: Array(try Data(contentsOf: url))))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let schedule: String
        let previous: String?
        let now: String
        let due: String?

        init(_ name: String, _ schedule: String, _ previous: String?, _ now: String, _ due: String?)
        {
            self.name = name
            self.schedule = schedule
            self.previous = previous
            self.now = now
            self.due = due
        }

        var testDescription: String { name }
    }

    private static let monthly = "monthly on 1 at 08:00"
    static let cases = [
        Case(
            "the first cycle answers the last one that passed",
            monthly,
            nil,
            "2026-11-24T08:00:00Z",
            "2026-11-01T07:00:00Z"
        ),
        Case("not before its hour", monthly, "2026-11-24T08:00:00Z", "2026-12-01T06:59:59Z", nil),
        Case(
            "at its very second",
            monthly,
            "2026-11-24T08:00:00Z",
            "2026-12-01T07:00:00Z",
            "2026-12-01T07:00:00Z"
        ),
        Case("not twice", monthly, "2026-12-01T07:00:00Z", "2026-12-01T07:05:00Z", nil),
        Case(
            "a late cycle answers it",
            monthly,
            "2026-11-30T20:00:00Z",
            "2026-12-03T09:30:00Z",
            "2026-12-01T07:00:00Z"
        ),
        Case(
            "of several that were missed the newest",
            monthly,
            "2026-08-15T08:00:00Z",
            "2026-11-24T08:00:00Z",
            "2026-11-01T07:00:00Z"
        ),
        Case(
            "an hour that does not exist comes when the clocks are on",
            "daily at 02:30",
            "2026-03-28T12:00:00Z",
            "2026-03-29T12:00:00Z",
            "2026-03-29T01:00:00Z"
        ),
        Case(
            "an hour that exists twice counts the first time",
            "daily at 02:30",
            "2026-10-24T12:00:00Z",
            "2026-10-25T12:00:00Z",
            "2026-10-25T00:30:00Z"
        ),
        Case(
            "and not the second time",
            "daily at 02:30",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:31:00Z",
            nil
        ),
    ]

    @Test(arguments: cases) func `the newest occurrence since the cycle before is due`(_ one: Case)
        throws
    {
        var mail = Mail()
        let schedule = try #require(Schedule(one.schedule))
        mail.heartbeat = schedule
        let due = mail.heartbeatDue(
            after: one.previous.flatMap { Instant($0) },
            now: try #require(Instant(one.now)),
            zone: zone
        )
        #expect(due?.description == one.due)
    }

    @Test func `without a schedule none is ever due`() throws {
        var mail = Mail()
        mail.heartbeat = nil
        let now = try #require(Instant("2026-11-24T08:00:00Z"))
        #expect(mail.heartbeatDue(after: nil, now: now, zone: zone) == nil)
    }
}
