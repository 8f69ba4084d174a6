import CEL
import CivilTime
import Columns
import Facts

/// Of which rows the values that decided are wanted: to find them costs more than the verdict.
enum EvidenceReach {
    /// Where something is proposed, whose reader is shown them.
    case proposals
    /// Where an alert may stand.
    case standing
    /// Everywhere.
    case all
}

/// What follows from a verdict: severity, money, notices, proposals, evidence.
struct RowDetails {
    private let policy: Policy
    private let row: FactStructure
    private let activation: RowActivation
    private let terms: Terms

    init(_ policy: Policy, _ row: FactStructure, _ activation: RowActivation, _ terms: Terms) {
        self.policy = policy
        self.row = row
        self.activation = activation
        self.terms = terms
    }

    /// The result of the row.
    ///
    /// - Parameters:
    ///   - outcome: its verdict.
    ///   - reach: where evidence is wanted.
    /// - Returns: the result.
    func result(_ outcome: Outcome, evidence reach: EvidenceReach) -> RowResult {
        let table = row.rows.table
        let isDetailed = outcome.verdict.mayStand
        activation.step = outcome.steps.step
        activation.severity = outcome.severity
        let proposals = outcome.verdict == .holds && terms.mode >= .propose ? self.proposals : []
        let showsEvidence =
            switch reach {
            case .proposals: !proposals.isEmpty
            case .standing: isDetailed
            case .all: true
            }
        return RowResult(
            row: row.row,
            subject: row.identity,
            team: policy.resource.teamColumn.flatMap { table[row.row, $0].text },
            asOf: table[row.row, "as_of"].day,
            verdict: outcome.verdict,
            mode: terms.mode,
            severity: outcome.severity,
            step: outcome.steps.step,
            stepValue: outcome.steps.value,
            saving: isDetailed ? activation.optional(policy.money.saving)?.number : nil,
            realisableFrom: isDetailed
                ? activation.optional(policy.money.realisableFrom)?.day : nil,
            group: policy.groupBy.map { column in
                let cell = table[row.row, column]
                return cell.isNull ? "" : text(of: Value(cell))
            },
            notifyApplies: policy.notify.map { isDetailed && applies($0) },
            deadlines: policy.notify.map { isDetailed ? deadline(of: $0) : nil },
            proposals: proposals,
            evidence: showsEvidence ? evidence(of: outcome.programs) : []
        )
    }

    private func applies(_ entry: NotifyEntry) -> Bool {
        guard terms.mode >= .notify else { return false }
        // Where it cannot be decided, someone is told rather than no one.
        return entry.condition.map { activation.decide($0) != .false } ?? true
    }

    private func deadline(of entry: NotifyEntry) -> Day? {
        guard case .before(let program, _, _) = entry.schedule else { return nil }
        return activation.optional(program)?.day
    }

    private var proposals: [ProposedAction] {
        policy.propose.enumerated().compactMap { position, entry in
            // Nothing is proposed on what is not known.
            guard entry.condition.map({ activation.decide($0) == .true }) ?? true else {
                return nil
            }
            return ProposedAction(
                entry: position,
                action: entry.action,
                decide: entry.decide,
                execute: activation.optional(entry.execute)?.string,
                due: activation.optional(entry.due)?.day,
                expect: entry.verify?.expect.text,
                within: entry.verify?.within,
                cooldown: entry.cooldown
            )
        }
    }

    // MARK: - Evidence

    /// The facts, parameters and variables that the expressions read, with their values; each once,
    /// and what a variable rests on after it.
    private func evidence(of programs: [Program]) -> [Evidence] {
        var seen: Set<String> = []
        return programs.flatMap { read(by: $0, &seen) }
    }

    private func read(by program: Program, _ seen: inout Set<String>) -> [Evidence] {
        var found: [Evidence] = []
        for step in activation.trace(program) where isPath(step.text) {
            guard seen.insert(step.text).inserted else { continue }
            switch step.value {
            case .success(let value):
                found.append(Evidence(text: step.text, value: text(of: value)))
            case .failure(let error):
                let reason = error.absentPath == nil ? error.message : "unknown"
                found.append(Evidence(text: step.text, value: reason))
            }
            if let rule = activation.rule(of: step.text) { found += read(by: rule.program, &seen) }
        }
        return found
    }
}

extension Verdict {
    /// Whether an alert may be open on the row: it holds, or nothing may be concluded about it.
    var mayStand: Bool {
        switch self {
        case .holds, .held, .unknown: true
        case .notMatched, .excepted, .notReady, .clear: false
        }
    }
}

/// Whether a part of an expression is a name with fields, which has a value worth showing.
func isPath(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
            || $0 == "_"
            || $0 == "."
    }
}
