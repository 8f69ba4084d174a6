extension Expression {
    /// The same over values that are known already, so that nothing is evaluated twice.
    ///
    /// - Parameter values: one for each of `partsWithOneValue`; a part whose value is `nil` stays.
    /// - Returns: the expression.
    func replacing(_ values: [Result<Value, EvaluationError>?]) -> Expression {
        let replaced = parts.enumerated().map { place, part -> Expression in
            guard place < values.count, let value = values[place] else { return part }
            let form: Form =
                switch value {
                case .success(let value): .literal(value)
                case .failure(let error): .failure(error)
                }
            // The mark of an optional element belongs to what is made of it.
            guard case .optional = part.form else { return part.with(form) }
            return part.with(.optional(part.with(form)))
        }
        return with(parts: replaced)
    }

    /// The parts that have one value in an evaluation: a macro's body has one for each element.
    var partsWithOneValue: [Expression] {
        if case .comprehension(let comprehension) = form { [comprehension.range] } else { parts }
    }

    /// The expression with other ones inside.
    ///
    /// - Parameter replacement: what stands instead of an expression; `nil` where its own parts are
    ///   looked at.
    /// - Returns: the new expression.
    func replacing(_ replacement: (Expression) -> Expression?) -> Expression {
        if let other = replacement(self) { return other }
        let parts = parts
        return parts.isEmpty ? self : with(parts: parts.map { $0.replacing(replacement) })
    }

    /// The same form with other parts, in the order of `parts`.
    func with(parts: [Expression]) -> Expression {
        var rest = parts[...]
        return with(form.replacingParts { rest.popFirst() ?? $0 })
    }
}

extension Expression.Form {
    /// The same with each part replaced, from left to right.
    fileprivate func replacingParts(_ next: (Expression) -> Expression) -> Expression.Form {
        switch self {
        case .literal, .variable, .local, .bound, .failure: self
        case .select(let operand, let field): .select(next(operand), field)
        case .has(let operand, let field): .has(next(operand), field)
        case .optionalSelect(let operand, let field): .optionalSelect(next(operand), field)
        case .index(let a, let b): .index(next(a), next(b))
        case .optionalIndex(let a, let b): .optionalIndex(next(a), next(b))
        case .optionalOr(let a, let b, let unwraps):
            .optionalOr(next(a), next(b), unwraps: unwraps)
        case .list(let elements): .list(elements.map(next))
        case .map(let entries): .map(entries.map { (key: next($0.key), value: next($0.value)) })
        case .structure(let structure):
            .structure(
                Expression.Structure(
                    name: structure.name,
                    fields: structure.fields.map { (field: $0.field, value: next($0.value)) },
                    maker: structure.maker
                )
            )
        case .optional(let inner): .optional(next(inner))
        case .not(let operand): .not(next(operand))
        case .and(let operands): .and(operands.map(next))
        case .or(let operands): .or(operands.map(next))
        case .conditional(let a, let b, let c): .conditional(next(a), next(b), next(c))
        case .equal(let a, let b, let isNegated): .equal(next(a), next(b), isNegated: isNegated)
        case .compare(let comparison, let a, let b): .compare(comparison, next(a), next(b))
        case .contained(let a, let b): .contained(next(a), next(b))
        case .call(let call, let arguments): .call(call, arguments.map(next))
        case .present(let inner, let error): .present(next(inner), error)
        case .orElse(let a, let b): .orElse(next(a), next(b))
        case .comprehension(let comprehension):
            .comprehension(
                Expression.Comprehension(
                    macro: comprehension.macro,
                    range: next(comprehension.range),
                    slots: comprehension.slots,
                    filter: comprehension.filter.map(next),
                    body: next(comprehension.body)
                )
            )
        case .bind(let bindings, let body):
            .bind(
                bindings.map { Expression.Binding(slot: $0.slot, value: next($0.value)) },
                next(body)
            )
        }
    }
}
