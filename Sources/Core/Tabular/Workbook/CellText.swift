// What a cell of a sheet says, as the cell of a delimited text would say it, so that everything behind
// this target reads both alike.

/// How the value of a cell is to be taken (ECMA-376-1, 18.18.11).
enum CellForm {
    /// A number, which may be a date by its style.
    case number
    /// The number of a shared text.
    case shared
    /// A text, in the cell itself or from a formula.
    case text
    /// 0 or 1.
    case truth
    /// An error such as `#N/A`.
    case error
    /// A date in ISO 8601.
    case date

    /// The form that an attribute names; `nil` where it is none.
    init?(_ element: MarkupElement) {
        guard let attribute = element.attribute("t") else {
            self = .number
            return
        }
        switch UInt8(bitPattern: attribute.pointee) {
        case UInt8(ascii: "n"): self = .number
        case UInt8(ascii: "b"): self = .truth
        case UInt8(ascii: "e"): self = .error
        case UInt8(ascii: "d"): self = .date
        // `inlineStr`, the only other name with its first letter, is a text.
        case UInt8(ascii: "i"): self = .text
        // `s` is a shared text, `str` the text of a formula.
        case UInt8(ascii: "s"): self = attribute[1] == 0 ? .shared : .text
        default: return nil
        }
    }
}

/// What stands in place of the value of a formula that nobody has worked out: a program wrote it, and no
/// spreadsheet has saved it since.
package let unsavedFormula = "#FORMULA!"

/// The errors of spreadsheets, `#N/A` aside, which says that there is nothing.
package let spreadsheetErrors = [
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#GETTING_DATA", "#SPILL!",
    "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", unsavedFormula,
]

/// A number as people write it: without an exponent and without `.0`, as an id or a version has it.
///
/// - Parameter text: as the workbook writes it.
/// - Returns: the digits; `nil` where it is no number.
func plainDigits(_ text: String) -> String? {
    // `Double` also reads hexadecimal digits and words.
    guard text.utf8.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == UInt8(ascii: "e") }),
        let number = Double(text), number.isFinite
    else { return nil }
    // Doubles keep 15 digits: the form says that the others are not known.
    return number.magnitude < 1e15 ? plainNumber(number) : number.description
}

/// Whether bytes are a whole number as people write it.
func isPlainInteger(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
        && (digits.first != 0x30 || digits.count == 1)
}
