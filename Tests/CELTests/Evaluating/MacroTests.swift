import Testing

@testable import CEL

/// Macros of the extensions: names for values, sorting, and two names at once.
@Suite struct MacroTests {
    @Test(arguments: [
        // Names for values.
        ("cel.bind(a, 2, a * a)", "4"), ("cel.bind(a, 2, cel.bind(b, a + 1, a * b))", "6"),
        ("cel.bind(a, 1, cel.bind(a, a + 1, a) + a)", "3"),
        ("[1, 2].map(x, cel.bind(y, x * 10, y + x))", "[11, 22]"),
        ("cel.bind(xs, [1, 2], xs.map(x, xs.size() + x))", "[3, 4]"),
        ("cel.bind(f, [3].map(x, x + 1), [5].map(y, f[0] + y)[0])", "9"),
        ("cel.bind(m, {'a': 1}, has(m.a) && m.a == 1)", "true"),
        // An error counts where the name is used.
        ("cel.bind(a, 1 / 0, true || a == 1)", "true"), ("cel.bind(a, 1 / 0, 2)", "2"),
        ("cel.bind(a, 1 / 0, a == 1 || true)", "true"),
        ("cel.bind(a, 1 / 0, a)", "division by zero"),
        ("cel.block([1, cel.index(0) + 1, cel.index(1) * 2], cel.index(2))", "4"),
        (
            "cel.block([[1, 2, 3]], cel.index(0).map(cel.iterVar(0, 0), cel.iterVar(0, 0) + 1))",
            "[2, 3, 4]"
        ),
        (
            "[1].map(cel.iterVar(0, 0), [2].map(cel.iterVar(1, 0), "
                + "cel.iterVar(0, 0) + cel.iterVar(1, 0))[0])[0]", "3"
        ),
        ("cel.block([1 / 0, 5], cel.index(1))", "5"),
        // Sorting keeps the order of equal keys.
        ("[3, 1, 2].sortBy(x, x)", "[1, 2, 3]"), ("[3, 1, 2].sortBy(x, -x)", "[3, 2, 1]"),
        ("['ccc', 'a', 'bb', 'b'].sortBy(x, size(x))", "['a', 'b', 'bb', 'ccc']"),
        ("[2.5, 0.5].sortBy(x, x)", "[0.5, 2.5]"), ("[true, false].sortBy(x, x)", "[false, true]"),
        ("['é', 'z', 'e'].sortBy(x, x)", "['e', 'z', 'é']"), ("[].sortBy(x, x)", "[]"),
        ("[1, dyn('a')].sortBy(x, x)", "sortBy() cannot sort int beside string"),
        ("[dyn([1]), dyn([2])].sortBy(x, x)", "sortBy() cannot sort list beside list"),
        ("[dyn([1])].sortBy(x, x)", "list has no order, so sortBy() cannot sort by it"),
        ("[1, 0].sortBy(x, 1 / x)", "division by zero"),
        // Two names: place and element, key and value.
        ("[5, 6].all(i, v, v == i + 5)", "true"),
        ("{'a': 1}.exists(k, v, k == 'a' && v == 1)", "true"),
        ("[1, 1].exists_one(i, v, v == 1)", "false"), ("[1, 2].existsOne(i, v, i == 1)", "true"),
        ("{'a': 1, 'b': 2}.transformList(k, v, v > 1, k)", "['b']"),
        ("[7, 8].transformMap(i, v, v * 2)", "{0: 14, 1: 16}"),
        ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", "{'b': 20}"),
        ("{'a': 'x', 'b': 'y'}.transformMapEntry(k, v, k == 'b', {v: k})", "{'y': 'b'}"),
        (
            "{'a': 'x', 'b': 'x'}.transformMapEntry(k, v, {v: k})",
            "the key 'x' stands twice in a map"
        ),
        (
            "[1].transformMapEntry(i, v, dyn(i))",
            "transformMapEntry() needs a map of one entry, not int"
        ),
    ])
    func `a macro has the value that its extension gives it`(text: String, value: String) throws {
        #expect(try shown(text) == value)
    }

    @Test(arguments: [
        ("cel.bind(1, 2, 3)", "cel.bind() needs a plain name here, which stands for the value"),
        ("cel.bind(a.b, 2, 3)", "cel.bind() needs a plain name here, which stands for the value"),
        ("cel.bind(a, 1)", "cel.bind() is written cel.bind(name, value, expression)"),
        ("cel.block(1, 2)", "cel.block() needs a list here"),
        ("cel.block([1, cel.index(1)], 1)", "there is no cel.index(1) here"),
        ("cel.index(0)", "there is no cel.index(0) here"),
        ("cel.index(x)", "cel.index() needs a whole number here"),
        ("cel.iterVar(0, -1)", "cel.iterVar() needs a whole number here"),
        ("cel.block([?1], 1)", "'?' has no meaning here"),
        ("[1].sortBy(1, 2)", "sortBy() needs a plain name here, which stands for each element"),
        ("{'a': 1}.sortBy(x, x)", "sortBy() sorts a list, not map(string, int)"),
        ("[1].sortBy(x, [x])", "list(int) has no order, so sortBy() cannot sort by it"),
        ("[1].sortBy(x)", "sortBy() is written list.sortBy(x, key)"),
        ("[1].transformMap(x, x)", "transformMap() is written list.transformMap(i, x, f(x))"),
        ("optional.of(1).optMap(x)", "optMap() is written value.optMap(x, f(x))"),
        ("[1].exists(i, v)", "there is no 'v' here"),
    ])
    func `a macro that is written wrongly is one mistake`(text: String, message: String) throws {
        #expect(try shown(text) == message)
    }

    @Test(arguments: [
        ("cel.bind(x, 1, x)", Extension.bindings), ("cel.block([1], 1)", .blocks),
        ("[1].sortBy(x, x)", .lists), ("[1].all(i, v, true)", .comprehensions),
        ("[1].transformList(i, v, v)", .comprehensions),
        ("optional.of(1).optMap(x, x)", .optionals),
    ])
    func `a host may leave a part of the language out`(text: String, part: Extension) {
        #expect(Environment().compile(text).program != nil)
        #expect(environment(without: [part]).compile(text).program == nil)
        #expect(environment(without: [part]).compile("[1].all(x, has({}.a))").program != nil)
    }

    @Test func `without macros their names are names of functions`() throws {
        var options = Environment.Options.standard
        options.readsMacros = false
        let environment = Environment(options)
        let message = try shown("has({}.a)", in: environment)
        #expect(message.hasPrefix("there is no function 'has'"))
        #expect(!message.contains("mean 'has'"))
        #expect(environment.compile("[1].all(x, true)").program == nil)
    }

    @Test func `the value of a name is found once`() throws {
        let chain = (1...40).reversed().reduce("a40") { body, index in
            "cel.bind(a\(index), a\(index - 1) + a\(index - 1), \(body))"
        }
        let program = try #require(Environment().compile("cel.bind(a0, 1, \(chain))").program)
        #expect(try program.evaluate(Bindings([:]), budget: 1000) == .int(1 << 40))
    }

    @Test func `a spent budget is not kept with a name`() throws {
        let text = "cel.bind(a, [1, 2, 3, 4].all(x, x > 0), true || a)"
        let program = try #require(Environment().compile(text).program)
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluate(Bindings([:]), budget: 6)
        }
        #expect(error?.kind == .budget)
    }
}
