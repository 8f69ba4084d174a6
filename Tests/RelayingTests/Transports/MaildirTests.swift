import CivilTime
import Foundation
import Relaying
import Spooling
import TestSupport
import Testing

@Suite struct MaildirTests {
    let scratch: ScratchFolder
    private let mail: SpooledMail
    private let name = "\(key()).seatwarden"

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        let bytes = Array(mailText(key()).utf8)
        let line = Envelope(sender: "s@example.com", recipient: "ada@example.com", mail: bytes).line
        mail = try SpooledMail(key: key(), file: line + bytes)
    }

    private func maildir(_ files: FileSystem = .real) throws -> Maildir {
        try Maildir(scratch.path("maildir"), files: files)
    }

    private func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path("maildir/\(folder)")))
            ?? [])
            .sorted()
    }

    private func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: scratch.path("maildir/\(name)")).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test func `a mail lies in new without its envelope line, with plain line ends`() async throws {
        let delivery = try await maildir().deliver(mail, isRepeat: false)
        #expect(delivery == .accepted("in \(scratch.path("maildir/new"))"))
        #expect(names("") == ["cur", "new", "tmp"])
        #expect(names("new") == [name])
        #expect(names("tmp").isEmpty)
        #expect(text("new/\(name)") == mailText(key()).replacing("\r\n", with: "\n"))
    }

    @Test(arguments: [
        "new/\(key()).seatwarden", "cur/\(key()).seatwarden:2,S", "cur/\(key()).seatwarden",
    ])
    func `a repeat is found where it was delivered, read or not`(place: String) async throws {
        let maildir = try maildir()
        try scratch.write("delivered before", to: "maildir/\(place)")
        let delivery = await maildir.deliver(mail, isRepeat: true)
        #expect(delivery == .accepted("already in \(scratch.path("maildir/new"))"))
        #expect(names("new").count + names("cur").count == 1)
    }

    @Test func `a mail that was read and comes again by command is delivered again`() async throws {
        let maildir = try maildir()
        try scratch.write("read", to: "maildir/cur/\(name):2,S")
        _ = await maildir.deliver(mail, isRepeat: false)
        #expect(names("new") == [name])
    }

    @Test func `an unread mail of the key is not doubled`() async throws {
        let maildir = try maildir()
        try scratch.write("unread", to: "maildir/new/\(name)")
        let delivery = await maildir.deliver(mail, isRepeat: false)
        #expect(delivery == .accepted("in \(scratch.path("maildir/new"))"))
        #expect(text("new/\(name)") == "unread")
        #expect(names("tmp").isEmpty)
    }

    @Test(arguments: [
        (ENOSPC, false), (EDQUOT, false), (EIO, false), (EACCES, true), (EROFS, true),
        (EPERM, true),
    ])
    func `a full disk passes, missing rights are for a person`(code: Int32, isAboutUs: Bool)
        async throws
    {
        let files = FileSystem { call in
            call.operation == .open && call.path.hasSuffix(".seatwarden") ? .error(code) : nil
        }
        let delivery = try await maildir(files).deliver(mail, isRepeat: false)
        switch delivery {
        case .aboutUs: #expect(isAboutUs)
        case .transient: #expect(!isAboutUs)
        default: Issue.record("\(delivery)")
        }
    }

    @Test func `whatever fails, the mail is delivered once and whole or not at all`() async throws {
        _ = try maildir()
        var n = 0
        var countdown = Countdown(to: 1)
        repeat {
            n += 1
            countdown = Countdown(to: n)
            let faulty = try? maildir(.failing(countdown, EIO))
            let delivery = await faulty?.deliver(mail, isRepeat: false)
            if case .accepted = delivery { #expect(names("new") == [name], "at call \(n)") }
            let again = try await maildir().deliver(mail, isRepeat: true)
            guard case .accepted = again else {
                Issue.record("\(again) at call \(n)")
                return
            }
            #expect(names("new") == [name], "at call \(n)")
            #expect(text("new/\(name)") == mailText(key()).replacing("\r\n", with: "\n"))
            #expect(names("tmp").isEmpty, "at call \(n)")
            try FileManager.default.removeItem(atPath: scratch.path("maildir/new/\(name)"))
        } while countdown.isReached
        #expect(n > 12)
    }
}
