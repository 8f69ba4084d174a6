import CivilTime
import Foundation
import Glibc
import Spooling
import TestSupport
import Testing

@Suite struct InboxCopyingTests {
    let scratch: ScratchFolder
    let inbox: Inbox
    private let day = Day(year: 2026, month: 11, day: 24) ?? Day(daysSince1970: 0)

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        inbox = try Inbox(making: scratch.path("inbox"))
    }

    /// A file or a folder that lies elsewhere, open.
    private func elsewhere(_ name: String) throws -> InboxReading {
        let place = try Inbox(existing: scratch.path("elsewhere"))
        guard case .file(let file) = try place.entry(name) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try place.open(file)
    }

    @Test
    func `a copy shows only whole, with its sidecar before it, numbered where its name is taken`()
        throws
    {
        try scratch.write("one", to: "elsewhere/a.csv")
        let reading = try elsewhere("a.csv")
        #expect(try inbox.add(reading, sidecar: Array("{}".utf8)) == "a.csv")
        #expect(try inbox.add(reading, sidecar: nil) == "a.csv.2")
        #expect(
            scratch.names("inbox") == ["a.csv", "a.csv.2", "a.csv.source.json", "done", "refused"]
        )
        #expect(scratch.bytes("elsewhere/a.csv") == Array("one".utf8))
    }

    @Test func `at whatever call the disk fails, a copy is there whole or not at all`() throws {
        try scratch.write("three", to: "elsewhere/b.csv")
        let reading = try elsewhere("b.csv")
        var n = 0
        var countdown = Countdown(to: 1)
        repeat {
            n += 1
            countdown = Countdown(to: n)
            let faulty = try? Inbox(
                making: scratch.path("inbox"),
                files: .failing(countdown, ENOSPC)
            )
            _ = try? faulty?.add(reading, sidecar: nil)
            let bytes = scratch.bytes("inbox/b.csv")
            #expect(bytes == nil || bytes == Array("three".utf8), "at call \(n)")
            try? FileManager.default.removeItem(atPath: scratch.path("inbox/b.csv"))
        } while countdown.isReached
        #expect(n > 10)
    }

    @Test func `a copy keeps the time of the original, by which the moment of an export is told`()
        throws
    {
        let path = try scratch.write("x", to: "elsewhere/a.csv")
        let old = [
            timespec(tv_sec: 1_700_000_000, tv_nsec: 5),
            timespec(tv_sec: 1_700_000_000, tv_nsec: 5),
        ]
        #expect(utimensat(AT_FDCWD, path, old, 0) == 0)
        _ = try inbox.add(try elsewhere("a.csv"), sidecar: nil)
        let copied = try #require(try inbox.scan().files.first)
        #expect(copied.status.modified.nanosecondsSince1970 == 1_700_000_000_000_000_005)
    }

    @Test func `a folder is copied with its files`() throws {
        try scratch.write("1", to: "elsewhere/year/a.csv")
        try scratch.write("2", to: "elsewhere/year/b.csv")
        #expect(try inbox.add(try elsewhere("year"), sidecar: nil) == "year")
        #expect(scratch.names("inbox/year") == ["a.csv", "b.csv"])
        #expect(scratch.names("inbox") == ["done", "refused", "year"])
    }

    @Test func `a staged copy is hidden until it is kept under day, hash and name`() throws {
        try scratch.write("abc", to: "elsewhere/a.csv")
        let reading = try elsewhere("a.csv")
        let draft = try inbox.stage(reading)
        #expect(draft.hasPrefix("."))
        try inbox.keep(
            staged: draft,
            InboxReceipt(file: reading.file, digest: "ba7816bf8f01cfea"),
            sidecar: Array("{}".utf8),
            on: day
        )
        #expect(
            scratch.names("inbox/done") == [
                "20261124-ba7816bf-a.csv", "20261124-ba7816bf-a.csv.source.json",
            ]
        )
        try inbox.discard(staged: try inbox.stage(reading))
        #expect(scratch.names("inbox/done").count == 2)
    }

    @Test func `a file that grows while it is copied is not copied`() throws {
        let path = try scratch.write("abc", to: "elsewhere/a.csv")
        let reading = try elsewhere("a.csv")
        try scratch.write("abcdef", to: "elsewhere/a.csv")
        #expect(throws: FileError(.changed, .read, path)) {
            try inbox.add(reading, sidecar: nil)
        }
        #expect(scratch.names("inbox") == ["done", "refused"])
    }
}
