import Testing

@testable import CEL

@Suite struct ParserTests {
    private func parse(_ text: String) throws -> Syntax {
        try Parser.parse(Array(text.unicodeScalars))
    }

    @Test(arguments: ["[,1]", "[1,,]", "[,,]", "{,1: 2}", "{1: 2,,}", "f(,)", "f(1,)", "T{,a: 1}"])
    func `a comma stands between values or last`(text: String) {
        #expect(throws: SyntaxError.self) { try parse(text) }
    }

    @Test(arguments: [
        ("1 + 2 * 3", "(+ 1 (* 2 3))"),
        ("1 - 2 - 3", "(- (- 1 2) 3)"),
        ("a || b && c || d", "(|| a (&& b c) d)"),
        ("a && b && c", "(&& a b c)"),
        ("a < b == c", "(== (< a b) c)"),
        ("a in b + c", "(in a (+ b c))"),
        ("!a.b", "(! (. a b))"),
        ("!!a", "(! (! a))"),
        ("-a * b", "(* (neg a) b)"),
        ("--1", "(neg -1)"),
        ("-(1)", "(neg 1)"),
        ("-9223372036854775808 - 1", "(- -9223372036854775808 1)"),
        ("1 -1", "(- 1 1)"),
        ("- 1.5", "-1.5"),
        ("a ? b : c ? d : e", "(? a b (? c d e))"),
        ("a.b[1].c(2, 3)", "(call (@ (. a b) 1) c 2 3)"),
        ("f()", "(call f)"),
        (".a.b", "(. .a b)"),
        ("[1, [2,], ]", "[1 [2]]"),
        ("[,]", "[]"), ("{,}", "{}"),
        ("{'a': 1, 2: 3,}", "{'a' 1 2 3}"),
        ("a.b{c: 1, d: 2}", "(make (. a b) c 1 d 2)"),
        ("has(a.b)", "(has a b)"),
        ("a.all(x, x > 1)", "(all a x (> x 1))"),
        ("a.map(x, y, z)", "(map a x y z)"),
        ("a.exists(i, v, p)", "(exists a i v p)"),
        ("a.existsOne(i, p)", "(exists_one a i p)"),
        ("a.map(x)", "(call a map x)"),
        ("a.?b[?c].d", "(. (@? (.? a b) c) d)"),
        ("[?a, b]", "[? a b]"),
        ("{?'a': b, 'c': d}", "{'a' ? b 'c' d}"),
        ("a.b{?c: d}", "(make (. a b) c ? d)"),
        ("a.optMap(x, y).optFlatMap(z, w)", "(optFlatMap (optMap a x y) z w)"),
        ("a.sortBy(x, x.y)", "(sortBy a x (. x y))"),
        ("cel.bind(x, a, x + x)", "(bind x a (+ x x))"),
        (
            "cel.block([a, cel.index(0)], cel.index(1))",
            "(bind @index0 a @index1 @index0 @index1)"
        ),
        ("a.all(cel.iterVar(0, 1), cel.accuVar(2, 3))", "(all a @it:0:1 @ac:2:3)"),
        ("cel.other(x)", "(call cel other x)"),
        ("a.bind(x, y, z)", "(call a bind x y z)"),
        ("a.package", "(. a package)"),
    ])
    func `operators bind as the specification says`(text: String, tree: String) throws {
        #expect(try parse(text).outline == tree)
    }

    @Test(arguments: [
        ("1 + 2 * 3", ["1 + 2 * 3", "1", "2 * 3", "2", "3"]),
        ("(a + b).c", ["(a + b).c", "(a + b)", "a", "b"]),
        ("!(a)  &&  b", ["!(a)  &&  b", "!(a)", "(a)", "b"]),
        ("- 1 + --2", ["- 1 + --2", "- 1", "--2", "-2"]),
        ("x ? [1] : {2 : y}", ["x ? [1] : {2 : y}", "x", "[1]", "1", "{2 : y}", "2", "y"]),
        (
            "x.all(y, 'ü😀' == f (y) )",
            ["x.all(y, 'ü😀' == f (y) )", "x", "'ü😀' == f (y)", "'ü😀'", "f (y)", "y"]
        ),
    ])
    func `every part knows its place`(text: String, parts: [String]) throws {
        let source = Array(text.unicodeScalars)
        let shown = try parse(text).all.map { part in
            String(String.UnicodeScalarView(source[part.range]))
        }
        #expect(shown == parts)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let text: String
        let message: String
        let range: Range<Int>
        var testDescription: String { text }
    }

