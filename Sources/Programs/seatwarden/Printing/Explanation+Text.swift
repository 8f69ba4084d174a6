import Alerts
import CEL
import CivilTime
import Cycle
import Notices
import Platform
import Policies

extension Explanation {
    /// The explanation for a person: one row in full, several in brief.
    func text(for terminal: Terminal) -> String {
        var page = Page(for: terminal)
        if let output {
            let to = output.kind == "mail" ? "to" : "to be decided by"
            page.line("\(output.kind == "mail" ? "Mail" : "Action") \(output.key)", .bold)
            page.columns([
                [to, output.recipient], ["about", output.subject],
                ["decided", "\(output.decidedAt); \(output.fate.phrase)"],
            ])
            if !rows.isEmpty { page.line() }
        }
        if rows.count == 1 {
            page.show(rows[0], currency: currency)
        } else {
            for row in rows.prefix(Self.shownRows) { page.showBriefly(row) }
            let rest = rows.count - Self.shownRows
            if rest > 0 { page.line("  and \(counted(rest, "more row")); --json has them all") }
        }
        if !notes.isEmpty { page.line() }
        for note in notes { page.line(note, .faint) }
        return page.text
    }

    /// Rows of one mail that are shown.
    private static let shownRows = 20
}

extension OutputFate {
    /// What became of a message, as a person says it.
    var phrase: String {
        switch self {
        case .pending: "not in the outbox yet"
        case .published: "in the outbox"
        case .sent: "delivered"
        case .failed: "could not be delivered"
        case .held: "waits for a person"
        }
    }
}

extension Page {
    /// A row with its alert and its reason, in a few lines.
    fileprivate mutating func showBriefly(_ row: ExplainedSubject) {
        line("\(row.policyID)  \(row.subject)", .bold)
        line("  \(row.headline)", row.style)
        if let evidence = row.explanation?.result.evidence, !evidence.isEmpty {
            line("  " + evidence.map { "\($0.text) = \($0.value)" }.joined(separator: ", "))
        }
        if let id = row.alert?.alert.id { line("  in full: seatwarden explain \(id)", .faint) }
    }

    /// A row with everything that its outcome rests on.
    fileprivate mutating func show(_ row: ExplainedSubject, currency: String) {
        line("\(row.policyID)\(row.policy.map { ": \($0.title)" } ?? "")", .bold)
        line(row.subject, .bold)
        line(row.headline, row.style)
        if let explanation = row.explanation {
            let from = explanation.modeOverride.map { " by the override \($0)" } ?? ""
            line("  mode \(explanation.result.mode.rawValue)\(from)")
        }
        if let saving = row.explanation?.result.saving {
            line("  worth \(plain(saving)) \(currency) a year")
        }
        for why in row.whyNoRow { line("  \(why)") }
        if let alert = row.alert { show(alert) }
        if let explanation = row.explanation {
            showRules(explanation, row)
            showTerms(explanation)
        }
        if !row.data.isEmpty { show(row.data, row) }
        if !row.unknown.isEmpty {
            heading("Not known")
            for fact in row.unknown {
                line("  \(fact.path)\(fact.about.isEmpty ? "" : ": \(fact.about)")", .warning)
                line("    \(fact.remedy)")
            }
        }
        if !row.notices.isEmpty { show(row.notices) }
        if let proposals = row.explanation?.proposals, !proposals.isEmpty { show(proposals, row) }
    }

    // MARK: - The alert

    private mutating func show(_ explained: ExplainedAlert) {
        let alert = explained.alert
        let severity = Severity.allCases[alert.severity].rawValue
        heading("Alert \(alert.id)\(explained.isStored ? "" : " (the next cycle opens it)")")
        var rows = [
            ["state", alert.statePhrase], ["severity", severity],
            [
                "episode",
                "since the data of \(alert.episode); last held in that of \(alert.lastHeld)",
            ],
        ]
        if let step = alert.step { rows.append(["step", plain(step)]) }
        columns(rows)
        if explained.told.isEmpty {
            line("  nobody was told of it yet")
        } else {
            columns(
                explained.told.map { told in
                    [
                        "told", told.telling.at.description, told.telling.recipient,
                        told.telling.reason.rawValue, "mail \(told.telling.key.prefix(12))",
                        told.fate?.phrase ?? "",
                    ]
                }
            )
        }
    }

    // MARK: - The rules

