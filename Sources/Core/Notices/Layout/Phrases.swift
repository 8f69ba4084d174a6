import Alerts
import CEL
import CivilTime
import Policies
import Templates

/// What a mail says of itself, in the mail's language: English so far.
enum Phrases {
    static let language = Language.english
    static let settled = "Settled since you were told:"

    static func number(_ number: Int) -> String { language.number(Double(number)) }

    /// Why a mail comes now, for the alerts of one group.
    static func why(_ items: [DueItem]) -> String {
        let reasons = Dictionary(grouping: items, by: \.reason)
        let order: [Telling.Reason] = [.worse, .step, .new, .reminder]
        let present = order.filter { reasons[$0] != nil }
        guard present.count > 1 else {
            return present.first.map { sentence($0, reasons[$0] ?? []) } ?? ""
        }
        let counts = present.map { reason in
            "\(number(reasons[reason]?.count ?? 0)) \(brief(reason))"
        }
        return "Why now: \(counts.joined(separator: ", "))."
    }

    private static func sentence(_ reason: Telling.Reason, _ items: [DueItem]) -> String {
        switch reason {
        case .new:
            return "New: first found in the data of \(span(items.map(\.alert.episode)))."
        case .reminder:
            let times = items.map { $0.count - 1 }
            let most = times.max() ?? 1
            let held =
                "still the case, first found in the data of \(span(items.map(\.alert.episode)))"
            return times.allSatisfy { $0 == most } && most > 0
                ? "Reminder \(most): \(held)." : "Reminder: \(held)."
        case .worse:
            let worst = items.map(\.alert.severity).max() ?? 0
            return "It got worse: now \(name(of: Weight(rawValue: worst) ?? .critical))."
        case .step:
            let steps = items.compactMap(\.alert.step).max()
            return "It has reached \(steps.map(step) ?? "the next step")."
        case .resolved:
            return "It is over."
        }
    }

    private static func brief(_ reason: Telling.Reason) -> String {
        switch reason {
        case .new: "new"
        case .reminder: "as a reminder"
        case .worse: "got worse"
        case .step: "reached a step"
        case .resolved: "over"
        }
    }

    /// A step: a share is shown in percent.
    private static func step(_ value: Double) -> String {
        value > 0 && value <= 1 ? language.percent(value) : language.number(value)
    }

    private static func span(_ days: [Day]) -> String {
        guard let first = days.min(), let last = days.max() else { return language.unknown }
        return first == last
            ? language.date(first) : "\(language.date(first)) to \(language.date(last))"
    }

    /// How old the data of a group is.
    static func age(asOf: Day?, today: Day) -> String {
        guard let asOf else { return "How old the data is, is not known." }
        let age = language.days(Double(Swift.max(0, asOf.days(until: today))))
        return "Data up to \(language.date(asOf)), \(age) ago."
    }

    static let stale = "The data is stale: newer data may say something else."

    /// A resolved alert in a line.
    static func settled(_ alert: Alert) -> String {
        let how =
            switch alert.reason {
            case .excepted: "covered by an exception"
            case .policyChanged: "no longer a finding, since the policy was changed"
            case .gone: "no longer in the data"
            case .withdrawn: "the policy was withdrawn"
            default: "no longer the case"
            }
        return "\(alert.subject): \(how)"
    }

    /// A number of rows.
    static func rows(_ count: Int) -> String { "\(number(count)) \(count == 1 ? "row" : "rows")" }

    /// People by name, the first few.
    static func people(_ mailboxes: [Mailbox]) -> String {
        let shown = mailboxes.prefix(3).map(\.display)
        let more = mailboxes.count - shown.count
        let all = shown + (more > 0 ? ["\(number(more)) more"] : [])
        return all.count < 2
            ? all.joined() : "\(all.dropLast().joined(separator: ", ")) and \(all[all.count - 1])"
    }

    /// Where a section comes from and how to change it.
    static func origin(of policy: Policy) -> String {
        let settings = policy.parameters.map { "\($0.name) = \(text(of: $0.value))" }
        let parameters =
            settings.isEmpty
            ? ""
            : " with \(settings.count == 1 ? "the parameter" : "the parameters") "
                + settings.joined(separator: ", ")
        let owner = policy.owner.map { " \($0) looks after it." } ?? ""
        return
            "From the policy \(policy.id) (\(policy.origin.fileName))\(parameters); change it there.\(owner)"
    }

    private static func text(of value: Value) -> String {
        switch value {
        case .bool(let value): return String(value)
        case .int(let value): return String(value)
        case .double(let value): return "\(value)"
        case .string(let text): return "'\(oneLine(text))'"
        case .day(let day): return day.description
        case .list(let values): return "[\(values.map(text(of:)).joined(separator: ", "))]"
        default: return language.unknown
        }
    }
}
