import CivilTime
import Foundation
import Relaying
import Spooling
import TestSupport
import Testing

/// The relay's half of the promise with the Maildir transport: whatever fails and wherever it is
/// killed, each mail is delivered once, whole, and ends in `sent`.
@Suite struct RelayFaultTests {
    private func sweep(_ files: (Countdown) -> FileSystem) async throws -> Int {
        var n = 0
        while true {
            n += 1
            let post = try Post()
            try post.publish("abc")
            let countdown = Countdown(to: n)
            let faulty = files(countdown)
            let path = post.scratch.path("maildir")
            // A failure may come as an error or as an answer; in either case the next passes mend
            // it.
            if let maildir = try? Maildir(path, files: faulty) {
                _ = try? await post.pass(maildir, files: faulty)
            }
            let maildir = try Maildir(path)
            try await post.pass(maildir, at: after(1))
            let ledger = try Ledger(in: try Folder(post.scratch.path("relay")))
            if ledger.book.hold != nil {
                try ledger.add(LedgerRecord(.queueReleased, at: after(2)))
            }
            try await post.pass(maildir, at: after(86_400))

            #expect(post.places == "sent:abc", "at call \(n)")
            let names = "abc".map { "\(key($0)).seatwarden" }
            #expect(post.files(in: "maildir/new") == names, "at call \(n)")
            #expect(post.files(in: "maildir/tmp").isEmpty, "at call \(n)")
            for digit in ["a", "b", "c"] as [Character] {
                let text = post.text("maildir/new/\(key(digit)).seatwarden")
                #expect(
                    text == mailText(key(digit)).replacing("\r\n", with: "\n"),
                    "at call \(n)"
                )
            }
            if !countdown.isReached { return n }
        }
    }

    @Test(arguments: [EIO, ENOSPC, EMFILE])
    func `each call fails once`(code: Int32) async throws {
        #expect(try await sweep { .failing($0, code) } > 80)
    }

    @Test func `killed before each call`() async throws {
        #expect(try await sweep { .dying($0) } > 80)
    }
}
