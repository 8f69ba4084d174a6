internal import CRE2

// A text in UTF-8 begins and ends with whole code points wherever its octets are found in another, so
// that all searches go through octets and none copies the texts.
extension String {
    /// Does something with the octets of this text and another.
    private func withOctets<Result>(
        _ other: String,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var (a, b) = (self, other)
        return a.withUTF8 { a in b.withUTF8 { b in body(a, b) } }
    }

    /// Whether it begins with another text.
    func begins(with part: String) -> Bool {
        withOctets(part) { $0.count >= $1.count && $0[..<$1.count].elementsEqual($1) }
    }

    /// Whether it ends with another text.
    func ends(with part: String) -> Bool {
        withOctets(part) { $0.count >= $1.count && $0[($0.count - $1.count)...].elementsEqual($1) }
    }

    /// Where a text first stands in it, at a place or after it.
    func firstPlace(of part: String, from start: String.Index? = nil) -> String.Index? {
        let skipped = start.map { utf8.distance(from: startIndex, to: $0) } ?? 0
        let found = withOctets(part) { text, part in
            cre2_place_of(
                part.baseAddress,
                part.count,
                text.baseAddress.map { $0 + skipped },
                text.count - skipped
            )
        }
        return found < 0 ? nil : utf8.index(startIndex, offsetBy: skipped + found)
    }

    /// Where a text last stands in it, at a place or before it.
    func lastPlace(of part: String, upTo place: String.Index? = nil) -> String.Index? {
        let limit = place.map { utf8.distance(from: startIndex, to: $0) } ?? utf8.count
        let found = withOctets(part) { text, part -> Int? in
            guard text.count >= part.count else { return nil }
            let last = Swift.min(limit, text.count - part.count)
            return lastRun(of: part, in: text[..<(last + part.count)])
        }
        return found.map { utf8.index(startIndex, offsetBy: $0) }
    }
}

/// Where a run of octets last stands in others, found in linear time (Knuth, Morris and Pratt, from
/// the end): the C library only searches forwards.
private func lastRun(
    of part: UnsafeBufferPointer<UInt8>,
    in text: Slice<UnsafeBufferPointer<UInt8>>
)
    -> Int?
{
    guard let final = part.last else { return text.endIndex }
    // The rightmost place where the last octet stands decides quickly in most texts.
    guard text.contains(final) else { return nil }
    let reversed = Array(part.reversed())
    var fallback = Array(repeating: 0, count: reversed.count)
    var length = 0
    for index in reversed.indices.dropFirst() {
        while length > 0, reversed[index] != reversed[length] { length = fallback[length - 1] }
        if reversed[index] == reversed[length] { length += 1 }
        fallback[index] = length
    }
    var matched = 0
    for index in text.indices.reversed() {
        while matched > 0, text[index] != reversed[matched] { matched = fallback[matched - 1] }
        if text[index] == reversed[matched] { matched += 1 }
        if matched == reversed.count { return index }
    }
    return nil
}
