import CivilTime
import Synchronization
import Testing

@testable import CEL

@Suite struct EvaluationTests {
    @Test(arguments: [
        // && and || are commutative in their errors; ? is not.
        ("1 / 0 > 1 || true", "true"), ("true || 1 / 0 > 1", "true"),
        ("1 / 0 > 1 && false", "false"),
        ("false && 1 / 0 > 1", "false"), ("1 / 0 > 1 || false", "division by zero"),
        ("true && 1 / 0 > 1", "division by zero"), ("1 / 0 > 1 ? 1 : 2", "division by zero"),
        ("false ? 1 / 0 : 2", "2"), ("false || false || true || 1 / 0 > 1", "true"),
        // Macros.
        ("[1, 2].all(x, x / 0 == 1)", "division by zero"), ("[2, 0].all(x, 4 / x == 1)", "false"),
        ("[0, 2].exists(x, 4 / x == 2)", "true"),
        ("[0, 2].exists_one(x, 4 / x == 2)", "division by zero"),
        ("[1, 2, 2].exists_one(x, x == 2)", "false"), ("[1, 2].existsOne(x, x == 2)", "true"),
        ("[].all(x, x)", "true"), ("[].exists(x, x)", "false"),
        ("[1, 2, 3].map(x, x > 1, x * x)[1]", "9"), ("size([1, 2, 3].filter(x, x > 1))", "2"),
        ("{'b': 1, 'a': 2}.map(k, k)[0]", "'b'"),
        ("[[1, 2], [3]].exists(x, x.exists(y, y == 3))", "true"),
        ("[1].map(x, [2].map(x, x + 1))[0][0]", "3"),
        ("[1, 2].map(x, [x].map(y, x + y)[0])[1]", "4"),
        ("[5, 6].transformMap(i, v, v == 6, v + i)[1]", "7"),
        ("{'a': 1}.transformMapEntry(k, v, {v: k})[1]", "'a'"),
        ("['a', 'a'].transformMapEntry(i, v, {v: i})", "the key 'a' stands twice in a map"),
        // Numbers meet across their types; other types never.
        ("dyn(1) == 1.0 && dyn(1u) == 1 && dyn(1) != '1'", "true"),
        ("dyn(1) < 1.5 && dyn(2u) > -1 && dyn(-1) < 0u", "true"),
        ("[dyn(1), 'a'] == [1.0, 'a']", "true"), ("dyn({1: 'a'}) == {1u: 'a'}", "true"),
        ("{1: 'a'}[dyn(1.0)] + {1u: 'b'}[dyn(1)]", "'ab'"), ("0.0 / 0.0 == 0.0 / 0.0", "false"),
        ("dyn(0.0 / 0.0) < 1", "false"), ("9223372036854775807 < 9223372036854775808u", "true"),
        ("'e\\u0301' == 'é'", "false"), ("'Z' < 'a' && '' < 'a' && 'a' < 'aa'", "true"),
        ("'\\uFFFD' < '\\U0001F600'", "true"), ("b'\\xff' > b'a'", "true"),
        ("false < true", "true"),
        ("'é' in ['e\\u0301']", "false"), ("{'e\\u0301': 1}.all(k, k in {'é': 1})", "false"),
        // Whole numbers never wrap around.
        ("-9223372036854775808 / -1", "the result of '/' is out of the range of int"),
        ("-9223372036854775808 % -1", "the result of '%' is out of the range of int"),
        ("-(-9223372036854775808)", "the result of '-' is out of the range of int"),
        ("9223372036854775807 * 2", "the result of '*' is out of the range of int"),
        ("7 / -2 == -3 && -7 % 3 == -1", "true"), ("1.0 / 0.0", "Infinity"),
        // Places and fields.
        ("[1, 2][dyn(1u)]", "'2'"),
        ("[1][dyn(0.5)]", "a list is read by a whole number, not by 0.5"),
        ("[1][-1]", "-1 is no place of a list of 1 elements"), ("has({'a': null}.a)", "true"),
        ("has({}.a)", "false"), ("{'a b': 1}.`a b`", "1"),
        ("{1: 2}[dyn(1.5)]", "there is no key 1.5"),
        ("type(type(1)) == type && type([]) == list && type({}) == map", "true"),
        ("type(null) == null_type && type(1u) == uint", "true"),
    ])
    func `an expression has the value that the specification gives it`(text: String, value: String)
        throws
    {
        switch try evaluated(text) {
        case .success(let result): #expect(result.brief == value || "'\(result.brief)'" == value)
        case .failure(let error): #expect(error.message == value)
        }
    }

    // MARK: Activations

