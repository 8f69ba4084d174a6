// The one place in the core that needs full Foundation: normalisation form C is not in the standard
// library's public interface.
import Foundation

/// The text under which spellings of one name meet: NFC(lowercase(NFC(trim(text)))), facts.md §1.
///
/// Lower-casing, not full case folding: `ß` stays `ß`.
package func fold(_ text: some StringProtocol) -> String {
    let trimmed = trim(text)
    if trimmed.utf8.allSatisfy({ $0 < 0x80 }) { return trimmed.lowercased() }
    return lowercased(trimmed.precomposedStringWithCanonicalMapping)
        .precomposedStringWithCanonicalMapping
}

/// Lower-cased by the Unicode standard, section 3.13: unlike the standard library it makes a capital
/// sigma at the end of a word `ς`, so that `ΟΔΟΣ` and `οδος` meet.
private func lowercased(_ text: String) -> String {
    let sigma: Unicode.Scalar = "Σ"
    guard text.unicodeScalars.contains(sigma) else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    /// Whether a letter with case is next to a place, on one side, behind what case ignores.
    func isLetter(beside places: some Sequence<Int>) -> Bool {
        places.first { !scalars[$0].properties.isCaseIgnorable }
            .map { scalars[$0].properties.isCased } ?? false
    }
    var lower = ""
    for (place, scalar) in scalars.enumerated() {
        if scalar == sigma, isLetter(beside: (0..<place).reversed()),
            !isLetter(beside: place + 1..<scalars.count)
        {
            lower += "ς"
        } else {
            lower += scalar.properties.lowercaseMapping
        }
    }
    return lower
}

/// A text without the white space at its ends.
package func trim(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(text[first..<scalars.index(after: last)])
}

/// Whether one text stands before another by code points, as all output is sorted.
///
/// Swift's own order of strings compares canonical equivalents, which is another order.
package func precedes(_ a: String, _ b: String) -> Bool {
    // UTF-8 sorts as code points do; eight bytes are compared as one number.
    let (first, second) = (a.utf8Span.span, b.utf8Span.span)
    return first.withUnsafeBytes { a in
        second.withUnsafeBytes { b in
            let common = min(a.count, b.count)
            var index = 0
            while index + 8 <= common {
                let (own, other) = (
                    UInt64(bigEndian: a.loadUnaligned(fromByteOffset: index, as: UInt64.self)),
                    UInt64(bigEndian: b.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                )
                if own != other { return own < other }
                index += 8
            }
            while index < common {
                if a[index] != b[index] { return a[index] < b[index] }
                index += 1
            }
            return a.count < b.count
        }
    }
}
