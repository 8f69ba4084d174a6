/// A named part of a structure.
package struct FieldDeclaration: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The type; `.wrapper` where it may be null.
    package let type: ValueType
    /// What it means, for messages: a phrase without a full stop.
    package let about: String

    /// A named part of a structure.
    package init(_ name: String, _ type: ValueType, about: String = "") {
        self.name = name
        self.type = type
        self.about = about
    }
}

/// A type of the host whose values have named fields.
package struct StructureDeclaration: Hashable, Sendable {
    /// The name, as `ValueType.structure` and `StructureValue.typeName` give it.
    package let name: String
    /// The fields; their positions are handed to `StructureValue.value(of:at:)`.
    package let fields: [FieldDeclaration]
    private let positions: [String: Int]

    /// A type with named fields; of two fields with one name the first counts.
    package init(_ name: String, fields: [FieldDeclaration]) {
        self.name = name
        self.fields = fields
        positions = Dictionary(
            fields.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { a, _ in a }
        )
    }

    /// The position of a field; `nil` when there is none of that name.
    package func position(of field: String) -> Int? { positions[field] }
}

/// A variable of the host.
struct VariableDeclaration: Hashable, Sendable {
    let name: String
    let type: ValueType
    let about: String
}

/// A field of a structure that an expression reads.
package struct FieldReference: Hashable, Sendable {
    /// The structure.
    package let structure: String
    /// The field.
    package let field: String

    /// Names a field of a structure.
    package init(structure: String, field: String) {
        self.structure = structure
        self.field = field
    }
}

/// A function by its name, with all its forms.
package struct FunctionDeclaration: Sendable {
    /// The name under which it is called.
    package let name: String
    /// Its forms, which differ in the types of their arguments.
    package let overloads: [Overload]

    /// A function with its forms.
    package init(_ name: String, _ overloads: [Overload]) {
        self.name = name
        self.overloads = overloads
    }
}

/// One form of a function.
package struct Overload: Sendable {
    /// What is done with the arguments; it is called with as many as there are parameters, and must
    /// itself refuse values of other types, as where the types were not known beforehand.
    enum Body: Sendable {
        case unary(@Sendable (Value) throws(EvaluationError) -> Value)
        case binary(@Sendable (Value, Value) throws(EvaluationError) -> Value)
        case any(@Sendable ([Value]) throws(EvaluationError) -> Value)
    }

    /// Whether it is called on its first parameter, as `x.f(y)`.
    package let isMember: Bool
    /// The types of the arguments, that of the target first.
    ///
    /// One declared `.wrapper` is handed nulls; under `.policy` the others never are.
    package let parameters: [ValueType]
    /// The type of the result.
    package let result: ValueType
    let body: Body
    /// Whether it is the language's own, so that its name says what it does.
    let isBuiltIn: Bool

    /// A form of a function.
    package init(
        isMember: Bool,
        parameters: [ValueType],
        result: ValueType,
        body: @escaping @Sendable ([Value]) throws(EvaluationError) -> Value
    ) {
        self.init(isMember: isMember, parameters, result, .any(body), isBuiltIn: false)
    }

    init(
        isMember: Bool,
        _ parameters: [ValueType],
        _ result: ValueType,
        _ body: Body,
        isBuiltIn: Bool = true
    ) {
        self.isMember = isMember
        self.parameters = parameters
        self.result = result
        self.body = body
        self.isBuiltIn = isBuiltIn
    }

    func call(_ arguments: [Value]) throws(EvaluationError) -> Value {
        switch body {
        case .unary(let body): try body(arguments[0])
        case .binary(let body): try body(arguments[0], arguments[1])
        case .any(let body): try body(arguments)
        }
    }

    /// The types as messages show them: `(string, int)`, or `string.(int)` for a member.
    var signature: String {
        let shown = parameters.map(\.description)
        return isMember
            ? "\(shown[0]).(\(shown.dropFirst().joined(separator: ", ")))"
            : "(\(shown.joined(separator: ", ")))"
    }
}
