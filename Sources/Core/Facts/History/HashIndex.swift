/// Finds entries of an array by their hash: a number an entry, and nothing of the entry itself.
///
/// A dictionary would hold keys of four texts once more; here the caller compares with its own array.
struct HashIndex: Sendable {
    /// The hash of an entry above its number + 1; 0 where it is free.
    ///
    /// Both in one word, so that a look costs one access to memory. The count is a power of two.
    private var slots: [UInt64] = []
    /// How many entries there are.
    private(set) var count = 0

    /// The number of the entry that is the same, or the next number for a new one, which the caller adds.
    mutating func place(
        _ hash: UInt32,
        isSame: (Int) -> Bool
    ) -> (number: Int, isNew: Bool) {
        if count * 4 >= slots.count * 3 { grow(Swift.max(16, slots.count * 2)) }
        let slot = slot(hash, isSame)
        guard slots[slot] == 0 else { return (Self.number(slots[slot]), false) }
        count += 1
        slots[slot] = UInt64(hash) << 32 | UInt64(count)
        return (count - 1, true)
    }

    /// Adds an entry that is known to be new.
    mutating func add(_ hash: UInt32) { _ = place(hash) { _ in false } }

    /// The number of the entry that is the same; `nil` without one.
    func find(_ hash: UInt32, isSame: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        let slot = slot(hash, isSame)
        return slots[slot] == 0 ? nil : Self.number(slots[slot])
    }

    private static func number(_ slot: UInt64) -> Int {
        Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) - 1
    }

    /// The slot of an entry, or the free one where it would stand.
    private func slot(_ hash: UInt32, _ isSame: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        var place = Int(hash) & mask
        while slots[place] != 0 {
            if slots[place] >> 32 == UInt64(hash), isSame(Self.number(slots[place])) { break }
            place = (place + 1) & mask
        }
        return place
    }

    private mutating func grow(_ size: Int) {
        let old = slots
        slots = Array(repeating: 0, count: size)
        for entry in old where entry != 0 {
            var place = Int(entry >> 32) & (size - 1)
            while slots[place] != 0 { place = (place + 1) & (size - 1) }
            slots[place] = entry
        }
    }

    /// Makes room.
    mutating func reserve(_ count: Int) {
        var size = 16
        while size * 3 <= count * 4 { size *= 2 }
        if size > slots.count { grow(size) }
    }
}
