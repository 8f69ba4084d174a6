// CEL specification, "Functions": overloads are chosen by the types of the arguments; where these
// are not known, by the values when the expression is evaluated.
extension Checker {
    mutating func call(
        _ target: Syntax?,
        _ name: Syntax.Name,
        _ arguments: [Syntax],
        _ syntax: Syntax
    ) -> Expression {
        guard let target else {
            let full = function(named: [name.text], isRooted: name.isRooted) ?? name.text
            return call(full, isMember: false, name, arguments, syntax)
        }
        // A function of a namespace, as math.greatest(a, b).
        if let (names, isRooted) = target.qualifiedName,
            isRooted || scope[names[0]] == nil,
            let full = function(named: names + [name.text], isRooted: isRooted)
        {
            return call(full, isMember: false, name, arguments, syntax)
        }
        if options.nullReadsFail, name.text == "orElse" {
            return orElse(target, name, arguments, syntax)
        }
        if !environment.hasFunction(name.text, isMember: true), Macro(called: name.text) == nil,
            let path = undeclaredPath(target)
        {
            // Neither is there: the whole is one name of a function, and one mistake.
            let full = path + "." + name.text
            let whole = Syntax.Name(
                text: full,
                range: target.range.lowerBound..<name.range.upperBound
            )
            return failure("no-such-function", unknown(full, isMember: false), whole, syntax)
        }
        return call(name.text, isMember: true, name, [target] + arguments, syntax)
    }

    /// The full name of a function that is called without a target.
    private func function(named names: [String], isRooted: Bool) -> String? {
        candidates(names, isRooted: isRooted).first {
            environment.hasFunction($0, isMember: false)
        }
    }

    /// The path of names of which no variable, type or name that a macro binds is the beginning.
    private func undeclaredPath(_ target: Syntax) -> String? {
        guard let (names, isRooted) = target.qualifiedName, isRooted || scope[names[0]] == nil
        else { return nil }
        let isDeclared = names.indices.contains { end in
            candidates(Array(names[...end]), isRooted: isRooted).contains(where: environment.knows)
        }
        return isDeclared ? nil : names.joined(separator: ".")
    }

    private mutating func call(
        _ full: String,
        isMember: Bool,
        _ name: Syntax.Name,
        _ operands: [Syntax],
        _ syntax: Syntax
    ) -> Expression {
        let overloads = environment.functions[full, default: []].filter { $0.isMember == isMember }
        if overloads.isEmpty, isMember, let macro = Macro(called: full) {
            // Its arguments use names that it does not bind: they are no mistakes of their own.
            return failure(
                "no-such-function",
                "\(full)() is written \(macro.example)",
                name,
                syntax
            )
        }
        var arguments = operands.map { check($0) }
        guard !overloads.isEmpty else {
            return failure("no-such-function", unknown(full, isMember: isMember), name, syntax)
        }
        let fitting = overloads.filter { $0.parameters(for: operands.count) != nil }
        guard !fitting.isEmpty else {
            let given = operands.count - (isMember ? 1 : 0)
            let counts = shown(overloads, isMember: isMember)
            return failure("type", "\(full)() takes \(counts), not \(given)", name, syntax)
        }
        guard let (chosen, result) = choose(fitting, for: &arguments) else {
            report("type", mismatch(full, fitting, arguments), name.range)
            let call = Expression.Call(name: full, overloads: fitting)
            return make(.call(call, arguments), .dyn, syntax)
        }
        for index in arguments.indices
        where !chosen.contains(where: {
            $0.parameters(for: arguments.count)?[index].isNullable ?? false
        }) {
            arguments[index] = read(arguments[index], operands[index])
        }
        if isMember, full == "or" || full == "orValue", arguments.count == 2,
            chosen.allSatisfy({ $0.parameters[0].insideOptional != nil })
        {
            // Unlike other functions it looks at its argument only where it needs it.
            let form = Expression.Form.optionalOr(
                arguments[0],
                arguments[1],
                unwraps: full == "orValue"
            )
            return make(form, result, syntax)
        }
        let forms = inspected(chosen, arguments)
        if let context = chosen[0].context {
            // It stands nowhere in the text: an empty place, which no trace shows.
            let range = syntax.range.lowerBound..<syntax.range.lowerBound
            let form = Expression.Form.variable(position(ofVariable: context))
            arguments.insert(Expression(form: form, type: .dyn, range: range), at: 0)
        }
        let call = Expression.Call(name: full, overloads: forms)
        return make(.call(call, arguments), result, syntax)
    }

    /// The forms after they have looked at what they are called with.
    private mutating func inspected(_ overloads: [Overload], _ arguments: [Expression])
        -> [Overload]
    {
        var types: [ValueType]?
        var reported: Set<String> = []
        return overloads.map { overload in
            guard let inspect = overload.inspect else { return overload }
            let known = types ?? arguments.map { substitution.settled($0.type) }
            types = known
            let inspection = inspect(arguments, known)
            for (code, message, range) in inspection.mistakes
            where reported.insert(message).inserted {
                report(code, message, range)
            }
            patternsSize += inspection.patternSize
            if patternsSize > Bounds.patternsSize, let range = arguments.last?.range {
                report("pattern", "the patterns of this expression are too large", range)
            }
            return overload.with(inspection)
        }
    }

