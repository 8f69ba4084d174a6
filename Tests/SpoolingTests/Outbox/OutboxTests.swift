import CivilTime
import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct OutboxTests {
    let scratch: ScratchFolder
    let outbox: Outbox

    init() throws {
        scratch = try ScratchFolder()
        outbox = try Outbox(making: scratch.path("outbox"))
    }

    @Test(
        arguments: [
            ("mail/tmp", 0o700), ("mail/new", 0o2770), ("mail/cur", 0o2770), ("mail/sent", 0o2770),
            ("mail/failed", 0o2770), ("mail/held", 0o2770), ("mail/corrupt", 0o2770),
            ("actions/tmp", 0o2750), ("actions/new", 0o2750), ("actions/done", 0o2750),
            ("actions/rejected", 0o2750), ("actions/decisions", 0o3770), ("", 0o711),
            ("mail", 0o2750),
            ("actions", 0o711),
        ] as [(String, UInt32)]
    )
    func `folders have the modes of the protocol`(name: String, mode: UInt32) {
        #expect(scratch.mode("outbox/\(name)") == mode)
    }

    @Test func `modes do not depend on the mask, and a folder of ours is brought back`() throws {
        let old = umask(0o077)
        defer { umask(old) }
        chmod(scratch.path("outbox/mail/new"), 0o777)
        _ = try Outbox(making: scratch.path("outbox"))
        #expect(scratch.mode("outbox/mail/new") == 0o2770)
    }

    @Test func `where set-group-id may not be set, a folder works without it, and it is said`()
        throws
    {
        chmod(scratch.path("outbox/mail/new"), 0o700)
        let path = scratch.path("outbox/mail/new")
        let countdown = Countdown(to: 1)
        let files = FileSystem {
            $0.operation == .setMode && $0.path == path && countdown.step() == 0
                ? .error(EPERM) : nil
        }
        let notes = try Outbox(making: scratch.path("outbox"), files: files).notes
        #expect(scratch.mode("outbox/mail/new") == 0o770)
        #expect(notes.contains { $0.description.hasSuffix("; run: chmod 2770 \(path)") })
    }

    @Test func `a missing group is said once and stops nothing`() throws {
        for note in outbox.notes {
            #expect(note.description.hasPrefix("group seatwarden-"))
        }
        #expect(Set(outbox.notes).count == outbox.notes.count)
    }

    @Test func `folders that may not be written to are said before anything is decided`() throws {
        try outbox.requireWritable()
        // Root may write everywhere.
        guard geteuid() != 0 else { return }
        chmod(scratch.path("outbox/mail/new"), 0o550)
        let error = #expect(throws: FileError.self) { try outbox.requireWritable() }
        #expect(error?.isForbidden == true)
    }

    @Test func `an outbox is opened to look at it only where there is one`() throws {
        #expect(try Outbox(existing: scratch.path("outbox")).status().oldestWaiting == nil)
        let error = #expect(throws: FileError.self) { try Outbox(existing: scratch.path("none")) }
        #expect(error?.isMissing == true)
    }

    @Test func `a link in place of a folder is refused`() throws {
        try FileManager.default.removeItem(atPath: scratch.path("outbox/mail/new"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("outbox/mail/new"),
            withDestinationPath: "/tmp"
        )
        #expect(throws: FileError.self) { try Outbox(making: scratch.path("outbox")) }
    }

    @Test func `the status counts files by folder and what is none of them`() throws {
        _ = try Publisher(outbox).publish([outgoing("a"), outgoing("b"), action("c")])
        try outbox[.mailNew].move(key("a").fileName(.mail), to: outbox[.mailFailed])
        try scratch.write("{}", to: "outbox/mail/failed/\(key("a")).json")
        try scratch.write("", to: "outbox/mail/new/strange.txt")
        let status = try outbox.status()
        let counts = status.counts.filter { $0.files + $0.strangers > 0 }.map {
            "\($0.folder.path) \($0.files) \($0.strangers)"
        }
        #expect(counts == ["mail/new 1 1", "mail/failed 1 0", "actions/new 1 0"])
        #expect(status.oldestWaiting != nil)
        #expect(status.lastSent == nil)
    }

    @Test func `outcomes carry the reason that the relay gave, cleaned`() throws {
        _ = try Publisher(outbox).publish([outgoing("a"), outgoing("b"), outgoing("c")])
        for (digit, folder) in [("a", OutboxFolder.mailSent), ("b", .mailFailed), ("c", .mailHeld)]
        {
            try outbox[.mailNew].move(key(Character(digit)).fileName(.mail), to: outbox[folder])
        }
        try scratch.write(
            #"{"reason":"550 no\u001b[31m such user","attempts":2,"at":"2026-11-24T08:00:00Z"}"#,
            to: "outbox/mail/failed/\(key("b")).json"
        )
        try scratch.write("not JSON", to: "outbox/mail/held/\(key("c")).json")
        let outcomes = try outbox.outcomes()
        #expect(outcomes.map(\.key) == [key("a"), key("b"), key("c")])
        #expect(outcomes.map(\.folder) == [.mailSent, .mailFailed, .mailHeld])
        #expect(outcomes[1].reason?.reason == "550 no [31m such user")
        #expect(outcomes[1].reason?.attempts == 2)
        #expect(outcomes[2].reason == nil)
    }

    @Test func `a link in place of a reason is not followed`() throws {
        _ = try Publisher(outbox).publish([outgoing("a")])
        try outbox[.mailNew].move(key().fileName(.mail), to: outbox[.mailFailed])
        let secret = try scratch.write(#"{"reason":"secret"}"#, to: "secret")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("outbox/mail/failed/\(key()).json"),
            withDestinationPath: secret
        )
        #expect(try outbox.outcomes().map(\.reason) == [nil])
    }

    @Test func `a held mail is released to the relay, its reason removed`() throws {
        _ = try Publisher(outbox).publish([outgoing("a")])
        try outbox[.mailNew].move(key().fileName(.mail), to: outbox[.mailHeld])
        try scratch.write("{}", to: "outbox/mail/held/\(key()).json")
        try outbox.release(key())
        #expect(scratch.names("outbox/mail/held").isEmpty)
        #expect(scratch.bytes("outbox/mail/new/\(key()).eml") == mailFile(key()))
        #expect(throws: FileError.self) { try outbox.release(key()) }
    }

    @Test func `finished mails are removed with their reasons`() throws {
        _ = try Publisher(outbox).publish([outgoing("a"), outgoing("b")])
        for digit in ["a", "b"] as [Character] {
            try outbox[.mailNew].move(key(digit).fileName(.mail), to: outbox[.mailFailed])
            try scratch.write("{}", to: "outbox/mail/failed/\(key(digit)).json")
        }
        try outbox.remove([key("a")], from: .mailFailed)
        #expect(scratch.names("outbox/mail/failed") == ["\(key("b")).eml", "\(key("b")).json"])
    }
}
