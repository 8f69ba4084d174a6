import CivilTime
import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct InboxTests {
    let scratch: ScratchFolder
    let inbox: Inbox
    private let day = Day(year: 2026, month: 11, day: 24) ?? Day(daysSince1970: 0)

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        inbox = try Inbox(making: scratch.path("inbox"))
    }

    private func only(_ files: FileSystem = .real) throws -> InboxFile {
        try #require(try inbox.scan().files.first)
    }

    /// The only file, as if its bytes had been `abc`.
    private func receipt() throws -> InboxReceipt {
        InboxReceipt(file: try only(), digest: "ba7816bf8f01cfea")
    }

    @Test func `bytes come from the file that was seen, and those of a sidecar by themselves`()
        throws
    {
        try scratch.write("abc", to: "inbox/a.csv")
        try scratch.write("{}", to: "inbox/a.csv.source.json")
        let reading = try inbox.open(try only())
        #expect(reading.parts.map(\.name) == ["a.csv"])
        #expect(try reading.parts[0].file.contents() == Array("abc".utf8))
        #expect(reading.count == 3)
        #expect(try inbox.readSidecar(of: only()) == Array("{}".utf8))
    }

    @Test func `a file that changed since it was seen waits for the next cycle`() throws {
        try scratch.write("abc", to: "inbox/a.csv")
        let file = try only()
        try scratch.write("abcdef", to: "inbox/a.csv")
        #expect(throws: InboxError.changed) { try inbox.open(file) }
        try FileManager.default.removeItem(atPath: scratch.path("inbox/a.csv"))
        #expect(throws: InboxError.changed) { try inbox.open(file) }
    }

    @Test func `a file exchanged for a link is not followed`() throws {
        try scratch.write("abc", to: "inbox/a.csv")
        let file = try only()
        try FileManager.default.removeItem(atPath: scratch.path("inbox/a.csv"))
        try Oddity.link.place(at: scratch.path("inbox/a.csv"))
        let error = #expect(throws: InboxError.self) { try inbox.open(file) }
        guard case .unfit = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `too large files and sidecars are unfit`() throws {
        try scratch.write("abcd", to: "inbox/a.csv")
        let file = try only()
        let path = scratch.path("inbox/a.csv")
        #expect(throws: InboxError.unfit(FileError(.tooLarge(limit: 3), .read, path))) {
            try inbox.open(file, atMost: 3)
        }
        let long = String(repeating: " ", count: Inbox.maximumSidecarBytes + 1)
        try scratch.write(long, to: "inbox/a.csv.source.json")
        let sidecar = FileError(.tooLarge(limit: 65_536), .read, path + ".source.json")
        #expect(throws: InboxError.unfit(sidecar)) { try inbox.readSidecar(of: try only()) }
    }

    @Test func `a file that may not be read is reported with the command that helps`() throws {
        try scratch.write("abc", to: "inbox/it's mine.csv")
        let files = FileSystem { call in
            call.operation == .open && call.path.hasSuffix(".csv") ? .error(EACCES) : nil
        }
        let faulty = try Inbox(making: scratch.path("inbox"), files: files)
        let error = #expect(throws: InboxError.self) { try faulty.open(try only()) }
        let path = scratch.path("inbox/it's mine.csv")
        #expect(
            error?.description
                == "\(path) may not be read; run: chmod g+r "
                + "'\(scratch.path("inbox/it"))'\\''s mine.csv'"
        )
    }

    @Test func `a failing disk is no property of the file`() throws {
        try scratch.write("abc", to: "inbox/a.csv")
        let files = FileSystem { $0.operation == .read ? .error(EIO) : nil }
        let faulty = try Inbox(making: scratch.path("inbox"), files: files)
        let path = scratch.path("inbox/a.csv")
        let reading = try faulty.open(try only())
        #expect(throws: FileError(.system(EIO), .read, path)) {
            try reading.parts[0].file.contents()
        }
    }

    @Test func `what the owner of the inbox, root and trusted users drop is believed`() throws {
        try scratch.write("abc", to: "inbox/a.csv")
        #expect(inbox.trusts(try only()))
        if geteuid() == 0 {
            chown(scratch.path("inbox/a.csv"), 4242, 0)
            let other = try only()
            #expect(!inbox.trusts(other))
            #expect(inbox.trusts(other, others: [4242]))
            // In a user name space every other user has this number.
            chown(scratch.path("inbox/a.csv"), 65_534, 0)
            #expect(!inbox.trusts(try only(), others: [65_534]))
        }
    }

    @Test func `a taken file moves to done under day, hash and name, its sidecar along`() throws {
        try scratch.write("abc", to: "inbox/a.csv")
        try scratch.write("{}", to: "inbox/a.csv.source.json")
        let name = try inbox.moveToDone(try receipt(), on: day)
        #expect(name == "20261124-ba7816bf-a.csv")
        #expect(
            scratch.names("inbox/done") == [
                "20261124-ba7816bf-a.csv", "20261124-ba7816bf-a.csv.source.json",
            ]
        )
        #expect(scratch.names("inbox") == ["done", "refused"])
        #expect(try inbox.readDone(name).contents() == Array("abc".utf8))
    }

    @Test func `a refused file lies beside its reason, and a second one of the name too`() throws {
        for text in ["one", "two"] {
            try scratch.write(text, to: "inbox/a.csv")
            _ = try inbox.moveToRefused(try only(), why: "line 3: \(text)")
        }
        #expect(
            scratch.names("inbox/refused") == [
                "a.csv", "a.csv.2", "a.csv.2.why.txt", "a.csv.why.txt",
            ]
        )
        #expect(scratch.bytes("inbox/refused/a.csv.2") == Array("two".utf8))
        #expect(scratch.bytes("inbox/refused/a.csv.2.why.txt") == Array("line 3: two\n".utf8))
        #expect(scratch.mode("inbox/refused/a.csv.why.txt") == 0o660)
    }

    @Test func `wherever a refusal is cut off, the next one leaves the file beside its reason`()
        throws
    {
        var n = 0
        var countdown = Countdown(to: 1)
        repeat {
            n += 1
            countdown = Countdown(to: n)
            try scratch.write("one", to: "inbox/a.csv")
            if let faulty = Inbox(inbox, files: .dying(countdown)) {
                _ = try? faulty.moveToRefused(try only(), why: "no")
            }
            if let file = try inbox.scan().files.first {
                _ = try inbox.moveToRefused(file, why: "no")
            }
            #expect(scratch.names("inbox/refused") == ["a.csv", "a.csv.why.txt"], "at call \(n)")
            for name in scratch.names("inbox/refused") {
                try FileManager.default.removeItem(atPath: scratch.path("inbox/refused/\(name)"))
            }
        } while countdown.isReached
        #expect(n > 15)
    }

    @Test func `a sidecar that was left behind follows its file, and one that came later waits`()
        throws
    {
        try scratch.write("{}", to: "inbox/a.csv.source.json")
        try scratch.write("{}", to: "inbox/b.csv.source.json")
        // As a kill between the two moves leaves them.
        try scratch.write("abc", to: "inbox/done/20261124-ba7816bf-a.csv")
        try scratch.write("abc", to: "inbox/refused/b.csv")
        try scratch.write("no", to: "inbox/refused/b.csv.why.txt")
        try inbox.finishMoves()
        #expect(scratch.names("inbox") == ["done", "refused"])
        #expect(
            scratch.names("inbox/done") == [
                "20261124-ba7816bf-a.csv", "20261124-ba7816bf-a.csv.source.json",
            ]
        )
        #expect(
            scratch.names("inbox/refused") == ["b.csv", "b.csv.source.json", "b.csv.why.txt"]
        )
        // Next week's sidecar, there before its file.
        try scratch.write("{}", to: "inbox/a.csv.source.json")
        try inbox.finishMoves()
        #expect(scratch.names("inbox") == ["a.csv.source.json", "done", "refused"])
    }

    @Test func `a file that was exchanged after reading stays`() throws {
        try scratch.write("abc", to: "inbox/a.csv")
        let receipt = try receipt()
        try scratch.write("new content", to: "inbox/a.csv")
        let error = #expect(throws: FileError.self) {
            try inbox.moveToDone(receipt, on: day)
        }
        #expect(error?.kind == .changed)
        #expect(scratch.bytes("inbox/a.csv") == Array("new content".utf8))
        #expect(scratch.names("inbox/done").isEmpty)
    }

    @Test func `a file that is exchanged between look and move goes back`() throws {
        let path = try scratch.write("abc", to: "inbox/a.csv")
        let files = FileSystem { call in
            if call.operation == .rename, call.path == path {
                _ = FileManager.default.createFile(atPath: path, contents: Data("other".utf8))
            }
            return nil
        }
        let racing = try Inbox(making: scratch.path("inbox"), files: files)
        let receipt = try receipt()
        #expect(throws: FileError.self) { try racing.moveToDone(receipt, on: day) }
        #expect(scratch.bytes("inbox/a.csv") == Array("other".utf8))
        #expect(scratch.names("inbox/done").isEmpty)
    }

    @Test func `the longest names are shortened at their beginning`() throws {
        let name = String(repeating: "é", count: 120) + "-users.csv"
        try scratch.write("abc", to: "inbox/\(name)")
        let done = try inbox.moveToDone(try receipt(), on: day)
        #expect(done.hasSuffix("é-users.csv"))
        #expect(done.utf8.count <= 218)
        try scratch.write("abc", to: "inbox/\(name)")
        _ = try inbox.moveToRefused(try only(), why: "no")
        #expect(scratch.names("inbox/refused").count == 2)
    }

    @Test func `taken files are removed when their day has passed`() throws {
        for name in [
            "20260101-aaaaaaaa-a.csv", "20261123-bbbbbbbb-b.csv", "20261124-c.csv", "notes",
        ] {
            try scratch.write("", to: "inbox/done/\(name)")
        }
        try scratch.write("", to: "inbox/done/20260101-dddddddd-folder/a.csv")
        try scratch.write("", to: "inbox/done/20260101-eeeeeeee-kept/folder/a.csv")
        #expect(try inbox.removeDone(before: day) == 3)
        #expect(
            try inbox.doneNames() == ["20260101-eeeeeeee-kept", "20261124-c.csv", "notes"]
        )
    }
}

extension Inbox {
    /// The same inbox under another file system; `nil` when even opening it fails.
    fileprivate init?(_ inbox: Inbox, files: FileSystem) {
        guard let other = try? Inbox(making: inbox.path, files: files) else { return nil }
        self = other
    }
}
