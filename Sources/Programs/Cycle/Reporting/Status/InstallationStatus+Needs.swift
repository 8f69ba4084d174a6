package import CivilTime
package import Diagnostics
import Exports
import Policies
import Storage

/// Something that only a person can mend.
package struct Need: Hashable, Sendable {
    /// A stable name of the kind, for monitoring.
    package let code: String
    /// What is the case, in a sentence.
    package let title: String
    /// What to do, in sentences.
    package let toDo: [String]
}

// The verdict: a function of what was seen. What is told to people by mail anyway (an alert that fires, a
// row that cannot be decided) is no trouble of the installation.
extension InstallationStatus {
    /// Without a daemon somebody or a timer runs cycles; after so long it is more likely that nobody does.
    package static let longestSilence = TimeSpan(days: 2)
    /// A daemon notes hourly that it is there; after so long without, it hangs.
    package static let longestDaemonSilence = TimeSpan(seconds: 3 * 3600)
    /// A mail that waits longer has probably no relay.
    package static let longestWait = TimeSpan(days: 1)

    /// What needs a person, the most pressing first; empty where all is well.
    package var needs: [Need] {
        ruleNeeds + workNeeds + dataNeeds + findingNeeds + inboxNeeds + outboxNeeds
    }

    // MARK: - Configuration and policies

    private var ruleNeeds: [Need] {
        let errors = rules.diagnostics.count(.error)
        if let reload = refusedReload {
            // What the disk says now and what the daemon read are the same mistakes: told once.
            let mistakes = errors > 0 ? heads(.error) : reload.mistakes
            return [
                Need(
                    code: "reload-refused",
                    title:
                        "the daemon refused the changes of \(reload.at): the set before them stays "
                        + "in force",
                    toDo: mistakes.prefix(3)
                        + ["Mend them, and see 'seatwarden check'; then reload the daemon."]
                )
            ]
        }
        var needs: [Need] = []
        if errors > 0 {
            let them = errors == 1 ? "it" : "them"
            needs.append(
                Need(
                    code: "mistakes",
                    title:
                        "\(counted(errors, "mistake")) in the configuration or the policies: "
                        + (work.isDaemon
                            ? "the daemon will not take \(them)" : "no cycle starts with \(them)"),
                    toDo: heads(.error).prefix(3) + ["All of them: seatwarden check"]
                )
            )
        }
        for missing in rules.missing {
            needs.append(
                Need(
                    code: "incomplete",
                    title: "the configuration is not complete",
                    toDo: missing.message.split(separator: "\n").map(String.init)
                )
            )
        }
        return needs
    }

    /// The first lines of the mistakes on the disk.
    package func heads(_ severity: Diagnostic.Severity) -> [String] {
        rules.diagnostics.sorted.filter { $0.severity == severity }.map { diagnostic in
            let lines = diagnostic.description.split(separator: "\n")
            return lines.first.map(String.init) ?? ""
        }
    }

    // MARK: - Cycles

    private var workNeeds: [Need] {
        guard let last = work.lastSeen, !isSimulated else { return [] }
        let silence = last.span(until: clock)
        if work.isDaemon {
            let patience = Swift.max(
                Self.longestDaemonSilence,
                TimeSpan(seconds: 3 * work.pollEvery.seconds)
            )
            guard silence > patience else { return [] }
            return [
                Need(
                    code: "daemon-silent",
                    title: "the daemon runs, but has noted no cycle since \(last)",
                    toDo: ["Look at its log: journalctl -u seatwarden", "Start it anew."]
                )
            ]
        }
        guard silence > Self.longestSilence else { return [] }
        return [
            Need(
                code: "no-cycle",
                title: "the last cycle was at \(last), and no daemon runs",
                toDo: ["Start the daemon, or let a timer run 'seatwarden once'."]
            )
        ]
    }

    // MARK: - Data

