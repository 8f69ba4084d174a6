import Testing

@testable import CEL

/// Structures of a host that an expression makes.
@Suite struct StructureTests {
    private static let person = StructureDeclaration(
        "acme.Person",
        fields: [
            FieldDeclaration("name", .string), FieldDeclaration("age", .wrapper(.int)),
            FieldDeclaration("friends", .list(.structure("acme.Person"))),
        ]
    )

    private static var host: Environment {
        var options = Environment.Options.standard
        options.container = "acme"
        var environment = Environment(options)
        environment.declare(person, madeBy: .record(of: person))
        environment.declare(StructureDeclaration("acme.Team", fields: []))
        environment.declare(
            StructureDeclaration("acme.Twice", fields: [FieldDeclaration("of", .int)]),
            madeBy: StructureMaker(result: .int) { fields throws(EvaluationError) in
                guard case .int(let number)? = fields.first?.value, number < 100 else {
                    throw EvaluationError(.invalidArgument, "too much")
                }
                return .int(2 * number)
            }
        )
        return environment
    }

    @Test(arguments: [
        ("Person{name: 'Ada'}.name", "'Ada'"), ("acme.Person{name: 'Ada', age: 36}.age", "36"),
        (".acme.Person{name: 'Ada'}.age == null", "true"),
        ("has(Person{name: 'Ada'}.age)", "false"), ("has(Person{name: 'Ada'}.name)", "true"),
        ("Person{name: 'Ada'}.?age.hasValue()", "false"),
        ("Person{name: 'Ada', ?age: optional.of(36)}.age + 1", "37"),
        ("Person{name: 'Ada'} == Person{name: 'Ada'}", "true"),
        ("Person{name: 'Ada', age: null} == Person{name: 'Ada'}", "true"),
        ("Person{name: 'Ada'} == Person{name: 'Bob'}", "false"),
        ("Person{name: 'Ada', age: 1} in [Person{name: 'Ada'}]", "false"),
        ("Person{name: 'A', friends: [Person{name: 'B'}]}.friends[0].name", "'B'"),
        ("type(Person{name: 'Ada'}) == Person", "true"),
        ("[Person{name: 'b'}, Person{name: 'a'}].sortBy(p, p.name).map(p, p.name)", "['a', 'b']"),
        ("Person{name: dyn(1)}", "the field 'name' of acme.Person is string, not int"),
        ("Twice{of: 21}", "42"), ("Twice{of: 100}", "too much"),
        // Mistakes of the text.
        ("Person{name: 1}", "the field 'name' of acme.Person is string, not int"),
        ("Person{nam: 'a', name: 'b'}", "acme.Person has no field 'nam'; did you mean 'name'?"),
        ("Person{age: 1}", "acme.Person needs the field 'name'"),
        ("Person{name: 'Ada'}.nmae", "acme.Person has no field 'nmae'; did you mean 'name'?"),
        ("Team{}", "a Team cannot be made in an expression"),
        ("Nobody{}", "there is no structure 'Nobody' here"),
        (
            "Person{name: 'a', age: 1.5}",
            "the field 'age' of acme.Person is int, not double; "
                + "convert one with double()"
        ),
    ])
    func `a structure is made, read and compared`(text: String, value: String) throws {
        #expect(try shown(text, in: Self.host) == value)
    }

    @Test func `a failure names its place`() throws {
        let program = try #require(Self.host.compile("1 + Twice{of: 100}").program)
        #expect(throws: EvaluationError(.invalidArgument, "too much", offsets: 4..<18)) {
            try program.evaluate(Bindings([:]))
        }
    }

    @Test func `without a check a mistake is an error of the evaluation`() throws {
        var options = Environment.Options.standard
        options.checksTypes = false
        var environment = Environment(options)
        environment.declare(Self.person, madeBy: .record(of: Self.person))
        for text in ["acme.Person{nam: 'a'}", "acme.Person{}", "Nobody{}"] {
            let program = try #require(environment.compile("\(text) == 1 || true").program)
            #expect(try program.evaluate(Bindings([:])) == .bool(true))
            #expect(throws: EvaluationError.self) {
                try environment.compile(text).program?.evaluate(Bindings([:]))
            }
        }
    }

    @Test func `a host may leave them out`() throws {
        let message = "a google.protobuf.Int32Value cannot be made in an expression"
        #expect(
            try shown("google.protobuf.Int32Value{}", in: environment(without: [.structures]))
                == message
        )
    }
}
