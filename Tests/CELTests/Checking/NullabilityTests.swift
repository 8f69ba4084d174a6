import CivilTime
import Diagnostics
import Testing

@testable import CEL

/// Under `.policy` a null that is read makes the outcome unknown (facts.md §4).
@Suite struct NullabilityTests {
    enum Outcome: Hashable, Sendable {
        case value(Value)
        case absent(String)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let outcome: Outcome
        var fields: [String: Value] = [:]
        var testDescription: String { "\(text) \(fields.keys.sorted())" }

        init(_ text: String, _ outcome: Outcome, _ fields: [String: Value] = [:]) {
            self.text = text
            self.outcome = outcome
            self.fields = fields
        }
    }

    static let unused: [String: Value] = ["days_idle": .null]

    @Test(arguments: [
        Case("seat.days_idle >= 60", .value(.bool(true))),
        Case("seat.days_idle >= 60", .absent("seat.days_idle"), unused),
        Case("seat.days_idle == 60", .absent("seat.days_idle"), unused),
        Case("seat.days_idle != 60", .absent("seat.days_idle"), unused),
        Case("seat.days_idle in [60]", .absent("seat.days_idle"), unused),
        Case("seat.email in names", .absent("seat.email")),
        Case("[seat.days_idle] == [60]", .absent("seat.days_idle"), unused),
        Case("{'a': seat.email}.a == 'x'", .absent("seat.email")),
        Case("names.exists(n, n == seat.email)", .absent("seat.email")),
        Case("string(seat.days_idle)", .absent("seat.days_idle"), unused),
        Case("seat.price * 2.0 > 1.0", .absent("seat.price")),
        // The three places where a null is read legally.
        Case("has(seat.days_idle)", .value(.bool(true))),
        Case("has(seat.days_idle)", .value(.bool(false)), unused),
        Case("seat.days_idle.orElse(7)", .value(.int(73))),
        Case("seat.days_idle.orElse(7)", .value(.int(7)), unused),
        Case("seat.email.orElse(seat.kind)", .value(.string("seats"))),
        Case("seat.price.orElse(0)", .value(.double(0))),
        Case("seat.days_idle == null", .value(.bool(true)), unused),
        Case("null != seat.days_idle", .value(.bool(false)), unused),
        Case("seat.assigned == null", .value(.bool(false))),
        Case("seat.email.orElse(seat.email).orElse('nobody')", .value(.string("nobody"))),
        Case("(true ? seat.email : seat.kind).orElse('nobody')", .value(.string("nobody"))),
        // Errors are absorbed as the specification says.
        Case("seat.days_idle >= 60 || true", .value(.bool(true)), unused),
        Case("seat.days_idle >= 60 && false", .value(.bool(false)), unused),
        Case("false && seat.days_idle >= 60", .value(.bool(false)), unused),
        Case("seat.days_idle >= 60 && true", .absent("seat.days_idle"), unused),
        Case("true ? 1 : seat.days_idle + 1", .value(.int(1)), unused),
        Case("(seat.days_idle > 1) ? 1 : 2", .absent("seat.days_idle"), unused),
        Case("names.exists(n, n == 'bob' || n == seat.email)", .value(.bool(true))),
        Case("!(seat.days_idle >= 60)", .absent("seat.days_idle"), unused),
        // Relations that may be null.
        Case("seat.pool.seats_free > 0", .value(.bool(true)), ["pool": Sample.pool]),
        Case("seat.pool.seats_free > 0", .absent("seat.pool")),
        Case("has(seat.pool)", .value(.bool(false))),
        Case("has(seat.pool.seats_free)", .value(.bool(false))),
        Case("has(seat.pool.next_renewal)", .value(.bool(false)), ["pool": Sample.pool]),
        Case("has(seat.pool.seats_free)", .value(.bool(true)), ["pool": Sample.pool]),
        Case("seat.pool.seats_free.orElse(9)", .value(.int(9))),
        Case("seat.pool == null", .value(.bool(true))),
        Case("seat.pool.share == null", .value(.bool(true))),
        Case("seat.holders.exists(h, h.name == 'Ada')", .absent("seat.holders")),
        Case(
            "seat.holders.exists(h, h.name == 'Ada')",
            .absent("h.name"),
            ["holders": .list([.structure(Row("person", "1", [:]))])]
        ),
        Case("size(seat.holders) == 0", .value(.bool(true)), ["holders": .list([])]),
        // A function that is declared to take nulls is handed them.
        Case("shown(seat.email)", .value(.string("-"))),
        Case("shown(seat.kind)", .value(.string("seats"))),
    ])
    func `a null is read legally only where something is said about it`(_ item: Case) throws {
        switch (try Sample.evaluate(item.text, item.fields), item.outcome) {
        case (.success(let value), .value(let expected)): #expect(value == expected)
        case (.failure(let error), .absent(let path)): #expect(error.absentPath == path)
        case (let result, _): Issue.record("\(result)")
        }
    }