    private var dataNeeds: [Need] {
        let isNothingThere = data.isEmpty || filesAhead != nil && data.allSatisfy { $0.asOf == nil }
        if isDataSeen, isNothingThere { return [noData] }
        let datasets = Set(data.map(\.dataset)).sorted()
        return datasets.flatMap { dataset -> [Need] in
            let ages = data.filter { $0.dataset == dataset }
            let kinds: [(String, String, (DataAge) -> Bool)] = [
                ("data-late", "too old", \.isLate), ("data-missing", "missing", \.isMissing),
                ("data-filtered", "exported with a filter", \.isFiltered),
            ]
            return kinds.compactMap { code, what, isMeant in
                let meant = ages.filter(isMeant)
                guard !meant.isEmpty else { return nil }
                return Need(
                    code: code,
                    title: "\(dataset) is \(what): \(meant.map(\.briefly).joined(separator: ", "))",
                    toDo: code == "data-filtered" ? [Self.unfiltered] : steps(dataset, of: meant)
                )
            }
        }
    }

    private var noData: Need {
        Need(
            code: "no-data",
            title: "no data counts yet",
            toDo: filesAhead.map { ["\($0)", "Until then there is nothing to do."] }
                ?? [Dataset.usageReport, .users].map(Self.gettingFile) + [
                    "Put both files into the inbox\(inbox.map { " \($0.path)" } ?? "") as they are, "
                        + "without opening them in Excel."
                ]
        )
    }

    /// The steps to a file in one line, up to the inbox.
    private static func gettingFile(of dataset: Dataset) -> String {
        "\(dataset.title): \(dataset.exportSteps(team: nil).dropLast().joined(separator: " "))"
    }

    private func steps(_ dataset: String, of ages: [DataAge]) -> [String] {
        let teams = ages.map(\.team).filter { $0 != "all" }
        return Dataset(rawValue: dataset)?.exportSteps(team: teams.count == 1 ? teams[0] : nil)
            ?? []
    }

    private static let unfiltered =
        "Export the Usage report again with all filters cleared and all columns; until then nothing "
        + "resolves by it. If everybody really is active, there is nothing to do."

    // MARK: - Findings

    private var findingNeeds: [Need] {
        var needs: [Need] = []
        let isDataLate = data.contains { $0.isLate || $0.isMissing }
        for policy in findings {
            if policy.heldBack > 0 {
                needs.append(
                    Need(
                        code: "held-findings",
                        title:
                            "\(policy.policy): \(counted(policy.heldBack, "row")) would fire at once, "
                            + "more than max_findings",
                        toDo: [
                            "Look at them: seatwarden evaluate \(policy.policy)",
                            "If they are right, raise max_findings in the policy; if not, bring a complete "
                                + "export.",
                        ]
                    )
                )
            }
            if policy.matched > 0, policy.unknown == policy.matched {
                needs.append(
                    Need(
                        code: "policy-blind",
                        title: "\(policy.policy) can decide none of its "
                            + "\(counted(policy.matched, "row")): \(policy.causes.first?.text ?? "")",
                        toDo: (policy.remedy.map { [$0] } ?? []) + [
                            "Look at them: seatwarden evaluate \(policy.policy)"
                        ]
                    )
                )
            }
            if policy.held > 0, !isDataLate {
                needs.append(
                    Need(
                        code: "held-rows",
                        title:
                            "\(policy.policy) concludes nothing on \(counted(policy.held, "row")): "
                            + (policy.causes.first?.text ?? ""),
                        toDo: ["Look at them: seatwarden evaluate \(policy.policy)"]
                    )
                )
            }
        }
        if hasHeldMails {
            needs.append(
                Need(
                    code: "held-mails",
                    title:
                        "more mails are due than mail.most_per_cycle allows: none of them was sent",
                    toDo: ["To let them go, raise mail.most_per_cycle in the configuration."]
                )
            )
        }
        return needs
    }

    // MARK: - Files

