import Diagnostics

/// Whether a text may be given to libyaml at all: its size, and characters that no editor shows.
///
/// libyaml counts NEL, LS, PS and a lone CR as line ends; with them refused, its lines are ours.
func vet(_ map: SourceMap, bytes: Int, reporter: Reporter) -> Bool {
    guard bytes <= Limit.bytes else {
        reporter.error(
            "too-large",
            "the file has \(bytes) bytes; at most \(Limit.bytes) (1 MiB) are read",
            at: nil
        )
        return false
    }
    for (index, scalar) in map.scalars.enumerated() {
        guard let name = refusal(of: scalar, at: index, in: map) else { continue }
        reporter.error(
            "control-character",
            "\(name) cannot stand in a YAML file; remove it, or write it as an escape in "
                + "double quotes",
            at: map.place(index)
        )
        return false
    }
    return true
}

private func refusal(of scalar: Unicode.Scalar, at index: Int, in map: SourceMap) -> String? {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E: return nil
    case 0x0D:
        let isPartOfLineEnd = index + 1 < map.scalars.count && map.scalars[index + 1] == "\n"
        return isPartOfLineEnd ? nil : "a carriage return without a line feed"
    case 0xFEFF: return index == 0 ? nil : "a byte order mark inside the text"
    case 0x2028, 0x2029: return "a Unicode line separator"
    case 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: return nil
    default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
        return "the control character U+\(code)"
    }
}
