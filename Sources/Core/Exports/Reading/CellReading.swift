// The meaning of single cells (reference, sections 1 and 9). Cells are looked at as bytes: a text is
// made only of what stays in a column.

import Columns
import Tabular

/// Why a cell cannot be read: what is wrong, and how it should look.
struct CellProblem: Error, Hashable {
    let message: String
}

extension Record {
    /// The bytes of a cell without white space around them; that of web pages does not break, so it is in
    /// what people copy from them.
    func trimmedRange(of cell: Int) -> Range<Int> {
        var range = range(of: cell)
        while !range.isEmpty {
            let first = range.lowerBound
            let width = isSpace(bytes[first]) ? 1 : isWideSpace(at: first, in: range) ? 2 : 0
            guard width > 0 else { break }
            range = first + width..<range.upperBound
        }
        while !range.isEmpty {
            let last = range.upperBound - 1
            let width = isSpace(bytes[last]) ? 1 : isWideSpace(at: last - 1, in: range) ? 2 : 0
            guard width > 0 else { break }
            range = range.lowerBound..<last + 1 - width
        }
        return range
    }

    /// The text of a cell without white space around it.
    func trimmedText(of cell: Int) -> String {
        String(decoding: bytes[trimmedRange(of: cell)], as: UTF8.self)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

    /// Whether U+00A0 stands there.
    private func isWideSpace(at index: Int, in range: Range<Int>) -> Bool {
        range.contains(index) && bytes[index] == 0xC2 && range.contains(index + 1)
            && bytes[index + 1] == 0xA0
    }
}

/// Whether a cell says that there is nothing: empty, `-`, `N/A`, or the asterisks that stand where
/// personal data is switched off; `#N/A` is how spreadsheets write the third.
func isAbsent(_ cell: Span<UInt8>) -> Bool {
    switch cell.count {
    case 0: return true
    case 1: return cell[0] == UInt8(ascii: "-")
    case 2: return false
    case 4 where cell[0] == UInt8(ascii: "#"): return isNotAvailable(cell.extracting(1..<4))
    default:
        return isNotAvailable(cell)
            || cell.indices.allSatisfy { cell[$0] == UInt8(ascii: "*") }
    }
}

private func isNotAvailable(_ cell: Span<UInt8>) -> Bool {
    cell.count == 3 && cell[1] == UInt8(ascii: "/") && cell[0] | 0x20 == 0x6E
        && cell[2] | 0x20 == 0x61
}

/// The text of a cell.
func text(_ cell: Span<UInt8>) -> String {
    cell.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}
