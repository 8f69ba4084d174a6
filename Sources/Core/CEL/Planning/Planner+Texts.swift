/// Parts that depend on one text: the interpreter is asked once for each distinct one.
extension Planner {
    /// The slot of the text among the local variables: the first that no macro uses.
    private var slot: Int { program.slots }

    /// A part that depends on nothing but one text column.
    mutating func byText(_ expression: Expression, _ path: FieldPath) -> Node? {
        guard let kind = Node.Kind(expression.type),
            let anyRead = expression.firstRead(of: path),
            let text = load(anyRead, distinguishes: true),
            case .text(let domain) = text.kind
        else { return nil }
        let known = expression.replacing { replacement($0, path, whereFailed: false) }
        let failed = expression.replacing { replacement($0, path, whereFailed: true) }
        return table(text, domain, kind, known, failed)
    }

    /// What stands for a text in an expression; `nil` for what is not the text.
    private func replacement(_ part: Expression, _ path: FieldPath, whereFailed: Bool)
        -> Expression?
    {
        let text = Expression(form: .local(slot), type: part.type, range: part.range)
        if let read = ReadPath(part), read.path == path {
            guard whereFailed else { return text }
            if read.isNullWhereMissing { return part.with(.literal(.null)) }
            return part.with(.failure(EvaluationError(.noSuchField, "there is no value")))
        }
        guard case .has(let owner, let field) = part.form,
            let read = ReadPath(owner)?.appending(field), read.path == path
        else { return nil }
        guard whereFailed else {
            let null = Expression(form: .literal(.null), type: .null, range: part.range)
            return part.with(.equal(text, null, isNegated: true))
        }
        if read.isNullWhereMissing { return part.with(.literal(.bool(false))) }
        return part.with(.failure(EvaluationError(.noSuchField, "there is no value")))
    }

    /// A comparison or call of which one part is a text that is computed from the row, and the
    /// others are constants.
    mutating func byComputedText(_ expression: Expression, _ parts: [(Expression, Analysis)])
        -> Node?
    {
        let changing = parts.indices.filter { parts[$0].1.dependence != .none }
        guard changing.count == 1, let place = changing.first,
            let kind = Node.Kind(expression.type),
            // Asked first: who is told no plans the part again, at every level twice as often.
            case .text? = Node.Kind(parts[place].0.type),
            let text = node(parts[place].0, parts[place].1),
            case .text(let domain) = text.kind
        else { return nil }
        var all = parts.map { folded($0.0, $0.1) }
        all[place] = all[place].with(.local(slot))
        let known = expression.with(parts: all)
        let failed = expression.with(
            .failure(EvaluationError(.invalidArgument, "there is no value"))
        )
        return table(text, domain, kind, known, failed)
    }

    private func table(
        _ text: Node,
        _ domain: TextDomain,
        _ kind: Node.Kind,
        _ expression: Expression,
        _ whereFailed: Expression
    ) -> Node {
        let table = TextTable(
            domain,
            kind,
            expression,
            slot: slot,
            whereFailed: whereFailed,
            test: TextTest(expression, slot: slot),
            evaluator: Evaluator(
                program,
                RowBindings(bindings, row: 0),
                budget: budget,
                slots: program.slots + 1
            )
        )
        return Node(.byText(text, table), kind, isCostly: true)
    }
}

extension Expression {
    /// The first place where a path is read.
    fileprivate func firstRead(of path: FieldPath) -> ReadPath? {
        var read = ReadPath(self)
        if case .has(let owner, let field) = form { read = ReadPath(owner)?.appending(field) }
        if let read { return read.path == path ? read : nil }
        for part in parts {
            if let read = part.firstRead(of: path) { return read }
        }
        return nil
    }
}
