// cel-go, ext/README.md, "Math": the bits of whole numbers, negative ones in two's complement.

/// Functions of the bits of whole numbers.
let bitFunctions =
    pairs.map { pair in
        FunctionDeclaration(
            pair.name,
            about: pair.about,
            [
                .function(.int) { (a: Int64, b: Int64) in
                    let bits = pair.combine(UInt64(bitPattern: a), UInt64(bitPattern: b))
                    return .int(Int64(bitPattern: bits))
                },
                .function(.uint) { (a: UInt64, b: UInt64) in .uint(pair.combine(a, b)) },
            ]
        )
    } + [
        FunctionDeclaration(
            "math.bitNot",
            about: "The number with every bit turned over.",
            [
                .function(.int) { (a: Int64) in .int(~a) },
                .function(.uint) { (a: UInt64) in .uint(~a) },
            ]
        )
    ]
    + shifts.map { shift in
        FunctionDeclaration(
            shift.name,
            about: shift.about,
            [
                .function(.int) { (a: Int64, by: Int64) throws(EvaluationError) -> Value in
                    let bits = shift.move(
                        UInt64(bitPattern: a),
                        try offset(by, shift.name)
                    )
                    return .int(Int64(bitPattern: bits))
                },
                .function(.uint) { (a: UInt64, by: Int64) throws(EvaluationError) -> Value in
                    .uint(shift.move(a, try offset(by, shift.name)))
                },
            ]
        )
    }

private struct Pair: Sendable {
    let name: String
    let about: String
    let combine: @Sendable (UInt64, UInt64) -> UInt64
}

private let pairs = [
    Pair(name: "math.bitAnd", about: "The bits that both numbers have.") { $0 & $1 },
    Pair(name: "math.bitOr", about: "The bits that one of the numbers has.") { $0 | $1 },
    Pair(name: "math.bitXor", about: "The bits that just one of the numbers has.") { $0 ^ $1 },
]

private struct Shift: Sendable {
    let name: String
    let about: String
    let move: @Sendable (UInt64, Int64) -> UInt64
}

// Swift's own shifts give zero for 64 places and more, as it is asked for here.
private let shifts = [
    Shift(name: "math.bitShiftLeft", about: "The bits moved up by so many places.") { $0 << $1 },
    Shift(
        name: "math.bitShiftRight",
        about: "The bits moved down by so many places, with zeros above."
    ) { $0 >> $1 },
]

private func offset(_ places: Int64, _ name: String) throws(EvaluationError) -> Int64 {
    guard places >= 0 else {
        throw EvaluationError(.invalidArgument, "\(name)() cannot move by \(places) places")
    }
    return places
}
