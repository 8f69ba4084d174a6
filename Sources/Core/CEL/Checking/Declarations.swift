/// A named part of a structure.
package struct FieldDeclaration: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The type; `.wrapper` where it may be null.
    package let type: ValueType
    /// What it means, for messages: a phrase without a full stop.
    package let about: String
    /// How large its values get.
    package let limits: SizeLimits

    /// A named part of a structure.
    package init(
        _ name: String,
        _ type: ValueType,
        about: String = "",
        limits: SizeLimits = SizeLimits()
    ) {
        self.name = name
        self.type = type
        self.about = about
        self.limits = limits
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
    let limits: SizeLimits
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
