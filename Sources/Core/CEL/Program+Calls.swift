extension Program {
    /// What a part of an expression stands for, as far as it is seen without evaluating it.
    package enum Part: Hashable, Sendable {
        /// This text.
        case text(String)
        /// A variable, by its full name.
        case variable(String)
        /// A field of a variable.
        case field(String, of: String)
        /// Anything else.
        case other
    }

    /// What the whole expression stands for.
    package var part: Part { part(root) }

    /// The arguments of each call of a function, without what the host hands to it.
    ///
    /// A host that looks something up for a function can tell from them what is looked up.
    package func calls(of function: String) -> [[Part]] {
        var found: [[Part]] = []
        var pending = [root]
        while let expression = pending.popLast() {
            if case .call(let call, let arguments) = expression.form, call.name == function {
                let hidden = call.overloads.first?.context == nil ? 0 : 1
                found.append(arguments.dropFirst(hidden).map(part))
            }
            pending += expression.parts.reversed()
        }
        return found
    }

    private func part(_ expression: Expression) -> Part {
        switch expression.form {
        case .literal(.string(let text)): return .text(text)
        case .variable(let place): return .variable(variables[place])
        case .present(let operand, _): return part(operand)
        case .select(let operand, let field):
            guard case .variable(let name) = part(operand) else { return .other }
            return .field(field.name, of: name)
        default: return .other
        }
    }
}
