import Alerts
import Cycle
import Platform
import Policies
import Settings

extension CycleReport {
    /// What a person wants to see of a cycle.
    func text(for terminal: Terminal) -> String {
        var page = Page(for: terminal)
        let head = isDryRun ? "What a cycle would do at \(now)" : "Cycle at \(now)"
        page.line("\(workplace.configuration.organisation.map { "\($0): " } ?? "")\(head)", .bold)
        show(files: &page)
        show(findings: &page)
        show(outputs: &page)
        for note in notes { page.line("note: \(note)", .faint) }
        show(verdict: &page)
        return page.text
    }

    private func show(files page: inout Page) {
        guard !files.isEmpty else { return }
        page.heading(isDryRun ? "Files in the inbox" : "Files")
        let good = files.filter { $0.fate == .taken || $0.fate == .repeated || $0.fate == .waiting }
        page.columns(
            good.map { file in
                switch file.fate {
                case .taken:
                    let refused = file.rowsRefused > 0 ? ", \(file.rowsRefused) left out" : ""
                    let teams = file.teams.isEmpty ? "" : counted(file.teams.count, "team")
                    return [
                        file.name, file.dataset, "\(counted(file.rows, "row"))\(refused)", teams,
                    ]
                case .repeated: return [file.name, "taken in before"]
                default: return [file.name, "still changes; it waits for the next cycle"]
                }
            }
        )
        for file in files where file.fate == .refused || file.fate == .unreadable {
            page.line("  \(file.name): \(file.fate.rawValue): \(file.why)", .bad)
        }
    }

    private func show(findings page: inout Page) {
        page.heading("Findings")
        for line in policies {
            let counts = FinalOutcome.allCases.compactMap { outcome in
                line.outcomes[outcome].map { "\($0) \(outcome.rawValue)" }
            }
            let new = transitions.count { $0.policy == line.policy.id && $0.kind == .fired }
            let over = transitions.count { $0.policy == line.policy.id && $0.kind == .resolved }
            page.line(
                "  \(line.policy.id): \(line.policy.title)",
                line.firing.isEmpty ? .good : .warning
            )
            let changes = [(new, "new"), (over, "resolved")].filter { $0.0 > 0 }
                .map { "\($0.0) \($0.1)" }
            page.line(
                "    " + (counts.isEmpty ? "no rows" : counts.joined(separator: ", "))
                    + (changes.isEmpty ? "" : " (\(changes.joined(separator: ", ")))")
            )
            // What stands unchanged is a number; what is new is shown.
            guard !isQuiet else { continue }
            page.columns(
                line.firing.prefix(Self.shownFindings).map { alert in
                    [
                        Severity.allCases[alert.severity].rawValue, alert.currentSubject,
                        "since the data of \(alert.episode)",
                    ]
                },
                indent: 6
            )
            let rest = line.firing.count - Self.shownFindings
            if rest > 0 {
                page.line(
                    "      and \(rest) more: seatwarden alerts list --policy \(line.policy.id)"
                )
            }
            for cause in line.causes.prefix(3) {
                page.line("      \(counted(cause.count, "row")) undecided: \(cause.cause)", .faint)
            }
        }
        if policies.isEmpty {
            page.line(
                "  no policy is in force; see 'seatwarden check' and the folder "
                    + workplace.folders.policies
            )
        }
    }

    private func show(outputs page: inout Page) {
        if !mails.isEmpty {
            page.heading(isDryRun ? "Mails it would write" : "Mails")
            for mail in mails {
                page.line("  \(mail.recipient)")
                page.line("    \(mail.subject)")
                if !mail.path.isEmpty { page.line("    \(mail.path)", .faint) }
            }
        }
        if !actions.isEmpty {
            page.heading(isDryRun ? "Actions it would propose" : "Proposed actions")
            for action in actions.prefix(Self.shownFindings) {
                page.line("  \(action.subject) (to be decided by \(action.recipient))")
                if !action.path.isEmpty { page.line("    \(action.path)", .faint) }
            }
            let rest = actions.count - Self.shownFindings
            if rest > 0 {
                page.line("  and \(rest) more in \(workplace.folders.outbox)/actions/new")
            }
        }
    }

    private func show(verdict page: inout Page) {
        page.line()
        let ends =
            delivered == 0
            ? ""
            : " \(counted(delivered, "mail was", "mails were")) delivered since the last cycle."
        guard !isQuiet else {
            let outputs = "Nothing is new: 0 new mails, 0 new actions"
            page.line(
                ends.isEmpty ? "\(outputs), nothing was written." : "\(outputs).\(ends)",
                .good
            )
            return
        }
        let outputs = "\(counted(mails.count, "new mail")), \(counted(actions.count, "new action"))"
        page.line(isDryRun ? "\(outputs); nothing was written." : "\(outputs).\(ends)", .bold)
        guard !isDryRun else { return }
        let isKept = workplace.configuration.inputs.keep
        page.columns([
            ["mails and actions", workplace.folders.outbox],
            ["exports", workplace.folders.inbox + (isKept ? " (they stay there)" : "/done")],
            ["state", workplace.folders.state],
        ])
        if !mails.isEmpty {
            page.line("Next: seatwarden-relay once --config \(workplace.path)")
        }
    }

    /// Findings and actions of one policy that are shown; the rest is counted.
    private static let shownFindings = 12
}