    @Test(arguments: [
        Mistake(text: "", message: "the expression is empty", range: 0..<0),
        Mistake(text: "  ", message: "the expression is empty", range: 0..<0),
        Mistake(text: "a +", message: "the expression ends where a value is needed", range: 3..<3),
        Mistake(text: "a b", message: "'b' cannot follow here", range: 2..<3),
        Mistake(
            text: "a and b",
            message: "'and' cannot follow here; both must hold: &&",
            range: 2..<5
        ),
        Mistake(
            text: "a OR b",
            message: "'OR' cannot follow here; one must hold: ||",
            range: 2..<4
        ),
        Mistake(
            text: "a is 1",
            message: "'is' cannot follow here; to compare, write ==",
            range: 2..<4
        ),
        Mistake(
            text: "not a",
            message: "'a' cannot follow here; the opposite of x is !x",
            range: 4..<5
        ),
        Mistake(
            text: "(a",
            message: "')' is missing to close the '(', before the end",
            range: 2..<2
        ),
        Mistake(
            text: "[1 2]",
            message: "']' is missing at the end of the list, before a number",
            range: 3..<4
        ),
        Mistake(text: "f(a;", message: "';' has no meaning here", range: 3..<4),
        Mistake(text: "{a}", message: "':' is missing after the key, before '}'", range: 2..<3),
        Mistake(
            text: "a ? b",
            message: "':' is missing between the two results of '?', before the end",
            range: 5..<5
        ),
        Mistake(text: "a.1", message: "a number cannot follow here", range: 1..<3),
        Mistake(text: "a.", message: "a name is needed after '.', not the end", range: 2..<2),
        Mistake(text: "a.in", message: "a name is needed after '.', not 'in'", range: 2..<4),
        Mistake(text: ".`a`", message: "a name is needed after '.', not '`a`'", range: 1..<4),
        Mistake(text: "a.?1", message: "a name is needed after '.?', not a number", range: 3..<4),
        Mistake(text: "f(?a)", message: "'?' cannot stand where a value is needed", range: 2..<3),
        Mistake(
            text: "a{b: 1, b: 2}",
            message: "the field 'b' stands twice here",
            range: 8..<9
        ),
        Mistake(text: "a{in: 1}", message: "a name is needed after '{', not 'in'", range: 2..<4),
        Mistake(text: "* a", message: "'*' cannot stand where a value is needed", range: 0..<1),
        Mistake(text: "in a", message: "'in' needs a value before it", range: 0..<2),
        Mistake(
            text: "if",
            message: "'if' is a word that the language keeps for itself",
            range: 0..<2
        ),
        Mistake(text: "has(a)", message: "has() asks for one field, as has(a.b)", range: 0..<6),
        Mistake(
            text: "has(a.b, c)",
            message: "has() asks for one field, as has(a.b)",
            range: 0..<11
        ),
        Mistake(
            text: "a.all(1, true)",
            message: "all() needs a plain name here, which stands for each element",
            range: 6..<7
        ),
        Mistake(
            text: "a.all(x, x, true)",
            message: "the two names of all() must differ",
            range: 9..<10
        ),
    ])
    func `a mistake names its place and what is needed`(_ item: Mistake) throws {
        let error = #expect(throws: SyntaxError.self) { try parse(item.text) }
        #expect(error?.problem.message == item.message)
        #expect(error?.problem.offsets == item.range)
    }

    // MARK: Limits

    struct Nesting: Sendable, CustomTestStringConvertible {
        let before: String
        let core: String
        let after: String
        var testDescription: String { before + core + after }

        init(_ before: String, _ core: String, _ after: String) {
            self.before = before
            self.core = core
            self.after = after
        }

        func repeated(_ count: Int) -> String {
            String(repeating: before, count: count) + core + String(repeating: after, count: count)
        }
    }

