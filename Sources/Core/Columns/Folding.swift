// The one place in the core that needs full Foundation: normalisation form C is not in the standard
// library's public interface.
import Foundation

/// The text under which spellings of one name meet: NFC(lowercase(NFC(trim(text)))), facts.md §1.
///
/// Lower-casing, not full case folding: `ß` stays `ß`.
package func fold(_ text: some StringProtocol) -> String {
    let trimmed = trim(text)
    if trimmed.utf8.allSatisfy({ $0 < 0x80 }) { return trimmed.lowercased() }
    return trimmed.precomposedStringWithCanonicalMapping.lowercased()
        .precomposedStringWithCanonicalMapping
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
    // UTF-8 sorts as code points do.
    a.utf8.lexicographicallyPrecedes(b.utf8)
}
