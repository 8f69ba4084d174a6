// RFC 2045 §6.7. Besides what must be encoded, so are a dot alone on a line and `From ` at its
// start: no transport on the way changes such a mail.

/// A text as quoted-printable bytes: 7-bit, lines of at most 76 characters that end in CRLF.
///
/// Lines of the text end in `\n` or `\r\n`; any other control character is encoded.
func quotedPrintable(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
        let end = bytes[start...].firstIndex(of: lineFeed) ?? bytes.count
        let hasReturn = end < bytes.count && end > start && bytes[end - 1] == carriageReturn
        appendLine(bytes[start..<(hasReturn ? end - 1 : end)], to: &output)
        output += crlf
        start = end + 1
    }
    return output
}

let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let crlf: [UInt8] = [carriageReturn, lineFeed]

private let maximumLine = 76

private func appendLine(_ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
    var column = 0
    var index = line.startIndex
    while index < line.endIndex {
        // A code point is never parted, so that every line of the source can be read by itself.
        var next = index + 1
        while next < line.endIndex, line[next] & 0xC0 == 0x80 { next += 1 }
        var piece: [UInt8] = []
        for place in index..<next {
            if isLiteral(line[place], at: place, of: line) {
                piece.append(line[place])
            } else {
                piece += encoded(line[place])
            }
        }
        // The last piece may fill the line; any other leaves a column for the soft break.
        if column + piece.count > (next == line.endIndex ? maximumLine : maximumLine - 1) {
            output.append(UInt8(ascii: "="))
            output += crlf
            column = 0
        }
        output += piece
        column += piece.count
        index = next
    }
}

private func isLiteral(_ byte: UInt8, at index: Int, of line: ArraySlice<UInt8>) -> Bool {
    switch byte {
    case UInt8(ascii: "="): false
    case UInt8(ascii: " "), UInt8(ascii: "\t"): index != line.endIndex - 1
    case UInt8(ascii: "."): !(index == line.startIndex && line.count == 1)
    case UInt8(ascii: "F"): !(index == line.startIndex && line.starts(with: "From ".utf8))
    default: (0x21...0x7E).contains(byte)
    }
}

private func encoded(_ byte: UInt8) -> [UInt8] {
    [UInt8(ascii: "="), upperHexDigit(byte >> 4), upperHexDigit(byte & 0xF)]
}

func upperHexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}
