import Testing

@testable import CEL

@Suite struct TypeTests {
    @Test(arguments: [
        ("1 + 2", "int"), ("1.5 * 2.0", "double"), ("'a' + 'b'", "string"), ("[1, 2]", "list(int)"),
        ("[]", "list(dyn)"), ("[[], [1]]", "list(list(int))"), ("[1, 'a']", "list(dyn)"),
        ("[1, null]", "list(int?)"), ("{'a': 1}", "map(string, int)"), ("{}", "map(dyn, dyn)"),
        ("{'a': 1, 2: 'b'}", "map(dyn, dyn)"), ("[] + [1]", "list(int)"), ("[1][0]", "int"),
        ("{'a': [1]}.a", "list(int)"), ("names.map(n, size(n))", "list(int)"),
        ("names.filter(n, n != '')", "list(string)"), ("names.exists(n, n == 'x')", "bool"),
        ("{'a': 1}.map(k, k)", "list(string)"), ("{'a': 1}.filter(k, true)", "list(string)"),
        ("names.transformList(i, n, i)", "list(int)"),
        ("names.transformMap(i, n, n)", "map(int, string)"),
        ("names.transformMapEntry(i, n, {n: i})", "map(string, int)"),
        ("names.map(n, n == 'a', n.size())", "list(int)"),
        ("true ? 1 : dyn('a')", "dyn"), ("true ? null : 1", "int?"), ("null", "null"),
        ("type(1)", "type"), ("int", "type"), ("dyn(1)", "dyn"), ("anything + 1", "int"),
        ("anything.x.y", "dyn"), ("today.add(1)", "day"), ("today.until(today)", "int"),
        ("duration('1h') + duration('1h')", "duration"),
        ("timestamp(0) - timestamp(0)", "duration"), ("timestamp(0) + duration('1h')", "timestamp"),
        ("seat.pool", "pool"), ("seat.holders[0]", "person"),
        ("seat.holders.map(h, h.name)", "list(string)"),
        ("seat.price.orElse(0)", "double"), ("limit > 1.5", "bool"),
        ("google.protobuf.Timestamp == type(timestamp(0))", "bool"),
        // The wider type of two that go together, in whatever order and however deep.
        ("[1] + [dyn(2)]", "list(dyn)"), ("[dyn(2)] + [1]", "list(dyn)"),
        ("[] + [1] + []", "list(int)"),
        ("[[], [[]], [[[]]]]", "list(list(list(list(dyn))))"),
        ("[{}, {'a': 1}]", "list(map(string, int))"),
        ("[[1], [dyn(1)]]", "list(list(dyn))"),
        ("[{'a': dyn(1)}, {'a': 1}]", "list(map(string, dyn))"),
        ("([].map(x, x))[0].foo", "dyn"), ("[timestamp(0), null][0]", "timestamp"),
        ("[null, duration('1s')][0]", "duration"), ("timestamp(0) == null", "bool"),
        ("null != duration('1s')", "bool"), ("[[1].map(x, x), []]", "list(list(int))"),
        ("cel.bind(x, [1], x + [2])", "list(int)"), ("[3, 1].sortBy(x, -x)", "list(int)"),
    ])
    func `the type of an expression is deduced`(text: String, type: String) {
        let compilation = Sample.environment.compile(text)
        #expect(compilation.program?.type.description ?? "" == type)
    }

    @Test(arguments: [
        ("seat.price > 1", true), ("1 < seat.price", true), ("seat.price == 0", true),
        ("0 != seat.price", true), ("seat.price * 2 > 1.0", true), ("3 / seat.price == 1.0", true),
        ("seat.price in [1, 2]", true), ("seat.price.orElse(0) > 1", true),
        ("[1, 2.5] == [1.0, 2.5]", true), ("(true ? 1 : seat.price) > 1.0", true),
        ("limit * seat.price > 1.0", false), ("seat.price == limit", false),
        ("1 + 2 == 3.0", false),
    ])
    func `under policy an integer literal beside a double is a double`(
        text: String,
        isAccepted: Bool
    ) {
        let policy = Sample.environment.compile(text, expecting: .bool)
        #expect((policy.program != nil) == isAccepted, "\(policy.problems)")
    }

