import Alerts
import CivilTime
import Facts
import Platform
import Testing

@testable import Cycle

/// When a daemon must wake although nothing changes.
@Suite struct AgendaTests {
    private func workplace(
        _ settings: String = "",
        policies: String = Desk.idleSeats
    ) throws -> Workplace {
        try Desk(
            Desk.configuration.replacing(
                "heartbeat: null",
                with: "heartbeat: monthly on 1 at 08:00"
            ) + "timezone: Europe/Amsterdam\n" + settings,
            policies: policies
        ).workplace()
    }

    private func next(
        _ workplace: Workplace,
        after text: String,
        exports: [Instant] = []
    ) throws -> String {
        let now = try #require(Instant(text))
        return workplace.nextDue(after: now, alerts: [], exports: exports).description
    }

    @Test func `a day of the zone begins`() throws {
        let plain = try workplace(policies: "")
        #expect(try next(plain, after: "2026-11-24T12:00:00Z") == "2026-11-24T23:00:00Z")
        // Across the changes of the clock, at which a day is longer or shorter.
        #expect(try next(plain, after: "2026-10-24T22:00:00Z") == "2026-10-25T23:00:00Z")
        #expect(try next(plain, after: "2026-03-28T23:00:00Z") == "2026-03-29T22:00:00Z")
    }

    @Test func `an export from the future comes to be there`() throws {
        let exported = try #require(Instant("2026-11-24T15:30:00Z"))
        #expect(
            try next(try workplace(), after: "2026-11-24T12:00:00Z", exports: [exported, now])
                == "2026-11-24T15:30:00Z"
        )
    }

    @Test func `the heartbeat of the month`() throws {
        #expect(
            try next(try workplace(policies: ""), after: "2026-11-30T23:00:00Z")
                == "2026-12-01T07:00:00Z"
        )
    }

    @Test func `the schedule of a policy that is in force, and of no other`() throws {
        let scheduled = """
            policy: idle-seats
            use: shipped/idle-seats
            notify:
              - { to: operators, schedule: daily at 14:15 }

            """
        #expect(
            try next(try workplace(policies: scheduled), after: "2026-11-24T12:00:00Z")
                == "2026-11-24T13:15:00Z"
        )
        let disabled = try workplace(policies: scheduled + "mode: disabled\n")
        #expect(try next(disabled, after: "2026-11-24T12:00:00Z") == "2026-11-24T23:00:00Z")
    }
}
