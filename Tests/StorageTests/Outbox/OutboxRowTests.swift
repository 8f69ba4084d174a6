import CivilTime
import TestSupport
import Testing

@testable import Storage

@Suite struct OutboxRowTests {
    let scratch: ScratchFolder
    let store: Store
    private let later = start.adding(TimeSpan(seconds: 60))

    init() throws {
        scratch = try ScratchFolder()
        store = try Store.forTest(scratch)
    }

    @Test func `messages wait in the order in which they were decided`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("b"), row("a")]))
        try store.commit(CycleRecord(now: start, messages: [row("c")]))
        #expect(try store.pendingRows() == [row("b"), row("a"), row("c")])
        #expect(try store.pendingRows(atMost: 2) == [row("b"), row("a")])
    }

    @Test func `a key that was decided stands with its first bytes`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("a", to: "first@example.com")]))
        try store.commit(CycleRecord(now: start, messages: [row("a", to: "second@example.com")]))
        #expect(try store.pendingRows().map(\.recipient) == ["first@example.com"])
        #expect(try store.known(keys: [row("a").key, row("b").key]) == [row("a").key])
    }

    @Test func `what a message covers is known too, and never waits by itself`() throws {
        try store.commit(
            CycleRecord(now: start, messages: [row("a", covers: ["c1", row("a").key])])
        )
        #expect(try store.known(keys: ["c1", "c2"]) == ["c1"])
        #expect(try store.pendingRows().map(\.key) == [row("a").key])
    }

    @Test func `who cannot be written to is known by the last mail that came to an end`() {
        func ledger(_ key: String, _ outcome: String?, to: String, at seconds: Int64) -> LedgerRow {
            LedgerRow(
                key: key,
                kind: "mail",
                messageClass: "digest",
                recipient: to,
                subject: "",
                digest: "",
                decidedAt: start.adding(TimeSpan(seconds: seconds)),
                publishedAt: start,
                outcome: outcome,
                hasBytes: true
            )
        }
        let rows = [
            ledger("1", "failed", to: "old", at: 0), ledger("2", "failed", to: "cured", at: 10),
            ledger("3", "sent", to: "cured", at: 11), ledger("4", "sent", to: "new", at: 10),
            ledger("5", nil, to: "new", at: 11), ledger("6", nil, to: "new", at: 12),
        ]
        let moment = start.adding(TimeSpan(seconds: 5))
        #expect(rows.undeliverable(ends: [:], since: moment).isEmpty)
        #expect(rows.undeliverable(ends: ["5": "failed"], since: moment) == ["new"])
        #expect(rows.undeliverable(ends: [:], since: start) == ["old"])
    }

    @Test func `the bytes of a message can be shown as long as they are kept`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("a")]))
        #expect(try store.messageBytes(of: row("a").key) == [1, 2, 3])
        #expect(try store.messageBytes(of: row("b").key) == nil)
    }

    @Test func `a published message waits no more, and its key stays known`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("a"), row("b")]))
        try store.markPublished([PublishedRow(key: row("a").key, digest: "d1")], at: later)
        try store.markPublished(
            [PublishedRow(key: row("a").key, digest: "d1")],
            at: later.adding(TimeSpan(seconds: 60))
        )
        #expect(try store.pendingRows().map(\.key) == [row("b").key])
        #expect(try store.ledger().map(\.publishedAt) == [later, nil])
        #expect(try store.known(keys: [row("a").key]) == [row("a").key])
        #expect(try store.auditEntries(atMost: 10).isEmpty)
    }

    @Test func `other bytes in the outbox stand, and that is noted`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("a")]))
        try store.markPublished([PublishedRow(key: row("a").key, digest: "d2")], at: later)
        #expect(try store.ledger().map(\.digest) == ["d2"])
        #expect(
            try store.auditEntries(atMost: 10) == [
                AuditEntry(
                    at: later,
                    event: "other-bytes",
                    subject: row("a").key,
                    detail: "decided d1, found d2"
                )
            ]
        )
    }

    @Test func `an outcome is recorded once, and may change while nothing is final`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("a"), row("b")]))
        try store.markPublished([PublishedRow(key: row("a").key, digest: "d1")], at: start)
        let held = OutcomeRow(key: row("a").key, outcome: "held", reason: "why")
        let pending = OutcomeRow(key: row("b").key, outcome: "sent", reason: nil)
        let foreign = OutcomeRow(key: "unknown", outcome: "sent", reason: nil)
        #expect(try store.recordOutcomes([held, pending, foreign], at: later) == 1)
        #expect(try store.recordOutcomes([held], at: later) == 0)
        let sent = OutcomeRow(key: row("a").key, outcome: "sent", reason: nil)
        #expect(try store.recordOutcomes([sent], at: later) == 1)
        #expect(try store.ledger().map(\.outcome) == ["sent", nil])
    }

    @Test func `bytes of what was sent are dropped after a while, keys never`() throws {
        try store.commit(CycleRecord(now: start, messages: [row("a"), row("b")]))
        let rows = [row("a"), row("b")].map { PublishedRow(key: $0.key, digest: "d1") }
        try store.markPublished(rows, at: start)
        _ = try store.recordOutcomes(
            [OutcomeRow(key: row("a").key, outcome: "sent", reason: nil)],
            at: start
        )
        #expect(try store.dropSentBytes(before: start).isEmpty)
        #expect(try store.dropSentBytes(before: later) == [row("a").key])
        #expect(try store.dropSentBytes(before: later).isEmpty)
        #expect(try store.ledger().map(\.hasBytes) == [false, true])
        #expect(try store.known(keys: [row("a").key]).count == 1)
    }

    @Test func `mails are counted by recipient, class and time`() throws {
        try store.commit(
            CycleRecord(
                now: start,
                messages: [
                    row("a"), row("b"), row("c", to: "bob@example.com"),
                    row("d", at: start.adding(TimeSpan(days: -8))),
                    OutboxRow(
                        key: "o",
                        kind: "mail",
                        messageClass: "operator",
                        recipient: "ada@example.com",
                        subject: "",
                        bytes: [],
                        digest: "",
                        decidedAt: start
                    ),
                    OutboxRow(
                        key: "p",
                        kind: "action",
                        messageClass: "digest",
                        recipient: "ada@example.com",
                        subject: "",
                        bytes: [],
                        digest: "",
                        decidedAt: start
                    ),
                ]
            )
        )
        let week = start.adding(TimeSpan(days: -7))
        let counts = try store.mailCounts(since: week, classes: ["digest", "alert"])
        #expect(counts == ["ada@example.com": 2, "bob@example.com": 1])
    }

    @Test func `notes are kept newest first`() throws {
        for number in 1...3 {
            try store.note(
                AuditEntry(at: start, event: "released", subject: "\(number)", detail: "")
            )
        }
        #expect(try store.auditEntries(atMost: 2).map(\.subject) == ["3", "2"])
    }
}
