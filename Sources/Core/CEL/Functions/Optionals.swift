import CivilTime

// The optional types of the reference implementations: a value that may be missing is a value of
// its own, and nothing is read from it by mistake.

/// Functions of optional values; `or` and `orValue` look at their argument only where they need it,
/// which the evaluator sees to.
let optionalFunctions: [FunctionDeclaration] = [
    FunctionDeclaration(
        "optional.of",
        about: "An optional value that holds this one.",
        [Overload(isMember: false, [inside], .optional(inside), .unary { .optional($0) })]
    ),
    FunctionDeclaration(
        "optional.none",
        about: "An optional value that holds nothing.",
        [Overload(isMember: false, [], .optional(inside), .any { _ in .optional(nil) })]
    ),
    FunctionDeclaration(
        "optional.ofNonZeroValue",
        about: "An optional value that holds this one unless it is zero, empty or null.",
        [
            Overload(
                isMember: false,
                [.wrapper(inside)],
                .optional(inside),
                .unary { .optional($0.isZero ? nil : $0) }
            )
        ]
    ),
    FunctionDeclaration(
        "optional.unwrap",
        about: "What the optional values of a list hold, without those that hold nothing.",
        [unwrapping(isMember: false)]
    ),
    FunctionDeclaration(
        "unwrapOpt",
        about: "What the optional values of a list hold, without those that hold nothing.",
        [unwrapping(isMember: true)]
    ),
    FunctionDeclaration(
        "hasValue",
        about: "Whether an optional value holds something.",
        [.member(.bool) { (a: OptionalValue) in .bool(a.value != nil) }]
    ),
    FunctionDeclaration(
        "value",
        about: "What an optional value holds; an error where that is nothing.",
        [
            .member(inside) { (a: OptionalValue) throws(EvaluationError) -> Value in
                guard let value = a.value else {
                    throw EvaluationError(.invalidArgument, "the optional value is none")
                }
                return value
            }
        ]
    ),
    FunctionDeclaration(
        "or",
        about: "The optional value, or another where it holds nothing.",
        [
            .member(.optional(inside)) { (a: OptionalValue, b: OptionalValue) in
                .optional(a.value ?? b.value)
            }
        ]
    ),
    FunctionDeclaration(
        "orValue",
        about: "What an optional value holds, or another value where that is nothing.",
        [.member(inside) { (a: OptionalValue, b: Anything) in a.value ?? b.value }]
    ),
    FunctionDeclaration(
        "first",
        about: "The first element of a list as an optional value.",
        [.member(.optional(inside)) { (a: Elements) in .optional(a.values.first) }]
    ),
    FunctionDeclaration(
        "last",
        about: "The last element of a list as an optional value.",
        [.member(.optional(inside)) { (a: Elements) in .optional(a.values.last) }]
    ),
]

private let inside = ValueType.parameter("A")

/// What the optional values of a list hold, without those that hold nothing.
private func unwrapping(isMember: Bool) -> Overload {
    Overload(
        isMember: isMember,
        [.list(.optional(inside))],
        .list(inside),
        .unary { (list: Value) throws(EvaluationError) -> Value in
            guard let elements = Elements(list) else { throw .noOverload([list]) }
            var values: [Value] = []
            for element in elements.values {
                guard let optional = OptionalValue(element) else { throw .noOverload([element]) }
                if let value = optional.value { values.append(value) }
            }
            return .list(values)
        }
    )
}

/// A value that may be missing.
private struct OptionalValue: Unpackable {
    let value: Value?
    static var type: ValueType { .optional(.parameter("A")) }
    init?(_ value: Value) {
        guard case .optional(let value) = value else { return nil }
        self.value = value
    }
}

extension Value {
    /// Whether it is what its type begins with: zero, empty, the epoch, nothing.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.count == 0
        case .timestamp(let value): value == Timestamp(Instant(secondsSince1970: 0))
        case .duration(let value): value.nanoseconds == 0
        case .optional(let value): value == nil
        case .structure(let value): (value.base as? Record)?.isEmpty ?? false
        case .day, .type, .opaque: false
        }
    }
}
