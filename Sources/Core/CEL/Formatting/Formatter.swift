// CEL specification, "Syntax": the grammar, backwards. Parentheses stand where the parser would
// read another tree without them.

/// Prints trees.
struct Formatter {
    /// Columns of a line; `nil` for one line.
    let width: Int?

    /// The text of a whole expression.
    func text(of tree: Syntax) -> String { text(of: tree, atLeast: .conditional, indent: 0) }

    /// How tightly the outermost operator of a text binds.
    enum Level: Int {
        case conditional, or, and, relation, sum, product, sign, member

        /// The level of operands on the right, since all operators are taken from the left.
        var tighter: Level { Level(rawValue: rawValue + 1) ?? .member }
    }

    // MARK: Lines

    /// The text of a part that must bind as tightly as its place needs, from a column on.
    private func text(of syntax: Syntax, atLeast level: Level, indent: Int) -> String {
        var flat = ""
        write(syntax, atLeast: level, to: &flat)
        guard let width, indent + flat.unicodeScalars.count > width else { return flat }
        let isEnclosed = syntax.level.rawValue < level.rawValue
        let inner = isEnclosed ? indent + 1 : indent
        let rows: (operands: [Syntax], symbol: String)? =
            switch syntax.kind {
            case .and(let operands): (operands, "&&")
            case .or(let operands): (operands, "||")
            default: nil
            }
        guard let (operands, symbol) = rows else { return flat }
        let lines = operands.map {
            text(of: $0, atLeast: syntax.level.tighter, indent: inner)
        }
        let blanks = String(repeating: " ", count: inner)
        let broken = lines.joined(separator: " \(symbol)\n\(blanks)")
        return isEnclosed ? "(\(broken))" : broken
    }

    // MARK: Parts

    /// Appends a part in one line, in parentheses where it does not bind as tightly as it must.
    private func write(_ syntax: Syntax, atLeast level: Level, to text: inout String) {
        guard syntax.level.rawValue < level.rawValue else { return write(syntax, to: &text) }
        enclose(syntax, in: &text)
    }

    private func enclose(_ syntax: Syntax, in text: inout String) {
        text += "("
        write(syntax, to: &text)
        text += ")"
    }

    private func write(_ syntax: Syntax, to text: inout String) {
        switch syntax.kind {
        case .and(let operands): write(operands, between: " && ", atLeast: .relation, to: &text)
        case .or(let operands): write(operands, between: " || ", atLeast: .and, to: &text)
        case .binary(let symbol, let left, let right):
            write(left, atLeast: symbol.level, to: &text)
            text += " \(symbol.rawValue) "
            write(right, atLeast: symbol.level.tighter, to: &text)
        case .conditional(let condition, let then, let otherwise):
            write(condition, atLeast: .or, to: &text)
            text += " ? "
            write(then, atLeast: .or, to: &text)
            text += " : "
            write(otherwise, atLeast: .conditional, to: &text)
        case .not(let operand):
            text += "!"
            // Only a sign of its own kind may follow a sign.
            let isBare = operand.isNot || (operand.level == .member && operand.first != .minus)
            if isBare { write(operand, to: &text) } else { enclose(operand, in: &text) }
        case .negate(let operand):
            text += "-"
            // A minus before digits would become a part of the number.
            let isBare = operand.isNegation || (operand.level == .member && operand.first != .digit)
            if isBare { write(operand, to: &text) } else { enclose(operand, in: &text) }
        default: writeMember(syntax, to: &text)
        }
    }

    private func writeMember(_ syntax: Syntax, to text: inout String) {
        switch syntax.kind {
        case .select(let operand, let field), .has(let operand, let field):
            let isHas = if case .has = syntax.kind { true } else { false }
            if isHas { text += "has(" }
            write(operand, atLeast: .member, to: &text)
            text += ".\(fieldName(field))"
            if isHas { text += ")" }
        case .optionalSelect(let operand, let field):
            write(operand, atLeast: .member, to: &text)
            text += ".?\(fieldName(field))"
        case .index(let operand, let place):
            write(operand, atLeast: .member, to: &text)
            write([place], from: "[", to: "]", in: &text)
        case .optionalIndex(let operand, let place):
            write(operand, atLeast: .member, to: &text)
            write([place], from: "[?", to: "]", in: &text)
        case .call(let target, let name, let arguments):
            if let target {
                write(target, atLeast: .member, to: &text)
                text += "."
            } else if name.isRooted {
                text += "."
            }
            write(arguments, from: "\(name.text)(", to: ")", in: &text)
        case .comprehension(_, let comprehension):
            write(comprehension.range, atLeast: .member, to: &text)
            text += ".\(comprehension.name.text)("
            for name in comprehension.names { text += "\(macroName(name.text) ?? name.text), " }
            write((comprehension.filter.map { [$0] } ?? []) + [comprehension.body], in: &text)
            text += ")"
        case .bind(let bindings, let body): write(bindings, body, to: &text)
        default: writePrimary(syntax, to: &text)
        }
    }

    private func write(
        _ bindings: [(name: Syntax.Name, value: Syntax)],
        _ body: Syntax,
        to text: inout String
    ) {
        let isBlock = bindings.first.map { $0.name.text.hasPrefix("@") } ?? true
        if isBlock {
            write(bindings.map(\.value), from: "cel.block([", to: "], ", in: &text)
            write([body], from: "", to: ")", in: &text)
        } else {
            text += "cel.bind(\(bindings[0].name.text), "
            write([bindings[0].value, body], from: "", to: ")", in: &text)
        }
    }

    private func writePrimary(_ syntax: Syntax, to text: inout String) {
        switch syntax.kind {
        case .literal(let value): text += value.literal
        case .name(let name, let isRooted):
            text += isRooted ? ".\(name)" : macroName(name) ?? name
        case .list(let elements): write(elements, from: "[", to: "]", in: &text)
        case .map(let entries):
            text += "{"
            for (place, entry) in entries.enumerated() {
                if place > 0 { text += ", " }
                write(entry.key, behind: entry.value, to: &text)
            }
            text += "}"
        case .structure(let name, let fields):
            write(name, to: &text)
            text += "{"
            for (place, (field, value)) in fields.enumerated() {
                text += (place > 0 ? ", " : "") + (value.isOptional ? "?" : "")
                text += "\(fieldName(field)): "
                write([value.withoutMark], in: &text)
            }
            text += "}"
        default: break
        }
    }

    private func write(_ key: Syntax, behind value: Syntax, to text: inout String) {
        if value.isOptional { text += "?" }
        write([key], in: &text)
        text += ": "
        write([value.withoutMark], in: &text)
    }

    // MARK: Rows of parts

    private func write(
        _ operands: [Syntax],
        between symbol: String,
        atLeast level: Level,
        to text: inout String
    ) {
        for (place, operand) in operands.enumerated() {
            if place > 0 { text += symbol }
            write(operand, atLeast: level, to: &text)
        }
    }

    private func write(
        _ parts: [Syntax],
        from start: String = "",
        to end: String = "",
        in text: inout String
    ) {
        text += start
        for (place, part) in parts.enumerated() {
            text += (place > 0 ? ", " : "") + (part.isOptional ? "?" : "")
            write(part.withoutMark, atLeast: .conditional, to: &text)
        }
        text += end
    }
}