    @Test(arguments: [
        ("[null, 1]", "list(dyn)"), ("[1, null]", "list(dyn)"), ("{'a': 'b', 'c': null}.a", "dyn"),
        ("true ? 1 : null", ""), ("true ? null : [1]", ""),
        ("[null, timestamp(0)]", "list(timestamp)"),
        ("true ? null : optional.of(1)", "optional_type(int)"),
        ("[{'a': null}, {'a': timestamp(0)}]", "list(map(string, timestamp))"),
        ("[[timestamp(0)], [null]]", "list(list(timestamp))"),
        ("[google.protobuf.Int32Value{value: 1}, null]", "list(int?)"),
        ("[null, google.protobuf.Int32Value{value: 1}, 2]", "list(int?)"),
    ])
    func `in the standard language null goes only with what may be null`(
        text: String,
        type: String
    ) {
        let compilation = Environment(.standard).compile(text)
        #expect(compilation.program?.type.description ?? "" == type)
    }

    @Test(arguments: [
        ("type(1)", ValueType.int), ("type(dyn(1))", .dyn), ("type([1])", .list(.int)),
        ("int", .int), ("list", .list(.dyn)), ("google.protobuf.Duration", .duration),
        ("google.protobuf.StringValue", .wrapper(.string)), ("net.IP", .abstract("net.IP", [])),
        ("type", .type(.dyn)), ("type(type('a'))", .type(.string)),
        ("true ? type(1) : type('a')", .int),
    ])
    func `a type has the type that it names inside`(text: String, named: ValueType) {
        #expect(Environment(.standard).compile(text).program?.type == .type(named))
    }

    @Test func `in the standard language it is not`() {
        let environment = Sample.environment(.standard)
        #expect(environment.compile("seat.price == 0").problems.map(\.code) == ["type"])
        #expect(environment.compile("seat.price * 2").problems.map(\.code) == ["type"])
    }

