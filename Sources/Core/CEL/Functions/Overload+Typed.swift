import CivilTime

/// A Swift type that one case of `Value` holds, so that a function's form can be declared by a
/// closure: its parameters give the types for the checker and refuse values of others.
protocol Unpackable: SendableMetatype {
    static var type: ValueType { get }
    init?(_ value: Value)
}

extension Overload {
    /// A form with one argument.
    static func function<A: Unpackable>(
        _ result: ValueType,
        isMember: Bool = false,
        _ body: @escaping @Sendable (A) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(
            isMember: isMember,
            [A.type],
            result,
            .unary { (a: Value) throws(EvaluationError) -> Value in
                guard let first = A(a) else { throw .noOverload([a]) }
                return try body(first)
            }
        )
    }

    /// A form with two arguments.
    static func function<A: Unpackable, B: Unpackable>(
        _ result: ValueType,
        isMember: Bool = false,
        _ body: @escaping @Sendable (A, B) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(
            isMember: isMember,
            [A.type, B.type],
            result,
            .binary { (a: Value, b: Value) throws(EvaluationError) -> Value in
                guard let first = A(a), let second = B(b) else { throw .noOverload([a, b]) }
                return try body(first, second)
            }
        )
    }

    /// A form with three arguments.
    static func function<A: Unpackable, B: Unpackable, C: Unpackable>(
        _ result: ValueType,
        isMember: Bool = false,
        _ body: @escaping @Sendable (A, B, C) throws(EvaluationError) -> Value
    ) -> Overload {
        Overload(
            isMember: isMember,
            [A.type, B.type, C.type],
            result,
            .any { (values: [Value]) throws(EvaluationError) -> Value in
                guard let first = A(values[0]), let second = B(values[1]), let third = C(values[2])
                else {
                    throw .noOverload(values)
                }
                return try body(first, second, third)
            }
        )
    }

    /// A form that is called on its first argument, with no other.
    static func member<A: Unpackable>(
        _ result: ValueType,
        _ body: @escaping @Sendable (A) throws(EvaluationError) -> Value
    ) -> Overload { function(result, isMember: true, body) }

    /// A form that is called on its first argument, with one more.
    static func member<A: Unpackable, B: Unpackable>(
        _ result: ValueType,
        _ body: @escaping @Sendable (A, B) throws(EvaluationError) -> Value
    ) -> Overload { function(result, isMember: true, body) }

    /// A form that is called on its first argument, with two more.
    static func member<A: Unpackable, B: Unpackable, C: Unpackable>(
        _ result: ValueType,
        _ body: @escaping @Sendable (A, B, C) throws(EvaluationError) -> Value
    ) -> Overload { function(result, isMember: true, body) }
}

extension EvaluationError {
    /// A function or operator that is not defined for such values.
    static func noOverload(_ values: [Value]) -> EvaluationError {
        EvaluationError(
            .noOverload,
            "not defined for \(values.map(\.typeName).joined(separator: " and "))"
        )
    }
}

extension Bool: Unpackable {
    static var type: ValueType { .bool }
    init?(_ value: Value) {
        guard case .bool(let value) = value else { return nil }
        self = value
    }
}

extension Int64: Unpackable {
    static var type: ValueType { .int }
    init?(_ value: Value) {
        guard case .int(let value) = value else { return nil }
        self = value
    }
}

extension UInt64: Unpackable {
    static var type: ValueType { .uint }
    init?(_ value: Value) {
        guard case .uint(let value) = value else { return nil }
        self = value
    }
}

extension Double: Unpackable {
    static var type: ValueType { .double }
    init?(_ value: Value) {
        guard case .double(let value) = value else { return nil }
        self = value
    }
}

extension String: Unpackable {
    static var type: ValueType { .string }
    init?(_ value: Value) {
        guard case .string(let value) = value else { return nil }
        self = value
    }
}

/// Octets, which Swift writes as an array like others.
struct Octets: Unpackable {
    let bytes: [UInt8]
    static var type: ValueType { .bytes }
    init?(_ value: Value) {
        guard case .bytes(let value) = value else { return nil }
        bytes = value
    }
}

/// A list of anything.
struct Elements: Unpackable {
    let values: [Value]
    static var type: ValueType { .list(.parameter("A")) }
    init?(_ value: Value) {
        guard case .list(let value) = value else { return nil }
        values = value
    }
}

extension MapValue: Unpackable {
    static var type: ValueType { .map(.parameter("A"), .parameter("B")) }
    init?(_ value: Value) {
        guard case .map(let value) = value else { return nil }
        self = value
    }
}

extension Timestamp: Unpackable {
    static var type: ValueType { .timestamp }
    init?(_ value: Value) {
        guard case .timestamp(let value) = value else { return nil }
        self = value
    }
}

extension TimeLength: Unpackable {
    static var type: ValueType { .duration }
    init?(_ value: Value) {
        guard case .duration(let value) = value else { return nil }
        self = value
    }
}

extension Day: Unpackable {
    static var type: ValueType { .day }
    init?(_ value: Value) {
        guard case .day(let value) = value else { return nil }
        self = value
    }
}

/// A value of any type.
struct Anything: Unpackable {
    let value: Value
    static var type: ValueType { .parameter("A") }
    init?(_ value: Value) { self.value = value }
}
