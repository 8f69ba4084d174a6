import Alerts
package import CivilTime
import Columns
import Diagnostics
import Exports
import Facts
import Platform
import Policies
import Settings
import Spooling
import Storage
import Tabular

// What is seen: every part by itself, so that what this user may not see, or what is broken, hides
// nothing else. Nothing is written, and no lock is taken or tried.
extension InstallationStatus {
    /// Mails that could not be delivered are named for so many days.
    package static let failuresShown = TimeSpan(days: 30)

    /// Looks at an installation.
    ///
    /// - Parameter given: the path of the configuration from the command line; `nil` looks in the usual
    ///   places.
    /// - Throws: 66 where there is no configuration or no state yet, 77 where this user may not read the
    ///   state.
    package init(configuration given: String?) throws(Failure) {
        let clock = RealClock.now()
        let inspection = try Inspection(configuration: given, today: clock.utcDay)
        let folders = inspection.configuration.folders.resolved(against: parent(inspection.path))
        let store = try state(in: folders, of: inspection)
        let lastSeen = try stored { try store.lastSeen() }
        let cycles = try stored { try store.cycles(atMost: Self.shownCycles) }
        self.init(
            now: try store.simulatedMoment() ?? clock,
            clock: clock,
            configuration: inspection.path,
            work: Work(
                lastSeen: lastSeen,
                lastDecided: cycles.first?.now,
                pollEvery: inspection.configuration.pollEvery
            ),
            rules: Rules(diagnostics: inspection.diagnostics)
        )
        isSimulated = store.origin.isSimulated
        organisation = inspection.configuration.organisation
        lookAtLock(folders.state)
        rules.missing = inspection.missingForService()
        rules.policyCount = inspection.policies.policies.count
        rules.revision = inspection.policies.revision
        rules.lastReload = try stored { try store.lastReload() }
        rules.inForceSince =
            work.isDaemon
            ? try stored { try store.setInForce() }?.at : cycles.since(inspection.policies.revision)
        hasHeldMails = cycles.first.flatMap { HeldMails(summary: $0.summary) } != nil
        try lookAtFindings(store, inspection)
        try lookAtInbox(folders.inbox, inspection.configuration, store)
        try lookAtOutbox(folders.outbox, store)
        lookAtRelay(folders.relay)
    }

    /// Lines of the decision log that are searched for when the policies were changed.
    private static let shownCycles = 200

    // MARK: - The lock

    private mutating func lookAtLock(_ path: String) {
        do throws(FileError) {
            work.holder = try LockHolder.holder(of: try Folder(path), file: "lock")
        } catch {
            unseen.append("whether a daemon runs: \(error)")
        }
    }

    // MARK: - Data and findings

    private mutating func lookAtFindings(
        _ store: Store,
        _ inspection: Inspection
    ) throws(Failure) {
        let alerts = try stored { try store.loadAlerts() }
        var found = Dictionary(grouping: alerts.filter(\.isOpen), by: \.policy)
            .mapValues { Findings($0, title: nil) }
        if !inspection.isConfigurationBroken {
            let facts = lookAtData(
                try stored { try store.loadHistory(neededFrom: now) },
                inspection
            )
            // With mistakes in policies none is evaluated: what stands is what the last cycle said.
            if !inspection.diagnostics.hasErrors {
                let workplace = try inspection.workplace(forService: false)
                for judgement in workplace.judge(facts, alerts: []) {
                    let policy = judgement.policy
                    let standing = alerts.filter { $0.policy == policy.id && $0.isOpen }
                    found[policy.id] = Findings(standing, judgement)
                }
                nextOccurrence = workplace.nextOccurrence(after: now)
            }
        }
        findings = found.sorted { precedes($0.key, $1.key) }.map(\.value)
    }

    private mutating func lookAtData(_ history: History, _ inspection: Inspection) -> FactSet {
        let facts = deriveFacts(history, inspection.configuration, now: now, zone: inspection.zone)
        data = facts.dataAges
        isDataSeen = true
        filesAhead = FilesAhead(history.intakes.map(\.exportedAt), now: now)
        return facts
    }

    // MARK: - Files

    private mutating func lookAtInbox(
        _ path: String,
        _ configuration: Configuration,
        _ store: Store
    ) throws(Failure) {
        do throws(FileError) {
            let inbox = try Inbox(existing: path)
            let scan = try inbox.scan()
            self.inbox = InboxState(
                path: path,
                isKeeping: configuration.inputs.keep,
                files: scan.files.map(\.name),
                oddities: scan.oddities.map(\.description),
                refused: try refusedInputs(in: path)
            )
        } catch {
            if !error.isMissing { unseen.append("the inbox: \(error)") }
            return
        }
        if configuration.inputs.keep { try lookAtRefusedInPlace(path, store) }
    }

    /// Files that were refused and stay where they are, since nothing may be moved out of the inbox.
    private mutating func lookAtRefusedInPlace(_ path: String, _ store: Store) throws(Failure) {
        guard let place = try? Inbox(existing: path), let files = try? place.scan().files else {
            return
        }
        let reader = FileReader(options: ReadingOptions(), workers: .ofMachine, progress: .none)
        for file in files {
            let rows = try stored { try store.refused(named: file.name) }
            guard !rows.isEmpty, let reading = try? place.open(file),
                let digest = try? reader.digest(of: reading),
                let row = rows.first(where: { $0.digest == digest })
            else { continue }
            inbox?.refused.append(RefusedInput(name: file.name, why: row.reason, stays: true))
        }
    }

