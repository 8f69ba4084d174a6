// Loops over the values of a batch: plain functions over pointers with concrete types, which the
// compiler turns into instructions that handle several values at once. No value that is computed
// where there is none does harm, so that nothing is skipped.

/// Fills an array from one, or from two arrays.
enum Kernel {
    @inline(__always)
    static func map<A, Result>(
        _ count: Int,
        _ a: UnsafePointer<A>,
        _ out: UnsafeMutablePointer<Result>,
        _ body: (A) -> Result
    ) {
        for index in 0..<count { out[index] = body(a[index]) }
    }

    @inline(__always)
    static func map<A, B, Result>(
        _ count: Int,
        _ a: UnsafePointer<A>,
        _ b: UnsafePointer<B>,
        _ out: UnsafeMutablePointer<Result>,
        _ body: (A, B) -> Result
    ) {
        for index in 0..<count { out[index] = body(a[index], b[index]) }
    }

    // MARK: Bits

    /// One octet for each bit of a bitmap, `mark` where it is set.
    ///
    /// The bitmap begins with the batch's first row; `flipped` has all bits set to mark those that
    /// are not set, else none.
    static func spread(
        _ count: Int,
        _ words: UnsafePointer<UInt64>,
        flipped: UInt64,
        mark: UInt8,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        let octets = UnsafeMutableRawPointer(out).assumingMemoryBound(to: UInt64.self)
        for index in 0..<(count + 63) / 64 {
            let word = words[index] ^ flipped
            for part in 0..<8 {
                let bits = word >> UInt64(part * 8) & 0xFF
                let apart = bits &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
                let ones = (apart &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101
                octets[index * 8 + part] = ones &* UInt64(mark)
            }
        }
    }

    /// Whether every bit of the first ones is set.
    static func allSet(_ count: Int, _ words: UnsafePointer<UInt64>) -> Bool {
        var all = UInt64.max
        for index in 0..<count / 64 { all &= words[index] }
        guard all == .max else { return false }
        let rest = UInt64(count & 63)
        return rest == 0 || ~words[count / 64] & (1 << rest - 1) == 0
    }

    /// A bit of each of 64 octets.
    static func pack(_ octets: UnsafePointer<UInt8>, shift: UInt64) -> UInt64 {
        let parts = UnsafeRawPointer(octets)
        var word: UInt64 = 0
        for part in 0..<8 {
            let eight = parts.loadUnaligned(fromByteOffset: part * 8, as: UInt64.self)
            let ones = eight >> shift & 0x0101_0101_0101_0101
            word |= ((ones &* 0x0102_0408_1020_4080) >> 56) << UInt64(part * 8)
        }
        return word
    }

    /// Whether an octet is not zero.
    static func anySet(_ count: Int, _ octets: UnsafePointer<UInt8>) -> Bool {
        var any: UInt8 = 0
        for index in 0..<count { any |= octets[index] }
        return any != 0
    }

    /// What is neither a value on one side nor on the other is an error.
    ///
    /// - Returns: the flags; `nil` where both sides have values everywhere.
    static func strict(
        _ count: Int,
        _ a: UnsafePointer<UInt8>?,
        _ b: UnsafePointer<UInt8>?,
        _ out: UnsafeMutablePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        switch (a, b) {
        case (nil, nil): return nil
        case (let a?, let b?): map(count, a, b, out) { $0 | $1 != 0 ? Flag.failed : 0 }
        case (let a?, nil), (nil, let a?): map(count, a, out) { $0 != 0 ? Flag.failed : 0 }
        }
        return UnsafePointer(out)
    }

    // MARK: Rows of other tables

    /// The elements at places; those at no place are left as they are.
    static func gather<Element>(
        _ count: Int,
        _ source: UnsafePointer<Element>,
        _ places: UnsafePointer<Int32>,
        _ out: UnsafeMutablePointer<Element>
    ) {
        for index in 0..<count { out[index] = source[Int(max(places[index], 0))] }
    }

    /// Where a place is none, or has no bit in a bitmap.
    static func absent(
        _ count: Int,
        _ words: UnsafePointer<UInt64>,
        _ places: UnsafePointer<Int32>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        for index in 0..<count {
            let place = Int(max(places[index], 0))
            out[index] = UInt8(truncatingIfNeeded: ~words[place >> 6] >> UInt64(place & 63) & 1)
        }
    }
}
