import CivilTime
import Platform
import Spooling
import Storage
import TestSupport
import Testing

@testable import Cycle

/// What status reads of folders in which others write.
@Suite struct FilesSeenTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test func `refused files come with what is wrong with them`() throws {
        #expect(try refusedInputs(in: scratch.path("inbox")) == [])
        try scratch.write("a,b\n", to: "inbox/refused/x.csv")
        try scratch.write("no\nheader\n\nExport again.\n", to: "inbox/refused/x.csv.why.txt")
        try scratch.write("{}", to: "inbox/refused/x.csv.source.json")
        try scratch.write("a", to: "inbox/refused/y.csv")
        let seen = try refusedInputs(in: scratch.path("inbox"))
        #expect(seen.map { "\($0.name): \($0.why)" } == ["x.csv: no header", "y.csv: "])
    }

    private func hold(_ lines: [String]) throws -> InstallationStatus.RelayHold? {
        let path = try scratch.write(lines.map { $0 + "\n" }.joined(), to: "ledger.jsonl")
        return try InstallationStatus.RelayHold(ledger: path)
    }

    @Test func `the last word of the ledger about the queue counts`() throws {
        let held =
            #"{"at":"2026-11-24T08:00:00Z","event":"queue-held","text":"535 wrong password"}"#
        let released = #"{"at":"2026-11-24T09:00:00Z","event":"queue-released"}"#
        let mail = #"{"at":"2026-11-24T08:00:00Z","event":"accepted","text":"said \"queue-held\""}"#
        #expect(try hold([]) == nil)
        #expect(try hold([mail]) == nil)
        let expected = InstallationStatus.RelayHold(since: now, reason: "535 wrong password")
        #expect(try hold([mail, held, mail]) == expected)
        #expect(try hold([held, released]) == nil)
        #expect(try hold([held, released, held]) == expected)
        // Half a line is what a crash leaves at the end.
        #expect(try hold([held, #"{"at":"2026-11-24T09:00:00Z","event":"queue-rel"#]) == expected)
    }

    @Test func `no ledger is another thing than one that may not be read`() throws {
        let error = #expect(throws: TextFileError.self) {
            try InstallationStatus.RelayHold(ledger: scratch.path("none"))
        }
        #expect(error?.kind == .missing)
    }

    private func row(_ key: String, _ recipient: String, day: Int, _ outcome: String?) -> LedgerRow
    {
        LedgerRow(
            key: key,
            kind: "mail",
            messageClass: "digest",
            recipient: recipient,
            subject: key,
            digest: "",
            decidedAt: now.adding(TimeSpan(days: day)),
            publishedAt: now,
            outcome: outcome,
            hasBytes: true
        )
    }

    @Test func `a failed mail is shown until a later one arrives, and for thirty days`() {
        let ledger = [
            row("old", "old@x", day: -31, "failed"), row("a1", "a@x", day: -9, "failed"),
            row("a2", "a@x", day: -8, "sent"), row("b1", "b@x", day: -7, "sent"),
            row("b2", "b@x", day: -6, "failed"), row("c1", "c@x", day: -5, nil),
            row("d1", "d@x", day: -4, "failed"), row("d2", "d@x", day: -3, nil),
        ]
        let since = now.adding(TimeSpan(days: -30))
        #expect(failedMails(ledger, ends: [], since: since).map(\.key) == ["d1", "b2"])
    }
}
