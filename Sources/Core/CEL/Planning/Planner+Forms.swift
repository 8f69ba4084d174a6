import CivilTime

/// The forms of expressions for which there are nodes.
extension Planner {
    /// The node of a part that depends on the row; `nil` where the interpreter is asked.
    mutating func typed(_ expression: Expression, _ analysis: Analysis) -> Node? {
        if let simple = simple(expression) { return simple }
        if case .text(let path) = analysis.dependence {
            return byText(folded(expression, analysis), path)
        }
        let parts = zip(expression.parts, analysis.parts).map { ($0, $1) }
        switch expression.form {
        case .present: return node(parts[0]).map { present($0) }
        case .not: return condition(parts[0].0, parts[0].1).map { Node(.not($0), .bool) }
        case .and: return logic(parts, decisive: false)
        case .or: return logic(parts, decisive: true)
        case .conditional: return conditional(parts)
        case .orElse:
            guard let a = node(parts[0]), let b = node(parts[1]),
                let (subject, other) = alike(a, b)
            else { return nil }
            return Node(.orElse(subject, other), joined(subject.kind, other.kind))
        case .equal(let a, let b, let isNegated):
            if a.isNullLiteral { return isNull(parts[1], isNegated) }
            if b.isNullLiteral { return isNull(parts[0], isNegated) }
            return compared(expression, isNegated ? .notEqual : .equal, parts)
        case .compare(let comparison, _, _):
            return compared(expression, Node.Comparison(comparison), parts)
        case .contained: return contained(expression, parts)
        case .call(let call, _): return self.call(call, expression, parts)
        case .comprehension:
            guard let row = folded(expression, analysis).unrolled else { return nil }
            return node(row, analyse(row))
        default: return nil
        }
    }

    private mutating func node(_ part: (Expression, Analysis)) -> Node? { node(part.0, part.1) }

    /// What columns say directly: a field, whether there is one, and a comparison with null.
    private mutating func simple(_ expression: Expression) -> Node? {
        switch expression.form {
        case .variable, .select: return ReadPath(expression).flatMap { load($0) }
        case .present(let part, _):
            return ReadPath(part).flatMap { load($0) }.map { present($0) }
        case .has(let owner, let field):
            return ReadPath(owner)?.appending(field).flatMap { presence($0, isNegated: false) }
        case .equal(let a, let b, let isNegated):
            guard let path = a.isNullLiteral ? ReadPath(b) : b.isNullLiteral ? ReadPath(a) : nil
            else { return nil }
            return presence(path, isNegated: !isNegated)
        default: return nil
        }
    }

    private func present(_ node: Node) -> Node {
        if case .load(var load) = node.form {
            load.nullIsError = true
            return Node(.load(load), node.kind)
        }
        return Node(.present(node), node.kind)
    }

    private mutating func isNull(_ part: (Expression, Analysis), _ isNegated: Bool) -> Node? {
        node(part).map { Node(.isNull($0, isNegated: isNegated), .bool) }
    }

    // MARK: Logic

    private mutating func logic(_ parts: [(Expression, Analysis)], decisive: Bool) -> Node? {
        var nodes: [Node] = []
        for part in parts {
            guard let node = condition(part.0, part.1) else { return nil }
            nodes.append(node)
        }
        return Node(.logic(nodes, decisive: decisive), .bool)
    }

    private mutating func conditional(_ parts: [(Expression, Analysis)]) -> Node? {
        guard let test = condition(parts[0].0, parts[0].1), let a = node(parts[1]),
            let b = node(parts[2]), let (then, otherwise) = alike(a, b)
        else { return nil }
        return Node(.conditional(test, then, otherwise), joined(then.kind, otherwise.kind))
    }

