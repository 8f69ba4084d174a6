import Foundation
import Spooling
import Synchronization
import TestSupport
import Testing

@Suite struct PublisherTests {
    let scratch: ScratchFolder
    let outbox: Outbox

    init() throws {
        scratch = try ScratchFolder()
        outbox = try Outbox(making: scratch.path("outbox"))
    }

    private func publisher(_ files: FileSystem = .real) throws -> Publisher {
        Publisher(try Outbox(making: scratch.path("outbox"), files: files))
    }

    @Test func `a batch stands in new, byte for byte, shared with the relay's group`() throws {
        let batch = [outgoing("b"), action("c"), outgoing("a")]
        let result = try publisher().publish(batch)
        #expect(result.files.map(\.key) == batch.map(\.key))
        #expect(result.files.allSatisfy { $0.foundIn == nil })
        #expect(result.files[0].digest == (try content("mail/new/\(key("b")).eml").digest))
        #expect(scratch.bytes("outbox/mail/new/\(key("a")).eml") == mailFile(key("a")))
        #expect(scratch.bytes("outbox/actions/new/\(key("c")).json") == action("c").bytes)
        #expect(scratch.mode("outbox/mail/new/\(key("a")).eml") == 0o660)
        #expect(scratch.mode("outbox/actions/new/\(key("c")).json") == 0o640)
        #expect(scratch.names("outbox/mail/tmp").isEmpty)
    }

    private func content(_ name: String) throws -> FileContent {
        let path = scratch.path("outbox/\(name)")
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        return try Folder(String(path[..<slash])).contents(
            of: String(path[path.index(after: slash)...]),
            atMost: 1 << 20
        )
    }

