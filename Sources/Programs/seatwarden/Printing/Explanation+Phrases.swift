import Alerts
import CEL
import CivilTime
import Cycle
import Diagnostics
import Notices
import Policies

// The words in which explanations are printed.

extension ExplainedSubject {
    /// The outcome and its reason.
    var headline: String { "\((outcome?.rawValue ?? "no row").uppercased()): \(sentence)" }

    var style: Page.Style {
        switch outcome {
        case .firing, .pending: .bad
        case .unknown, .held, .notReady, nil: .warning
        case .clear, .excepted, .notMatched: .good
        }
    }
}

extension RowExplanation {
    /// The condition of `match` for which the row is no subject, or cannot be decided.
    var firstFailed: String? {
        switch result.verdict {
        case .notMatched(let name): name
        case .unknown:
            match.contains { $0.truth == .false } ? nil : match.first { $0.truth == .unknown }?.name
        default: nil
        }
    }
}

extension TraceStep {
    /// Its value for people.
    var shown: String {
        switch value {
        case .success(let value): value.shown()
        case .failure(let error): error.absentPath == nil ? "no value: \(error.message)" : "unknown"
        }
    }
}

extension ExplainedParameter {
    /// Where the value comes from, with the place.
    var place: String {
        switch source {
        case .standard: "default, \(origin.brief)"
        case .used: "from the policy that is used, \(origin.brief)"
        case .own: "set in \(origin.brief)"
        case .override(let name): "override \(name), \(origin.brief)"
        }
    }
}

extension Origin {
    /// File and line, without the folder.
    var brief: String { "\(isShipped ? "shipped " : "")\(fileName):\(range.line)" }
}

extension Truth {
    /// Whether an override or an exception is about the row.
    var aboutPhrase: String {
        switch self {
        case .true: "applies"
        case .false: "is about other rows"
        case .unknown: "cannot be decided"
        }
    }
}

extension Alert {
    /// Where it stands, since when and why.
    var statePhrase: String {
        switch state {
        case .pending: "pending since \(changedAt): \(reason.phrase)"
        case .firing:
            "firing since \((firedAt ?? changedAt)): \(reason.phrase)"
                + (isAudit ? "; under audit, nothing is sent" : "")
                + (yieldsTo.map { "; quiet, since \($0) speaks about the row" } ?? "")
        case .resolved: "resolved at \((resolvedAt ?? changedAt)): \(reason.phrase)"
        }
    }
}

extension Alert.Reason {
    fileprivate var phrase: String {
        switch self {
        case .waiting: "'for' is not over"
        case .heldBack: "held back by max_findings until a person answers"
        case .holds: "the condition holds"
        case .released: "a person released it"
        case .keptFiring: "the condition fails, 'keep_firing_for' is not over"
        case .fixed: "the condition no longer holds"
        case .excepted: "an exception covers the row"
        case .policyChanged: "it does not hold under the policy as it was changed"
        case .gone: "the row is no longer in the data"
        case .withdrawn: "the policy was withdrawn"
        }
    }
}

extension DataAge {
    /// What is wrong with it, or that nothing is.
    var phrase: String {
        if isMissing { return "expected and never came" }
        if isLate { return "too old" }
        if isFiltered { return "exported with a filter" }
        return asOf == nil ? "" : "fresh"
    }
}

extension ExplainedRecipient {
    /// The recipient as the policy writes it, and the addresses behind it.
    var shown: String {
        if addresses == [written] { return written }
        let people =
            addresses.isEmpty ? "nobody who can be written to" : addresses.joined(separator: ", ")
        return "\(written) -> \(people)"
    }
}

extension ExplainedNotice {
    /// When it speaks next, or why it does not.
    var phrase: String {
        switch next {
        case nil: "nothing to tell: no alert stands"
        case .now: "\(what): in the next cycle"
        case .at(let moment): "\(what): at \(moment)"
        case .withData(let day): "\(what): with the first data that arrives from \(day) on"
        case .never(let silence): silence.phrase
        }
    }

    private var what: String {
        switch reason {
        case .reminder: "next reminder"
        case .worse: "next, that it got worse"
        case .step: "next, the step that was reached"
        case .resolved: "next, that it is over"
        case .new, nil: "first notice"
        }
    }
}

extension NoticeOutlook.Silence {
    var phrase: String {
        switch self {
        case .pending: "not told: the alert does not fire yet"
        case .resolved: "nothing to tell: the alert is over"
        case .audit: "not told: under audit nothing is sent"
        case .yields(let other): "not told: the policy \(other) speaks about the row"
        case .notApplying: "not told: its 'if' is false for the row"
        case .allReminded: "told; no further reminder"
        case .told: "told; it has no reminders"
        case .stepTold: "told of this step; the next one is told when it is reached"
        }
    }
}

/// A number without a needless fraction.
func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
}
