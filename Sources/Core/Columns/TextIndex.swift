/// Finds the texts of a dictionary by their bytes: Swift's == also unites canonically equivalent ones, and
/// folding is the business of those who compare.
struct TextIndex: Sendable {
    /// For each place the index of a text plus 1 and some bits of its hash above, or 0.
    private var slots: [UInt64] = []
    private var count = 0

    /// The index of a text in a dictionary, as far as `add` has seen that.
    func code(of utf8: Span<UInt8>, in dictionary: [String]) -> UInt32? {
        guard !slots.isEmpty else { return nil }
        let hash = Self.hash(utf8)
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place] != 0 {
            let code = UInt32(truncatingIfNeeded: slots[place]) - 1
            if slots[place] >> 32 == hash >> 32, isEqual(utf8, dictionary[Int(code)]) {
                return code
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Takes in the texts that a dictionary has got.
    mutating func add(_ dictionary: [String]) {
        guard count < dictionary.count else { return }
        if dictionary.count * 4 > slots.count * 3 {
            var size = Swift.max(16, slots.count)
            while dictionary.count * 4 > size * 3 { size *= 2 }
            slots = Array(repeating: 0, count: size)
            count = 0
        }
        for code in count..<dictionary.count {
            var text = dictionary[code]
            let hash = text.withUTF8 { Self.hash($0.span) }
            var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = hash & ~0xFFFF_FFFF | UInt64(code + 1)
        }
        count = dictionary.count
    }

    private static func hash(_ utf8: Span<UInt8>) -> UInt64 {
        var hasher = Hasher()
        utf8.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

/// Whether a text has these bytes.
func isEqual(_ utf8: Span<UInt8>, _ text: String) -> Bool {
    let other = text.utf8Span.span
    guard other.count == utf8.count else { return false }
    return utf8.withUnsafeBytes { a in
        other.withUnsafeBytes { b in
            // Eight bytes at a time: a view of characters would compare them one by one.
            var index = 0
            while index + 8 <= a.count {
                guard
                    a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                        == b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                else { return false }
                index += 8
            }
            while index < a.count {
                guard a[index] == b[index] else { return false }
                index += 1
            }
            return true
        }
    }
}
