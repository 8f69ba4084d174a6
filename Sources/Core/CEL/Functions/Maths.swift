// cel-go, ext/README.md, "Math".

/// Functions of numbers.
let mathFunctions = extremeFunctions + roundingFunctions + kindFunctions + signFunctions

// MARK: The greatest and the least

private let extremeFunctions = [
    FunctionDeclaration(
        "math.greatest",
        about: "The greatest of some numbers, or of the numbers in a list.",
        extremes("math.greatest", prefers: .greater)
    ),
    FunctionDeclaration(
        "math.least",
        about: "The least of some numbers, or of the numbers in a list.",
        extremes("math.least", prefers: .less)
    ),
]

private func extremes(_ name: String, prefers order: Order) -> [Overload] {
    let numbers: [ValueType] = [.int, .uint, .double]
    let body = Overload.Body.any { (values: [Value]) throws(EvaluationError) -> Value in
        guard values.count == 1, case .list(let elements) = values[0] else {
            return try extreme(of: values, prefers: order)
        }
        guard !elements.isEmpty else {
            throw EvaluationError(.invalidArgument, "\(name)() of an empty list has no value")
        }
        return try extreme(of: elements, prefers: order)
    }
    return numbers.map { Overload(isMember: false, [$0], $0, isVariadic: true, body) }
        + numbers.map { Overload(isMember: false, [.list($0)], $0, body) }
        + [
            // Numbers of several types have one of these types.
            Overload(isMember: false, [.dyn], .dyn, isVariadic: true, body).asLastResort
                .inspecting { arguments, types in
                    var inspection = Inspection()
                    for (argument, type) in zip(arguments, types)
                    where !type.unwrapped.isNumeric && type != .dyn {
                        let message = "\(name)() takes numbers or a list of them, not \(type)"
                        inspection.mistakes.append(("type", message, argument.range))
                    }
                    return inspection
                }
        ]
}

/// The first of the values that no other surpasses.
private func extreme(of values: [Value], prefers order: Order) throws(EvaluationError) -> Value {
    var best = values[0]
    for (index, value) in values.enumerated() {
        guard value.isNumber else { throw .noOverload([value]) }
        // The first is compared with itself, which shows that it is not NaN.
        guard let found = value.order(to: index == 0 ? value : best), found != .none else {
            throw EvaluationError(.invalidArgument, "NaN is neither less nor greater than others")
        }
        if found == order { best = value }
    }
    return best
}

extension Value {
    fileprivate var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}

// MARK: Whole numbers near a number

private let roundingFunctions = [
    FunctionDeclaration(
        "math.ceil",
        about: "The least whole number that is not less.",
        [.function(.double) { (a: Double) in .double(a.rounded(.up)) }]
    ),
    FunctionDeclaration(
        "math.floor",
        about: "The greatest whole number that is not greater.",
        [.function(.double) { (a: Double) in .double(a.rounded(.down)) }]
    ),
    FunctionDeclaration(
        "math.round",
        about: "The nearest whole number; a half goes away from zero.",
        [.function(.double) { (a: Double) in .double(a.rounded(.toNearestOrAwayFromZero)) }]
    ),
    FunctionDeclaration(
        "math.trunc",
        about: "The number without its fraction.",
        [.function(.double) { (a: Double) in .double(a.rounded(.towardZero)) }]
    ),
]

// MARK: Kinds of numbers

private let kindFunctions = [
    FunctionDeclaration(
        "math.isNaN",
        about: "Whether it is no number, as 0.0 / 0.0.",
        [.function(.bool) { (a: Double) in .bool(a.isNaN) }]
    ),
    FunctionDeclaration(
        "math.isInf",
        about: "Whether it is infinite, as 1.0 / 0.0.",
        [.function(.bool) { (a: Double) in .bool(a.isInfinite) }]
    ),
    FunctionDeclaration(
        "math.isFinite",
        about: "Whether it is a number and not infinite.",
        [.function(.bool) { (a: Double) in .bool(a.isFinite) }]
    ),
]

// MARK: Signs and roots

private let signFunctions = [
    FunctionDeclaration(
        "math.abs",
        about: "The number without its sign.",
        [
            .function(.int) { (a: Int64) throws(EvaluationError) -> Value in
                guard a != .min else {
                    throw EvaluationError(
                        .overflow,
                        "the result of math.abs() is out of the range of int"
                    )
                }
                return .int(Swift.abs(a))
            },
            .function(.uint) { (a: UInt64) in .uint(a) },
            .function(.double) { (a: Double) in .double(a.magnitude) },
        ]
    ),
    FunctionDeclaration(
        "math.sign",
        about: "-1, 0 or 1 by the sign of the number.",
        [
            .function(.int) { (a: Int64) in .int(a.signum()) },
            .function(.uint) { (a: UInt64) in .uint(a.signum()) },
            .function(.double) { (a: Double) in
                .double(a.isNaN ? a : a > 0 ? 1 : a < 0 ? -1 : 0)
            },
        ]
    ),
    FunctionDeclaration(
        "math.sqrt",
        about: "The square root; NaN for a negative number.",
        [
            .function(.double) { (a: Double) in .double(a.squareRoot()) },
            .function(.double) { (a: Int64) in .double(Double(a).squareRoot()) },
            .function(.double) { (a: UInt64) in .double(Double(a).squareRoot()) },
        ]
    ),
]
