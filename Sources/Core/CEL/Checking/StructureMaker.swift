/// How a structure is made in an expression, as `Name{field: value}`.
package struct StructureMaker: Sendable {
    /// The type of what is made.
    let result: ValueType
    /// The fields that must be given.
    let required: Set<String>
    /// Makes the value of the fields that are given, in the order in which they stand there.
    let make: @Sendable ([(field: String, value: Value)]) throws(EvaluationError) -> Value

    /// A way to make a structure.
    package init(
        result: ValueType,
        required: Set<String> = [],
        make: @escaping @Sendable ([(field: String, value: Value)]) throws(EvaluationError) -> Value
    ) {
        self.result = result
        self.required = required
        self.make = make
    }

    /// Makes a `Record`: fields that may be null are null where they are not given, and all others
    /// must be.
    package static func record(of structure: StructureDeclaration) -> StructureMaker {
        StructureMaker(
            result: .structure(structure.name),
            required: Set(structure.fields.filter { !$0.type.mayBeNull }.map(\.name))
        ) { fields throws(EvaluationError) in
            .structure(Record(of: structure, fields))
        }
    }
}
