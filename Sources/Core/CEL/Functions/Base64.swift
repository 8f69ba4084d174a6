/// Octets as text (RFC 4648, section 4).
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    private static let places: [UInt8: UInt32] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($0.element, UInt32($0.offset)) }
    )

    /// Octets as text, filled up with `=` to a whole group.
    package static func text(of octets: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(octets.count / 3 * 4 + 4)
        for start in stride(from: 0, to: octets.count, by: 3) {
            let group = octets[start..<Swift.min(start + 3, octets.count)]
            var bits: UInt32 = 0
            for index in 0..<3 {
                bits = bits << 8 | (index < group.count ? UInt32(group[start + index]) : 0)
            }
            for index in 0..<4 {
                let letter = alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]
                text.append(index <= group.count ? letter : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The octets that a text stands for, whether it is filled up or not; `nil` where it is none.
    package static func octets(of text: String) -> [UInt8]? {
        var letters = Array(text.utf8)
        if letters.last == UInt8(ascii: "=") {
            // Where it is filled up, it is so to a whole group.
            guard letters.count % 4 == 0 else { return nil }
            letters.removeLast(letters[letters.count - 2] == UInt8(ascii: "=") ? 2 : 1)
        }
        guard letters.count % 4 != 1 else { return nil }
        var octets: [UInt8] = []
        octets.reserveCapacity(letters.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        for (index, letter) in letters.enumerated() {
            guard let place = places[letter] else { return nil }
            bits = bits << 6 | place
            // A letter completes an octet, but for the first of each group.
            let left = UInt32(6 - 2 * (index % 4))
            if index % 4 > 0 { octets.append(UInt8(truncatingIfNeeded: bits >> left)) }
        }
        return octets
    }
}
