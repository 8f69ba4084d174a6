import CEL
import CivilTime
import Diagnostics
import Templates

/// A scope like that of a policy's message, and short ways to compile and render in it.
enum Fixture {
    static let environment: Environment = {
        var environment = Environment(.policy)
        environment.declare(
            StructureDeclaration(
                "seat",
                fields: [
                    FieldDeclaration("name", .wrapper(.string), about: "name of the holder"),
                    FieldDeclaration("email", .string, about: "address"),
                    FieldDeclaration("days_idle", .int, about: "days since the last known use"),
                    FieldDeclaration("left", .wrapper(.bool), about: "has left"),
                ]
            )
        )
        environment.declare(variable: "seats", .list(.structure("seat")))
        environment.declare(variable: "teams", .wrapper(.list(.string)))
        environment.declare(variable: "count", .int)
        environment.declare(variable: "share", .double)
        environment.declare(variable: "saving", .wrapper(.double))
        environment.declare(variable: "title", .string)
        environment.declare(variable: "due", .day)
        environment.declare(variable: "is_late", .bool)
        environment.declareFormatting(Formatting(currency: "USD"))
        return environment
    }()

    static func compile(
        _ text: String,
        _ place: Place = .text,
        partials: [String: String] = [:]
    ) -> TemplateCompilation {
        let files = partials.sorted { $0.key < $1.key }.map {
            ($0.key, SourceText(name: "templates/\($0.key)", text: $0.value))
        }
        return compileTemplate(
            TemplateSource(SourceText(name: "idle/text.txt", text: text)),
            place: place,
            in: environment,
            library: TemplateLibrary(files: files)
        )
    }

    /// The output of a template; its mistakes, one a line, where it has some.
    static func render(
        _ text: String,
        _ place: Place = .text,
        partials: [String: String] = [:],
        with changes: [String: Value] = [:]
    ) throws -> String {
        let compilation = compile(text, place, partials: partials)
        guard let template = compilation.template else {
            return compilation.diagnostics.map(\.description).joined(separator: "\n")
        }
        return try template.render(Bindings(values.merging(changes) { $1 }))
    }

    static let values: [String: Value] = [
        "seats": .list([
            seat("Ada", "ada@example.com", 73, left: false),
            seat(nil, "bob@example.com", 91, left: true),
        ]),
        "teams": .list([.string("North"), .string("Yard")]),
        "count": .int(2), "share": .double(0.453), "saving": .double(25140),
        "title": .string("Idle"),
        "due": .day(Day(daysSince1970: 20_796)), "is_late": .bool(true),
    ]

    static func seat(_ name: String?, _ email: String, _ idle: Int64, left: Bool?) -> Value {
        .structure(
            Seat(fields: [
                "name": name.map(Value.string) ?? .null, "email": .string(email),
                "days_idle": .int(idle),
                "left": left.map(Value.bool) ?? .null,
            ])
        )
    }

    struct Seat: StructureValue {
        let fields: [String: Value]
        let typeName = "seat"
        var identity: String { "\(fields["email"] ?? .null)" }
        func value(of field: String) -> Value? { fields[field] }
    }
}
