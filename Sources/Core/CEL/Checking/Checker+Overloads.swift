// CEL specification, "Functions": forms of a function are chosen by the types of the arguments; where
// these are not known, by the values when the expression is evaluated.

/// Which forms of a function may be meant.
extension Checker {
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
    mutating func choose(
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
}