    @Test func `a literal that became a double counts as one`() throws {
        #expect(
            try Sample.evaluate("seat.price / 4 == 0.25", ["price": .double(1)])
                == .success(.bool(true))
        )
        #expect(
            try Sample.evaluate("seat.price in [3, -1]", ["price": .double(-1)])
                == .success(.bool(true))
        )
        #expect(try Sample.evaluate("1", expecting: .double) == .success(.double(1)))
    }

    @Test func `a program names the variables and the fields that it reads`() throws {
        let text = "seat.pool.seats_free > 0 && names.exists(n, n == seat.kind) && has(seat.email)"
        let program = try #require(Sample.environment.compile(text).program)
        #expect(program.references == ["seat", "names"])
        #expect(
            program.fields == [
                FieldReference(structure: "seat", field: "pool"),
                FieldReference(structure: "pool", field: "seats_free"),
                FieldReference(structure: "seat", field: "kind"),
                FieldReference(structure: "seat", field: "email"),
            ]
        )
    }

    @Test func `a program shows its literal texts with their places`() throws {
        let text = "seat.kind == 'a' || names.exists(n, n in ['b', \"c\"] && n.startsWith('d'))"
        let program = try #require(Sample.environment.compile(text).program)
        #expect(program.literalTexts.map(\.text) == ["a", "b", "c", "d"])
        #expect(program.literalTexts.first?.offsets == 13..<16)
    }

    @Test func `a long row of lists or calls is checked`() {
        let lists = Array(repeating: "[]", count: 3000).joined(separator: ",")
        let calls = Array(repeating: "size([]) == 0", count: 1000).joined(separator: " && ")
        for text in ["[\(lists)]", calls] {
            #expect(Environment().compile(text).program != nil)
        }
    }

    @Test func `names are looked up in the namespace first, from the inside out`() throws {
        var options = Environment.Options.standard
        options.container = "a.b"
        var environment = Environment(options)
        for name in ["x", "a.x", "a.b.y", "y.z", "f"] {
            environment.declare(variable: name, .string)
        }
        func references(_ text: String) -> Set<String> {
            environment.compile(text).program?.references ?? []
        }
        #expect(references("x") == ["a.x"])
        #expect(references(".x") == ["x"])
        #expect(references("y") == ["a.b.y"])
        #expect(references("y.z") == ["y.z"])
        #expect(references(".y.z") == ["y.z"])
        #expect(references("[1].exists(x, x == 1)") == [])
        #expect(references("[1].exists(y, .y.z == '')") == ["y.z"])
    }

    @Test func `a function of a namespace is called by its full name`() throws {
        var environment = Environment()
        environment.declare(
            FunctionDeclaration(
                "math.twice",
                [
                    Overload(isMember: false, parameters: [.int], result: .int) {
                        (values: [Value]) throws(EvaluationError) -> Value in
                        guard case .int(let value) = values[0] else { throw .noOverload(values) }
                        return .int(value * 2)
                    }
                ]
            )
        )
        let program = try #require(environment.compile("math.twice(4)").program)
        #expect(try program.evaluate(Bindings([:])) == .int(8))
    }

    @Test func `a function is looked up in the namespace first, unless a point stands before it`() {
        var options = Environment.Options.standard
        options.container = "a.b"
        var environment = Environment(options)
        for (name, result) in [("f", CEL.ValueType.int), ("a.f", .string), ("a.b.c.f", .bool)] {
            environment.declare(
                FunctionDeclaration(
                    name,
                    [
                        Overload(isMember: false, parameters: [], result: result) {
                            (_: [Value]) throws(EvaluationError) in .null
                        }
                    ]
                )
            )
        }
        func type(_ text: String) -> String? {
            environment.compile(text).program?.type.description
        }
        #expect(type("f()") == "string")
        #expect(type(".f()") == "int")
        #expect(type(".a.f()") == "string")
        #expect(type("c.f()") == "bool")
        #expect(type("b.c.f()") == "bool")
        #expect(
            environment.compile("c.g()").problems.map(\.message) == ["there is no function 'c.g'"]
        )
    }

    @Test func `a form with any number of arguments takes at least one`() throws {
        var environment = Environment()
        environment.declare(
            FunctionDeclaration(
                "most",
                [
                    Overload(isMember: false, parameters: [.int], result: .int, isVariadic: true) {
                        (values: [Value]) throws(EvaluationError) in .int(Int64(values.count))
                    }
                ]
            )
        )
        #expect(try shown("most(1, 2, 3)", in: environment) == "3")
        #expect(try shown("most(7)", in: environment) == "1")
        #expect(try shown("most()", in: environment) == "most() takes at least 1 argument, not 0")
        #expect(
            try shown("most(1, 'a')", in: environment)
                == "most() takes (int, …), not (int, string)"
        )
        #expect(
            try shown("most(1, dyn('a'))", in: environment) == "2"
        )
    }

    @Test func `a name may stand for a constant or a type`() throws {
        var environment = Environment()
        environment.declare(constant: "acme.LIMIT", .int(60))
        environment.declare(type: "acme.Address")
        #expect(try shown("acme.LIMIT + 1", in: environment) == "61")
        #expect(try shown("type(acme.Address) == type", in: environment) == "true")
        #expect(try shown("acme.LIMITS", in: environment) == "there is no 'acme' here")
    }

    @Test func `an overload is chosen by the value where the type is not known`() throws {
        #expect(try evaluated("size(dyn('abc')) + size(dyn([1]))") == .success(.int(4)))
        #expect(try evaluated("dyn(1.5) + dyn(1.5)") == .success(.double(3)))
        #expect(try evaluated("dyn('a') + dyn('b')") == .success(.string("ab")))
    }

    @Test func `a mistaken value of the host is an error, not a trap`() throws {
        let bindings = Bindings(["limit": .string("sixty"), "names": .int(1), "seat": .int(3)])
        for text in ["limit + 1", "names.exists(n, true)", "limit < 3", "seat.kind", "names[0]"] {
            let program = try #require(Sample.environment.compile(text).program)
            #expect(throws: EvaluationError.self) { try program.evaluate(bindings) }
        }
    }
}
