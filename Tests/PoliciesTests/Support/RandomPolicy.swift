import Columns
import TestSupport

/// A policy file that nobody would write, over seats or teams, that has no mistake.
struct RandomPolicy {
    /// The table that it watches.
    let table: String
    private var random: SeededGenerator
    private var names: (truths: [String], numbers: [String]) = ([], [])
    private var hasSteps = false

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        table = Int.random(in: 0..<3, using: &random) == 0 ? "team" : "seat"
    }

    /// The documents.
    mutating func text() -> String {
        var lines = [
            "policy: p", "resource: \(table)",
            "mode: \(pick(["notify", "notify", "propose", "disabled"]))",
            "parameters: { limit: 40, share: 0.5 }",
        ]
        let variables = (0..<number(0...3)).map { variable($0) }
        if !variables.isEmpty { lines += ["variables:"] + variables }
        let match = (0..<number(0...4)).map { "  - m\($0): \"\(truth(3))\"" }
        if !match.isEmpty { lines += ["match:"] + match }
        hasSteps = number(0...3) == 0
        if hasSteps { lines.append("steps: { value: \"\(amount(2))\", at: [1, 20, 60] }") }
        if !hasSteps || number(0...1) == 0 { lines.append("expr: \"\(truth(3))\"") }
        lines.append(
            "severity: { critical: \"\(truth(2))\", info: \"\(truth(2))\", default: warning }"
        )
        lines.append("data: \(data())")
        for name in 0..<number(0...3) { lines += override(name) }
        for name in 0..<number(0...2) { lines += exception(name) }
        return lines.joined(separator: "\n")
    }

    // MARK: - Documents

    private mutating func variable(_ number: Int) -> String {
        if Bool.random(using: &random) {
            let line = "  v\(number): \"\(truth(2))\""
            names.truths.append("variables.v\(number)")
            return line
        }
        let line = "  v\(number): \"\(amount(2))\""
        names.numbers.append("variables.v\(number)")
        return line
    }

    private mutating func data() -> String {
        var parts: [String] = []
        if table == "seat", number(0...2) > 0 { parts.append("min_history: \(number(0...80))d") }
        if number(0...3) == 0 { parts.append("on_stale: evaluate") }
        if number(0...3) == 0 { parts.append("max_age: \(number(0...6))d") }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    private mutating func override(_ name: Int) -> [String] {
        // It is about rows only: what it may change is not in its scope.
        let variables = names
        names = ([], [])
        defer { names = variables }
        var lines = ["---", "override: o\(name)", "policies: [p]"]
        if number(0...3) > 0 { lines.append("where: \"\(plainTruth(2))\"") }
        switch number(0...4) {
        case 0: lines.append("mode: \(pick(["disabled", "audit", "notify"]))")
        case 1: lines.append("severity: \(pick(["info", "critical"]))")
        case 2: lines.append("data: \(data())")
        default: lines.append("parameters: { limit: \(number(0...90)) }")
        }
        return lines
    }

    private mutating func exception(_ name: Int) -> [String] {
        [
            "---", "exception: e\(name)", "policies: [p]", "where: \"\(truth(1))\"", "reason: r",
            "approved_by: a@example.com",
            "until: \(pick(["2026-11-24", "2026-11-23", "2027-01-31"]))",
        ]
    }

    // MARK: - Expressions

    private mutating func truth(_ depth: Int) -> String {
        if !names.truths.isEmpty, number(0...4) == 0 { return pick(names.truths) }
        if hasSteps, number(0...5) == 0 { return "step.orElse(0.0) > 10.0" }
        if !names.numbers.isEmpty, number(0...5) == 0 { return "has(\(pick(names.numbers)))" }
        if number(0...3) == 0 {
            return "\(amount(depth - 1)) \(pick(["<", ">="])) double(params.limit)"
        }
        return combined(depth) { $0.truth($1) }
    }

    private mutating func plainTruth(_ depth: Int) -> String {
        combined(depth) { $0.plainTruth($1) }
    }

    private mutating func combined(
        _ depth: Int,
        _ part: (inout RandomPolicy, Int) -> String
    ) -> String {
        guard depth > 0 else { return atom() }
        switch number(0...5) {
        case 0: return "(\(part(&self, depth - 1)) && \(part(&self, depth - 1)))"
        case 1: return "(\(part(&self, depth - 1)) || \(part(&self, depth - 1)))"
        case 2: return "!(\(part(&self, depth - 1)))"
        case 3:
            let condition = part(&self, depth - 1)
            return "(\(condition) ? \(part(&self, depth - 1)) : \(part(&self, depth - 1)))"
        default: return atom()
        }
    }

    private mutating func atom() -> String {
        table == "seat"
            ? pick([
                "seat.assigned", "seat.left", "seat.days_idle > 40", "seat.days_assigned <= 30",
                "has(seat.price)", "seat.price == null", "seat.price > 50.0",
                "seat.kind == 'seats'",
                "seat.offering in ['AutoCAD', 'Maya']", "seat.name.startsWith('A')",
                "fold(seat.team) == 'north'", "10 / seat.days_used_30 > 1", "true",
                "as_of > day('2026-11-20')",
                "seat.days_idle.orElse(50) > seat.days_assigned", "today.weekday() == 'tuesday'",
                "seat.used_days.exists(d, d.until(as_of) < 30)", "seat.email.size() > 3",
                "seat.pool.seats_free > 1", "has(seat.pool)",
                "pool(seat.team, seat.offering).seats_free > 1",
                "has(team(seat.team).balance.share_left)",
            ])
            : pick([
                "team.has_backup", "team.people > 3", "team.balance.packs > 1",
                "has(team.balance)", "team.balance.share_left > 0.4", "team.name == 'North'",
                "team.admins.exists(a, a.role == 'secondary')", "team.admins.size() > 1",
                "team.name.startsWith('N')", "has(team.balance.share_left)",
            ])
    }

    private mutating func amount(_ depth: Int) -> String {
        if !names.numbers.isEmpty, number(0...4) == 0 { return pick(names.numbers) }
        guard depth > 0, number(0...1) == 0 else {
            return table == "seat"
                ? pick([
                    "double(seat.days_idle)", "seat.price", "seat.price.orElse(7.0)", "30.0",
                    "params.share", "double(seat.days_known)",
                ])
                : pick([
                    "double(team.people)", "team.balance.share_left", "team.balance.available",
                    "30.0",
                ])
        }
        return "(\(amount(depth - 1)) \(pick(["+", "-", "*"])) \(amount(depth - 1)))"
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        .random(in: range, using: &random)
    }

    private mutating func pick(_ texts: [String]) -> String {
        texts[Int.random(in: 0..<texts.count, using: &random)]
    }
}
