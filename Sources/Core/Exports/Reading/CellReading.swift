// The meaning of single cells (reference, sections 1 and 9). Cells are looked at as bytes: a text is
// made only of what stays in a column.

import CivilTime
import Columns
import Tabular

/// Why a cell cannot be read: what is wrong, and how it should look.
struct CellProblem: Error, Hashable {
    let message: String
}

extension Record {
    /// The bytes of a cell without white space around them.
    func trimmedRange(of cell: Int) -> Range<Int> {
        var range = range(of: cell)
        while !range.isEmpty, isSpace(bytes[range.lowerBound]) {
            range = range.lowerBound + 1..<range.upperBound
        }
        while !range.isEmpty, isSpace(bytes[range.upperBound - 1]) {
            range = range.lowerBound..<range.upperBound - 1
        }
        return range
    }

    /// The text of a cell without white space around it.
    func trimmedText(of cell: Int) -> String {
        String(decoding: bytes[trimmedRange(of: cell)], as: UTF8.self)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
}

/// Whether a cell says that there is nothing: empty, `-`, `N/A`, or the asterisks that stand where
/// personal data is switched off.
func isAbsent(_ cell: Span<UInt8>) -> Bool {
    switch cell.count {
    case 0: true
    case 1: cell[0] == UInt8(ascii: "-")
    case 3 where cell[1] == UInt8(ascii: "/"): cell[0] | 0x20 == 0x6E && cell[2] | 0x20 == 0x61
    case 2: false
    default: cell.indices.allSatisfy { cell[$0] == UInt8(ascii: "*") }
    }
}

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
        let text = Advice.clipped(text(cell))
        let hasComma = cell.indices.contains { cell[$0] == UInt8(ascii: ",") }
        throw CellProblem(
            message: hasComma
                ? "'\(text)' is no number: write it with a point and without thousands separators, "
                    + "like 1234.5"
                : "'\(text)' is no number"
        )
    }
    guard allowsNegative || number >= 0 else {
        throw CellProblem(message: "'\(Advice.clipped(text(cell)))' is below 0")
    }
    return number
}

/// The text of a cell.
func text(_ cell: Span<UInt8>) -> String {
    cell.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
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
