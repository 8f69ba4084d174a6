// CEL specification, "Equality and Ordering" and "Logical Operators".
extension Checker {
    mutating func binary(
        _ symbol: BinaryOperator,
        _ left: Syntax,
        _ right: Syntax,
        _ syntax: Syntax
    ) -> Expression {
        switch symbol {
        case .equal, .notEqual: equality(left, right, syntax, isNegated: symbol == .notEqual)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: ordering(symbol, left, right, syntax)
        case .contained: membership(left, right, syntax)
        case .plus, .minus, .times, .divide, .remainder:
            operation(symbol.rawValue, [left, right], syntax)
        }
    }

    private mutating func equality(
        _ left: Syntax,
        _ right: Syntax,
        _ syntax: Syntax,
        isNegated: Bool
    ) -> Expression {
        if options.nullReadsFail, left.isNull || right.isNull {
            // The one comparison in which null is a value like others.
            let sides = [left, right].map { check($0, passesNull: true) }
            return make(.equal(sides[0], sides[1], isNegated: isNegated), .bool, syntax)
        }
        let (a, b) = adapted(value(left), value(right))
        if !substitution.assign(a.type, to: b.type), !substitution.assign(b.type, to: a.type) {
            report(
                "type",
                "'\(isNegated ? "!=" : "==")' cannot compare \(shown(a.type)) with "
                    + "\(shown(b.type))\(conversionHint(a.type, b.type))",
                syntax.range
            )
        }
        return make(.equal(a, b, isNegated: isNegated), .bool, syntax)
    }

    private mutating func ordering(
        _ symbol: BinaryOperator,
        _ left: Syntax,
        _ right: Syntax,
        _ syntax: Syntax
    ) -> Expression {
        let (a, b) = adapted(value(left), value(right))
        let types = [a, b].map { resolved($0.type).unwrapped }
        let unordered = types.first { !$0.isOrdered }
        if let unordered {
            report(
                "type",
                "\(shown(unordered)) has no order, so '\(symbol.rawValue)' cannot compare it",
                syntax.range
            )
        } else if !(types[0].isNumeric && types[1].isNumeric),
            !substitution.assign(types[0], to: types[1])
        {
            report(
                "type",
                "'\(symbol.rawValue)' cannot compare \(shown(types[0])) with "
                    + "\(shown(types[1]))\(conversionHint(types[0], types[1]))",
                syntax.range
            )
        }
        let comparison = Expression.Comparison(rawValue: symbol.rawValue) ?? .less
        return make(.compare(comparison, a, b), .bool, syntax)
    }

    private mutating func membership(_ left: Syntax, _ right: Syntax, _ syntax: Syntax)
        -> Expression
    {
        let element = value(left)
        var container = value(right)
        switch resolved(container.type) {
        case .list(let inner):
            container = adapt(container, to: .list(element.type))
            let type =
                if case .list(let adapted) = resolved(container.type) { adapted } else { inner }
            if !substitution.assign(element.type, to: type) {
                report(
                    "type",
                    "'in' looks for \(shown(element.type)) in a list of \(shown(type))"
                        + conversionHint(element.type, type),
                    syntax.range
                )
            }
        case .map(let key, _):
            if !substitution.assign(element.type, to: key) {
                report(
                    "type",
                    "the keys of this map are \(shown(key)), not \(shown(element.type))",
                    syntax.range
                )
            }
        case .dyn, .parameter: break
        case .string:
            report(
                "type",
                "'in' looks in lists and maps; for a part of a text use text.contains(part)",
                syntax.range
            )
        case let other:
            report("type", "'in' looks in lists and maps, not in \(shown(other))", right.range)
        }
        return make(.contained(element, container), .bool, syntax)
    }

    mutating func conditional(
        _ condition: Syntax,
        _ then: Syntax,
        _ otherwise: Syntax,
        _ syntax: Syntax,
        passesNull: Bool
    ) -> Expression {
        let test = self.condition(condition, of: "the condition of '?'")
        let outer = present
        present.formUnion(condition.pathsPresent(whenItIs: true))
        let yes = check(then, passesNull: passesNull)
        present = outer.union(condition.pathsPresent(whenItIs: false))
        let no = check(otherwise, passesNull: passesNull)
        present = outer
        let (a, b) = adapted(yes, no)
        let type = joined(a.type, b.type)
        if type == .dyn, resolved(a.type) != .dyn, resolved(b.type) != .dyn {
            report(
                "type",
                "the two results of '?' are \(shown(a.type)) and \(shown(b.type))"
                    + conversionHint(a.type, b.type),
                syntax.range
            )
        }
        return make(.conditional(test, a, b), type, syntax)
    }

    /// An arithmetic operator, which is a function with a name that nobody can write.
    mutating func operation(_ symbol: String, _ operands: [Syntax], _ syntax: Syntax) -> Expression
    {
        var arguments = operands.map { value($0) }
        if arguments.count == 2 {
            let (a, b) = adapted(arguments[0], arguments[1])
            arguments = [a, b]
        }
        let overloads = operators[symbol, default: []].filter {
            $0.parameters.count == operands.count
        }
        guard let (chosen, result) = choose(overloads, for: arguments.map(\.type)) else {
            if !arguments.contains(where: isMistaken) {
                let types = arguments.map { shown($0.type) }.joined(separator: " and ")
                let hint =
                    arguments.count == 2
                    ? operationHint(symbol, arguments[0].type, arguments[1].type) : ""
                report("type", "'\(symbol)' cannot be applied to \(types)\(hint)", syntax.range)
            }
            return make(
                .call(Expression.Call(name: symbol, overloads: overloads), arguments),
                .dyn,
                syntax
            )
        }
        return make(
            .call(Expression.Call(name: symbol, overloads: chosen), arguments),
            result,
            syntax
        )
    }

    // MARK: Numbers beside numbers

    /// Both sides, where an integer literal beside a double has become a double.
    private func adapted(_ a: Expression, _ b: Expression) -> (Expression, Expression) {
        (adapt(a, to: resolved(b.type)), adapt(b, to: resolved(a.type)))
    }

    /// The expression, whose integer literals are doubles where a double is needed.
    func adapt(_ expression: Expression, to needed: ValueType) -> Expression {
        guard options.integerLiteralsAdapt else { return expression }
        switch (expression.form, resolved(needed).unwrapped) {
        case (.literal(.int(let value)), .double):
            return Expression(
                form: .literal(.double(Double(value))),
                type: .double,
                range: expression.range
            )
        case (.conditional(let test, let then, let otherwise), .double):
            let (a, b) = (adapt(then, to: needed), adapt(otherwise, to: needed))
            guard a.type.unwrapped == .double, b.type.unwrapped == .double else {
                return expression
            }
            let type: ValueType =
                a.type.isNullable || b.type.isNullable ? .wrapper(.double) : .double
            return Expression(form: .conditional(test, a, b), type: type, range: expression.range)
        case (.list(let elements), .list(let element)) where resolved(element).unwrapped == .double:
            let adapted = elements.map { adapt($0, to: element) }
            guard adapted.allSatisfy({ $0.type == .double }) else { return expression }
            return Expression(form: .list(adapted), type: .list(.double), range: expression.range)
        default:
            return expression
        }
    }
}
