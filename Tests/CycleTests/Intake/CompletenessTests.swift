import CivilTime
import Foundation
import Spooling
import Synchronization
import TestSupport
import Testing

@testable import Cycle

@Suite struct CompletenessTests {
    /// A clock that a wait moves on; what a test does meanwhile is done in the wait.
    private final class Clock: Sendable {
        let moment: Mutex<Instant>
        let waits = Mutex<[Int64]>([])
        let meanwhile: @Sendable () -> Void

        init(_ moment: Instant, meanwhile: @escaping @Sendable () -> Void = {}) {
            self.moment = Mutex(moment)
            self.meanwhile = meanwhile
        }

        var waiting: Waiting {
            Waiting(
                clock: { self.moment.withLock(\.self) },
                wait: { seconds in
                    self.waits.withLock { $0.append(seconds) }
                    self.meanwhile()
                    self.moment.withLock { $0 = $0.adding(TimeSpan(seconds: seconds)) }
                }
            )
        }
    }

    private let stableFor = TimeSpan(seconds: 10)

    private func written(_ desk: Desk, _ name: String) throws -> Instant {
        let file = try #require(try desk.inbox().scan().files.first { $0.name == name })
        return file.status.changed.instant
    }

    @Test func `files that have lain still are complete without a wait`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv")
        let clock = Clock(try written(desk, "a.csv").adding(TimeSpan(seconds: 60)))
        let view = try InboxView(try desk.inbox(), stableFor: stableFor, clock.waiting)
        #expect(view.complete.map(\.name) == ["a.csv"])
        #expect(view.waiting.isEmpty)
        #expect(clock.waits.withLock(\.self) == [])
    }

    @Test func `a file that was copied a moment ago is waited for once, as long as needed`() throws
    {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv")
        let clock = Clock(try written(desk, "a.csv").adding(TimeSpan(seconds: 4)))
        let view = try InboxView(try desk.inbox(), stableFor: stableFor, clock.waiting)
        #expect(view.complete.map(\.name) == ["a.csv"])
        // The second after the change, and ten more, of which four are over.
        #expect(clock.waits.withLock(\.self) == [7])
    }

    @Test func `a file that grows while it is waited for stays for the next cycle`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv")
        let path = desk.scratch.path("inbox/a.csv")
        // The clock starts behind the file's, so that what is written in the wait is within it.
        let clock = Clock(try written(desk, "a.csv").adding(TimeSpan(seconds: -5))) {
            guard let handle = FileHandle(forWritingAtPath: path) else { return }
            handle.seekToEndOfFile()
            handle.write(Data("more".utf8))
            try? handle.close()
        }
        let view = try InboxView(try desk.inbox(), stableFor: stableFor, clock.waiting)
        #expect(view.complete.isEmpty)
        #expect(view.waiting.map(\.name) == ["a.csv"])
        #expect(clock.waits.withLock(\.self).count == 1)
    }

    @Test func `a clock that was set back does not make the wait longer`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv")
        let clock = Clock(try written(desk, "a.csv").adding(TimeSpan(days: -400)))
        _ = try InboxView(try desk.inbox(), stableFor: stableFor, clock.waiting)
        let waits = clock.waits.withLock(\.self)
        #expect(waits.count == 1)
        #expect(waits.allSatisfy { (0...11).contains($0) })
    }

    @Test func `without a wait in the configuration every file is complete`() throws {
        let desk = try Desk()
        try desk.drop(users("Ada"), as: "a.csv")
        let clock = Clock(try written(desk, "a.csv"))
        let view = try InboxView(try desk.inbox(), stableFor: TimeSpan(seconds: 0), clock.waiting)
        #expect(view.complete.map(\.name) == ["a.csv"])
        #expect(clock.waits.withLock(\.self) == [])
    }
}