    // MARK: Overloads

    /// The forms that the types permit, with the type of the result; `nil` where none does.
    mutating func choose(_ overloads: [Overload], for types: [ValueType]) -> (
        [Overload], ValueType
    )? {
        var chosen: [Overload] = []
        var results: [ValueType] = []
        for overload in overloads {
            let before = substitution.mark
            if let result = attempt(overload, types) {
                chosen.append(overload)
                results.append(result)
            }
            substitution.forget(since: before)
        }
        guard let first = results.first else { return nil }
        // What is learnt of parameters is kept only where one form can be meant.
        if chosen.count == 1, let result = attempt(chosen[0], types) { return (chosen, result) }
        return (chosen, results.allSatisfy { $0 == first } ? first : .dyn)
    }

    /// The type of the result where the types permit a form; `nil` where they do not.
    private mutating func attempt(_ overload: Overload, _ types: [ValueType]) -> ValueType? {
        guard let parameters = overload.parameters(for: types.count) else { return nil }
        let signature = substitution.instance(of: parameters + [overload.result])
        for (actual, needed) in zip(types, signature) {
            guard substitution.assign(actual, to: needed) else { return nil }
        }
        return substitution.resolve(signature[types.count])
    }

    /// The same, where integer literals become doubles if nothing else fits, and a last resort is
    /// taken where it is one or may turn out to be.
    private mutating func choose(
        _ overloads: [Overload],
        for arguments: inout [Expression]
    ) -> ([Overload], ValueType)? {
        let types = arguments.map(\.type)
        let usual = overloads.filter { !$0.isLastResort }
        if let choice = choose(usual, for: types) {
            let areKnown = types.allSatisfy { substitution.settled($0) != .dyn }
            return areKnown || usual.count == overloads.count
                ? choice : choose(overloads, for: types)
        }
        for overload in usual {
            guard let parameters = overload.parameters(for: arguments.count) else { continue }
            let adapted = zip(arguments, parameters).map { adapt($0, to: $1) }
            if let choice = choose([overload], for: adapted.map(\.type)) {
                arguments = adapted
                return choice
            }
        }
        return choose(overloads.filter(\.isLastResort), for: types)
    }

    /// `x.orElse(y)`: y where x is null.
    private mutating func orElse(
        _ target: Syntax,
        _ name: Syntax.Name,
        _ arguments: [Syntax],
        _ syntax: Syntax
    ) -> Expression {
        let subject = check(target, passesNull: true)
        guard let argument = arguments.first, arguments.count == 1 else {
            report("type", "orElse() takes 1 argument, not \(arguments.count)", name.range)
            return subject.typed(.dyn)
        }
        let other = adapt(check(argument), to: subject.type)
        let type = substitution.join(subject.type.unwrapped, other.type)
        if type == .dyn, resolved(subject.type) != .dyn, resolved(other.type) != .dyn {
            report(
                "type",
                "orElse() needs \(shown(subject.type)) here, not \(shown(other.type))"
                    + conversionHint(subject.type, other.type),
                argument.range
            )
        }
        return make(.orElse(subject, other), type, syntax)
    }

    // MARK: Mistakes

    private func shown(_ overloads: [Overload], isMember: Bool) -> String {
        let counts = Set(overloads.map { $0.parameters.count - (isMember ? 1 : 0) }).sorted()
        if overloads.contains(where: \.isVariadic), let least = counts.first {
            return "at least \(least) \(least == 1 ? "argument" : "arguments")"
        }
        let list = counts.map(String.init).joined(separator: " or ")
        return list == "1" ? "1 argument" : "\(list) arguments"
    }

    /// A call that fails, also where mistakes are left to the evaluation.
    private mutating func failure(
        _ code: String,
        _ message: String,
        _ name: Syntax.Name,
        _ syntax: Syntax
    ) -> Expression {
        report(code, message, name.range)
        let error = EvaluationError(.noOverload, message, offsets: name.range)
        return make(.failure(error), .dyn, syntax)
    }

    private func unknown(_ full: String, isMember: Bool) -> String {
        if environment.hasFunction(full, isMember: !isMember) {
            return "'\(full)' is called as \(isMember ? "\(full)(x)" : "x.\(full)(…)")"
        }
        if let example = MacroTable.namespacedExamples[full] {
            return "\(full)() is written \(example)"
        }
        let functions = environment.functions.filter { _, overloads in
            overloads.contains { $0.isMember == isMember }
        }
        let macros = isMember ? Macro.allCases.map(\.rawValue) : ["has", "cel.bind", "cel.block"]
        var names = functions.keys.sorted() + macros
        if isMember, options.nullReadsFail { names.append("orElse") }
        return "there is no function '\(full)'\(suggestion(for: full, among: names))"
    }

    private func mismatch(
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
