import TestSupport

@testable import CEL

/// Trees of every kind, as the parser could have read them.
struct RandomSyntax {
    var numbers: SeededGenerator

    init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    mutating func tree(depth: Int) -> Syntax {
        let kinds = depth > 0 ? 17 : 3
        func part(_ writer: inout RandomSyntax) -> Syntax { writer.tree(depth: depth - 1) }
        return switch Int.random(in: 0..<kinds, using: &numbers) {
        case 0: node(.literal(literal()))
        case 1, 2: node(.name(name().text, isRooted: Int.random(in: 0..<8, using: &numbers) == 0))
        case 3: node(.select(part(&self), field()))
        case 4: node(.optionalSelect(part(&self), field()))
        case 5: node(.has(part(&self), field()))
        case 6: node(.index(part(&self), part(&self)))
        case 7: node(.optionalIndex(part(&self), part(&self)))
        case 8: node(.list((0..<count(3)).map { _ in optional(part(&self)) }))
        case 9:
            node(.map((0..<count(3)).map { _ in (part(&self), optional(part(&self))) }))
        case 10: structure(depth)
        case 11: Bool.random(using: &numbers) ? node(.not(part(&self))) : node(.negate(part(&self)))
        case 12: node(.and((0..<2 + count(2)).map { _ in part(&self) }))
        case 13: node(.or((0..<2 + count(2)).map { _ in part(&self) }))
        case 14:
            node(
                .binary(
                    BinaryOperator.allCases.randomElement(using: &numbers) ?? .plus,
                    part(&self),
                    part(&self)
                )
            )
        case 15: node(.conditional(part(&self), part(&self), part(&self)))
        default: call(depth)
        }
    }

    private func node(_ kind: Syntax.Kind) -> Syntax { Syntax(kind: kind, range: 0..<0, height: 0) }

    private mutating func count(_ most: Int) -> Int { Int.random(in: 0...most, using: &numbers) }

    private mutating func optional(_ part: Syntax) -> Syntax {
        count(4) == 0 ? node(.optional(part)) : part
    }

    private mutating func name() -> Syntax.Name {
        Syntax.Name(
            text: ["a", "b1", "has_it", "_", "all"].randomElement(using: &numbers) ?? "a",
            range: 0..<0
        )
    }

    private mutating func field() -> Syntax.Name {
        Syntax.Name(
            text: ["a", "b-c", "in", "while", "d.e/f g"].randomElement(using: &numbers) ?? "a",
            range: 0..<0
        )
    }

    private mutating func literal() -> Value {
        switch count(6) {
        case 0: .null
        case 1: .bool(Bool.random(using: &numbers))
        case 2: .int([0, 1, -1, .min, .max].randomElement(using: &numbers) ?? 0)
        case 3: .uint([0, 7, .max].randomElement(using: &numbers) ?? 0)
        case 4:
            .double(
                [0, -0.0, 1.5, -2, 1e300, .leastNonzeroMagnitude, 1e16, 0.1]
                    .randomElement(using: &numbers) ?? 0
            )
        case 5:
            .string(["", "a'b", "\"'\\\n", "é\u{0}😀\u{FEFF}"].randomElement(using: &numbers) ?? "")
        default: .bytes((0..<count(5)).map { _ in UInt8.random(in: 0...255, using: &numbers) })
        }
    }

    private mutating func structure(_ depth: Int) -> Syntax {
        var name = node(.name(name().text, isRooted: Bool.random(using: &numbers)))
        if Bool.random(using: &numbers) { name = node(.select(name, field())) }
        var fields: [(field: Syntax.Name, value: Syntax)] = []
        for _ in 0..<count(2) {
            let field = field()
            guard !fields.contains(where: { $0.field == field }) else { continue }
            fields.append((field, optional(tree(depth: depth - 1))))
        }
        return node(.structure(name, fields))
    }

    private mutating func call(_ depth: Int) -> Syntax {
        switch count(3) {
        case 0:
            let arguments = (0..<count(3)).map { _ in tree(depth: depth - 1) }
            var name = Syntax.Name(text: "f", range: 0..<0)
            name.isRooted = Bool.random(using: &numbers)
            return node(.call(target: nil, name, arguments))
        case 1:
            let arguments = (0..<count(3)).map { _ in tree(depth: depth - 1) }
            let name = Syntax.Name(text: "f", range: 0..<0)
            return node(.call(target: tree(depth: depth - 1), name, arguments))
        case 2:
            let (name, body) = (name(), tree(depth: depth - 1))
            return node(.bind([(name: name, value: tree(depth: depth - 1))], body))
        default: return macro(depth)
        }
    }

    private mutating func macro(_ depth: Int) -> Syntax {
        let forms: [(String, Macro, names: Int, hasFilter: Bool)] = [
            ("all", .all, 1, false), ("exists_one", .existsOne, 1, false),
            ("existsOne", .existsOne, 2, false), ("map", .map, 1, true),
            ("sortBy", .sortBy, 1, false), ("transformMap", .transformMap, 2, true),
            ("optMap", .optMap, 1, false),
        ]
        let (text, macro, count, hasFilter) = forms.randomElement(using: &numbers) ?? forms[0]
        let comprehension = Syntax.Comprehension(
            name: Syntax.Name(text: text, range: 0..<0),
            range: tree(depth: depth - 1),
            names: ["x", "y"].prefix(count).map { Syntax.Name(text: $0, range: 0..<0) },
            filter: hasFilter ? tree(depth: depth - 1) : nil,
            body: tree(depth: depth - 1)
        )
        return node(.comprehension(macro, comprehension))
    }
}
