import CivilTime
import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct SettlingTests {
    let scratch: ScratchFolder
    let inbox: Inbox
    /// The second in which the file of the test last changed.
    private let changed: Instant

    init() throws {
        scratch = try ScratchFolder()
        inbox = try Inbox(making: scratch.path("inbox"))
        try scratch.write("x", to: "inbox/a.csv")
        changed = try inbox.scan().files[0].status.changed.instant
    }

    private func after(_ seconds: Int64) -> Instant { changed.adding(TimeSpan(seconds: seconds)) }

    @Test func `a file that nobody touched for long enough is taken at the first look`() throws {
        var settling = Settling(stableFor: TimeSpan(seconds: 10))
        let files = try inbox.scan().files
        #expect(settling.observe(files, at: after(11)).complete == files)
    }

    @Test func `a fresh file waits, and it is said how long`() throws {
        var settling = Settling(stableFor: TimeSpan(seconds: 10))
        let files = try inbox.scan().files
        let first = settling.observe(files, at: after(3))
        #expect(first.complete.isEmpty)
        #expect(first.waiting == files)
        #expect(first.completeAt == after(11))
        #expect(settling.observe(files, at: after(10)).complete.isEmpty)
        #expect(settling.observe(files, at: after(11)).complete == files)
    }

    @Test func `a file that claims to be old is as new as it arrived`() throws {
        let old = [timeval(tv_sec: 0, tv_usec: 0), timeval(tv_sec: 0, tv_usec: 0)]
        utimes(scratch.path("inbox/a.csv"), old)
        var settling = Settling(stableFor: TimeSpan(seconds: 10))
        let files = try inbox.scan().files
        #expect(files[0].status.modified.instant == Instant(secondsSince1970: 0))
        #expect(settling.observe(files, at: after(3)).complete.isEmpty)
    }

    @Test func `under a clock that stands before the file's time two looks decide`() throws {
        var settling = Settling(stableFor: TimeSpan(seconds: 10))
        let files = try inbox.scan().files
        #expect(settling.observe(files, at: after(-1000)).completeAt == after(-990))
        #expect(settling.observe(files, at: after(-995)).complete.isEmpty)
        #expect(settling.observe(files, at: after(-990)).complete == files)
    }

    @Test func `a change starts the wait anew`() throws {
        var settling = Settling(stableFor: TimeSpan(seconds: 10))
        #expect(settling.observe(try inbox.scan().files, at: after(-1000)).complete.isEmpty)
        try scratch.write("xy", to: "inbox/a.csv")
        let files = try inbox.scan().files
        #expect(settling.observe(files, at: after(-985)).complete.isEmpty)
        #expect(settling.observe(files, at: after(-975)).complete == files)
    }

    @Test func `a sidecar that comes late starts the wait anew`() throws {
        var settling = Settling(stableFor: TimeSpan(seconds: 10))
        #expect(settling.observe(try inbox.scan().files, at: after(-1000)).complete.isEmpty)
        try scratch.write("{}", to: "inbox/a.csv.source.json")
        #expect(settling.observe(try inbox.scan().files, at: after(-985)).complete.isEmpty)
    }

    @Test func `without a wait everything is complete`() throws {
        var settling = Settling(stableFor: TimeSpan(seconds: 0))
        let files = try inbox.scan().files
        #expect(settling.observe(files, at: after(1)).complete == files)
    }
}
