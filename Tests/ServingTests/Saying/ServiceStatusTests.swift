import CivilTime
import Testing

@testable import Serving

@Suite struct ServiceStatusTests {
    private static let two = Instant(Day(daysSince1970: 20_781), secondOfDay: 14 * 3600 + 305)

    private func status(_ change: (inout ServiceStatus) -> Void) -> String {
        var status = ServiceStatus(policies: 7, zone: .utc)
        change(&status)
        return status.line
    }

    @Test func `a daemon that waits says since when and until when`() {
        let line = status {
            $0.health = .waiting
            $0.firing = 12
            $0.lastLook = Self.two
            $0.nextLook = Self.two.adding(TimeSpan(seconds: 300))
        }
        #expect(
            line == "Waiting; 7 policies, 12 alerts firing; last looked 14:05; next look 14:10"
        )
    }

    @Test func `another day is named`() {
        let line = status {
            $0.health = .waiting
            $0.lastLook = Self.two
            $0.nextLook = Self.two.adding(TimeSpan(days: 1))
        }
        #expect(line == "Waiting; 7 policies; last looked 14:05; next look 2026-11-25 14:05")
    }

    @Test func `what is wrong stands first`() {
        #expect(
            status { $0.health = .degraded("no room") } == "Degraded: no room; 7 policies"
        )
        #expect(
            status { $0.health = .waitingForClock(Self.two) }
                == "Waiting for the clock: the last cycle was at 2026-11-24T14:05:05Z, nothing is "
                + "decided before that; 7 policies"
        )
    }

    @Test func `changed files with mistakes are told until they are mended`() {
        let line = status {
            $0.health = .waiting
            $0.policies = 1
            $0.firing = 1
            $0.mistakes = 2
        }
        #expect(
            line
                == "Waiting; 1 policy, 1 alert firing; the changed files have 2 mistakes and the old "
                + "set stays in force (seatwarden check)"
        )
    }
}
