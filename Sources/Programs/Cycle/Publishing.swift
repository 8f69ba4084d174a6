import Alerts
import CivilTime
import Notices
import Platform
import Spooling
import Storage

/// From committed rows to files in the outbox (outbox.md §2, P0 to P6), and back from the folders to the
/// rows.
struct Publishing {
    let store: Store
    let outbox: Outbox
    let now: Instant
    let progress: Progress

    /// P0: tidies up after a killed run and publishes what it left pending.
    ///
    /// - Returns: how many files were published.
    func recover() throws(Failure) -> Int {
        try spooled("the outbox cannot be used") {
            try Publisher(outbox).removeDrafts()
        }
        return try publishPending()
    }

    /// P1 to P6 for every pending row, a batch at a time.
    ///
    /// - Returns: how many files are published now.
    @discardableResult
    func publishPending() throws(Failure) -> Int {
        var count = 0
        while true {
            let rows = try stored { try store.pendingRows() }
            guard !rows.isEmpty else { return count }
            let batch = rows.compactMap { row -> OutgoingFile? in
                guard let key = SpoolKey(row.key), let kind = SpoolKind(rawValue: row.kind) else {
                    return nil
                }
                return OutgoingFile(key: key, kind: kind, bytes: row.bytes)
            }
            precondition(batch.count == rows.count, "an outbox row has a key that is none")
            let publication = try spooled("what was decided cannot be published yet") {
                try Publisher(outbox).publish(batch)
            }
            try stored {
                try store.markPublished(
                    publication.files.map { PublishedRow(key: $0.key.rawValue, digest: $0.digest) },
                    at: now
                )
            }
            count += publication.files.count
            progress.beat()
        }
    }

    /// R: mails that have come to an end since the last cycle.
    func newEnds() throws(Failure) -> MailEnds {
        let outcomes = try spooled("the outbox cannot be read") {
            try outbox.outcomes()
        }
        let setAside = try spooled("the outbox cannot be read") {
            try outbox.setAside()
        }
        guard !outcomes.isEmpty || !setAside.isEmpty else { return .none }
        let ledger = try stored { try store.ledger() }
        let rows = Dictionary(ledger.map { ($0.key, $0) }) { first, _ in first }
        return MailEnds(
            outcomes: outcomes.filter { outcome in
                rows[outcome.key.rawValue].map { $0.outcome != outcome.folder.plan.name } ?? false
            },
            setAside: setAside,
            ledger: rows,
            undeliverable: ledger.undeliverable(
                ends: Dictionary(outcomes.map { ($0.key.rawValue, $0.folder.plan.name) }) {
                    first,
                    _ in
                    first
                },
                since: now.adding(TimeSpan(days: -OperatorConcern.passedOverDays))
            )
        )
    }

    /// Records the ends; what follows from them is committed already.
    func record(_ ends: MailEnds) throws(Failure) {
        guard !ends.outcomes.isEmpty else { return }
        _ = try stored {
            try store.recordOutcomes(
                ends.outcomes.map {
                    OutcomeRow(
                        key: $0.key.rawValue,
                        outcome: $0.folder.plan.name,
                        reason: $0.reason?.reason
                    )
                },
                at: now
            )
        }
    }
}

/// Mails whose end is new.
struct MailEnds {
    let outcomes: [SpoolOutcome]
    /// All that lies in the folder for corrupt mails; what was told of it is not told again.
    let setAside: [SetAsideMail]
    let ledger: [String: LedgerRow]
    /// The addresses to which the last mail could not be delivered.
    let undeliverable: Set<String>

    /// Nothing is known of any mail.
    static var none: MailEnds {
        MailEnds(outcomes: [], setAside: [], ledger: [:], undeliverable: [])
    }

    /// The keys of mails that could not be delivered.
    var failed: [String] { outcomes.filter { $0.folder == .mailFailed }.map(\.key.rawValue) }

    /// The keys of mails that were delivered.
    var delivered: [String] { outcomes.filter { $0.folder == .mailSent }.map(\.key.rawValue) }

    /// What the operators must know of it.
    var concerns: [OperatorConcern] {
        failedMails
            + setAside.map { file in
                .corruptMail(
                    name: file.name,
                    mail: file.key.flatMap { ledger[$0.rawValue] }.map {
                        .init(
                            messageClass: $0.messageClass,
                            recipient: $0.recipient,
                            subject: $0.subject,
                            day: $0.decidedAt.utcDay
                        )
                    },
                    reason: file.reason?.reason
                )
            }
    }

    private var failedMails: [OperatorConcern] {
        outcomes.filter { $0.folder == .mailFailed }.compactMap { outcome in
            guard let row = ledger[outcome.key.rawValue] else { return nil }
            return .failedMail(
                key: row.key,
                messageClass: row.messageClass,
                recipient: row.recipient,
                subject: row.subject,
                decidedOn: row.decidedAt.utcDay,
                reason: outcome.reason?.reason
            )
        }
    }
}

extension [Alert] {
    /// The same alerts without what some mails told.
    func forgetting(_ keys: [String]) -> [Alert] {
        keys.reduce(self) { alerts, key in
            let changed = Dictionary(Alerts.forgetting(mail: key, in: alerts).map { ($0.id, $0) }) {
                first,
                _ in first
            }
            return alerts.map { changed[$0.id] ?? $0 }
        }
    }
}
