import Alerts
import CivilTime
import Facts
import Foundation
import Platform
import Policies
import Storage
import TestSupport
import Testing

@testable import Cycle

/// A whole cycle over a folder, inside the process.
@Suite struct OnceTests {
    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.dropIdleSeat()
        return desk
    }

    private func run(_ desk: Desk, at now: Instant = now, isDryRun: Bool = false) throws
        -> CycleReport
    {
        try once(OnceRequest(configuration: desk.path, at: now, isDryRun: isDryRun))
    }

    @Test func `a cycle reads, decides, commits, publishes and clears the inbox`() throws {
        let desk = try desk()
        let report = try run(desk)
        #expect(report.now == now)
        #expect(!report.isQuiet && !report.isDryRun)
        #expect(
            report.files.map { "\($0.name) \($0.fate) \($0.dataset) \($0.rows) \($0.teams)" } == [
                "report.csv taken usage-report 2 [\"North\"]",
                "users.csv taken users 1 [\"North\"]",
            ]
        )
        let line = try #require(report.policies.first)
        #expect(line.outcomes == [.clear: 1, .firing: 1])
        #expect(line.firing.map(\.currentSubject) == ["North/bob@example.com/AutoCAD"])
        #expect(report.transitions.map(\.kind) == [.opened, .fired])
        #expect(
            report.mails.map { "\($0.recipient): \($0.subject)" } == [
                "ada@example.com: 1 idle seat in North"
            ]
        )
        #expect(
            report.mails.map(\.path) == [
                desk.scratch.path("outbox/mail/new/\(report.mails[0].key).eml")
            ]
        )
        #expect(desk.names(in: "outbox/mail/new") == ["\(report.mails[0].key).eml"])
        #expect(desk.names(in: "outbox/actions/new") == ["\(report.actions[0].key).json"])
        #expect(desk.names(in: "inbox") == ["done", "refused"])
        #expect(desk.names(in: "inbox/done").count == 4)
    }

    @Test func `the state holds what was decided, and the log says it in one line`() throws {
        let desk = try desk()
        let report = try run(desk)
        let store = try Store.openReadOnly(desk.scratch.path("state"))
        #expect(try store.lastSeen() == now)
        #expect(store.origin.isSimulated)
        #expect(store.origin.installation == "test")
        let alert = try #require(try store.loadAlerts().first)
        #expect(alert.state == .firing)
        #expect(alert.told.map(\.key) == report.mails.map(\.key))
        #expect(try store.pendingRows().isEmpty)
        #expect(try store.loadHistory().intakes.map(\.name) == ["report.csv", "users.csv"])
        let cycles = try store.cycles(atMost: 10)
        #expect(cycles.map(\.now) == [now])
        let revision = try desk.workplace().policies.revision
        #expect(
            cycles.first?.summary == #"{"policies":"\#(revision)","intakes":[1,2],"refused":[],"#
                + #""outcomes":{"idle-seats":{"clear":1,"firing":1}},"transitions":["#
                + #"{"alert":"\#(alert.id)","policy":"idle-seats","#
                + #""subject":"North/bob@example.com/AutoCAD","episode":"2026-11-21","#
                + #""kind":"opened","reason":"waiting"},"#
                + #"{"alert":"\#(alert.id)","policy":"idle-seats","#
                + #""subject":"North/bob@example.com/AutoCAD","episode":"2026-11-21","#
                + #""kind":"fired","reason":"holds"}],"#
                + #""messages":["\#(report.mails[0].key)"],"actions":["\#(report.actions[0].key)"]}"#
        )
    }

    @Test func `an occurrence that found nothing to tell is over, also for data that comes later`()
        throws
    {
        let desk = try Desk(policies: Desk.idleSeats(toldAt: "daily at 09:00"))
        func at(_ time: String) throws -> [String] {
            let now = try #require(Instant(time))
            return try run(desk, at: now).mails.map(\.subject).filter {
                $0.hasPrefix("1 idle seat")
            }
        }
        _ = try at("2026-11-24T08:30:00Z")
        #expect(try at("2026-11-24T09:00:00Z") == [])
        try desk.dropIdleSeat()
        #expect(try at("2026-11-24T09:10:00Z") == [])
        #expect(try at("2026-11-25T09:00:00Z") == ["1 idle seat in North"])
    }

    @Test func `a second cycle is quiet and adds no line to the log`() throws {
        let desk = try desk()
        _ = try run(desk)
        let report = try run(desk, at: now.adding(TimeSpan(seconds: 60)))
        #expect(report.isQuiet)
        #expect(report.mails.isEmpty && report.actions.isEmpty && report.transitions.isEmpty)
        #expect(report.policies.first?.outcomes == [.clear: 1, .firing: 1])
        let store = try Store.openReadOnly(desk.scratch.path("state"))
        #expect(try store.cycles(atMost: 10).count == 1)
        #expect(try store.lastSeen() == now)
    }

    @Test(.enabled(if: Program.installed("python3") != nil, "python3 is not installed"))
    func `what a killed run left pending is published by the next, which is not quiet`()
        throws
    {
        let desk = try desk()
        let report = try run(desk)
        // As after a kill between the commit and the publishing.
        let key = report.mails[0].key
        let mail = desk.scratch.path("outbox/mail/new/\(key).eml")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: mail))
        try FileManager.default.removeItem(atPath: mail)
        try sql("UPDATE outbox SET published_at = NULL WHERE key = '\(key)'", desk)
        let next = try run(desk, at: now.adding(TimeSpan(seconds: 60)))
        #expect(!next.isQuiet)
        #expect(next.mails.isEmpty)
        #expect(try Data(contentsOf: URL(fileURLWithPath: mail)) == bytes)
    }

    private func sql(_ statement: String, _ desk: Desk) throws {
        let python = try #require(Program.installed("python3"))
        let code =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
        let outcome = try python.run(["-c", code, desk.scratch.path("state/state.db"), statement])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func `mails that have come to an end are recorded once`() throws {
        let desk = try desk()
        let report = try run(desk)
        let name = "\(report.mails[0].key).eml"
        try FileManager.default.moveItem(
            atPath: desk.scratch.path("outbox/mail/new/\(name)"),
            toPath: desk.scratch.path("outbox/mail/sent/\(name)")
        )
        let second = try run(desk, at: now.adding(TimeSpan(seconds: 60)))
        #expect(second.delivered == 1)
        #expect(second.isQuiet)
        let third = try run(desk, at: now.adding(TimeSpan(seconds: 120)))
        #expect(third.delivered == 0)
    }

    @Test
    func `a mail that failed is told to the operators, and what it told goes to someone else`()
        throws
    {
        let desk = try desk()
        let report = try run(desk)
        let name = "\(report.mails[0].key).eml"
        try FileManager.default.moveItem(
            atPath: desk.scratch.path("outbox/mail/new/\(name)"),
            toPath: desk.scratch.path("outbox/mail/failed/\(name)")
        )
        let second = try run(desk, at: now.adding(TimeSpan(seconds: 60)))
        #expect(second.mails.map(\.recipient) == ["ops@example.com"])
        #expect(
            second.mails.first?.subject.hasPrefix(
                "A mail to ada@example.com could not be delivered"
            ) == true
        )
        let store = try Store.openReadOnly(desk.scratch.path("state"))
        #expect(try store.loadAlerts().first?.told.isEmpty == true)
        try store.close()
        // The next data brings it again, to the operators: nobody else is there who could be told.
        try desk.drop(
            users("Ada", role: "Primary admin"),
            as: "users.csv",
            exported: "2026-11-24T09:00:00Z"
        )
        let third = try run(desk, at: now.adding(TimeSpan(days: 1)))
        #expect(Set(third.mails.map(\.recipient)) == ["ops@example.com"])
        #expect(third.mails.contains { $0.subject == report.mails[0].subject })
    }

    @Test func `a rehearsal reports the same and leaves no trace`() throws {
        let desk = try desk()
        let rehearsal = try run(desk, isDryRun: true)
        #expect(rehearsal.isDryRun)
        #expect(rehearsal.mails.map(\.path) == [""])
        #expect(desk.names(in: "") == ["config.yaml", "inbox", "policies"])
        let report = try run(desk)
        #expect(rehearsal.mails.map(\.key) == report.mails.map(\.key))
        #expect(rehearsal.actions.map(\.key) == report.actions.map(\.key))
    }

    /// What goes wrong, and the code with which the program ends.
    @Test func `failures have the code that the world expects`() throws {
        func status(_ body: () throws -> Void) -> SystemExit? {
            do {
                try body()
                return nil
            } catch {
                return (error as? Failure)?.status
            }
        }
        let desk = try desk()
        #expect(
            status {
                _ = try once(OnceRequest(configuration: "/nowhere.yaml", at: now, isDryRun: false))
            } == .noInput
        )
        _ = try run(desk)
        #expect(status { _ = try run(desk, at: now.adding(TimeSpan(seconds: -1))) } == .tryLater)
        try desk.scratch.write("policy: x\n", to: "policies/x.yaml")
        #expect(status { _ = try run(desk) } == .configuration)
        #expect(status { _ = try run(desk, isDryRun: true) } == .configuration)
    }
}
