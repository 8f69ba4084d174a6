/// An expression over values that are known already, so that nothing is evaluated twice.
extension Expression {
    /// The same with what its parts came to in their places.
    ///
    /// - Parameter values: one for each of `partsWithOneValue`; a part whose value is `nil` stays.
    /// - Returns: the expression.
    func replacing(_ values: [Result<Value, EvaluationError>?]) -> Expression {
        var rest = values[...]
        /// The next part.
        func next(_ part: Expression) -> Expression {
            guard let value = rest.popFirst() ?? nil else { return part }
            let form: Form =
                switch value {
                case .success(let value): .literal(value)
                case .failure(let error): .failure(error)
                }
            // The mark of an optional element belongs to what is made of it.
            guard case .optional = part.form else { return part.with(form) }
            return part.with(.optional(part.with(form)))
        }
        return with(form.replacing(next))
    }

    /// The parts that have one value in an evaluation: a macro's body has one for each element.
    var partsWithOneValue: [Expression] {
        if case .comprehension(let comprehension) = form { [comprehension.range] } else { parts }
    }
}

extension Expression.Form {
    fileprivate func replacing(_ next: (Expression) -> Expression) -> Expression.Form {
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
                    filter: comprehension.filter,
                    body: comprehension.body
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