    /// Two nodes of one kind; `nil` where the kinds differ.
    ///
    /// A null or an error is of any kind.
    private func alike(_ a: Node, _ b: Node) -> (Node, Node)? {
        if a.kind == b.kind {
            guard case .text(let first) = a.kind, case .text(let second) = b.kind else {
                return (a, b)
            }
            // Codes of a domain that grows cannot be told from those of another.
            if first === second { return (a, b) }
            if a.isUniform { return (Node(a.form, b.kind), b) }
            if b.isUniform { return (a, Node(b.form, a.kind)) }
            return first.isGrowing || second.isGrowing ? nil : (a, b)
        }
        if a.isUniform { return (Node(a.form, b.kind, isCostly: a.isCostly), b) }
        if b.isUniform { return (a, Node(b.form, a.kind, isCostly: b.isCostly)) }
        return nil
    }

    /// The kind of what is one or the other.
    private func joined(_ a: Node.Kind, _ b: Node.Kind) -> Node.Kind {
        guard case .text(let first) = a, case .text(let second) = b, first !== second else {
            return a
        }
        return .text(TextDomain(first.texts + second.texts, isDistinct: false))
    }

    // MARK: Comparing

    private mutating func compared(
        _ expression: Expression,
        _ comparison: Node.Comparison,
        _ parts: [(Expression, Analysis)]
    ) -> Node? {
        if let looked = byComputedText(expression, parts) { return looked }
        guard let a = node(parts[0]), let b = node(parts[1]) else { return nil }
        // A null in all rows has no kind, and an error needs none.
        guard !a.isUniform, !b.isUniform, let (left, right) = comparable(a, b) else { return nil }
        var isCostly = false
        if case .text = left.kind { isCostly = true }
        return Node(.compare(comparison, left, right), .bool, isCostly: isCostly)
    }

    /// Two nodes of one kind; a whole number beside a double becomes one.
    private func comparable(_ a: Node, _ b: Node) -> (Node, Node)? {
        if a.kind == b.kind { return (a, b) }
        // An int and a uint meet exactly, which doubles would not.
        guard a.kind == .double || b.kind == .double, let left = asDouble(a),
            let right = asDouble(b)
        else { return nil }
        return (left, right)
    }

    private func asDouble(_ node: Node) -> Node? {
        switch node.kind {
        case .double: node
        case .int: Node(.convert(.intToDouble, node), .double)
        case .uint: Node(.convert(.uintToDouble, node), .double)
        default: nil
        }
    }

    private mutating func contained(
        _ expression: Expression,
        _ parts: [(Expression, Analysis)]
    ) -> Node? {
        if let looked = byComputedText(expression, parts) { return looked }
        guard parts[1].1.dependence == .none,
            case .success(.list(let values)) = outcome(parts[1].0), !values.isEmpty,
            let element = node(parts[0]), let members = Node.Members(values, element.kind)
        else { return nil }
        return Node(.member(element, members), .bool)
    }
}

extension Node {
    /// Whether it is null or an error in all rows, whatever its kind.
    var isUniform: Bool {
        switch form {
        case .null, .failure: true
        default: false
        }
    }
}

extension Node.Members {
    /// Values of one kind; `nil` where they are not all of it.
    fileprivate init?(_ values: [Value], _ kind: Node.Kind) {
        func sorted<Element: Comparable>(_ read: (Value) -> Element?) -> [Element]? {
            values.mapAll(read)?.sorted()
        }
        switch kind {
        case .int:
            guard let all = sorted({ Int64($0) }) else { return nil }
            self = .ints(all)
        case .uint:
            guard let all = sorted({ UInt64($0) }) else { return nil }
            self = .uints(all)
        case .double:
            // NaN equals nothing, and has no place in an order.
            guard let all = values.mapAll({ Double($0) }), !all.contains(where: \.isNaN) else {
                return nil
            }
            self = .doubles(all.sorted())
        case .day:
            guard
                let all = sorted({ (value: Value) -> Int32? in
                    if case .day(let day) = value { day.daysSince1970 } else { nil }
                })
            else { return nil }
            self = .days(all)
        default: return nil
        }
    }
}

extension Expression {
    var isNullLiteral: Bool { if case .literal(.null) = form { true } else { false } }
}
