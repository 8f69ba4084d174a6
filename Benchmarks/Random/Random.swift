/// Random numbers that are the same in every run and on every machine (SplitMix64).
package struct Random: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers that follow from a seed.
    package init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number from 0 to below `bound`.
    package mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 33) &* UInt64(bound)) >> 31)
    }

    /// A number from 0 to below 1.
    package mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Whether something happens that does so with a probability.
    package mutating func happens(_ probability: Double) -> Bool { share() < probability }

    /// A place of the list, the first ones most often.
    package mutating func skewed(below bound: Int) -> Int {
        let share = share()
        return Int(share * share * Double(bound))
    }

    /// Digits of an identifier.
    package mutating func digits(_ count: Int, of alphabet: [UInt8]) -> String {
        String(decoding: (0..<count).map { _ in alphabet[below(alphabet.count)] }, as: UTF8.self)
    }
}
