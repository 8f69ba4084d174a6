import Columns
import Settings

/// What an offering is: seats of people, a capacity, or Flex (facts §3.1, `kind`).
enum OfferingKind: String, Hashable, Sendable, CellValue {
    case capacity, flex, seats
}

/// Tells what offerings are by their names.
struct OfferingKinds: @unchecked Sendable {  // a Regex is never changed once made:
    // here it is only matched, and its type does not say so.
    private let capacity: [Regex<AnyRegexOutput>]
    private let flex: [Regex<AnyRegexOutput>]

    /// An expression that is none, which the configuration's check reports, matches nothing.
    init(_ offerings: Offerings) {
        capacity = offerings.capacity.compactMap { try? Regex($0) }
        flex = offerings.flex.compactMap { try? Regex($0) }
    }

    /// The kind of a folded name.
    func kind(_ folded: String) -> OfferingKind {
        if OfferingKinds.endsInCapacity(folded) || matches(capacity, folded) { return .capacity }
        return matches(flex, folded) ? .flex : .seats
    }

    private func matches(_ expressions: [Regex<AnyRegexOutput>], _ name: String) -> Bool {
        expressions.contains { name.firstMatch(of: $0) != nil }
    }

    /// Whether a name ends in four or more digits that are no year (1980-2099).
    static func endsInCapacity(_ name: String) -> Bool {
        let digits = name.utf8.reversed().prefix { (0x30...0x39).contains($0) }.reversed()
        guard digits.count >= 4 else { return false }
        guard digits.count == 4 else { return true }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return !(1980...2099).contains(number)
    }
}
