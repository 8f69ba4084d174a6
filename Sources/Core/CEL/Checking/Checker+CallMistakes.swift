/// What is said of calls that no function answers.
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
}
