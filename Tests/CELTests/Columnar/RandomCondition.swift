import TestSupport

/// Writes well-typed expressions over the tables of `RandomTable`.
struct RandomCondition {
    var random: SeededGenerator
    /// The language of policies, else the standard one.
    let isPolicy: Bool

    /// A type of which expressions are made.
    enum Kind: CaseIterable {
        case bool, int, uint, double, text, day, moment, length
    }

    mutating func expression(_ kind: Kind, _ depth: Int) -> String {
        switch kind {
        case .bool: bool(depth)
        case .int: int(depth)
        case .uint: uint(depth)
        case .double: double(depth)
        case .text: text(depth)
        case .day: day(depth)
        case .moment: moment(depth)
        case .length: length(depth)
        }
    }

    private mutating func pick(_ all: [String]) -> String {
        all.randomElement(using: &random) ?? ""
    }
    private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    /// What every type has: a choice, and another value where there is none.
    private mutating func general(_ kind: Kind, _ depth: Int) -> String {
        let (a, b) = (expression(kind, depth - 1), expression(kind, depth - 1))
        if isPolicy, number(2) == 0 { return "\(nullable(kind, depth - 1)).orElse(\(b))" }
        return "(\(bool(depth - 1)) ? \(a) : \(b))"
    }

    /// Something that may be null.
    private mutating func nullable(_ kind: Kind, _ depth: Int) -> String {
        switch kind {
        case .bool: pick(["seat.left", "flag"])
        case .int: pick(["seat.days_idle", "seat.secret", "seat.pool.team.size", "score"])
        case .uint: "uint(\(int(depth)))"
        case .double: pick(["seat.price", "seat.pool.share", "step"])
        case .text:
            pick(["seat.email", "seat.note", "seat.pool.name", "seat.pool.team.name", "label"])
        case .day: pick(["seat.assigned_on", "seat.pool.renewal", "as_of"])
        case .moment: "seat.changed"
        case .length: "(seat.changed - now)"
        }
    }

    // MARK: Truth