    private mutating func showRules(_ explanation: RowExplanation, _ row: ExplainedSubject) {
        if !explanation.match.isEmpty {
            heading("Match: all must hold")
            let failed = explanation.firstFailed
            columns(
                explanation.match.map { rule in
                    let mark = rule.name == failed ? "  <- the first that fails" : ""
                    return [rule.truth.rawValue, rule.name, clipped(rule.text) + mark]
                }
            )
            if let rule = explanation.match.first(where: { $0.name == failed }) {
                showParts(of: rule)
            }
        }
        if !explanation.variables.isEmpty {
            heading("Variables")
            for variable in explanation.variables {
                line("  \(variable.name) = \(variable.shown)   \(clipped(variable.text))")
                if variable.trace.count > 1 { showParts(of: variable) }
            }
        }
        if let expr = explanation.expr {
            heading("Expr: a finding when true")
            show(expr)
        }
        if let steps = explanation.steps {
            let reached = steps.reached.map { plain($0) } ?? "none"
            heading(
                "Steps \(steps.thresholds.map(plain).joined(separator: ", ")): reached \(reached)"
            )
            show(steps.rule)
        }
        if let severity = explanation.severity {
            heading("Severity: \(severity.severity.rawValue)")
            columns(
                severity.conditions.map { [$0.truth.rawValue, $0.name, clipped($0.text)] }
                    + (severity.isStandard
                        ? [["else", "default", severity.severity.rawValue]] : [])
            )
        }
    }

    private mutating func show(_ rule: ExplainedRule) {
        line("  \(rule.text)")
        showParts(of: rule)
    }

    /// What each part of an expression came to that was needed.
    private mutating func showParts(of rule: ExplainedRule) {
        // The same part is often read more than once.
        var seen: Set<String> = []
        for step in rule.trace {
            let text =
                "\(step.reading) = \(step.shown)\(step.isAbsorbed ? " (does not matter here)" : "")"
            if seen.insert(text).inserted { line("    \(text)") }
        }
    }

    // MARK: - What was set

    private mutating func showTerms(_ explanation: RowExplanation) {
        if !explanation.parameters.isEmpty {
            heading("Parameters")
            columns(
                explanation.parameters.map {
                    [$0.name, [$0.value.shown(), $0.unit ?? ""].joined(separator: " "), $0.place]
                }
            )
        }
        guard !explanation.overrides.isEmpty || !explanation.exceptions.isEmpty else { return }
        heading("Overrides and exceptions")
        columns(
            explanation.overrides.map { override in
                let sets = override.settings.map { "\($0.name) = \($0.value)" }
                return [
                    override.truth.aboutPhrase, "override \(override.id)",
                    "\(sets.joined(separator: ", ")) (\(override.origin.brief))",
                ]
            }
                + explanation.exceptions.map { exception in
                    [
                        exception.isOver ? "is over" : exception.truth.aboutPhrase,
                        "exception \(exception.id)",
                        "until \(exception.until): \(exception.reason)",
                    ]
                }
        )
    }

    // MARK: - The data

    private mutating func show(_ data: [DataAge], _ row: ExplainedSubject) {
        heading("Data")
        if let age = row.ageDays, let asOf = row.explanation?.result.asOf {
            let state = row.explanation?.stale ?? (row.isFresh == false ? "too old" : "fresh")
            line("  the row is as of \(asOf), \(counted(age, "day")) ago: \(state)")
        }
        if let history = row.explanation?.history {
            line(
                "  the data reaches back \(counted(history.known, "day")); data.min_history asks for "
                    + "\(history.needed)"
            )
        }
        columns(
            data.map { age in
                [
                    age.dataset, age.team, age.asOf.map { "up to \($0)" } ?? "never came",
                    age.ageDays.map { counted($0, "day") } ?? "", age.phrase,
                ]
            }
        )
    }

    // MARK: - Who is told

    private mutating func show(_ notices: [ExplainedNotice]) {
        heading("Who is told")
        for notice in notices {
            let to = notice.to.map(\.shown).joined(separator: ", ")
            line("  \(notice.entry + 1). \(to); \(notice.schedule)")
            if !notice.cc.isEmpty {
                line("     copy to \(notice.cc.map(\.shown).joined(separator: ", "))")
            }
            if let condition = notice.condition {
                line("     if \(clipped(condition.text)): \(condition.truth.rawValue)")
            }
            line("     \(notice.phrase)")
            for note in (notice.to + notice.cc).flatMap(\.notes) { line("     \(note)", .faint) }
        }
    }

    private mutating func show(_ proposals: [ExplainedProposal], _ row: ExplainedSubject) {
        heading("Actions")
        for proposal in proposals {
            let condition = proposal.condition.map {
                ": if \(clipped($0.text)) is \($0.truth.rawValue)"
            }
            let text =
                if proposal.isProposed {
                    "proposed\(condition ?? "")"
                } else if row.explanation?.result.verdict != .holds {
                    "not proposed: there is no finding"
                } else if let mode = row.explanation?.result.mode, mode < .propose {
                    "not proposed: the mode is \(mode.rawValue)"
                } else {
                    "not proposed\(condition ?? "")"
                }
            line("  \(proposal.action): \(text)")
        }
    }

    /// A long expression is cut: `--json` has it whole.
    private func clipped(_ text: String) -> String {
        text.count <= 88 ? text : text.prefix(87) + "…"
    }
}