    private var inboxNeeds: [Need] {
        guard let inbox, !inbox.refused.isEmpty else { return [] }
        let shown = inbox.refused.prefix(3)
            .map { "\($0.name): \($0.why.isEmpty ? "no reason is beside it" : $0.why)" }
        let more = inbox.refused.count - shown.count
        return [
            Need(
                code: "refused-files",
                title: "\(counted(inbox.refused.count, "refused file")) in \(inbox.path)"
                    + (inbox.refused.contains(where: \.stays) ? "" : "/refused"),
                toDo: shown + (more > 0 ? ["and \(more) more"] : [])
                    + ["Export again as the reason says, then delete the refused file."]
            )
        ]
    }

    private var outboxNeeds: [Need] {
        var needs: [Need] = []
        if let hold = relayHold {
            needs.append(
                Need(
                    code: "relay-on-hold",
                    title: "the relay sends nothing since \(hold.since): \(hold.reason)",
                    toDo: ["Mend that, then run: seatwarden-relay release"]
                )
            )
        }
        guard let outbox else { return needs }
        if let oldest = outbox.oldestWaiting, oldest.span(until: clock) > Self.longestWait {
            needs.append(
                Need(
                    code: "mail-waits",
                    title:
                        "\(outbox.waitingPhrase), the oldest since \(oldest)",
                    toDo: ["See 'seatwarden-relay status', and whether the relay runs."]
                )
            )
        }
        for mail in outbox.failed.prefix(5) {
            needs.append(
                Need(
                    code: "mail-failed",
                    title: "a mail to \(mail.recipient) could not be delivered: \(mail.subject)",
                    toDo: (mail.reason.map { ["The server said: \($0)"] } ?? [])
                        + [
                            "Correct the address in Autodesk Account, or under contacts in the "
                                + "configuration. What the mail told is due again."
                        ]
                )
            )
        }
        if outbox.failed.count > 5 {
            needs.append(
                Need(
                    code: "mail-failed",
                    title: "\(outbox.failed.count - 5) more mails could not be delivered",
                    toDo: ["They lie in \(outbox.path)/mail/failed, with the reason beside each."]
                )
            )
        }
        if outbox.held > 0 {
            needs.append(
                Need(
                    code: "mail-held",
                    title:
                        "\(counted(outbox.held, "mail")) in \(outbox.path)/mail/held: nobody knows "
                        + "whether the server has it",
                    toDo: ["Look at the reason beside each, and decide whether it is sent again."]
                )
            )
        }
        if outbox.corrupt > 0 {
            needs.append(
                Need(
                    code: "mail-corrupt",
                    title:
                        "\(counted(outbox.corrupt, "file")) in \(outbox.path)/mail/corrupt: not as the "
                        + "daemon wrote them",
                    toDo: ["See who can write to the outbox, then delete them."]
                )
            )
        }
        return needs
    }
}

extension InstallationStatus.OutboxState {
    /// How many mails wait, as a sentence.
    package var waitingPhrase: String {
        "\(counted(waiting, "mail")) \(waiting == 1 ? "waits" : "wait") for the relay"
    }
}

extension InstallationStatus.FilesAhead: CustomStringConvertible {
    /// From when on they count, and why not before.
    package var description: String {
        let isOne = count == 1
        let why =
            isEndOfDay
            ? "the day in \(isOne ? "its name" : "their names") is not over (UTC)"
            : "\(isOne ? "it was" : "they were") exported later than now"
        return "\(counted(count, "file")) \(isOne ? "counts" : "count") from \(from) on: \(why)"
    }
}

extension DataAge {
    /// The team and how old its data is.
    fileprivate var briefly: String {
        let age = ageDays.map { " (\(counted($0, "day")))" } ?? ""
        return (team == "all" ? dataset : team) + age
    }
}

func counted(_ count: Int, _ one: String) -> String { "\(count) \(count == 1 ? one : one + "s")" }
