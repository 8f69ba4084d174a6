import CivilTime
import Diagnostics
import Testing

@testable import CEL

/// A structure made of a dictionary; a declared field without an entry is null.
struct Row: StructureValue {
    let typeName: String
    let identity: String
    let fields: [String: Value]

    init(_ typeName: String, _ identity: String, _ fields: [String: Value]) {
        self.typeName = typeName
        self.identity = identity
        self.fields = fields
    }

    func value(of field: String) -> Value? {
        let declaration = Sample.structures.first { $0.name == typeName }
        guard declaration?.position(of: field) != nil else { return nil }
        return fields[field] ?? .null
    }
}

/// Declarations and values as a host of policies has them.
enum Sample {
    static let structures = [
        StructureDeclaration(
            "seat",
            fields: [
                FieldDeclaration("email", .wrapper(.string)),
                FieldDeclaration("assigned", .bool, about: "whether somebody holds it"),
                FieldDeclaration(
                    "days_idle",
                    .wrapper(.int),
                    about: "days since the last known use"
                ),
                FieldDeclaration("price", .wrapper(.double)),
                FieldDeclaration("kind", .string),
                FieldDeclaration("assigned_on", .wrapper(.day)),
                FieldDeclaration("pool", .structure("pool")),
                FieldDeclaration("holders", .list(.structure("person"))),
            ]
        ),
        StructureDeclaration(
            "pool",
            fields: [
                FieldDeclaration("seats_free", .int), FieldDeclaration("share", .wrapper(.double)),
                FieldDeclaration("next_renewal", .wrapper(.day)),
            ]
        ),
        StructureDeclaration(
            "person",
            fields: [FieldDeclaration("name", .wrapper(.string))]
        ),
    ]

    static var environment: Environment { environment(.policy) }

    static func environment(_ options: Environment.Options) -> Environment {
        var environment = Environment(options)
        for structure in structures { environment.declare(structure) }
        environment.declare(variable: "seat", .structure("seat"), about: "the row")
        environment.declare(variable: "today", .day)
        environment.declare(variable: "limit", .int)
        environment.declare(variable: "names", .list(.string))
        environment.declare(variable: "anything", .dyn)
        environment.declare(
            FunctionDeclaration(
                "shown",
                [
                    Overload(isMember: false, parameters: [.wrapper(.string)], result: .string) {
                        (values: [Value]) throws(EvaluationError) -> Value in
                        values[0].isNull ? .string("-") : values[0]
                    }
                ]
            )
        )
        return environment
    }

    static func seat(_ fields: [String: Value] = [:]) -> Value {
        let known: [String: Value] = [
            "assigned": .bool(true), "kind": .string("seats"), "days_idle": .int(73),
        ]
        return .structure(Row("seat", "ada", known.merging(fields) { $1 }))
    }

    static let pool = Value.structure(
        Row("pool", "North/AutoCAD", ["seats_free": .int(3), "share": .double(0.5)])
    )

    /// The seat of the sample, with some fields changed; a field given as `.null` is absent.
    static func bindings(_ fields: [String: Value] = [:]) throws -> Bindings {
        Bindings([
            "seat": seat(fields),
            "today": .day(try #require(Day("2026-11-24"))),
            "limit": .int(60),
            "names": .list([.string("ada"), .string("bob")]),
            "anything": .null,
        ])
    }

    /// What an expression comes to in the environment of policies.
    static func evaluate(
        _ text: String,
        _ fields: [String: Value] = [:],
        expecting: CEL.ValueType? = nil
    ) throws -> Result<Value, EvaluationError> {
        try outcome(environment.compile(text, expecting: expecting), try bindings(fields))
    }

    /// What a program comes to; a mistake of the text is a failure of the test.
    static func outcome(
        _ compilation: Compilation,
        _ bindings: Bindings
    ) throws -> Result<Value, EvaluationError> {
        let problems = compilation.problems.filter { $0.severity == .error }
        let program = try #require(compilation.program, "\(problems.map(\.message))")
        do throws(EvaluationError) {
            return .success(try program.evaluate(bindings))
        } catch {
            return .failure(error)
        }
    }
}

/// What an expression of the standard language comes to.
func evaluated(_ text: String) throws -> Result<Value, EvaluationError> {
    try Sample.outcome(Environment().compile(text), Bindings([:]))
}

/// What an expression of the standard language comes to, as messages show it: its value, why it has
/// none, or its mistakes.
func shown(_ text: String, in environment: Environment = Environment()) throws -> String {
    let compilation = environment.compile(text)
    guard let program = compilation.program else {
        return compilation.problems.map(\.message).joined(separator: "; ")
    }
    do throws(EvaluationError) {
        let value = try program.evaluate(Bindings([:]))
        return value.isNull ? "null" : value.shown(atMost: 200)
    } catch {
        return error.message
    }
}

/// An environment of the standard language without some of its parts.
func environment(without parts: Set<Extension>) -> Environment {
    var options = Environment.Options.standard
    options.extensions.subtract(parts)
    return Environment(options)
}
