// What spreadsheets and scripts make of cells on the way from the vendor to the inbox. What can be undone
// without a doubt is undone; where something is lost, the cell is bad.

import Tabular

/// The text inside `="…"`, which keeps a spreadsheet from making a number of it; `nil` in other cells.
func guardedText(_ cell: Span<UInt8>) -> Range<Int>? {
    guard cell.count >= 3, cell[0] == UInt8(ascii: "="), cell[1] == UInt8(ascii: "\""),
        cell[cell.count - 1] == UInt8(ascii: "\"")
    else { return nil }
    return 2..<cell.count - 1
}

/// Requires that a cell is not what a spreadsheet shows in the place of a value: `#REF!`, `########`.
///
/// - Throws: what it is.
func refuseSpreadsheetError(_ cell: Span<UInt8>) throws(CellProblem) {
    guard cell.count > 0, cell[0] == UInt8(ascii: "#") else { return }
    let text = text(cell)
    let isTooNarrow = text.utf8.count > 2 && text.utf8.allSatisfy { $0 == UInt8(ascii: "#") }
    guard isTooNarrow || spreadsheetErrors.contains(text.uppercased()) else { return }
    throw CellProblem(
        message:
            "'\(Advice.clipped(text))' is what a spreadsheet writes when it has no value to show: the "
            + "value is lost"
    )
}

private let spreadsheetErrors: Set = [
    "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
]

/// Finds the text of a cell that names one thing.
///
/// Tables of numbers with gaps turn 57412300112233 into 57412300112233.0, which can be undone, and
/// spreadsheets show it as 5.74123E+13, which cannot.
///
/// - Parameter cell: the trimmed bytes.
/// - Returns: where in the cell the text stands.
/// - Throws: what has become of it.
func readIdentifier(_ cell: Span<UInt8>) throws(CellProblem) -> Range<Int> {
    let whole = 0..<cell.count
    guard cell.count >= 3 else { return whole }
    guard areDigits(cell, 0..<1) else {
        guard isNothingInPrograms(cell) else { return whole }
        throw CellProblem(
            message:
                "'\(text(cell))' is no name but what a program writes where there is none: leave the "
                + "cell empty"
        )
    }
    let point = cell.count - 2
    let isDecimal =
        cell[point] == UInt8(ascii: ".") && cell[point + 1] == 0x30 && areDigits(cell, 0..<point)
    // Doubles keep 15 digits.
    if isDecimal ? point > 15 : isExponential(cell) {
        throw CellProblem(
            message:
                "'\(Advice.clipped(text(cell)))' is a number that a spreadsheet or a script has rounded: "
                + "its last digits are lost"
        )
    }
    // Below four digits it may be a version.
    return isDecimal && point >= 4 ? 0..<point : whole
}

/// Whether a number is written like 5.74123E+13; no id ends in `E`, a plus sign and digits.
private func isExponential(_ cell: Span<UInt8>) -> Bool {
    guard cell.count <= 26, let plus = cell.indices.first(where: { cell[$0] == UInt8(ascii: "+") }),
        plus >= 2, cell[plus - 1] | 0x20 == UInt8(ascii: "e"),
        areDigits(cell, plus + 1..<cell.count)
    else { return false }
    return areDigits(cell, 0..<plus - 1)
        || (cell[1] == UInt8(ascii: ".") || cell[1] == UInt8(ascii: ","))
            && areDigits(cell, 2..<plus - 1)
}

/// Whether digits stand there, and nothing else.
private func areDigits(_ cell: Span<UInt8>, _ range: Range<Int>) -> Bool {
    !range.isEmpty && range.allSatisfy { cell[$0] >= 0x30 && cell[$0] <= 0x39 }
}

/// Whether a cell is what programs print where they have nothing.
func isNothingInPrograms(_ cell: Span<UInt8>) -> Bool {
    guard (3...4).contains(cell.count) else { return false }
    return ["nan", "none", "null"].contains(text(cell).lowercased())
}

/// What is wrong with a cell that is no date, in words that follow "is no date".
func dateHint(_ cell: Span<UInt8>) -> String {
    let parts = text(cell).split(whereSeparator: { "/.-".contains($0) })
    let isNumeric = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    if isNumeric, parts.count == 3, parts.allSatisfy({ $0.utf8.count <= 2 }) {
        return ": its year needs four digits, like 2026-11-24"
    }
    if isNumeric, (1...2).contains(parts.count), parts[0].utf8.count == 5 {
        return " but the number under which a spreadsheet keeps one: give the column the format "
            + "yyyy-mm-dd"
    }
    return isNothingInPrograms(cell)
        ? ": leave the cell empty where there is none" : ": write it like 2026-11-24"
}