    private mutating func lookAtOutbox(_ path: String, _ store: Store) throws(Failure) {
        let ledger = try stored { try store.ledger() }
        do throws(FileError) {
            let folders = try Outbox(existing: path)
            let status = try folders.status()
            func count(_ folder: OutboxFolder) -> Int {
                status.counts.first { $0.folder == folder }?.files ?? 0
            }
            outbox = OutboxState(
                path: path,
                pending: ledger.count { $0.publishedAt == nil },
                waiting: count(.mailNew) + count(.mailCurrent),
                oldestWaiting: status.oldestWaiting,
                lastSent: status.lastSent,
                held: count(.mailHeld),
                corrupt: count(.mailCorrupt),
                failed: failedMails(
                    ledger,
                    ends: try folders.outcomes(),
                    since: now.adding(TimeSpan(seconds: -Self.failuresShown.seconds))
                )
            )
        } catch {
            guard !error.isMissing else { return }
            unseen.append("the outbox: \(error)")
        }
    }

    private mutating func lookAtRelay(_ folder: String) {
        do {
            relayHold = try RelayHold(ledger: "\(folder)/ledger.jsonl")
        } catch {
            switch error.kind {
            case .missing: break
            default:
                unseen.append(
                    "whether the relay is on hold: \(error); run 'seatwarden-relay status' as its user"
                )
            }
        }
    }
}

/// Opens the state; without one, mistakes on the disk are said too, since no cycle starts with them.
private func state(in folders: Folders, of inspection: Inspection) throws(Failure) -> Store {
    do {
        return try stored { try Store.openReadOnly(folders.state) }
    } catch {
        if error.status == .noPermission, let owner = ownerName(of: folders.state) {
            throw Failure(
                .noPermission,
                "\(error)\nRun it as who owns the state: sudo -u \(owner) seatwarden status"
            )
        }
        guard inspection.diagnostics.hasErrors, error.status == .noInput else { throw error }
        throw Failure(
            .noInput,
            "\(error)\nThe configuration or the policies have mistakes; see 'seatwarden check'."
        )
    }
}

/// The user that owns a folder; `nil` where that cannot be seen.
private func ownerName(of path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do throws(FileError) {
        return try Folder(parent(path)).status(of: name).flatMap { Users.name(of: $0.ownerID) }
    } catch {
        return nil
    }
}

extension [LoggedCycle] {
    /// Since when a set of policies is in force, by the log of cycles (newest first); `nil` where the
    /// newest line is of another set.
    func since(_ revision: String) -> Instant? {
        prefix { $0.summary.contains("\"policies\":\"\(revision)\"") }.last?.now
    }
}

extension InstallationStatus.FilesAhead {
    /// Those of some exports that lie ahead of a moment; `nil` where none does.
    init?(_ exports: [Instant], now: Instant) {
        let ahead = exports.filter { $0 > now }
        guard let last = ahead.max() else { return nil }
        count = ahead.count
        from = last
        isEndOfDay = last.secondsSince1970 % TimeSpan(days: 1).seconds == 0
    }
}

extension InstallationStatus.Findings {
    /// What stands for a policy, without looking at rows.
    init(_ alerts: [Alert], title: String?) {
        policy = alerts.first?.policy ?? ""
        self.title = title ?? policy
        let firing = alerts.filter(\.speaks)
        self.firing = firing.count
        worst = firing.map(\.severity).max().map { Severity.allCases[$0] }
        oldest = firing.compactMap(\.firedAt).min()
        heldBack = alerts.count { $0.reason == .heldBack }
        pending = alerts.count { $0.state == .pending } - heldBack
    }

    /// What stands for a policy, and what it says of its rows now.
    init(_ alerts: [Alert], _ judgement: Judgement) {
        self.init(alerts, title: judgement.policy.title)
        self = Self(
            policy: judgement.policy.id,
            title: title,
            firing: firing,
            worst: worst,
            oldest: oldest,
            pending: pending,
            heldBack: heldBack,
            remedy: judgement.policy.resource.missingData
        )
        for result in judgement.results {
            switch result.verdict {
            case .notMatched, .excepted: continue
            case .unknown: unknown += 1
            case .held: held += 1
            case .notReady: notReady += 1
            case .clear, .holds: break
            }
            matched += 1
        }
        notReady += judgement.verdicts.notReady
        matched += judgement.verdicts.notReady + judgement.verdicts.clear
        causes = judgement.causes.map { InstallationStatus.Cause(text: $0.cause, rows: $0.count) }
    }
}

extension Workplace {
    /// The next hour of a fixed schedule of a policy that sends.
    fileprivate func nextOccurrence(after now: Instant) -> InstallationStatus.NextOccurrence? {
        policies.policies.filter { $0.highestMode >= .notify }.flatMap { policy in
            policy.notify.compactMap { entry -> InstallationStatus.NextOccurrence? in
                guard case .calendar(let schedule) = entry.schedule,
                    let next = schedule.nextOccurrence(after: now, in: zone)
                else { return nil }
                return InstallationStatus.NextOccurrence(
                    at: next,
                    policy: policy.id,
                    schedule: schedule.description
                )
            }
        }.min { ($0.at, $0.policy) < ($1.at, $1.policy) }
    }
}