    private mutating func bool(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "seat.assigned", "seat.left", "true", "false", "flag", "seat.pool.team.known",
                "seat.kind == 'seats'", "seat.used > 7",
            ])
        }
        switch number(20) {
        case 0, 1: return "(" + row(" && ", depth) + ")"
        case 2, 3: return "(" + row(" || ", depth) + ")"
        case 4: return "!\(bool(depth - 1))"
        case 5, 6, 7, 8: return comparison(depth)
        case 9: return presence()
        case 10, 11: return textTest(depth)
        case 12, 13: return membership(depth)
        case 14: return macro(depth)
        case 15: return mixed(depth)
        case 16: return general(.bool, depth)
        default: return comparison(depth)
        }
    }

    private mutating func row(_ symbol: String, _ depth: Int) -> String {
        (0..<2 + number(3)).map { _ in bool(depth - 1) }.joined(separator: symbol)
    }

    private mutating func comparison(_ depth: Int) -> String {
        let kind = Kind.allCases.randomElement(using: &random) ?? .int
        let symbol = pick(["==", "!=", "<", "<=", ">", ">="])
        return "(\(expression(kind, depth - 1)) \(symbol) \(expression(kind, depth - 1)))"
    }

    /// Numbers of different types beside one another.
    private mutating func mixed(_ depth: Int) -> String {
        let kinds: [Kind] = [.int, .uint, .double]
        let (a, b) = (kinds.randomElement(using: &random), kinds.randomElement(using: &random))
        let (x, y) = (expression(a ?? .int, depth - 1), expression(b ?? .int, depth - 1))
        guard number(2) == 0 else { return "(\(x) \(pick(["<", "<=", ">", ">="])) \(y))" }
        return "(dyn(\(x)) \(pick(["==", "!=", "<", ">="])) \(y))"
    }

    private mutating func presence() -> String {
        let field = pick([
            "seat.email", "seat.note", "seat.kind", "seat.days_idle", "seat.secret", "seat.tags",
            "seat.pool", "seat.pool.name", "seat.pool.share", "seat.pool.team",
            "seat.pool.team.size", "seat.pool.team.name", "seat.left", "seat.changed",
        ])
        return number(2) == 0 ? "has(\(field))" : "(\(field) \(pick(["==", "!="])) null)"
    }

    private mutating func textTest(_ depth: Int) -> String {
        // Half of them of a field alone, for which there are ways without the interpreter.
        let subject = text(Bool.random(using: &random) ? 0 : depth - 1)
        switch number(7) {
        case 0: return "\(subject).startsWith(\(text(depth - 1)))"
        case 1: return "\(subject).endsWith(\(literalText()))"
        case 2: return "\(subject).contains(\(literalText()))"
        case 3: return "\(subject).matches('^[a-s]+(@|$)')"
        case 4: return "(size(\(subject)) \(pick(["<", "<=", ">", ">="])) \(number(4)))"
        case 5: return "['a', 'é'].\(pick(["all", "exists"]))(w, \(subject).contains(w))"
        default: return "(\(subject) == \(literalText()))"
        }
    }

    private mutating func membership(_ depth: Int) -> String {
        switch number(8) {
        case 0: return "(\(text(depth - 1)) in names)"
        case 1: return "(\(text(depth - 1)) in ['seats', \(literalText()), ''])"
        case 2: return "(\(int(depth - 1)) in [1, 7, 60, -9223372036854775808])"
        case 3: return "(\(int(depth - 1)) in nums)"
        case 4: return "(\(double(depth - 1)) in [0.0, 0.5, 1e3, 60.0])"
        case 5: return "(\(day(depth - 1)) in [today, day('2026-11-24')])"
        case 6: return "(\(text(depth - 1)) in limits)"
        default: return "(\(literalText()) in seat.tags)"
        }
    }

    private mutating func macro(_ depth: Int) -> String {
        switch number(5) {
        case 0: return "names.exists(n, n == \(text(depth - 1)))"
        case 1: return "seat.tags.all(t, t != \(text(0)))"
        case 2: return "nums.exists(n, n > \(int(depth - 1)))"
        case 3: return "seat.uses.exists_one(d, d == \(day(0)))"
        default: return "(names.filter(n, n.contains(\(literalText()))).size() > \(int(0)))"
        }
    }

    // MARK: Numbers

    private mutating func int(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "seat.used", "seat.days_idle", "seat.secret", "seat.pool.free",
                "seat.pool.team.size", "limit", "score", "0", "1", "-1", "7", "60",
                "9223372036854775807", "-9223372036854775808",
            ])
        }
        let a = int(depth - 1)
        switch number(18) {
        case 0, 1, 2: return "(\(a) \(pick(["+", "-", "*"])) \(int(depth - 1)))"
        case 3: return "(\(a) \(pick(["/", "%"])) \(int(depth - 1)))"
        case 4: return "-(\(a))"
        case 5: return "size(\(text(depth - 1)))"
        case 6: return "int(\(double(depth - 1)))"
        case 7: return "int(\(uint(depth - 1)))"
        case 8: return "int(\(moment(depth - 1)))"
        case 9: return "\(day(depth - 1)).until(\(day(depth - 1)))"
        case 10: return "\(day(depth - 1)).\(pick(["month", "year"]))()"
        case 11: return "limits[\(text(depth - 1))]"
        case 12: return "seat.tags.size()"
        case 13: return "int(\(text(depth - 1)))"
        case 14: return "\(moment(depth - 1)).getFullYear()"
        case 15: return general(.int, depth)
        case 16: return extended(depth)
        default: return int(0)
        }
    }

    /// A whole number by optional values, macros and functions of extensions.
    private mutating func extended(_ depth: Int) -> String {
        let (a, b) = (int(depth - 1), int(depth - 1))
        switch number(7) {
        case 0: return "cel.bind(v, \(a), v + v)"
        case 1: return "optional.of(\(a)).orValue(\(b))"
        case 2: return "[\(a)][?\(b)].orValue(\(int(0)))"
        case 3: return "math.greatest(\(a), \(b))"
        case 4: return "[\(a), \(b)].map(x, x * 2)[1]"
        case 5: return "\(text(depth - 1)).indexOf(\(literalText()))"
        default: return "{'a': \(a)}.?a.optMap(x, x - 1).orValue(\(b))"
        }
    }

    private mutating func uint(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["0u", "1u", "60u", "18446744073709551615u"]) }
        switch number(5) {
        case 0: return "uint(\(int(depth - 1)))"
        case 1: return "uint(\(double(depth - 1)))"
        case 2: return "(\(uint(depth - 1)) \(pick(["+", "-", "*", "/", "%"])) \(uint(depth - 1)))"
        case 3: return general(.uint, depth)
        default: return uint(0)
        }
    }

    private mutating func double(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "seat.price", "seat.share", "seat.pool.share", "rate", "step", "0.0", "0.5",
                "-1.5", "60.0", "1e308",
            ])
        }
        switch number(7) {
        case 0, 1:
            return "(\(double(depth - 1)) \(pick(["+", "-", "*", "/"])) \(double(depth - 1)))"
        case 2: return "-(\(double(depth - 1)))"
        case 3: return "double(\(int(depth - 1)))"
        case 4: return "double(\(uint(depth - 1)))"
        case 5: return general(.double, depth)
        default: return double(0)
        }
    }

    // MARK: Texts and times

    private mutating func literalText() -> String {
        pick(["'a'", "'seats'", "''", "'@example.com'", "'é'", "'e\\u0301'", "'😀'", "'monday'"])
    }

    private mutating func text(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "seat.email", "seat.email", "seat.kind", "seat.note", "seat.pool.name",
                "seat.pool.team.name", "label", literalText(),
            ])
        }
        switch number(11) {
        case 0: return "\(text(depth - 1)).lowerAscii()"
        case 1: return "(\(text(depth - 1)) + \(literalText()))"
        case 2: return "\(text(depth - 1)).substring(1)"
        case 3: return "string(\(int(depth - 1)))"
        case 4: return "\(day(depth - 1)).weekday()"
        case 5: return general(.text, depth)
        case 6: return "names[\(int(depth - 1))]"
        case 7: return "\(text(depth - 1)).replace('a', \(literalText()))"
        case 8: return "\(text(depth - 1)).split('@').join('-')"
        default: return text(0)
        }
    }

    private mutating func day(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick([
                "seat.assigned_on", "seat.seen_on", "seat.pool.renewal", "today", "as_of",
                "day('2026-11-24')",
            ])
        }
        switch number(4) {
        case 0: return "\(day(depth - 1)).add(\(int(depth - 1)))"
        case 1: return general(.day, depth)
        default: return day(0)
        }
    }

    private mutating func moment(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick(["seat.changed", "now", "timestamp('2026-11-24T08:00:00.5Z')"])
        }
        switch number(4) {
        case 0: return "(\(moment(depth - 1)) \(pick(["+", "-"])) \(length(depth - 1)))"
        case 1: return general(.moment, depth)
        default: return moment(0)
        }
    }

    private mutating func length(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick(["duration('36h')", "duration('-1s')", "duration('0.5s')"])
        }
        switch number(4) {
        case 0: return "(\(moment(depth - 1)) - \(moment(depth - 1)))"
        case 1: return "(\(length(depth - 1)) \(pick(["+", "-"])) \(length(depth - 1)))"
        case 2: return general(.length, depth)
        default: return length(0)
        }
    }
}
