import CivilTime
import Columns
import Facts
import Foundation
import Notices
import Policies
import Storage
import TestSupport
import Testing

@testable import Cycle

@Suite struct CycleHeartbeatTests {
    private static let monthly = Desk.configuration.replacing(", heartbeat: null", with: "")
    private static let tables: [String: [Row]] = [
        "seat": [seat("bob", idle: 95), seat("cyd", idle: 5)],
        "admin": [admin("ada")],
        "dataset": [dataset("usage-report"), dataset("users", ["late": .bool(true)])],
    ]

    private func memory(previous: Instant?, _ tally: Heartbeat.Tally = .init()) -> Memory {
        var memory = Memory(
            alerts: [],
            forgotten: [],
            known: { _ in [] },
            sentThisWeek: [:],
            previousCycle: previous
        )
        memory.written = { (moment) in
            #expect(moment.description == "2026-11-01T08:00:00Z")
            return tally
        }
        return memory
    }

    private func subjects(_ memory: Memory, at now: Instant) throws -> [String] {
        let workplace = try Desk(
            Self.monthly.replacing("installation", with: "timezone: UTC\ninstallation")
        )
        .workplace()
        return try workplace.decide(
            facts(Self.tables, at: now),
            memory,
            dataArrived: nil,
            concerns: []
        ).messages.map(\.subject)
    }

    @Test func `the first cycle has one beside what it tells`() throws {
        let subjects = try subjects(.none, at: now)
        #expect(
            subjects.last == "Seatwarden is set up: 1 alert is firing, 1 data set is late"
        )
        #expect(subjects.count == 3)
    }

    @Test func `a cycle without an occurrence has none, and one with it has one`() throws {
        let before = try #require(Instant("2026-12-01T07:00:00Z"))
        let at = try #require(Instant("2026-12-01T08:00:00Z"))
        #expect(
            try subjects(memory(previous: now), at: before).allSatisfy { !$0.hasPrefix("Seat") }
        )
        #expect(
            try subjects(memory(previous: before), at: at).last?.hasPrefix("Seatwarden is") == true
        )
        #expect(try subjects(memory(previous: at), at: at).allSatisfy { !$0.hasPrefix("Seat") })
    }

    @Test func `a cycle in which only the heartbeat is due writes exactly that`() throws {
        let desk = try Desk(Self.monthly)
        func run(_ moment: String) throws -> CycleReport {
            try once(OnceRequest(configuration: desk.path, at: Instant(moment), isDryRun: false))
        }
        let first = try run("2026-11-24T08:00:00Z")
        #expect(first.mails.map(\.subject) == ["Seatwarden is set up, but no data has come yet"])
        let quiet = try run("2026-11-30T08:00:00Z")
        #expect(quiet.isQuiet && quiet.mails.isEmpty)
        let next = try run("2026-12-01T09:00:00Z")
        #expect(next.mails.map(\.subject) == ["Seatwarden is running, but no data has come yet"])
        #expect(next.actions.isEmpty && next.transitions.isEmpty)
        let store = try openState(of: desk.workplace(), for: .reading)
        #expect(try store.cycles(atMost: 10).count == 2)
        #expect(try store.ledger().count == 2)
    }

    @Test func `what was written since the last one is counted with its ends`() throws {
        let desk = try Desk(Self.monthly)
        _ = try once(OnceRequest(configuration: desk.path, at: now, isDryRun: false))
        let store = try openState(of: desk.workplace(), for: .reading)
        let key = try #require(try store.ledger().first?.key)
        #expect(try store.written(after: now, .none) == Heartbeat.Tally())
        var tally = Heartbeat.Tally()
        tally.mails = 1
        #expect(try store.written(after: now.adding(TimeSpan(days: -1)), .none) == tally)
        try FileManager.default.moveItem(
            atPath: desk.scratch.path("outbox/mail/new/\(key).eml"),
            toPath: desk.scratch.path("outbox/mail/sent/\(key).eml")
        )
        _ = try once(OnceRequest(configuration: desk.path, at: now, isDryRun: false))
        tally.delivered = 1
        #expect(try store.written(after: now.adding(TimeSpan(days: -1)), .none) == tally)
    }
}
