// CEL specification, "Overflow": whole numbers never wrap around.

/// The arithmetic operators by their symbols.
let operators: [String: [Overload]] = [
    "+": [
        .function(.int) { (a: Int64, b: Int64) throws(EvaluationError) -> Value in
            .int(try checked(a.addingReportingOverflow(b), "+"))
        },
        .function(.uint) { (a: UInt64, b: UInt64) throws(EvaluationError) -> Value in
            .uint(try checked(a.addingReportingOverflow(b), "+"))
        },
        .function(.double) { (a: Double, b: Double) in .double(a + b) },
        .function(.string) { (a: String, b: String) throws(EvaluationError) -> Value in
            try checkMade(text: a.utf8.count + b.utf8.count)
            return .string(a + b)
        },
        .function(.bytes) { (a: Octets, b: Octets) throws(EvaluationError) -> Value in
            try checkMade(text: a.bytes.count + b.bytes.count)
            return .bytes(a.bytes + b.bytes)
        },
        .function(.list(.parameter("A"))) {
            (a: Elements, b: Elements) throws(EvaluationError) -> Value in
            try checkMade(list: a.values.count + b.values.count)
            return .list(a.values + b.values)
        },
        .function(.timestamp) { (a: Timestamp, b: TimeLength) throws(EvaluationError) -> Value in
            .timestamp(try inRange(a.adding(b)))
        },
        .function(.timestamp) { (a: TimeLength, b: Timestamp) throws(EvaluationError) -> Value in
            .timestamp(try inRange(b.adding(a)))
        },
        .function(.duration) { (a: TimeLength, b: TimeLength) throws(EvaluationError) -> Value in
            let sum = try checked(a.nanoseconds.addingReportingOverflow(b.nanoseconds), "+")
            return .duration(TimeLength(nanoseconds: sum))
        },
    ],
    "-": [
        .function(.int) { (a: Int64, b: Int64) throws(EvaluationError) -> Value in
            .int(try checked(a.subtractingReportingOverflow(b), "-"))
        },
        .function(.uint) { (a: UInt64, b: UInt64) throws(EvaluationError) -> Value in
            .uint(try checked(a.subtractingReportingOverflow(b), "-"))
        },
        .function(.double) { (a: Double, b: Double) in .double(a - b) },
        .function(.timestamp) { (a: Timestamp, b: TimeLength) throws(EvaluationError) -> Value in
            let back = try checked(Int64.zero.subtractingReportingOverflow(b.nanoseconds), "-")
            return .timestamp(try inRange(a.adding(TimeLength(nanoseconds: back))))
        },
        .function(.duration) { (a: Timestamp, b: Timestamp) throws(EvaluationError) -> Value in
            .duration(try inRange(a.length(since: b)))
        },
        .function(.duration) { (a: TimeLength, b: TimeLength) throws(EvaluationError) -> Value in
            let rest = try checked(a.nanoseconds.subtractingReportingOverflow(b.nanoseconds), "-")
            return .duration(TimeLength(nanoseconds: rest))
        },
        .function(.int) { (a: Int64) throws(EvaluationError) -> Value in
            .int(try checked(Int64.zero.subtractingReportingOverflow(a), "-"))
        },
        .function(.double) { (a: Double) in .double(-a) },
    ],
    "*": [
        .function(.int) { (a: Int64, b: Int64) throws(EvaluationError) -> Value in
            .int(try checked(a.multipliedReportingOverflow(by: b), "*"))
        },
        .function(.uint) { (a: UInt64, b: UInt64) throws(EvaluationError) -> Value in
            .uint(try checked(a.multipliedReportingOverflow(by: b), "*"))
        },
        .function(.double) { (a: Double, b: Double) in .double(a * b) },
    ],
    "/": [
        .function(.int) { (a: Int64, b: Int64) throws(EvaluationError) -> Value in
            .int(try checked(a.dividedReportingOverflow(by: nonZero(b, "/")), "/"))
        },
        .function(.uint) { (a: UInt64, b: UInt64) throws(EvaluationError) -> Value in
            .uint(a / (try nonZero(b, "/")))
        },
        .function(.double) { (a: Double, b: Double) in .double(a / b) },
    ],
    "%": [
        .function(.int) { (a: Int64, b: Int64) throws(EvaluationError) -> Value in
            .int(try checked(a.remainderReportingOverflow(dividingBy: nonZero(b, "%")), "%"))
        },
        .function(.uint) { (a: UInt64, b: UInt64) throws(EvaluationError) -> Value in
            .uint(a % (try nonZero(b, "%")))
        },
    ],
]

private func checked<Number>(
    _ result: (partialValue: Number, overflow: Bool),
    _ symbol: String
) throws(EvaluationError) -> Number {
    guard !result.overflow else {
        throw EvaluationError(
            .overflow,
            "the result of '\(symbol)' is out of the range of \(Number.self == UInt64.self ? "uint" : "int")"
        )
    }
    return result.partialValue
}

private func nonZero<Number: FixedWidthInteger>(
    _ divisor: Number,
    _ symbol: String
) throws(EvaluationError) -> Number {
    guard divisor != 0 else {
        throw EvaluationError(
            .divisionByZero,
            symbol == "%" ? "remainder of a division by zero" : "division by zero"
        )
    }
    return divisor
}

private func inRange<Result>(_ result: Result?) throws(EvaluationError) -> Result {
    guard let result else {
        throw EvaluationError(
            .overflow,
            "the result is out of the range of "
                + (Result.self == Timestamp.self ? "timestamps" : "durations")
        )
    }
    return result
}

/// Refuses a text or octets that would grow beyond their limit.
func checkMade(text length: Int) throws(EvaluationError) {
    guard length <= Bounds.madeText else {
        throw EvaluationError(.budget, "a text may not grow beyond \(Bounds.madeText) octets")
    }
}

/// Refuses a list that would grow beyond its limit.
func checkMade(list length: Int) throws(EvaluationError) {
    guard length <= Bounds.madeList else {
        throw EvaluationError(.budget, "a list may not grow beyond \(Bounds.madeList) elements")
    }
}
