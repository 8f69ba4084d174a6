import CivilTime
import Columns
import Facts
import Foundation
import Settings
import Storage
import TestSupport
import Testing

@testable import Cycle

/// An installation that is looked at again and again.
@Suite struct SessionTests {
    private static let minute = TimeSpan(seconds: 60)

    private func session(_ desk: Desk, at moment: Instant) throws -> Session {
        let session = try Session(try desk.workplace(), now: moment)
        _ = try session.recover(now: moment)
        return session
    }

    /// Noon of tomorrow: later than the real times of files, and far from a midnight, which is news.
    private let now = Instant(
        secondsSince1970: (Int64(Date().timeIntervalSince1970) / 86_400 + 1) * 86_400 + 43_200
    )

    private func cycled(_ desk: Desk, at moment: Instant? = nil) throws -> Session {
        let moment = moment ?? now
        let session = try session(desk, at: moment)
        _ = try session.look(now: moment)
        _ = try session.cycle(now: moment)
        return session
    }

    @Test func `the first look asks for a cycle, and after it nothing is new`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada", role: "Primary admin"), as: "users.csv")
        let session = try session(desk, at: now)
        #expect(try session.look(now: now).news == [.first])
        let report = try session.cycle(now: now)
        #expect(report.files.map(\.fate) == [.taken])
        #expect(try session.look(now: now.adding(Self.minute)).news == [])
    }

    @Test func `what a cycle has left serves the next, and no longer once a file was taken in`()
        throws
    {
        let desk = try Desk()
        try desk.drop(users("Ada", role: "Primary admin"), as: "users.csv")
        let session = try cycled(desk)
        func people() throws -> Int {
            var groundwork = session.groundwork
            let facts = deriveFacts(
                try #require(session.history),
                session.workplace.configuration,
                now: now,
                zone: session.workplace.zone,
                reusing: &groundwork
            )
            return try #require(facts.table("seat")).rowCount
        }
        #expect(session.groundwork != nil)
        #expect(try people() == 1)
        try desk.drop(
            users("Bob") + users("Eve").split(separator: "\n")[1] + "\n",
            as: "z-users.csv"
        )
        for second in [60, 120] {
            let moment = now.adding(TimeSpan(seconds: Int64(second)))
            if try session.look(now: moment).news.contains(.files) {
                _ = try session.cycle(now: moment)
            }
        }
        #expect(try people() == 2)
    }

    @Test func `a look in which nothing is new writes nothing, and hourly that it was there`()
        throws
    {
        let desk = try Desk()
        let session = try cycled(desk)
        let path = desk.scratch.path("state/state.db-wal")
        func wal() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
        let before = try wal()
        for minute in 1..<60 {
            let look = try session.look(now: now.adding(TimeSpan(seconds: Int64(minute) * 60)))
            if look.news == [.due] { return }
            #expect(look.news == [])
        }
        #expect(try wal() == before)
        let hour = now.adding(TimeSpan(seconds: 3600))
        guard try session.look(now: hour).news == [] else { return }
        #expect(try session.store.lastSeen() == hour)
    }

    @Test func `a file that is dropped is new once, also where it stays`() throws {
        let desk = try Desk()
        let session = try cycled(desk)
        try desk.drop(users("Ada"), as: "users.csv")
        let later = now.adding(Self.minute)
        #expect(try session.look(now: later).news == [.files])
        #expect(try session.cycle(now: later).files.map(\.fate) == [.taken])
        #expect(try session.look(now: later).news == [])
    }

    @Test func `where taken files stay they are news once`() throws {
        let kept = Desk.configuration.replacing(
            "stable_for: 0s",
            with: "stable_for: 0s, keep: true"
        )
        let desk = try Desk(kept)
        try desk.drop(users("Ada"), as: "users.csv")
        let session = try cycled(desk)
        #expect(desk.names(in: "inbox").contains("users.csv"))
        let later = now.adding(Self.minute)
        #expect(try session.look(now: later).news == [])
        try desk.drop(users("Bob"), as: "more.csv")
        #expect(try session.look(now: later).news == [.files])
        // What is known is not read again.
        #expect(try session.cycle(now: later).files.map(\.name) == ["more.csv"])
    }

    @Test func `a file that settles is told with its moment, and not waited for`() throws {
        let desk = try Desk(Desk.configuration.replacing("stable_for: 0s", with: "stable_for: 10m"))
        // Files settle by the real clock.
        let now = Instant(secondsSince1970: Int64(Date().timeIntervalSince1970) + 5)
        let session = try cycled(desk, at: now)
        try desk.drop(users("Ada"), as: "users.csv")
        let look = try session.look(now: now)
        #expect(look.news == [])
        let due = try #require(look.completeAt)
        #expect(due > now && due <= now.adding(TimeSpan(seconds: 602)))
        #expect(try session.look(now: due).news.contains(.files))
    }

    @Test func `a reminder within the day is waited for from the telling of the same cycle`()
        throws
    {
        let desk = try Desk(policies: Desk.idleSeats(toldAt: "immediately, repeat: { after: 90m }"))
        try desk.dropIdleSeat()
        let session = try Session(try desk.workplace(), now: CycleTests.now)
        let report = try session.cycle(inboxAt: CycleTests.now)
        #expect(report.mails.map(\.recipient) == ["ops@example.com"])
        #expect(session.due == CycleTests.now.adding(TimeSpan(seconds: 90 * 60)))
    }

    @Test
    func `an empty cycle passes what was due before it, also by rules that come later`()
        throws
    {
        let desk = try Desk()
        let start = CycleTests.now
        func after(_ minutes: Int64) -> Instant { start.adding(TimeSpan(seconds: minutes * 60)) }
        let session = try Session(try desk.workplace(), now: start)
        _ = try session.cycle(inboxAt: start)
        _ = try session.cycle(inboxAt: after(45))
        #expect(try session.store.lastSeen() == start)
        try desk.scratch.write(Desk.idleSeats(toldAt: "daily at 08:30"), to: "policies/all.yaml")
        session.use(try desk.workplace())
        try desk.dropIdleSeat()
        let report = try session.cycle(inboxAt: after(50))
        #expect(report.policies.first?.firing.count == 1)
        #expect(report.mails.filter { $0.subject.hasPrefix("1 idle seat") }.isEmpty)
    }

    @Test func `a look before a cycle takes no occurrence from it`() throws {
        let desk = try Desk()
        try desk.dropIdleSeat()
        let start = CycleTests.now
        let session = try Session(try desk.workplace(), now: start)
        _ = try session.cycle(inboxAt: start)
        let later = start.adding(TimeSpan(seconds: 2 * 3600))
        #expect(try session.look(now: later).news == [])
        #expect(try session.store.lastSeen() == later)
        try desk.scratch.write(Desk.idleSeats(toldAt: "daily at 09:30"), to: "policies/all.yaml")
        session.use(try desk.workplace())
        let report = try session.cycle(now: later)
        #expect(report.mails.map(\.subject) == ["1 idle seat in North"])
    }

    @Test func `a mail that is found corrupt is news once`() throws {
        let desk = try Desk()
        let session = try cycled(desk)
        try desk.scratch.write("no mail\n", to: "outbox/mail/corrupt/odd.eml")
        #expect(try session.look(now: now).news == [.ends])
        let report = try session.cycle(now: now)
        #expect(report.mails.map(\.recipient) == ["ops@example.com"])
        #expect(try session.look(now: now).news == [])
    }

    @Test func `what another program writes to the state is news`() throws {
        let desk = try Desk()
        let session = try cycled(desk)
        let other = try Store.open(
            desk.scratch.path("state"),
            creating: StateOrigin(installation: "test", isSimulated: false, createdAt: now)
        )
        try other.record(Reload(at: now, isTaken: true, revision: "aa"))
        #expect(try session.look(now: now).news == [.state])
        _ = try session.cycle(now: now)
        #expect(try session.look(now: now).news == [])
    }

    @Test func `a mail that was delivered is recorded without a cycle; one that failed needs one`()
        throws
    {
        let desk = try Desk()
        try desk.drop("this,is\nno,export\n", as: "a.csv")
        try desk.drop("nor,is\nthis,one\n", as: "b.csv")
        let session = try session(desk, at: now)
        _ = try session.look(now: now)
        let report = try session.cycle(now: now)
        let key = try #require(report.mails.first?.key)
        func move(to folder: String) throws {
            try FileManager.default.moveItem(
                atPath: desk.scratch.path("outbox/mail/new/\(key).eml"),
                toPath: desk.scratch.path("outbox/mail/\(folder)/\(key).eml")
            )
        }
        try move(to: "sent")
        #expect(try session.look(now: now).news == [])
        #expect(try session.store.ledger().map(\.outcome) == ["sent"])
        try FileManager.default.moveItem(
            atPath: desk.scratch.path("outbox/mail/sent/\(key).eml"),
            toPath: desk.scratch.path("outbox/mail/new/\(key).eml")
        )
        _ = try session.look(now: now)
        try move(to: "failed")
        #expect(try session.look(now: now).news == [.ends])
    }

    @Test func `when the clock is set back nothing is decided until it has caught up`() throws {
        let desk = try Desk()
        let session = try cycled(desk)
        try desk.drop(users("Ada"), as: "users.csv")
        let earlier = now.adding(TimeSpan(seconds: -3600))
        let look = try session.look(now: earlier)
        #expect(look.news == [])
        #expect(look.waitsUntil == now)
        #expect(try session.look(now: now.adding(Self.minute)).news.contains(.files))
    }

    @Test func `a cycle that is asked to stop decides nothing, and the next one does it all`()
        throws
    {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "users.csv")
        let session = try session(desk, at: now)
        _ = try session.look(now: now)
        let stopping = Progress(beat: {}, isStopping: { true })
        #expect {
            try session.cycle(now: now, progress: stopping)
        } throws: {
            ($0 as? Failure)?.cause == .stopped
        }
        #expect(try session.store.lastSeen() == nil)
        #expect(try session.cycle(now: now).files.map(\.fate) == [.taken])
    }

    @Test func `a folder that is exchanged under a session is noticed before anything is lost`()
        throws
    {
        let desk = try Desk()
        let session = try cycled(desk)
        try FileManager.default.moveItem(
            atPath: desk.scratch.path("outbox"),
            toPath: desk.scratch.path("elsewhere")
        )
        #expect {
            try session.look(now: now)
        } throws: {
            ($0 as? Failure)?.message.contains("was moved or removed") == true
        }
    }

    @Test func `the stop is noted only where nothing is left to tell`() throws {
        let desk = try Desk()
        let session = try cycled(desk)
        let due = try #require(session.due)
        try session.noteStop(now: due.adding(TimeSpan(seconds: 1)))
        #expect(try session.store.lastSeen() == now)
        let before = due.adding(TimeSpan(seconds: -1))
        guard before > now else { return }
        try session.noteStop(now: before)
        #expect(try session.store.lastSeen() == before)
    }
}
