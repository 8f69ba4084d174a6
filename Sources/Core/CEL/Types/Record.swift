/// A structure that an expression has made, with the values of its fields.
struct Record: StructureValue {
    private let structure: StructureDeclaration
    private let fields: [String: Value]

    init(of structure: StructureDeclaration, _ fields: [(field: String, value: Value)]) {
        self.structure = structure
        self.fields = Dictionary(
            fields.map { ($0.field, $0.value) },
            uniquingKeysWith: { $1 }
        )
    }

    var typeName: String { structure.name }

    /// Records are told apart by their fields.
    var identity: String { "" }

    func value(of field: String) -> Value? {
        guard structure.position(of: field) != nil else { return nil }
        return fields[field] ?? .null
    }

    /// Whether all its fields are null.
    var isEmpty: Bool { fields.values.allSatisfy(\.isNull) }

    /// The values of the fields of both, side by side; `nil` where they are of different types.
    func fields(beside other: Record) -> [(Value, Value)]? {
        guard structure == other.structure else { return nil }
        return structure.fields.map {
            (fields[$0.name] ?? .null, other.fields[$0.name] ?? .null)
        }
    }
}
