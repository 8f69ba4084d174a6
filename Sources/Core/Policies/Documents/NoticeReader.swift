import CivilTime
import Diagnostics
import Settings
import YAML

// The parts of a policy that reach people: notify and propose.
extension PolicyFile {
    /// An entry of `notify`.
    func notice(_ reader: inout MappingReader) -> NotifyDefinition {
        var notice = NotifyDefinition(origin: origin(reader.range))
        notice.to = recipients(reader.node("to"))
        notice.cc = recipients(reader.node("cc"))
        notice.replyTo = reader.node("reply_to").flatMap(recipient)
        notice.schedule = reader.node("schedule").flatMap(schedule)
        notice.condition = formula(reader.node("if"), "if")
        notice.after = sourced(reader.span("after"))
        notice.template = sourced(reader.text("template"))
        if var again = reader.mapping("repeat", what: "repeat") {
            notice.repeatAfter = sourced(again.span("after"))
            notice.repeatFactor = sourced(again.number("factor", in: 1...))
            notice.repeatMost = sourced(again.int("most", in: 0...1000))
            again.finish()
        }
        if notice.to == nil {
            reporter.error("missing-key", "\(reader.what) needs the key 'to'", at: reader.range)
        }
        return notice
    }

    private func recipients(_ node: Node?) -> [RecipientDefinition]? {
        guard let node else { return nil }
        return (node.items ?? [node]).compactMap(recipient)
    }

    private func recipient(_ node: Node) -> RecipientDefinition? {
        if let scalar = node.scalar, !node.isAbsent {
            return .named(Sourced(value: scalar.text, origin: origin(node.range)))
        }
        var reader = MappingReader(node, what: "a recipient", reporter: reporter)
        defer { reader.finish() }
        guard let expression = formula(reader.required("cel"), "cel") else { return nil }
        return .expression(expression)
    }

    private func schedule(_ node: Node) -> ScheduleDefinition? {
        if let scalar = node.scalar {
            return .text(Sourced(value: scalar.text, origin: origin(node.range)))
        }
        var reader = MappingReader(node, what: "a schedule", reporter: reporter)
        defer { reader.finish() }
        let column = formula(reader.required("before"), "before")
        let marks = reader.list("days")?.compactMap { item in
            let text = item.scalar?.text ?? ""
            let days = decimalInteger(text) ?? TimeSpan(text).map(\.days)
            if days.map({ (0...1000).contains($0) }) != true {
                reporter.error(
                    "type", "'days' in a schedule must hold numbers of days, like [30, 7, 1]",
                    at: item.range)
            }
            return days
        }
        if marks?.isEmpty != false {
            reporter.error("missing-key", "a schedule needs the key 'days'", at: node.range)
        }
        let second = reader.value(
            "at", expected: "a time of day in quotes, like \"08:00\"", parse: Schedule.secondOfDay)
        guard let column, let marks else { return nil }
        return .before(
            column, days: Set(marks).sorted(by: >),
            secondOfDay: second?.value ?? NotifySchedule.standardSecond)
    }

    /// An entry of `propose`.
    func proposal(_ reader: inout MappingReader) -> ProposeDefinition {
        var proposal = ProposeDefinition(origin: origin(reader.range))
        if reader.required("action") != nil { proposal.action = sourced(reader.text("action")) }
        proposal.condition = formula(reader.node("if"), "if")
        proposal.decide = reader.node("decide").flatMap(recipient)
        proposal.execute = formula(reader.node("execute"), "execute")
        proposal.due = formula(reader.node("due"), "due")
        if var verify = reader.mapping("verify", what: "verify") {
            proposal.expect = formula(verify.required("expect"), "expect")
            proposal.within = sourced(verify.span("within"))
            verify.finish()
        }
        proposal.cooldown = sourced(reader.span("cooldown"))
        return proposal
    }
}
