import CivilTime

// CEL specification, "Dynamic Values": the messages that protobuf itself defines are never values of
// their own; making one gives the value that it stands for.

extension Environment {
    /// Declares `google.protobuf.Int32Value` and the like.
    mutating func declareWellKnownStructures() {
        for wrapper in wrappers { declare(wrapper.structure, madeBy: wrapper.maker) }
        for (structure, maker) in [jsonValue, jsonObject, jsonArray, duration, timestamp] {
            declare(structure, madeBy: maker)
        }
        declare(constant: "google.protobuf.NullValue.NULL_VALUE", .int(0))
    }
}

private typealias Definition = (StructureDeclaration, StructureMaker)

private func structure(_ name: String, _ fields: [(String, ValueType)]) -> StructureDeclaration {
    StructureDeclaration(
        "google.protobuf.\(name)",
        fields: fields.map { FieldDeclaration($0, $1) }
    )
}

// MARK: Wrappers

/// A message with one value in it.
private struct Wrapper {
    let structure: StructureDeclaration
    let maker: StructureMaker

    /// - Parameters:
    ///   - name: the message's name.
    ///   - type: the type of the value.
    ///   - zero: the value where none is given.
    ///   - narrowed: the value as the message can hold it; `nil` where it cannot.
    init(
        _ name: String,
        _ type: ValueType,
        _ zero: Value,
        narrowed: @escaping @Sendable (Value) -> Value? = { $0 }
    ) {
        structure = CEL.structure(name, [("value", type)])
        maker = StructureMaker(result: .wrapper(type)) { fields throws(EvaluationError) in
            let value = fields.first?.value ?? zero
            guard let result = narrowed(value) else {
                throw EvaluationError(.overflow, "\(value.brief) is out of the range of \(name)")
            }
            return result
        }
    }
}

private let wrappers = [
    Wrapper("BoolValue", .bool, .bool(false)),
    Wrapper("BytesValue", .bytes, .bytes([])),
    Wrapper("StringValue", .string, .string("")),
    Wrapper("DoubleValue", .double, .double(0)),
    Wrapper("FloatValue", .double, .double(0)) { value in
        guard case .double(let number) = value else { return nil }
        return .double(Double(Float(number)))
    },
    Wrapper("Int64Value", .int, .int(0)),
    Wrapper("Int32Value", .int, .int(0)) { value in
        guard case .int(let number) = value, Int32(exactly: number) != nil else { return nil }
        return value
    },
    Wrapper("UInt64Value", .uint, .uint(0)),
    Wrapper("UInt32Value", .uint, .uint(0)) { value in
        guard case .uint(let number) = value, UInt32(exactly: number) != nil else { return nil }
        return value
    },
]

// MARK: JSON

private let jsonValue: Definition = (
    structure(
        "Value",
        [
            ("null_value", .wrapper(.int)), ("number_value", .double), ("string_value", .string),
            ("bool_value", .bool), ("struct_value", .map(.string, .dyn)),
            ("list_value", .list(.dyn)),
        ]
    ),
    StructureMaker(result: .dyn) { fields throws(EvaluationError) in
        guard fields.count <= 1 else {
            throw EvaluationError(.invalidArgument, "a Value has only one of its fields")
        }
        guard let field = fields.first, field.field != "null_value" else { return .null }
        return try field.value.asJSON()
    }
)

private let jsonObject: Definition = (
    structure("Struct", [("fields", .map(.string, .dyn))]),
    StructureMaker(result: .map(.string, .dyn)) { fields throws(EvaluationError) in
        try fields.first?.value.asJSON() ?? .map(MapValue())
    }
)

private let jsonArray: Definition = (
    structure("ListValue", [("values", .list(.dyn))]),
    StructureMaker(result: .list(.dyn)) { fields throws(EvaluationError) in
        try fields.first?.value.asJSON() ?? .list([])
    }
)

// MARK: Time

private let duration: Definition = (
    structure("Duration", [("seconds", .int), ("nanos", .int)]),
    StructureMaker(result: .duration) { fields throws(EvaluationError) in
        let (seconds, nanos) = (number(fields, "seconds"), number(fields, "nanos"))
        let product = seconds.multipliedReportingOverflow(by: TimeLength.second)
        let sum = product.partialValue.addingReportingOverflow(nanos)
        let hasOneSign = seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
        guard !product.overflow, !sum.overflow, hasOneSign, nanos.magnitude < TimeLength.second
        else {
            throw EvaluationError(.overflow, "the fields are out of the range of durations")
        }
        return .duration(TimeLength(nanoseconds: sum.partialValue))
    }
)

private let timestamp: Definition = (
    structure("Timestamp", [("seconds", .int), ("nanos", .int)]),
    StructureMaker(result: .timestamp) { fields throws(EvaluationError) in
        let (seconds, nanos) = (number(fields, "seconds"), number(fields, "nanos"))
        guard let timestamp = Timestamp(seconds: seconds, nanosecond: nanos) else {
            throw EvaluationError(.overflow, "the fields are out of the range of timestamps")
        }
        return .timestamp(timestamp)
    }
)

private func number(_ fields: [(field: String, value: Value)], _ name: String) -> Int64 {
    guard case .int(let number)? = fields.first(where: { $0.field == name })?.value else {
        return 0
    }
    return number
}
