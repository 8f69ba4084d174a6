import CivilTime
import Foundation
import Relaying
import Spooling
import TestSupport
import Testing

@Suite struct LedgerTests {
    let scratch: ScratchFolder
    let folder: Folder
    private let records = [
        LedgerRecord(.begun, at: start, key: key("a"), attempt: 1, next: after(300)),
        LedgerRecord(
            .retry,
            at: after(1),
            key: key("a"),
            attempt: 1,
            next: after(301),
            text: "451 later\nplease \"é\""
        ),
        LedgerRecord(.begun, at: after(301), key: key("a"), attempt: 2, next: after(900)),
        LedgerRecord(.accepted, at: after(302), key: key("a"), attempt: 2, text: "250 ok"),
        LedgerRecord(.begun, at: after(303), key: key("b"), attempt: 1, next: after(603)),
    ]

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        folder = try Folder(scratch.url.path)
    }

    private var bytes: Data? { FileManager.default.contents(atPath: scratch.path("ledger.jsonl")) }

    private func write(_ bytes: Data) throws {
        try bytes.write(to: scratch.url.appending(path: "ledger.jsonl"))
    }

    private func fill() throws -> LedgerBook {
        let ledger = try Ledger(in: folder)
        for record in records { try ledger.add(record) }
        return ledger.book
    }

    @Test func `a record is one line of JSON`() throws {
        let ledger = try Ledger(in: folder)
        try ledger.add(records[1])
        #expect(
            bytes.map { String(decoding: $0, as: UTF8.self) }
                == #"{"at":"\#(after(1))","attempt":1,"event":"retry","key":"\#(key("a"))","#
                + #""next":"\#(after(301))","text":"451 later\nplease \"é\""}"# + "\n"
        )
    }

    @Test func `what was recorded is there after a restart`() throws {
        let book = try fill()
        #expect(try Ledger(in: folder).book == book)
        #expect(try Ledger.book(in: folder) == book)
        let first = book[key("a")]
        #expect(first.attempts == 2)
        #expect(first.firstAttempt == start)
        #expect(first.ending == .accepted)
        #expect(book[key("b")].isInFlight)
        #expect(book.lastAccepted == after(302))
        #expect(book.nextAttempt == after(603))
    }

    @Test func `a ledger cut at any byte is read up to its last whole record`() throws {
        _ = try fill()
        let whole = try #require(bytes)
        var books = [LedgerBook()]
        for record in records {
            var book = books[books.count - 1]
            book.add(record)
            books.append(book)
        }
        for length in 0...whole.count {
            try write(whole.prefix(length))
            let lines = whole.prefix(length).split(separator: 0x0A, omittingEmptySubsequences: true)
            // A last line that lacks nothing but its end counts.
            let isWhole = whole.prefix(length).last == 0x0A || whole.dropFirst(length).first == 0x0A
            let count = lines.count - (isWhole || lines.isEmpty ? 0 : 1)
            let ledger = try Ledger(in: folder)
            #expect(ledger.book == books[count], "cut to \(length) bytes")
            try ledger.add(records[4])
            let again = try Ledger(in: folder).book
            var expected = books[count]
            expected.add(records[4])
            #expect(again == expected, "cut to \(length) bytes")
        }
    }

    @Test func `zeros at the end, as a power cut leaves them, are dropped`() throws {
        let book = try fill()
        try write(try #require(bytes) + Data(count: 500))
        #expect(try Ledger(in: folder).book == book)
        #expect(bytes?.last == 0x0A)
    }

    @Test(arguments: [
        "nonsense", "{}", #"{"event":"sung","at":"2026-11-24T08:00:00Z"}"#,
        #"{"event":"begun","at":"today"}"#,
        #"{"event":"begun","at":"2026-11-24T08:00:00Z","key":"../x"}"#, "",
    ])
    func `a damaged line before others is refused by its number`(line: String) throws {
        _ = try fill()
        let whole = try #require(bytes)
        let second = try #require(whole.firstIndex(of: 0x0A)) + 1
        try write(whole[..<second] + Data("\(line)\n".utf8) + whole[second...])
        let error = #expect(throws: LedgerError.self) { try Ledger(in: folder) }
        #expect(error == .damaged(path: scratch.path("ledger.jsonl"), line: 2))
        #expect(
            error?.description
                == "\(scratch.path("ledger.jsonl")):2: this is no record of the ledger; mails may "
                + "be sent twice without it. Restore the file, or move it away to begin anew"
        )
    }

    @Test func `looking drops nothing`() throws {
        _ = try fill()
        let torn = try #require(bytes).dropLast(5)
        try write(torn)
        _ = try Ledger.book(in: folder)
        #expect(bytes == torn)
    }

    @Test func `a text is cut where it is too long`() throws {
        let long = String(repeating: "x", count: 5000)
        let record = LedgerRecord(.held, at: start, key: key(), text: long)
        #expect(record.text?.count == 1000)
    }

    @Test(arguments: [EIO, ENOSPC])
    func `after a failure the ledger has what it said it has, and no half line`(code: Int32) throws
    {
        var n = 0
        var countdown = Countdown(to: 1)
        repeat {
            n += 1
            try? FileManager.default.removeItem(atPath: scratch.path("ledger.jsonl"))
            countdown = Countdown(to: n)
            var expected = LedgerBook()
            let faulty = try? Folder(scratch.url.path, files: .failing(countdown, code))
            if let faulty, let ledger = try? Ledger(in: faulty) {
                for record in records {
                    guard (try? ledger.add(record)) != nil else { break }
                    expected.add(record)
                }
                #expect(ledger.book == expected, "at call \(n)")
            }
            let found = try Ledger(in: folder).book
            // A record whose flush failed was written and is taken back.
            #expect(found == expected, "at call \(n)")
        } while countdown.isReached
        #expect(n > 15)
    }
}
