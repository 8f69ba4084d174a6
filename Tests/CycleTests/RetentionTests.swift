import CivilTime
import Facts
import Storage
import TestSupport
import Testing

@testable import Cycle

/// What is too old goes with a cycle that runs anyway, and makes no cycle of its own write.
@Suite struct RetentionTests {
    private let desk: Desk

    init() throws {
        desk = try Desk(Desk.configuration + "retention: { days: 365d, snapshots: 100d }\n")
    }

    private func report(_ used: String, exported: String) throws {
        try desk.drop(
            """
            email,first_name,last_name,team_alias,offering_name,seat_assignment,assigned_date,\
            user_activity,days_inactive,access_option,days_used,last_accessed
            ada@example.com,Ada,Person,North,AutoCAD,assigned,2025-01-02T09:00:00Z,active,,\
            Subscription,90,\(used)

            """,
            as: "report-\(used).csv",
            exported: exported
        )
    }

    @Test func `old days and rows go once, and a cycle after it writes nothing`() throws {
        try report("2025-10-20", exported: "2025-10-21T06:00:00Z")
        try report("2026-11-20", exported: "2026-11-23T06:00:00Z")
        let session = try Session(try desk.workplace(), now: now)
        _ = try session.cycle(inboxAt: now)
        let history = try session.store.loadHistory()
        #expect(history.parts.map(\.keepsRows) == [false, true])
        let written = try #require(try session.store.lastSeen())
        let later = now.adding(TimeSpan(seconds: 60))
        _ = try session.cycle(inboxAt: later)
        #expect(try session.store.lastSeen() == written, "nothing new, nothing written")
        try session.close()
    }

    @Test func `what becomes too old later goes in the cycle of that day`() throws {
        try report("2026-11-20", exported: "2026-11-23T06:00:00Z")
        let session = try Session(try desk.workplace(), now: now)
        _ = try session.cycle(inboxAt: now)
        try report("2026-11-21", exported: "2026-11-24T06:00:00Z")
        _ = try session.cycle(inboxAt: now.adding(TimeSpan(days: 1)))
        #expect(try session.store.loadHistory().parts.map(\.keepsRows) == [true, true])
        _ = try session.cycle(inboxAt: now.adding(TimeSpan(days: 101)))
        #expect(try session.store.loadHistory().parts.map(\.keepsRows) == [false, true])
        try session.close()
    }
}
