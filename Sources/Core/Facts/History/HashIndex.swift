/// Finds entries of an array by their hash: a number an entry, and nothing of the entry itself.
///
/// A dictionary would hold keys of four texts once more; here the caller compares with its own array.
struct HashIndex: Sendable {
    /// Number + 1 of an entry, 0 where it is free.
    ///
    /// The count is a power of two.
    private var slots: [Int32] = []
    /// The hash of each entry.
    private var hashes: [UInt32] = []

    /// How many entries there are.
    var count: Int { hashes.count }

    /// The number of the entry that is the same, or the next number for a new one, which the caller adds.
    mutating func place(
        _ hash: UInt32,
        isSame: (Int) -> Bool
    ) -> (number: Int, isNew: Bool) {
        if hashes.count * 4 >= slots.count * 3 { grow(Swift.max(16, slots.count * 2)) }
        let slot = slot(hash, isSame)
        guard slots[slot] == 0 else { return (Int(slots[slot]) - 1, false) }
        hashes.append(hash)
        slots[slot] = Int32(hashes.count)
        return (hashes.count - 1, true)
    }

    /// Adds an entry that is known to be new.
    mutating func add(_ hash: UInt32) { _ = place(hash) { _ in false } }

    /// The number of the entry that is the same; `nil` without one.
    func find(_ hash: UInt32, isSame: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        let number = Int(slots[slot(hash, isSame)]) - 1
        return number < 0 ? nil : number
    }

    /// The slot of an entry, or the free one where it would stand.
    private func slot(_ hash: UInt32, _ isSame: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, isSame(number) { break }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow(_ size: Int) {
        slots = Array(repeating: 0, count: size)
        for number in hashes.indices {
            let slot = slot(hashes[number]) { _ in false }
            slots[slot] = Int32(number + 1)
        }
    }

    /// Makes room.
    mutating func reserve(_ count: Int) {
        var size = 16
        while size * 3 <= count * 4 { size *= 2 }
        hashes.reserveCapacity(count)
        if size > slots.count { grow(size) }
    }
}
