import Alerts
import CivilTime
import Digests
import Exports
import Facts
import Notices
import Platform
import Policies
import Proposals
import Settings
import Spooling
import Storage

/// One cycle on its way: what it was given, what it took in, what it decided.
struct CycleRun {
    let workplace: Workplace
    let now: Instant
    let view: InboxView
    private let progress: Progress
    private(set) var history: History
    /// What the facts of an earlier cycle have left, then what those of this one leave.
    private(set) var groundwork: Groundwork?
    private(set) var taking = Taking()
    private var held: [String: HeldFile] = [:]
    private(set) var decided: CycleDecisions?
    /// What is no longer kept.
    private var trimmed = HistoryTrim()

    init(
        workplace: Workplace,
        now: Instant,
        view: InboxView,
        history: consuming History,
        groundwork: consuming Groundwork? = nil,
        progress: Progress = .none
    ) {
        self.workplace = workplace
        self.progress = progress
        self.now = now
        self.view = view
        self.history = history
        self.groundwork = groundwork
    }

    /// Reads what is complete and merges it into the history.
    ///
    /// - Parameters:
    ///   - inbox: where it lies.
    ///   - held: files that were held for a person.
    /// - Throws: when the disk fails or the program is asked to stop.
    mutating func takeIn(from inbox: Inbox, held: [String: HeldFile]) throws(Failure) {
        var terms = TakingTerms(workplace.configuration.inputs, now: now, zone: workplace.zone)
        terms.held = held
        terms.kept = workplace.configuration.retention.days
        terms.progress = progress
        self.held = held
        taking = try Taking(view.complete.map { (inbox, $0) }, into: &history, terms)
    }

    /// Derives the facts and decides.
    mutating func decide(_ memory: Memory, concerns: [OperatorConcern]) throws(Failure) {
        try progress.check()
        let facts = deriveFacts(
            history,
            workplace.configuration,
            now: now,
            zone: workplace.zone,
            reusing: &groundwork
        )
        try progress.check()
        let refused = taking.refused.map(\.concern)
        decided = try workplace.decide(
            facts,
            memory,
            dataArrived: [taking.newest, memory.newestImport].compactMap(\.self).max(),
            concerns: concerns + refused + taking.unreadable.map(OperatorConcern.unreadable)
        )
    }

    /// Drops what is older than it is to be kept.
    mutating func trim() {
        // Facts hold the history, which would be copied when it changes.
        groundwork?.settle()
        let retention = workplace.configuration.retention
        trimmed = history.trim(
            days: retention.days,
            snapshots: retention.snapshots,
            changes: workplace.configuration.changesKeep,
            now: now
        )
    }

    /// Hands the history on, without the rows that no later cycle reads.
    mutating func releaseHistory() -> History {
        var history = History()
        swap(&history, &self.history)
        history.releaseRows(notNeededFrom: now)
        return history
    }

    /// Everything that is to be committed, in one transaction.
    ///
    /// - Parameter known: hashes of files that were refused before: where taken files stay in the inbox,
    ///   a refused one is met in every cycle, and is news only in the first.
    /// - Returns: what one transaction writes; empty when nothing is new.
    func record(refusedBefore known: Set<String>) -> CycleRecord {
        guard let decided else { return CycleRecord(now: now) }
        var record = CycleRecord(
            now: now,
            changes: taking.taken.map(\.change),
            trim: trimmed,
            alerts: decided.alerts,
            messages: decided.messages.map { row($0) } + decided.actions.map { row($0) },
            refused: taking.refused.filter {
                !known.contains($0.digest) || $0.isHeld && held[$0.digest] == nil
            }.map(\.row)
        )
        if !record.isEmpty { record.summary = summary(decided) }
        return record
    }

    private func row(_ message: Message) -> OutboxRow {
        OutboxRow(
            key: message.key,
            kind: message.kind.rawValue,
            messageClass: message.messageClass.rawValue,
            recipient: message.recipient,
            subject: message.subject,
            bytes: message.bytes,
            digest: hex(sha256(message.bytes)),
            decidedAt: now,
            covers: message.covers
        )
    }

    private func row(_ action: ActionProposal) -> OutboxRow {
        let bytes = action.bytes
        return OutboxRow(
            key: action.key,
            kind: SpoolKind.action.rawValue,
            messageClass: MessageClass.action.rawValue,
            recipient: action.terms.decidedBy.joined(separator: ", "),
            subject: action.title,
            bytes: bytes,
            digest: hex(sha256(bytes)),
            decidedAt: now
        )
    }

    /// Moves what was refused out of the inbox, and what was taken in unless it is to stay; a file that
    /// changed meanwhile stays too, and so does everything where nothing may be moved.
    ///
    /// The decisions are committed by now: a file that stays for any reason is known when it is met again.
    func moveFiles(in inbox: Inbox) throws(Failure) {
        guard !inbox.isReadOnly else { return }
        let today = workplace.zone.day(of: now)
        if !workplace.configuration.inputs.keep {
            for receipt in taking.done {
                progress.beat()
                try moved(receipt.file) { _ = try inbox.moveToDone(receipt, on: today) }
            }
        }
        for refusal in taking.refused {
            try moved(refusal.file) {
                _ = try inbox.moveToRefused(refusal.file, why: refusal.feedback.note)
            }
        }
    }

    /// Removes taken files that are older than `retention.inputs`, in the first cycle of a day.
    func removeOldInputs(from inbox: Inbox, previousCycle: Instant?) throws(Failure) {
        let today = workplace.zone.day(of: now)
        guard previousCycle.map({ workplace.zone.day(of: $0) != today }) ?? true else { return }
        let days = Int(workplace.configuration.retention.inputs.seconds / 86_400)
        try spooled("old files cannot be removed from the inbox") {
            _ = try inbox.removeDone(before: today.adding(-days))
        }
    }

    private func moved(_ file: InboxFile, _ body: () throws -> Void) throws(Failure) {
        do {
            try body()
        } catch {
            guard let error = error as? FileError else { throw Failure(.defect, "\(error)") }
            // A folder of somebody else stays: only its owner may give it another place.
            guard error.kind == .changed || error.isMissing || file.isFolder && error.isForbidden
            else {
                throw Failure(error, doing: "a file cannot be moved out of the inbox: ")
            }
        }
    }
}
