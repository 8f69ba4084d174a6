/// What the calls of macros stand for.
extension Parser {
    /// The macro `has(a.b)`.
    mutating func presence(_ call: MacroCall) throws(SyntaxError) -> Syntax {
        guard call.arguments.count == 1,
            case .select(let operand, let field) = call.arguments[0].kind
        else {
            throw SyntaxError("has() asks for one field, as has(a.b)", call.start..<previousEnd)
        }
        return try node(.has(operand, field), call.start..<previousEnd, [call.arguments[0]])
    }

    /// `list.all(x, condition)` and the like, with one or two names.
    mutating func comprehension(
        _ macro: Macro,
        names count: Int,
        _ call: MacroCall
    ) throws(SyntaxError) -> Syntax {
        var names: [Syntax.Name] = []
        for argument in call.arguments.prefix(count) {
            let name = try plainName(
                argument,
                "\(call.name.text)() needs a plain name here, which stands for each element"
            )
            guard !names.contains(where: { $0.text == name.text }) else {
                throw SyntaxError(
                    "the two names of \(call.name.text)() must differ",
                    argument.range
                )
            }
            names.append(name)
        }
        let rest = call.arguments.dropFirst(count)
        guard let range = call.target, let body = rest.last else {
            throw SyntaxError(
                "\(call.name.text)() needs an expression for each element",
                call.name.range
            )
        }
        let comprehension = Syntax.Comprehension(
            name: call.name,
            range: range,
            names: names,
            filter: rest.count == 2 ? rest.first : nil,
            body: body
        )
        return try node(
            .comprehension(macro, comprehension),
            call.start..<previousEnd,
            [range] + call.arguments
        )
    }

    /// The macro `cel.bind(name, value, body)`.
    mutating func binding(_ call: MacroCall) throws(SyntaxError) -> Syntax {
        let name = try plainName(
            call.arguments[0],
            "cel.bind() needs a plain name here, which stands for the value"
        )
        return try node(
            .bind([(name, call.arguments[1])], call.arguments[2]),
            call.start..<previousEnd,
            call.arguments
        )
    }

    /// The macro `cel.block([value, …], body)`.
    mutating func block(_ call: MacroCall) throws(SyntaxError) -> Syntax {
        guard case .list(let values) = call.arguments[0].kind else {
            throw SyntaxError("cel.block() needs a list here", call.arguments[0].range)
        }
        let bindings = values.enumerated().map { index, value in
            (name: Syntax.Name(text: "@index\(index)", range: value.range), value: value)
        }
        return try node(
            .bind(bindings, call.arguments[1]),
            call.start..<previousEnd,
            call.arguments
        )
    }

    /// `cel.index(0)`, `cel.iterVar(0, 1)`: a name that stands for something an optimiser made.
    mutating func madeName(_ prefix: String, _ call: MacroCall) throws(SyntaxError) -> Syntax {
        var numbers: [String] = []
        for argument in call.arguments {
            guard case .literal(.int(let number)) = argument.kind, number >= 0 else {
                throw SyntaxError(
                    "cel.\(call.name.text)() needs a whole number here",
                    argument.range
                )
            }
            numbers.append(String(number))
        }
        let name = prefix + (numbers.count > 1 ? ":" : "") + numbers.joined(separator: ":")
        return try node(.name(name, isRooted: false), call.start..<previousEnd, [])
    }

    private func plainName(_ argument: Syntax, _ message: String) throws(SyntaxError)
        -> Syntax.Name
    {
        guard case .name(let text, isRooted: false) = argument.kind else {
            throw SyntaxError(message, argument.range)
        }
        return Syntax.Name(text: text, range: argument.range)
    }
}
