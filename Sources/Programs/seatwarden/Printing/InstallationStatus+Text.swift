import CivilTime
import Cycle
import Diagnostics
import Platform
import Policies
import Spooling
import Storage

extension InstallationStatus {
    /// The status for a person: the verdict, then everything on one screen.
    func text(for terminal: Terminal) -> String {
        var page = Page(for: terminal)
        page.show(needs, firing: findings.reduce(0) { $0 + $1.firing })
        page.line()
        page.line(
            "\(organisation.map { "\($0), " } ?? "")\(now)\(isSimulated ? " (simulated)" : "")",
            .bold
        )
        page.columns(summary)
        if isDataSeen {
            page.heading("Data")
            page.show(data)
            if data.isEmpty { page.line("  none counts yet") }
        }
        page.heading("Findings")
        for policy in findings { page.show(policy) }
        if findings.isEmpty { page.line("  none") }
        for line in unseen { page.line("not seen: \(line)", .warning) }
        return page.text
    }

    private var summary: [[String]] {
        var rows = [["daemon", daemonText], ["last cycle", cycleText], ["policies", policyText]]
        if let outbox { rows += outbox.rows(now: clock) }
        if let inbox { rows.append(["inbox", inbox.phrase]) }
        if let next = nextOccurrence {
            rows.append([
                "next notice",
                "\(next.at): \(next.policy), \(next.schedule), if it has something to say",
            ])
        }
        return rows
    }

    private var daemonText: String {
        guard let holder = work.holder else {
            return "none runs; a timer or a person runs 'seatwarden once'"
        }
        let who = holder.process.map { "process \($0)" } ?? "a process"
        let what =
            work.isDaemon
            ? "runs" : holder.arguments.isEmpty ? "somebody is at work" : "one cycle is at work"
        return "\(what): \(who) since \(holder.since)"
    }

    private var cycleText: String {
        guard let last = work.lastSeen else { return "none yet" }
        let ago = isSimulated ? "" : ", \(ago(last, clock))"
        let decided = work.lastDecided.map {
            $0 == last ? "" : "; the last with something new at \($0)"
        }
        return "\(last)\(ago)\(decided ?? "")"
    }

    private var policyText: String {
        let count = counted(rules.policyCount, "policy", "policies")
        let warnings = rules.diagnostics.count(.warning)
        let doubts = warnings == 0 ? "" : "; \(counted(warnings, "warning")): seatwarden check"
        if refusedReload != nil {
            let set = rules.inForceSince.map { "the set of \($0)" } ?? "the set before"
            let errors = rules.diagnostics.count(.error)
            // What needs a new start, or lacks a line, is no mistake of a file.
            let fate = errors > 0 ? "have \(counted(errors, "mistake"))" : "were refused"
            return "\(set) is in force; the changed files \(fate)"
        }
        if rules.diagnostics.hasErrors {
            return "\(count) without mistakes on the disk; the set in force is the one before"
        }
        guard let since = rules.inForceSince else { return "\(count)\(doubts)" }
        return "\(count) in force since \(since)\(doubts)"
    }
}

extension Page {
    /// The verdict is about the installation; what fires is told by mail, and only counted here.
    fileprivate mutating func show(_ needs: [Need], firing: Int) {
        guard !needs.isEmpty else {
            let alerts = "\(counted(firing, "alert")) \(firing == 1 ? "is" : "are") firing."
            return line(firing == 0 ? "All is well." : "Seatwarden is well. \(alerts)", .good)
        }
        line(
            needs.count == 1 ? "1 thing needs you:" : "\(needs.count) things need you:",
            .bad
        )
        for (number, need) in needs.enumerated() {
            line("  \(number + 1). \(need.title)", .bold)
            for text in need.toDo { line("     \(text)") }
        }
    }

    fileprivate mutating func show(_ data: [DataAge]) {
        let datasets = Set(data.map(\.dataset)).sorted()
        columns(
            datasets.map { dataset in
                let teams = data.filter { $0.dataset == dataset }.map { age in
                    let days = age.ageDays.map { counted($0, "day") } ?? "never came"
                    let trouble = age.isLate ? " (too old)" : age.isMissing ? " (missing)" : ""
                    return age.team == "all" ? days + trouble : "\(age.team) \(days)\(trouble)"
                }
                return [dataset, teams.joined(separator: ", ")]
            }
        )
    }

    fileprivate mutating func show(_ policy: InstallationStatus.Findings) {
        var counts = [(policy.firing, "firing")]
        counts += [
            (policy.pending, "pending"), (policy.heldBack, "held back"),
            (policy.unknown, "unknown"),
            (policy.held, "held"), (policy.notReady, "not ready"),
        ].filter { $0.0 > 0 }
        var text = counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        if let worst = policy.worst, let oldest = policy.oldest {
            text += " (worst: \(worst.rawValue); oldest since \(oldest))"
        }
        line(
            "  \(policy.policy): \(text)",
            policy.worst == .critical ? .bad : policy.firing > 0 ? .warning : nil
        )
        for cause in policy.causes.prefix(3) {
            line("    \(counted(cause.rows, "row")) undecided: \(cause.text)", .faint)
        }
    }
}

extension InstallationStatus.OutboxState {
    fileprivate func rows(now: Instant) -> [[String]] {
        var parts = [waitingPhrase]
        if let oldestWaiting { parts[0] += " (the oldest for \(age(oldestWaiting, now)))" }
        if pending > 0 { parts.append("\(pending) not published yet") }
        let ends = [(failed.count, "failed"), (held, "held"), (corrupt, "corrupt")]
        parts += ends.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        parts.append("last delivered: \(lastSent?.description ?? "never")")
        return [["outbox", parts.joined(separator: "; ")]]
    }
}

extension InstallationStatus.InboxState {
    fileprivate var phrase: String {
        let kept = isKeeping && !files.isEmpty ? " (taken files stay: inputs.keep)" : ""
        let waiting = files.isEmpty ? "empty" : "\(counted(files.count, "file"))\(kept)"
        let odd = oddities.isEmpty ? "" : "; \(oddities.joined(separator: "; "))"
        return "\(waiting); \(refused.isEmpty ? "nothing" : "\(refused.count)") refused\(odd)"
    }
}

/// How long ago a moment was.
private func ago(_ moment: Instant, _ now: Instant) -> String {
    moment > now ? "which lies ahead of the clock" : "\(age(moment, now)) ago"
}

/// The time since a moment in its largest unit.
private func age(_ moment: Instant, _ now: Instant) -> String {
    let seconds = Swift.max(0, moment.span(until: now).seconds)
    for (unit, name) in [(Int64(86_400), "day"), (3600, "hour"), (60, "minute")]
    where seconds >= unit {
        return counted(Int(seconds / unit), name)
    }
    return counted(Int(seconds), "second")
}
