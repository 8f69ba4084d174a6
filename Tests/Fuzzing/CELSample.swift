import CEL
import CivilTime

/// Declarations and values as a host of policies has them, and no larger than they are declared.
enum CELSample {
    static let environments = [environment(.policy), environment(.standard)]

    private static func environment(_ options: Environment.Options) -> Environment {
        var environment = Environment(options)
        for structure in structures { environment.declare(structure) }
        environment.declare(variable: "seat", .structure("seat"))
        environment.declare(variable: "today", .day)
        environment.declare(variable: "limit", .int)
        environment.declare(variable: "names", .list(.string))
        environment.declare(variable: "anything", .dyn)
        return environment
    }

    private static let structures = [
        StructureDeclaration(
            "seat",
            fields: [
                FieldDeclaration("email", .wrapper(.string)), FieldDeclaration("assigned", .bool),
                FieldDeclaration("days_idle", .wrapper(.int)),
                FieldDeclaration("price", .wrapper(.double)), FieldDeclaration("kind", .string),
                FieldDeclaration("assigned_on", .wrapper(.day)),
                FieldDeclaration("pool", .structure("pool")),
            ]
        ),
        StructureDeclaration(
            "pool",
            fields: [
                FieldDeclaration("seats_free", .int), FieldDeclaration("share", .wrapper(.double)),
                FieldDeclaration("seats", .list(.structure("seat"))),
            ]
        ),
    ]

    /// A row with everything, and one where all is absent that may be.
    static let rows = [
        bindings(
            [
                "email": .string("ada@example.com"), "assigned": .bool(true), "price": .double(2.5),
                "days_idle": .int(73), "kind": .string("sub"), "pool": .structure(pool),
                "assigned_on": .day(Day(daysSince1970: 20_000)),
            ],
            .list([.int(1), .map(MapValue()), .string("x")])
        ),
        bindings(["assigned": .bool(false), "kind": .string("")], .null),
    ]

    private static let pool = SampleRow(
        typeName: "pool",
        fields: [
            "seats_free": .int(-1), "share": .double(.nan),
            "seats": .list([.structure(SampleRow(typeName: "seat", fields: [:]))]),
        ]
    )

    /// What is the same for all rows.
    static let constants: [String: Value] = [
        "today": .day(Day(daysSince1970: 20_781)), "limit": .int(30),
        "names": .list([.string("ada"), .string("Bjørn"), .string("")]), "anything": .null,
    ]

    private static func bindings(_ seat: [String: Value], _ anything: Value) -> Bindings {
        var values = constants
        values["seat"] = structure("seat", seat)
        values["anything"] = anything
        return Bindings(values)
    }

    /// A structure of some fields; the others are null.
    static func structure(_ name: String, _ fields: [String: Value]) -> Value {
        .structure(SampleRow(typeName: name, fields: fields))
    }
}

/// A structure made of a dictionary; a field without an entry is null.
private struct SampleRow: StructureValue {
    let typeName: String
    let fields: [String: Value]

    var identity: String { typeName }

    func value(of field: String) throws(EvaluationError) -> Value? { fields[field] ?? .null }
}
