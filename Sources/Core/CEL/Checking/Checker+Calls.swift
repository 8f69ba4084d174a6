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
        if overloads.isEmpty, isMember, options.readsMacros, let macro = Macro(called: full) {
            // Its arguments use names that it does not bind: they are no mistakes of their own.
            return failure(
                "no-such-function",
                "\(full)() is written \(macro.example)",
                name,
                syntax
            )
        }
        guard !overloads.isEmpty else {
            // A first argument that is no more than an unknown name is one that a macro would bind.
            let isLikeMacro = isMember && operands.count > 2 && undeclaredPath(operands[1]) != nil
            for operand in isLikeMacro ? operands.prefix(1) : operands[...] { _ = check(operand) }
            return failure("no-such-function", unknown(full, isMember: isMember), name, syntax)
        }
        var arguments = operands.map { check($0) }
        let fitting = overloads.filter { $0.parameters(for: operands.count) != nil }
        guard !fitting.isEmpty else {
            let given = operands.count - (isMember ? 1 : 0)
            let counts = counts(of: overloads, isMember: isMember)
            return failure("type", "\(full)() takes \(counts), not \(given)", name, syntax)
        }
        guard let (chosen, result) = choose(fitting, for: &arguments) else {
            report("type", mismatch(full, fitting, arguments), name.range)
            let call = Expression.Call(name: full, overloads: fitting)
            return make(.call(call, arguments), .dyn, syntax)
        }
        readWhatIsNeeded(by: chosen, &arguments, operands)
        if isMember, let form = optionalOr(full, chosen, arguments) {
            return make(form, result, syntax)
        }
        let forms = inspected(chosen, arguments)
        if let context = chosen[0].context {
            // It stands nowhere in the text: an empty place, which no trace shows.
            let range = syntax.range.lowerBound..<syntax.range.lowerBound
            let form = Expression.Form.variable(position(ofVariable: context))
            arguments.insert(Expression(form: form, type: .dyn, range: range), at: 0)
        }
        warnOfFailing(forms[0], arguments, syntax)
        let call = Expression.Call(name: full, overloads: forms)
        return make(.call(call, arguments), result, syntax)
    }

    /// Reads the arguments that no form takes as null.
    private mutating func readWhatIsNeeded(
        by overloads: [Overload],
        _ arguments: inout [Expression],
        _ operands: [Syntax]
    ) {
        let count = arguments.count
        let parameters = overloads.compactMap { $0.parameters(for: count) }
        for index in arguments.indices where !parameters.contains(where: { $0[index].isNullable }) {
            arguments[index] = read(arguments[index], operands[index])
        }
    }

    /// `a.or(b)` and `a.orValue(b)` of optional values look at b only where they need it, unlike
    /// other functions.
    private func optionalOr(_ name: String, _ overloads: [Overload], _ arguments: [Expression])
        -> Expression.Form?
    {
        guard name == "or" || name == "orValue", arguments.count == 2,
            overloads.allSatisfy({ $0.parameters[0].insideOptional != nil })
        else { return nil }
        return .optionalOr(arguments[0], arguments[1], unwraps: name == "orValue")
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
        let type = joined(subject.type.unwrapped, other.type)
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
}
