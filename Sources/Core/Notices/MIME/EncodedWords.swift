// RFC 2047: text that is no ASCII in a header field, as words of ASCII of at most 75 characters
// each. White space between two such words is not shown, so spaces are encoded inside them.

/// The longest encoded word: less than the 75 that are allowed, so that the name of a field fits
/// before it on a line of 76.
let maximumEncodedWord = 64

/// The encoded words of a text, to be parted by white space; each holds whole code points.
func encodedWords(_ text: String) -> [String] {
    let room = maximumEncodedWord - "=?utf-8?q??=".utf8.count
    let unsafe = text.unicodeScalars.count { $0 != " " && !isSafe($0) }
    // Where most of a text must be encoded, base64 is shorter; otherwise it can be read by people.
    if unsafe * 2 > text.unicodeScalars.count {
        return words(text, limit: room / 4 * 3, cost: { $0.utf8.count }) {
            "=?utf-8?b?\(base64($0))?="
        }
    }
    return words(text, limit: room, cost: quotedCost, make: quotedWord)
}

/// Whether a text can stand in a header field as it is.
func isPlainASCII(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
}

private func words(
    _ text: String,
    limit: Int,
    cost: (Unicode.Scalar) -> Int,
    make: (String) -> String
) -> [String] {
    var words: [String] = []
    var current = ""
    var size = 0
    for scalar in text.unicodeScalars {
        let more = cost(scalar)
        if size + more > limit {
            words.append(make(current))
            (current, size) = ("", 0)
        }
        current.unicodeScalars.append(scalar)
        size += more
    }
    return current.isEmpty ? words : words + [make(current)]
}

/// What may stand for itself also in a phrase before an address (RFC 2047 §5.3).
private func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "!", "*", "+", "-", "/": true
    default: false
    }
}

private func quotedCost(_ scalar: Unicode.Scalar) -> Int {
    scalar == " " || isSafe(scalar) ? 1 : 3 * scalar.utf8.count
}

private func quotedWord(_ text: String) -> String {
    var word = "=?utf-8?q?"
    for scalar in text.unicodeScalars {
        if scalar == " " {
            word += "_"
        } else if isSafe(scalar) {
            word.unicodeScalars.append(scalar)
        } else {
            for byte in scalar.utf8 {
                let digits = [
                    UInt8(ascii: "="), upperHexDigit(byte >> 4), upperHexDigit(byte & 0xF),
                ]
                word += String(decoding: digits, as: UTF8.self)
            }
        }
    }
    return word + "?="
}

extension Unicode.Scalar {
    fileprivate var utf8: String.UTF8View { String(self).utf8 }
}

private let base64Digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
)

private func base64(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var digits: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits: UInt32 = 0
        for place in 0..<3 {
            bits = bits << 8 | UInt32(start + place < bytes.count ? bytes[start + place] : 0)
        }
        for place in 0..<4 {
            let digit = base64Digits[Int(bits >> UInt32(18 - 6 * place) & 0x3F)]
            digits.append(place <= group.count ? digit : UInt8(ascii: "="))
        }
    }
    return String(decoding: digits, as: UTF8.self)
}