    @Test func `a variable is asked for at most once, and only when it is needed`() throws {
        final class Counting: Activation {
            let asked = Mutex<[String]>([])
            func value(of variable: String) throws(EvaluationError) -> Value? {
                asked.withLock { $0.append(variable) }
                return .int(2)
            }
        }
        var environment = Environment()
        for name in ["a", "b", "c"] { environment.declare(variable: name, .int) }
        let program = try #require(environment.compile("a + a == 4 || b == a || c == 1").program)
        let counting = Counting()
        #expect(try program.evaluate(counting) == .bool(true))
        #expect(counting.asked.withLock(\.self) == ["a"])
    }

    @Test func `a variable without a value is an error that is absorbed like others`() throws {
        var environment = Environment()
        environment.declare(variable: "a", .bool)
        let alone = try #require(environment.compile("a").program)
        #expect(throws: EvaluationError(.unboundVariable, "'a' has no value", offsets: 0..<1)) {
            try alone.evaluate(Bindings([:]))
        }
        let absorbed = try #require(environment.compile("a || true").program)
        #expect(try absorbed.evaluate(Bindings([:])) == .bool(true))
    }

    @Test func `structures are equal by type and identity`() throws {
        let environment = Sample.environment
        let program = try #require(environment.compile("seat.pool == anything").program)
        for (other, expected) in [
            (Row("pool", "North/AutoCAD", [:]), true), (Row("pool", "South/AutoCAD", [:]), false),
            (Row("person", "North/AutoCAD", [:]), false),
        ] {
            let bindings = Bindings([
                "seat": Sample.seat(["pool": Sample.pool]), "anything": .structure(other),
            ])
            #expect(try program.evaluate(bindings) == .bool(expected))
        }
    }

    @Test func `fields are read by their position where the structure is declared`() throws {
        struct Positioned: StructureValue {
            let typeName = "pool"
            let identity = ""
            func value(of field: String) -> Value? { nil }
            func value(of field: String, at position: Int) -> Value? {
                [.int(7), .double(0.5), .null][position]
            }
        }
        let program = try #require(Sample.environment.compile("seat.pool.seats_free").program)
        let bindings = Bindings(["seat": Sample.seat(["pool": .structure(Positioned())])])
        #expect(try program.evaluate(bindings) == .int(7))
    }

    // MARK: Budget

    @Test func `an evaluation ends when its budget is spent`() throws {
        let text = "[1, 2, 3].all(a, [1, 2, 3].all(b, [1, 2, 3].all(c, a + b + c > 0)))"
        let program = try #require(Environment().compile(text).program)
        #expect(try program.evaluate(Bindings([:]), budget: 1000) == .bool(true))
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluate(Bindings([:]), budget: 100)
        }
        #expect(error?.kind == .budget)
        #expect(error?.message == "the evaluation takes more than 100 steps")
    }

    @Test(arguments: [
        "[1, 2, 3].exists(a, [1, 2, 3].all(b, a + b > 0)) || true",
        "[1, 2, 3].map(a, a).exists(a, a > 2) || true",
    ])
    func `a spent budget is never absorbed`(text: String) throws {
        let program = try #require(Environment().compile(text).program)
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluate(Bindings([:]), budget: 8)
        }
        #expect(error?.kind == .budget)
    }

    @Test func `a value cannot grow without bound`() throws {
        let doubling = String(repeating: ".map(x, x + x)", count: 30)
        for text in ["['ab']\(doubling)", "[[1]]\(doubling)", "[b'ab']\(doubling)"] {
            let program = try #require(Environment().compile(text).program)
            let error = #expect(throws: EvaluationError.self) {
                try program.evaluate(Bindings([:]))
            }
            #expect(error?.kind == .budget)
        }
    }

    @Test func `values with shared parts are not walked through without end`() throws {
        // 2⁶⁰ elements in the memory of 60 lists.
        let wide = "[1]" + String(repeating: ".map(x, [x, x])", count: 60)
        let made = try #require(Environment().compile(wide).program)
        _ = try made.evaluate(Bindings([:]))
        for text in ["\(wide) == \(wide)", "\(wide) in [\(wide)]", "{1: \(wide)} != {1: \(wide)}"] {
            let program = try #require(Environment().compile(text).program)
            let error = #expect(throws: EvaluationError.self) {
                try program.evaluate(Bindings([:]), budget: 100_000)
            }
            #expect(error?.kind == .budget)
        }
    }

    @Test func `an expression of the greatest depth is evaluated`() throws {
        let depth = Bounds.depth - 1
        let sum = "1" + String(repeating: " + 1", count: depth)
        #expect(try evaluated(sum) == .success(.int(Int64(Bounds.depth))))
        let lists =
            String(repeating: "[", count: depth - 1) + "1"
            + String(repeating: "]", count: depth - 1)
        #expect(try evaluated("size(\(lists))") == .success(.int(1)))
        let macros =
            String(repeating: "[1].all(x, ", count: depth - 1) + "true"
            + String(repeating: ")", count: depth - 1)
        #expect(try evaluated(macros) == .success(.bool(true)))
    }
}