    @Test func `a null is a result where none is forbidden by the expected type`() throws {
        let unused = Self.unused
        #expect(try Sample.evaluate("seat.days_idle", unused) == .success(.null))
        #expect(
            try Sample.evaluate("seat.days_idle", unused, expecting: .wrapper(.int))
                == .success(.null)
        )
        #expect(
            try Sample.evaluate("seat.days_idle", unused, expecting: .int)
                == .failure(.absent("seat.days_idle", offsets: 0..<14))
        )
        #expect(Sample.environment.compile("seat.days_idle").program?.type == .wrapper(.int))
        #expect(Sample.environment.compile("seat.days_idle", expecting: .int).program?.type == .int)
        #expect(Sample.environment.compile("seat.days_idle.orElse(1)").program?.type == .int)
        #expect(
            Sample.environment.compile("seat.email.orElse(seat.email)").program?.type
                == .wrapper(.string)
        )
    }

    @Test func `the standard language compares nulls as any value`() throws {
        let environment = Sample.environment(.standard)
        let compilation = environment.compile("seat.days_idle == 60 || seat.email != 'x'")
        let program = try #require(compilation.program)
        #expect(try program.evaluate(try Sample.bindings(Self.unused)) == .bool(true))
        #expect(compilation.problems == [])
        #expect(
            environment.compile("seat.email.orElse('x')").problems.map(\.code) == [
                "no-such-function"
            ]
        )
    }

    @Test func `a field that fails for want of data is absent, with the path of what is missing`()
        throws
    {
        struct Variables: StructureValue {
            let typeName = "variables"
            let identity = ""
            func value(of field: String) throws(EvaluationError) -> Value? {
                throw .absent("seat.days_idle_present")
            }
        }
        var environment = Sample.environment
        environment.declare(
            StructureDeclaration("variables", fields: [FieldDeclaration("idle", .int)])
        )
        environment.declare(variable: "variables", .structure("variables"))
        let bindings = Bindings(["variables": .structure(Variables())])
        func outcome(_ text: String) throws -> Result<Value, EvaluationError> {
            try Sample.outcome(environment.compile(text), bindings)
        }
        #expect(
            try outcome("variables.idle > 3")
                == .failure(.absent("seat.days_idle_present", offsets: 0..<14))
        )
        #expect(try outcome("has(variables.idle)") == .success(.bool(false)))
        #expect(try outcome("variables.idle.orElse(5)") == .success(.int(5)))
        #expect(try outcome("variables.idle == null") == .success(.bool(true)))
    }

    // MARK: Warnings

    struct Warning: Sendable, CustomTestStringConvertible {
        let text: String
        let paths: [String]
        var testDescription: String { text }

        init(_ text: String, _ paths: String...) {
            self.text = text
            self.paths = paths
        }
    }

    @Test(arguments: [
        Warning("seat.days_idle > 1", "seat.days_idle"),
        Warning("seat.assigned && seat.kind == 'seats'"),
        Warning("seat.days_idle > 1 && seat.days_idle < 9", "seat.days_idle"),
        Warning("seat.price > 1.0 || seat.days_idle > 1", "seat.price", "seat.days_idle"),
        Warning("has(seat.days_idle) && seat.days_idle > 1"),
        Warning("!has(seat.days_idle) || seat.days_idle > 1"),
        Warning("has(seat.days_idle) || seat.days_idle > 1", "seat.days_idle"),
        Warning("seat.days_idle > 1 && has(seat.days_idle)", "seat.days_idle"),
        Warning("has(seat.price) && seat.days_idle > 1", "seat.days_idle"),
        Warning("has(seat.days_idle) ? seat.days_idle > 1 : false"),
        Warning("!has(seat.days_idle) ? false : seat.days_idle > 1"),
        Warning("has(seat.days_idle) ? true : seat.days_idle > 1", "seat.days_idle"),
        Warning("seat.days_idle != null && seat.days_idle > 1"),
        Warning("seat.days_idle == null || seat.days_idle > 1"),
        Warning("seat.assigned && has(seat.price) && (seat.price > 1.0 || seat.price < 0.0)"),
        Warning("(has(seat.price) && has(seat.days_idle)) && seat.price > double(seat.days_idle)"),
        Warning("seat.days_idle.orElse(0) > 1"),
        Warning("seat.days_idle == null"),
        Warning("seat.email == seat.email", "seat.email"),
        Warning("seat.pool.seats_free > 0"),
        Warning("seat.pool.share > 0.5", "seat.pool.share"),
        Warning("has(seat.pool.share) && seat.pool.share > 0.5"),
        Warning("seat.holders.exists(h, h.name == 'Ada')", "h.name"),
        Warning("seat.holders.exists(h, has(h.name) && h.name == 'Ada')"),
        Warning("has(seat.email) && names.exists(seat, seat == 'x')"),
        Warning("seat.holders.map(h, has(h.name), h.name) == names"),
        Warning("shown(seat.email) == ''"),
        Warning("seat.email"),
    ])
    func `an unguarded read of what may be null is warned of`(_ item: Warning) {
        let compilation = Sample.environment.compile(item.text)
        #expect(compilation.program != nil)
        #expect(
            compilation.problems.map(\.message)
                == item.paths.map {
                    "\($0) may be null: those rows will be reported as unknown; "
                        + "guard with has() or orElse()"
                }
        )
        #expect(
            compilation.problems.allSatisfy { $0.code == "nullable" && $0.severity == .warning }
        )
    }

    @Test func `a name that a macro binds hides what was known of another`() {
        let text = "has(seat.email) && seat.holders.exists(seat, seat.name == 'x')"
        #expect(
            Sample.environment.compile(text).problems.map(\.offsets) == [45..<54]
        )
    }

    @Test func `what one expression shows guards another`() throws {
        let guardian = try #require(
            Sample.environment.compile("has(seat.pool.share) && seat.price != null").program
        )
        #expect(guardian.presentWhenTrue == ["seat", "seat.pool", "seat.pool.share", "seat.price"])
        let text = "seat.pool.share > 0.5 && seat.price > 1.0 && seat.days_idle > 1"
        let compilation = Sample.environment.compile(text, present: guardian.presentWhenTrue)
        #expect(compilation.problems.map(\.offsets) == [45..<59])
        #expect(compilation.problems.map(\.code) == ["nullable"])
    }

    @Test func `warnings can be turned off, and the reads stay errors`() throws {
        var options = Environment.Options.policy
        options.warnsOfNullable = false
        let compilation = Sample.environment(options).compile("seat.price > 1.0")
        #expect(compilation.problems == [])
        let program = try #require(compilation.program)
        let error = #expect(throws: EvaluationError.self) {
            try program.evaluate(try Sample.bindings())
        }
        #expect(error?.absentPath == "seat.price")
    }
}