    @Test func `all bytes are flushed before the first name shows, and the folder after the last`()
        throws
    {
        let log = Mutex<[FileSystem.Call]>([])
        let files = FileSystem { call in
            log.withLock { $0.append(call) }
            return nil
        }
        let publisher = try publisher(files)
        log.withLock { $0 = [] }
        _ = try publisher.publish([outgoing("a"), outgoing("b"), outgoing("c")])
        let calls = log.withLock(\.self)
        let steps = calls.compactMap { call -> String? in
            switch call.operation {
            case .write, .close, .flushAll, .rename, .flush: call.operation.rawValue
            default: nil
            }
        }
        #expect(
            steps == [
                "write", "close", "write", "close", "write", "close", "flush the file system of",
                "rename", "rename", "rename", "flush",
            ]
        )
        #expect(calls.last?.path == scratch.path("outbox/mail/new"))
    }

    @Test func `publishing twice is publishing once`() throws {
        let batch = [outgoing("a")]
        _ = try publisher().publish(batch)
        let inode = try content("mail/new/\(key()).eml").status.inode
        let again = try publisher().publish(batch)
        #expect(again.files.map(\.foundIn) == [.mailNew])
        #expect(try content("mail/new/\(key()).eml").status.inode == inode)
    }

    @Test(arguments: [
        OutboxFolder.mailNew, .mailCurrent, .mailSent, .mailFailed, .mailHeld,
    ])
    func `a mail that the relay has moved on is found, and its folder flushed`(
        folder: OutboxFolder
    ) throws {
        _ = try publisher().publish([outgoing("a")])
        if folder != .mailNew {
            try outbox[.mailNew].move(key().fileName(.mail), to: outbox[folder])
        }
        let flushed = Mutex<Set<String>>([])
        let files = FileSystem { call in
            if call.operation == .flush { flushed.withLock { _ = $0.insert(call.path) } }
            return nil
        }
        let publisher = try publisher(files)
        flushed.withLock { $0 = [] }
        let result = try publisher.publish([outgoing("a")])
        #expect(result.files.map(\.foundIn) == [folder])
        let expected = Set(
            [OutboxFolder.mailNew, folder].map { scratch.path("outbox/\($0.path)") }
        )
        #expect(flushed.withLock(\.self) == expected)
        let copies = OutboxFolder.allCases.filter { folder in
            folder.isMail && !scratch.names("outbox/\(folder.path)").isEmpty
        }
        #expect(copies == [folder])
    }

    @Test func `other bytes under the key stand, as after a restored database`() throws {
        _ = try publisher().publish([outgoing("a", "first")])
        let result = try publisher().publish([outgoing("a", "second")])
        #expect(scratch.bytes("outbox/mail/new/\(key()).eml") == mailFile(key(), "first"))
        let standing = try content("mail/new/\(key()).eml").digest
        #expect(result.files.map(\.digest) == [standing])
    }

    @Test func `a damaged file goes to corrupt with the reason, and the mail is published`() throws
    {
        try scratch.write(mailFile(key()).dropLast() + [], to: "outbox/mail/cur/\(key()).eml")
        let result = try publisher().publish([outgoing("a")])
        #expect(result.files.map(\.foundIn) == [nil])
        #expect(result.setAside.map(\.name) == ["\(key()).eml"])
        #expect(scratch.names("outbox/mail/cur").isEmpty)
        #expect(scratch.bytes("outbox/mail/new/\(key()).eml") == mailFile(key()))
        let reason = try #require(scratch.bytes("outbox/mail/corrupt/\(key()).json"))
        #expect(
            String(decoding: reason, as: UTF8.self)
                == #"{"reason":"its envelope says 115 bytes, and there are 114"}"# + "\n"
        )
    }

    @Test func `a mail of another key under the key's name is not the mail`() throws {
        try scratch.write(mailFile(key("b")), to: "outbox/mail/new/\(key("a")).eml")
        let result = try publisher().publish([outgoing("a")])
        #expect(result.setAside.map(\.reason) == [.otherKey])
        #expect(scratch.bytes("outbox/mail/new/\(key("a")).eml") == mailFile(key("a")))
    }

    @Test(arguments: Oddity.allCases)
    func `what is no file under a key's name is moved away unopened`(oddity: Oddity) throws {
        try oddity.place(at: scratch.path("outbox/mail/new/\(key()).eml"))
        let result = try publisher().publish([outgoing("a")])
        #expect(result.setAside.map(\.reason) == [.notRegular])
        #expect(scratch.bytes("outbox/mail/new/\(key()).eml") == mailFile(key()))
        #expect(scratch.names("outbox/mail/corrupt") == ["\(key()).eml", "\(key()).json"])
        if oddity == .fullFolder {
            #expect(scratch.bytes("outbox/mail/corrupt/\(key()).eml/inner/kept") != nil)
        }
    }

    @Test func `a file larger than any mail is moved away unread`() throws {
        let path = scratch.path("outbox/mail/new/\(key()).eml")
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        truncate(path, SpoolKind.mail.maximumBytes + 1)
        let result = try publisher().publish([outgoing("a")])
        #expect(result.setAside.map(\.reason) == [.tooLarge(limit: 16_777_216)])
    }

    @Test func `an unfit action stays away from the relay`() throws {
        try scratch.write("{}", to: "outbox/actions/new/\(key()).json")
        let result = try publisher().publish([action("a")])
        #expect(result.setAside.map(\.name) == ["\(key()).json.corrupt"])
        #expect(
            scratch.names("outbox/actions/new") == ["\(key()).json", "\(key()).json.corrupt"]
        )
        #expect(scratch.names("outbox/mail/corrupt").isEmpty)
    }

    @Test(arguments: [true, false])
    func `a file that comes into new while ours is written decides as if found`(isFit: Bool) throws
    {
        let path = scratch.path("outbox/mail/new/\(key()).eml")
        let bytes = isFit ? mailFile(key(), "other") : Array("nonsense".utf8)
        let files = FileSystem { call in
            if call.operation == .flushAll {
                _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
            }
            return nil
        }
        let result = try publisher(files).publish([outgoing("a")])
        #expect(result.files.map(\.foundIn) == [isFit ? .mailNew : nil])
        #expect(
            scratch.bytes("outbox/mail/new/\(key()).eml")
                == (isFit ? bytes : mailFile(key()))
        )
        #expect(result.setAside.count == (isFit ? 0 : 1))
        #expect(scratch.names("outbox/mail/tmp").isEmpty)
    }

    @Test func `drafts of a killed run are removed, and folders among them are not entered`() throws
    {
        try scratch.write("half", to: "outbox/mail/tmp/\(key()).eml")
        try scratch.write("half", to: "outbox/actions/tmp/\(key()).json")
        try Oddity.link.place(at: scratch.path("outbox/mail/tmp/link"))
        try Oddity.fullFolder.place(at: scratch.path("outbox/mail/tmp/folder"))
        try publisher().removeDrafts()
        #expect(scratch.names("outbox/mail/tmp") == ["folder"])
        #expect(scratch.names("outbox/actions/tmp").isEmpty)
        #expect(scratch.bytes("outbox/mail/tmp/folder/inner/kept") != nil)
        #expect(FileManager.default.fileExists(atPath: "/etc/passwd"))
    }
}