    @Test(arguments: [
        Nesting("(", "1", ")"), Nesting("[", "1", "]"), Nesting("!", "true", ""),
        Nesting("--", "a", ""),
        Nesting("f(", "1", ")"), Nesting("", "a", "[0]"), Nesting("", "a", ".b"),
        Nesting("", "1", " + 1"),
        Nesting("a ? b : ", "c", ""), Nesting("{1: ", "1", "}"), Nesting("a.all(x, ", "b", ")"),
    ])
    func `nesting is bounded, so that no recursion outgrows the stack`(_ nesting: Nesting) throws {
        _ = try parse(nesting.repeated(Bounds.depth / 3))
        for count in [Bounds.depth, 5000] {
            let error = #expect(throws: SyntaxError.self) { try parse(nesting.repeated(count)) }
            #expect(error?.problem.code == "too-deep")
            #expect(
                error?.problem.message == "the expression is nested more than 200 levels deep"
            )
        }
    }

    @Test func `rows of && and || are one level, however long`() throws {
        let row = Array(repeating: "a", count: 5000)
        #expect(try parse(row.joined(separator: " && ")).height == 2)
        #expect(try parse(row.joined(separator: " || ")).height == 2)
    }

    @Test func `an expression has a greatest length and a greatest number of parts`() throws {
        let blanks = String(repeating: " ", count: Bounds.textLength)
        let long = #expect(throws: SyntaxError.self) { try parse(blanks + "1") }
        #expect(long?.problem.code == "too-long")
        #expect(long?.problem.message == "the expression has more than 65536 characters")
        let parts = Array(repeating: "1", count: Bounds.nodes).joined(separator: ",")
        let many = #expect(throws: SyntaxError.self) { try parse("[\(parts)]") }
        #expect(many?.problem.message == "the expression has more than 20000 parts")
        _ = try parse(blanks.dropFirst() + "1")
    }
}

extension Syntax {
    /// The tree in prefix form.
    fileprivate var outline: String {
        func list(_ parts: [String]) -> String { "(" + parts.joined(separator: " ") + ")" }
        switch kind {
        case .literal(let value): return value.brief
        case .name(let name, let isRooted): return isRooted ? ".\(name)" : name
        case .select(let operand, let field): return list([".", operand.outline, field.text])
        case .has(let operand, let field): return list(["has", operand.outline, field.text])
        case .index(let operand, let index): return list(["@", operand.outline, index.outline])
        case .optionalSelect(let operand, let field):
            return list([".?", operand.outline, field.text])
        case .optionalIndex(let operand, let index):
            return list(["@?", operand.outline, index.outline])
        case .optional(let value): return "? " + value.outline
        case .bind(let bindings, let body):
            return list(
                ["bind"] + bindings.flatMap { [$0.name.text, $0.value.outline] } + [body.outline]
            )
        case .list(let elements): return "[" + elements.map(\.outline).joined(separator: " ") + "]"
        case .map(let entries):
            return "{"
                + entries.flatMap { [$0.key.outline, $0.value.outline] }.joined(separator: " ")
                + "}"
        case .structure(let name, let fields):
            return list(
                ["make", name.outline] + fields.flatMap { [$0.field.text, $0.value.outline] }
            )
        case .not(let operand): return list(["!", operand.outline])
        case .negate(let operand): return list(["neg", operand.outline])
        case .and(let operands): return list(["&&"] + operands.map(\.outline))
        case .or(let operands): return list(["||"] + operands.map(\.outline))
        case .binary(let symbol, let left, let right):
            return list([symbol.rawValue, left.outline, right.outline])
        case .conditional(let a, let b, let c): return list(["?", a.outline, b.outline, c.outline])
        case .call(let target, let name, let arguments):
            return list(
                ["call"] + (target.map { [$0.outline] } ?? []) + [name.text]
                    + arguments.map(\.outline)
            )
        case .comprehension(let macro, let parts):
            return list(
                [macro.rawValue, parts.range.outline] + parts.names.map(\.text)
                    + (parts.filter.map { [$0.outline] } ?? []) + [parts.body.outline]
            )
        }
    }

    /// The part and all parts of it, from left to right.
    fileprivate var all: [Syntax] {
        let parts: [Syntax] =
            switch kind {
            case .literal, .name: []
            case .select(let operand, _), .has(let operand, _), .not(let operand),
                .negate(let operand), .optionalSelect(let operand, _), .optional(let operand):
                [operand]
            case .bind(let bindings, let body): bindings.map(\.value) + [body]
            case .index(let a, let b), .optionalIndex(let a, let b), .binary(_, let a, let b):
                [a, b]
            case .list(let parts), .and(let parts), .or(let parts): parts
            case .map(let entries): entries.flatMap { [$0.key, $0.value] }
            case .structure(_, let fields): fields.map(\.value)
            case .conditional(let a, let b, let c): [a, b, c]
            case .call(let target, _, let arguments): (target.map { [$0] } ?? []) + arguments
            case .comprehension(_, let comprehension): [comprehension.range, comprehension.body]
            }
        return [self] + parts.flatMap(\.all)
    }
}
