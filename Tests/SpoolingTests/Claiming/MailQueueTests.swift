import CivilTime
import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct MailQueueTests {
    let scratch: ScratchFolder
    let outbox: Outbox
    let queue: MailQueue
    private let now = Instant("2026-11-24T08:00:00Z") ?? Instant(secondsSince1970: 0)

    init() throws {
        scratch = try ScratchFolder()
        outbox = try Outbox(making: scratch.path("outbox"))
        queue = try MailQueue(outbox: scratch.path("outbox"))
    }

    private func setAside(_ claim: MailQueue.Claim) -> Unfitness? {
        guard case .setAside(let file) = claim else { return nil }
        return file.reason
    }

    @Test func `a claimed mail is checked and loses its envelope line`() throws {
        _ = try Publisher(outbox).publish([outgoing("b"), outgoing("a")])
        #expect(try queue.waiting() == ["\(key("a")).eml", "\(key("b")).eml"])
        guard case .mail(let mail) = try queue.claim("\(key("a")).eml", at: now) else {
            Issue.record("not claimed")
            return
        }
        #expect(mail.key == key("a"))
        #expect(mail.envelope.recipient == "ada@example.com")
        #expect(mail.bytes == Array(mailText(key("a")).utf8))
        #expect(try queue.claimed() == ["\(key("a")).eml"])
        #expect(try queue.waiting() == ["\(key("b")).eml"])
    }

    @Test func `a mail that is gone is no failure`() throws {
        guard case .gone = try queue.claim("\(key()).eml", at: now) else {
            Issue.record("claimed")
            return
        }
    }

    @Test(arguments: ["notes.txt", "x.eml", "\(key()).eml:2,S", "\(key()).eml~", "\u{7}bell"])
    func `a foreign name goes to corrupt with the reason`(name: String) throws {
        try scratch.write("x", to: "outbox/mail/new/\(name)")
        #expect(setAside(try queue.claim(name, at: now)) == .foreignName)
        let stem = name.hasSuffix(".eml") ? String(name.dropLast(4)) : name
        #expect(scratch.names("outbox/mail/corrupt") == [name, "\(stem).json"].sorted())
        #expect(
            scratch.bytes("outbox/mail/corrupt/\(stem).json").map {
                String(decoding: $0, as: UTF8.self)
            }
                == #"{"at":"2026-11-24T08:00:00Z","reason":"its name is not a key of the outbox"}"#
                + "\n"
        )
    }

    @Test func `hidden names are passed over`() throws {
        try scratch.write("x", to: "outbox/mail/new/.nfs0001")
        #expect(try queue.waiting().isEmpty)
    }

    @Test(arguments: Oddity.allCases)
    func `what is no file goes to corrupt unopened`(oddity: Oddity) throws {
        try oddity.place(at: scratch.path("outbox/mail/new/\(key()).eml"))
        #expect(setAside(try queue.claim("\(key()).eml", at: now)) == .notRegular)
        #expect(scratch.names("outbox/mail/cur").isEmpty)
    }

    @Test func `a mail that another user wrote goes to corrupt`() throws {
        guard geteuid() == 0 else { return }
        _ = try Publisher(outbox).publish([outgoing("a")])
        chown(scratch.path("outbox/mail/new/\(key()).eml"), 4242, 0)
        #expect(setAside(try queue.claim("\(key()).eml", at: now)) == .otherOwner(userID: 4242))
    }

    @Test func `damaged bytes go to corrupt`() throws {
        var bytes = mailFile(key())
        bytes[bytes.count - 3] ^= 1
        try scratch.write(bytes, to: "outbox/mail/new/\(key()).eml")
        #expect(setAside(try queue.claim("\(key()).eml", at: now)) == .envelope(.digest))
    }

    @Test func `a second file of a key on its way goes to corrupt`() throws {
        _ = try Publisher(outbox).publish([outgoing("a")])
        _ = try queue.claim("\(key()).eml", at: now)
        try scratch.write(mailFile(key()), to: "outbox/mail/new/\(key()).eml")
        #expect(setAside(try queue.claim("\(key()).eml", at: now)) == .repeated)
        #expect(try queue.claimed() == ["\(key()).eml"])
    }

    @Test func `a mail ends with its reason beside it, and ending it again changes nothing`() throws
    {
        _ = try Publisher(outbox).publish([outgoing("a")])
        _ = try queue.claim("\(key()).eml", at: now)
        for _ in 1...2 {
            try queue.end(
                key(),
                as: .failed,
                reason: SpoolReason("550 no such user", at: now, attempts: 1)
            )
            #expect(scratch.names("outbox/mail/failed") == ["\(key()).eml", "\(key()).json"])
        }
        #expect(
            scratch.bytes("outbox/mail/failed/\(key()).json").map {
                String(decoding: $0, as: UTF8.self)
            }
                == #"{"at":"2026-11-24T08:00:00Z","attempts":1,"reason":"550 no such user"}"# + "\n"
        )
        #expect(try outbox.outcomes().map(\.reason?.reason) == ["550 no such user"])
    }

    @Test func `only one relay works on an outbox`() throws {
        let lock = try queue.lock()
        #expect(throws: LockError.self) { try MailQueue(outbox: scratch.path("outbox")).lock() }
        withExtendedLifetime(lock) {}
    }
}
