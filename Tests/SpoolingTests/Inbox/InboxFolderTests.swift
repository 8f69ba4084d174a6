import CivilTime
import Foundation
import Glibc
import Spooling
import TestSupport
import Testing

/// Folders of several files of one export, and inboxes that may not be written to.
@Suite struct InboxFolderTests {
    let scratch: ScratchFolder
    let inbox: Inbox
    private let day = Day(year: 2026, month: 11, day: 24) ?? Day(daysSince1970: 0)

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        inbox = try Inbox(making: scratch.path("inbox"))
    }

    private func only() throws -> InboxFile { try #require(try inbox.scan().files.first) }

    @Test func `a folder is one file, its files by name, without what is only by the way`() throws {
        for name in ["b.csv", "a.csv", ".DS_Store", "a.csv.source.json", "Thumbs.db"] {
            try scratch.write("x", to: "inbox/year/\(name)")
        }
        try scratch.write("{}", to: "inbox/year.source.json")
        let file = try only()
        #expect(file.isFolder && file.sidecar != nil)
        #expect(file.members.map(\.name) == ["a.csv", "b.csv"])
        #expect(try inbox.open(file).parts.map(\.name) == ["a.csv", "b.csv"])
    }

    @Test func `a folder waits while a file in it is on its way, and for the last change in it`()
        throws
    {
        try scratch.write("x", to: "inbox/year/a.csv")
        try scratch.write("x", to: "inbox/year/b.csv.crdownload")
        #expect(try inbox.scan().files.isEmpty)
        #expect(
            rename(scratch.path("inbox/year/b.csv.crdownload"), scratch.path("inbox/year/b.csv"))
                == 0
        )
        let file = try only()
        let newest = try #require(file.members.map(\.status.changed).max())
        #expect(file.changed == max(newest, file.status.changed))
    }

    @Test(arguments: [
        (
            "inbox/year/deeper/a.csv",
            "is a folder that holds more than files; put the files of one export into it"
        ),
        ("inbox/year/.hidden", "is an empty folder"),
    ])
    func `a folder that can be no export is told and left alone`(path: String, reason: String)
        throws
    {
        try scratch.write("x", to: path)
        let scan = try inbox.scan()
        #expect(scan.files.isEmpty)
        #expect(scan.oddities.map(\.description) == ["\(scratch.path("inbox/year")) \(reason)"])
    }

    @Test func `a folder moves whole, and not when a file in it changed`() throws {
        try scratch.write("x", to: "inbox/year/a.csv")
        let receipt = InboxReceipt(file: try only(), digest: "ba7816bf8f01cfea")
        try scratch.write("longer", to: "inbox/year/a.csv")
        #expect(throws: FileError.self) { try inbox.moveToDone(receipt, on: day) }
        let again = InboxReceipt(file: try only(), digest: "ba7816bf8f01cfea")
        #expect(try inbox.moveToDone(again, on: day) == "20261124-ba7816bf-year")
        #expect(scratch.names("inbox/done/20261124-ba7816bf-year") == ["a.csv"])
    }

    @Test func `of a folder nobody is the owner where its files have several`() throws {
        try scratch.write("x", to: "inbox/year/a.csv")
        #expect(try only().ownerID == geteuid())
        guard geteuid() == 0 else { return }
        chown(scratch.path("inbox/year/a.csv"), 4242, 0)
        #expect(try only().ownerID == nil)
        #expect(!inbox.trusts(try only(), others: [4242]))
    }

    @Test(arguments: [EACCES, EROFS, EPERM])
    func `an inbox that may not be written to serves where files stay`(code: Int32) throws {
        try scratch.write("x", to: "shared/a.csv")
        let files = FileSystem {
            $0.operation == .makeFolder || $0.operation == .setMode ? .error(code) : nil
        }
        let path = scratch.path("shared")
        #expect(throws: FileError.self) { try Inbox(making: path, files: files) }
        let inbox = try Inbox(making: path, keepsFiles: true, files: files)
        #expect(inbox.isReadOnly && !inbox.isMovable)
        #expect(
            inbox.notes.map(\.description) == [
                "\(path) may not be written to: every file stays there (inputs.keep)"
            ]
        )
        #expect(try inbox.scan().files.map(\.name) == ["a.csv"])
        try inbox.finishMoves()
        #expect(try inbox.removeDone(before: day) == 0)
        #expect(scratch.names("shared") == ["a.csv"])
    }

    @Test func `the very same file has one mark, and a copy or a moved one another`() throws {
        try scratch.write("x", to: "inbox/a.csv")
        let mark = try only().mark
        #expect(try only().mark == mark)
        try FileManager.default.copyItem(
            atPath: scratch.path("inbox/a.csv"),
            toPath: scratch.path("copy.csv")
        )
        #expect(rename(scratch.path("copy.csv"), scratch.path("inbox/a.csv")) == 0)
        #expect(try only().mark != mark)
    }
}
