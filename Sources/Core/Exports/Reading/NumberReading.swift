import Tabular

/// The number that a cell writes with a decimal point.
///
/// - Parameters:
///   - cell: the trimmed bytes.
///   - allowsNegative: an amount may be taken back; a count of days may not.
/// - Returns: a finite number of at most 10^15.
/// - Throws: why it is none.
func readNumber(
    _ cell: Span<UInt8>,
    allowsNegative: Bool
) throws(CellProblem) -> Double {
    guard let number = decimal(cell), number.isFinite, number.magnitude <= 1e15 else {
        throw CellProblem(
            message: "'\(Advice.clipped(text(cell)))' is no number\(numberHint(cell))"
        )
    }
    guard allowsNegative || number >= 0 else {
        throw CellProblem(message: "'\(Advice.clipped(text(cell)))' is below 0")
    }
    return number
}

/// The number of whole things that a cell writes; `49.0` is whole.
///
/// - Throws: why it is none.
func readCount(_ cell: Span<UInt8>) throws(CellProblem) -> Double {
    let number = try readNumber(cell, allowsNegative: false)
    guard number == number.rounded() else {
        throw CellProblem(message: "'\(Advice.clipped(text(cell)))' is no whole number")
    }
    // In half of Europe 1.000 is a thousand.
    let isThousands =
        cell.count > 4 && cell[cell.count - 4] == UInt8(ascii: ".") && cell.count <= 7 && number > 0
    guard !isThousands else {
        throw CellProblem(
            message: "'\(Advice.clipped(text(cell)))' can be \(plainNumber(number)) or "
                + "\(plainNumber(number * 1000)): write it without a separator"
        )
    }
    return number
}

private func numberHint(_ cell: Span<UInt8>) -> String {
    if cell.indices.contains(where: { cell[$0] == UInt8(ascii: ",") }) {
        return ": write it with a point and without thousands separators, like 1234.5"
    }
    return isNothingInPrograms(cell) ? ": leave the cell empty where there is none" : ""
}

private func decimal(_ cell: Span<UInt8>) -> Double? {
    // Whole numbers and short decimals, which is nearly all, exactly: a mantissa below 2^53 and a power
    // of ten up to 10^22 are doubles, so one division rounds once (W. D. Clinger, 1990).
    var mantissa = 0
    var digits = 0
    var scale = 0
    var hasPoint = false
    let isNegative = cell.count > 0 && cell[0] == UInt8(ascii: "-")
    for index in (isNegative ? 1 : 0)..<cell.count {
        let byte = cell[index]
        if byte == UInt8(ascii: "."), !hasPoint {
            hasPoint = true
        } else if byte >= 0x30 && byte <= 0x39, digits < 15 {
            mantissa = mantissa * 10 + Int(byte - 0x30)
            digits += 1
            if hasPoint { scale += 1 }
        } else {
            return longDecimal(cell)
        }
    }
    guard digits > 0 else { return nil }
    let value = Double(mantissa) / powersOfTen[scale]
    return isNegative ? -value : value
}

private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]

/// Long mantissas and exponents; anything but digits, signs, a point and `e` is no number.
private func longDecimal(_ cell: Span<UInt8>) -> Double? {
    let isPlain = cell.indices.allSatisfy {
        switch cell[$0] {
        case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
    return isPlain ? Double(text(cell)) : nil
}
