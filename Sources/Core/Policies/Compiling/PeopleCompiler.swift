import CivilTime
import Diagnostics
import Facts
import Settings

/// Compiles what reaches people: recipients, schedules, proposals.
struct PeopleCompiler {
    let table: TableSchema
    let configuration: Configuration
    let expressions: ExpressionCompiler
    let problems: Problems

    // Waits where a policy states none (policy-language.md §1).
    private static let standardRepeat = TimeSpan(days: 30)
    private static let standardFactor = 2.0
    private static let standardCooldown = TimeSpan(days: 180)

    /// An entry of `notify`; `nil` when its schedule is wrong, which is reported.
    func notice(_ entry: NotifyDefinition, _ message: CompiledMessage) -> NotifyEntry? {
        guard let schedule = schedule(of: entry) else { return nil }
        return NotifyEntry(
            to: entry.to.map { $0.compactMap(recipient) } ?? [.role(.primaryAdmin)],
            cc: (entry.cc ?? []).compactMap(recipient),
            replyTo: entry.replyTo.flatMap(recipient),
            schedule: schedule,
            condition: entry.condition.flatMap(expressions.filter),
            after: entry.after?.value,
            repeatAfter: entry.repeatAfter?.value ?? Self.standardRepeat,
            repeatFactor: entry.repeatFactor?.value ?? Self.standardFactor,
            repeatMost: entry.repeatMost?.value ?? .max,
            message: message)
    }

    private func schedule(of entry: NotifyDefinition) -> NotifySchedule? {
        switch entry.schedule {
        case nil:
            // An escalation comes at a fixed hour: no data need arrive for it.
            .calendar(
                entry.after == nil
                    ? .whenDataArrives(atMost: .weekly)
                    : .at(.daily, secondOfDay: NotifySchedule.standardSecond))
        case .text(let text):
            calendar(text)
        case .before(let column, let days, let second):
            expressions.value(column, .day, "'before'").map {
                .before($0, days: days, secondOfDay: second)
            }
        }
    }

    private func calendar(_ text: Sourced<String>) -> NotifySchedule? {
        if let schedule = Schedule(text.value) { return .calendar(schedule) }
        problems.error(
            "schedule", "'schedule: \(text.value)' must be \(Schedule.forms)", at: text.origin)
        return nil
    }

    /// An entry of `propose`; `nil` when something is wrong with it, which is reported.
    func proposal(_ entry: ProposeDefinition) -> ProposeEntry? {
        guard let action = entry.action, isKnown(action) else { return nil }
        let expect = entry.expect.flatMap(expressions.filter)
        return ProposeEntry(
            action: action.value,
            condition: entry.condition.flatMap(expressions.filter),
            decide: entry.decide.flatMap(recipient) ?? .role(.primaryAdmin),
            execute: entry.execute.flatMap { expressions.value($0, .text, "'execute'") },
            due: entry.due.flatMap { expressions.value($0, .day, "'due'") },
            verify: expect.map { Verification(expect: $0, within: entry.within?.value) },
            cooldown: entry.cooldown?.value ?? Self.standardCooldown)
    }

    private func isKnown(_ action: Sourced<String>) -> Bool {
        guard let known = knownActions.first(where: { $0.name == action.value }) else {
            let names = knownActions.map(\.name)
            let advice =
                nearestName(to: action.value, among: names).map { "did you mean '\($0)'?" }
                ?? "there are \(names.joined(separator: ", "))"
            problems.error(
                "unknown-action", "there is no action '\(action.value)'; \(advice)", at: action.origin)
            return false
        }
        guard known.tables.contains(table.name) else {
            problems.error(
                "unknown-action",
                "'\(action.value)' is an action on a \(known.tables.joined(separator: " or ")), "
                    + "not on a \(table.name)",
                at: action.origin)
            return false
        }
        return true
    }

    // MARK: - Recipients

    /// A recipient; `nil` when it is none, which is reported.
    func recipient(_ definition: RecipientDefinition) -> Recipient? {
        switch definition {
        case .expression(let formula):
            return expressions.value(formula, .texts, "'cel' of a recipient").map(Recipient.expression)
        case .named(let text):
            if text.value.contains("@") { return address(text) }
            return named(text)
        }
    }

    private func address(_ text: Sourced<String>) -> Recipient? {
        let parts = text.value.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.value.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0.value > 32 && !"<>,;\"()".unicodeScalars.contains($0)
        }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain else {
            problems.error(
                "recipient", "'\(text.value)' must be a bare address, like ada@example.com",
                at: text.origin)
            return nil
        }
        return .address(text.value.lowercased())
    }

    private func named(_ text: Sourced<String>) -> Recipient? {
        switch text.value {
        case "operators": return .operators
        case "holder" where table["person"] != nil: return .holder
        case "holder":
            problems.error(
                "recipient", "a \(table.name) has no holder; name a role or an address", at: text.origin)
            return nil
        default: break
        }
        if let role = Role.allCases.first(where: { "role:\($0.rawValue)" == text.value }) {
            return .role(role)
        }
        let contact = "contacts.people."
        let contacts = configuration.contacts.people.keys
        if text.value.hasPrefix(contact), contacts.contains(String(text.value.dropFirst(contact.count))) {
            return .contact(String(text.value.dropFirst(contact.count)))
        }
        let names =
            Role.allCases.map { "role:\($0.rawValue)" } + ["operators", "holder"]
            + contacts.map { contact + $0 }
        let near = nearestName(to: text.value, among: names)
        let advice =
            near.map { "did you mean '\($0)'?" }
            ?? "write an address, role:primary-admin, holder, operators or contacts.people.NAME"
        let kind = text.value.hasPrefix("role:") ? "role" : "recipient"
        problems.error(
            kind == "role" ? "unknown-role" : "recipient",
            "there is no \(kind) '\(text.value)'; \(advice)", at: text.origin)
        return nil
    }
}
