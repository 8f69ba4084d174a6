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
    guard text.utf8.count == utf8.count else { return false }
    return utf8.withUnsafeBytes { bytes in
        text.utf8.withContiguousStorageIfAvailable { isEqual(bytes, UnsafeRawBufferPointer($0)) }
            ?? text.utf8.elementsEqual(bytes)
    }
}

/// Whether equally many bytes are the same, eight at a time.
private func isEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count >= 8 else { return a.elementsEqual(b) }
    for start in stride(from: 0, to: a.count, by: 8) {
        // The last eight again where the number is no multiple.
        let place = min(start, a.count - 8)
        let (one, other) = (
            a.loadUnaligned(fromByteOffset: place, as: UInt64.self),
            b.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        )
        guard one == other else { return false }
    }
    return true
}
