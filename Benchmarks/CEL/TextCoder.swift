import Columns
import Glibc

/// Gives each distinct text of a column a number.
struct TextCoder {
    private static let empty = UInt32.max

    /// The numbers of texts by their hashes; `empty` where there is none.
    private var slots = Array(repeating: TextCoder.empty, count: 1 << 10)
    /// Each text where it stands first, in octets that outlive this value.
    private var known: [UnsafeBufferPointer<UInt8>] = []
    private var codes: [UInt32] = []

    /// The texts of all rows.
    var coded: CodedText {
        CodedText(codes: codes, dictionary: known.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Adds a row; an empty text is none where it may be absent.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, mayBeAbsent: Bool) {
        codes.append(text.isEmpty && mayBeAbsent ? CodedText.null : code(of: text))
    }

    private mutating func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if known.count * 2 > slots.count { grow() }
        let slot = slot(of: text)
        if slots[slot] == Self.empty {
            slots[slot] = UInt32(known.count)
            known.append(text)
        }
        return slots[slot]
    }

    /// Where a text stands among the slots, or would.
    private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for octet in text { hash = (hash ^ UInt64(octet)) &* 1_099_511_628_211 }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] != Self.empty {
            let other = known[Int(slots[slot])]
            if other.count == text.count, other.elementsEqual(text) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: Self.empty, count: slots.count * 4)
        for (code, text) in known.enumerated() { slots[slot(of: text)] = UInt32(code) }
    }
}
