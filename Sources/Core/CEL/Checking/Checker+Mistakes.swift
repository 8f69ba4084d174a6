import Diagnostics

/// What is said of calls that no function answers, and of operators that two types do not have.
extension Checker {
    /// The numbers of arguments that a function takes.
    func counts(of overloads: [Overload], isMember: Bool) -> String {
        let counts = Set(overloads.map { $0.parameters.count - (isMember ? 1 : 0) }).sorted()
        if overloads.contains(where: \.isVariadic), let least = counts.first {
            return "at least \(least) \(least == 1 ? "argument" : "arguments")"
        }
        let list = counts.map(String.init).joined(separator: " or ")
        return list == "1" ? "1 argument" : "\(list) arguments"
    }

    /// A call that fails, also where mistakes are left to the evaluation.
    mutating func failure(
        _ code: String,
        _ message: String,
        _ name: Syntax.Name,
        _ syntax: Syntax
    ) -> Expression {
        report(code, message, name.range)
        let error = EvaluationError(.noOverload, message, offsets: name.range)
        return make(.failure(error), .dyn, syntax)
    }

    /// What to write instead of a function that there is not.
    func unknown(_ full: String, isMember: Bool) -> String {
        if environment.hasFunction(full, isMember: !isMember) {
            return "'\(full)' is called as \(isMember ? "\(full)(x)" : "x.\(full)(…)")"
        }
        if options.readsMacros, let example = MacroTable.namespacedExamples[full] {
            return "\(full)() is written \(example)"
        }
        let functions = environment.functions.filter { _, overloads in
            overloads.contains { $0.isMember == isMember }
        }
        let macros = isMember ? Macro.allCases.map(\.rawValue) : ["has", "cel.bind", "cel.block"]
        var names = functions.keys.sorted() + (options.readsMacros ? macros : [])
        if isMember, options.nullReadsFail { names.append("orElse") }
        return "there is no function '\(full)'\(suggestion(for: full, among: names))"
    }

    /// The forms of a function beside what it was called with.
    func mismatch(
        _ full: String,
        _ overloads: [Overload],
        _ arguments: [Expression]
    ) -> String {
        let types = arguments.map { shown($0.type) }
        let given =
            overloads[0].isMember
            ? "\(types[0]).(\(types.dropFirst().joined(separator: ", ")))"
            : "(\(types.joined(separator: ", ")))"
        let known = overloads.filter { !$0.isLastResort }.prefix(4).map(\.signature)
            .joined(separator: " or ")
        return "\(full)() takes \(known), not \(given)"
    }

    /// Tells the writer of a policy of a written text that can never be converted, as a day of no
    /// calendar.
    ///
    /// It is no error, since the other side of `||` may make up for it.
    mutating func warnOfFailing(
        _ overload: Overload,
        _ arguments: [Expression],
        _ syntax: Syntax
    ) {
        guard options.nullReadsFail, !overload.isMember, arguments.count == 1,
            case .literal(.string(let text)) = arguments[0].form,
            case .unary(let body) = overload.body
        else { return }
        do throws(EvaluationError) {
            _ = try body(.string(text))
        } catch {
            report("no-value", "this never has a value: \(error.message)", syntax.range, .warning)
        }
    }

    // MARK: Operators

    /// Whether a mistake in it was told, so that its type is not known: what follows from that is
    /// none of its own.
    func isMistaken(_ expression: Expression) -> Bool {
        guard resolved(expression.type) == .dyn else { return false }
        let range = expression.range
        return problems.contains {
            $0.severity == .error && range.lowerBound <= $0.offsets.lowerBound
                && $0.offsets.upperBound <= range.upperBound
        }
    }

    /// What to write instead of an operator that two types do not have.
    func operationHint(_ symbol: String, _ a: ValueType, _ b: ValueType) -> String {
        guard resolved(a).unwrapped == .day else { return conversionHint(a, b) }
        switch (symbol, resolved(b).unwrapped) {
        case ("-", .day): return "; the days from a to b are a.until(b)"
        case ("+", .int): return "; the day that many days later is a.add(days)"
        case ("-", .int): return "; the day that many days before is a.add(-days)"
        default: return ""
        }
    }

    /// What to write where two kinds of numbers meet, or a day and its text; empty for other types.
    func conversionHint(_ a: ValueType, _ b: ValueType) -> String {
        let (a, b) = (resolved(a).unwrapped, resolved(b).unwrapped)
        if (a, b) == (.day, .string) || (a, b) == (.string, .day) {
            return "; a day is written day('2026-11-24')"
        }
        guard a != b, a.isNumeric, b.isNumeric else { return "" }
        return a == .double || b == .double
            ? "; convert one with double()" : "; convert one with int()"
    }
}
