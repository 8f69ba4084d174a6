package import CivilTime

/// A moment to the nanosecond, from 0001-01-01T00:00:00Z up to 9999-12-31T23:59:59.999999999Z.
package struct Timestamp: Hashable, Sendable, Comparable {
    /// The whole second before or at it.
    package let instant: Instant
    /// Nanoseconds after `instant`, 0..<1,000,000,000.
    package let nanosecond: Int64

    static let earliest = Instant(secondsSince1970: -62_135_596_800)
    static let latest = Instant(secondsSince1970: 253_402_300_799)

    /// A moment of whole seconds; one outside the range is taken as the nearest inside.
    package init(_ instant: Instant) {
        self.instant = Swift.min(Swift.max(instant, Timestamp.earliest), Timestamp.latest)
        nanosecond = 0
    }

    /// A moment; `nil` outside the range.
    init?(seconds: Int64, nanosecond: Int64 = 0) {
        let instant = Instant(secondsSince1970: seconds)
        guard instant >= Timestamp.earliest, instant <= Timestamp.latest,
            (0..<TimeLength.second).contains(nanosecond)
        else { return nil }
        self.instant = instant
        self.nanosecond = nanosecond
    }

    /// The moment written as in RFC 3339, with up to nine digits of a second's fraction.
    package init?(_ text: String) {
        guard let instant = Instant(text) else { return nil }
        var nanosecond: Int64 = 0
        if let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) {
            let digits = text.utf8[text.utf8.index(after: point)...].prefix { 0x30...0x39 ~= $0 }
            guard digits.count <= 9 else { return nil }
            for digit in digits { nanosecond = nanosecond * 10 + Int64(digit - 0x30) }
            for _ in digits.count..<9 { nanosecond *= 10 }
        }
        self.init(seconds: instant.secondsSince1970, nanosecond: nanosecond)
    }

    /// The moment so much later (earlier when negative); `nil` outside the range.
    func adding(_ length: TimeLength) -> Timestamp? {
        // Neither sum can overflow: a length of time has at most 292 years.
        let total = nanosecond + length.nanoseconds % TimeLength.second
        let carry: Int64 = total < 0 ? -1 : total >= TimeLength.second ? 1 : 0
        return Timestamp(
            seconds: instant.secondsSince1970 + length.nanoseconds / TimeLength.second + carry,
            nanosecond: total - carry * TimeLength.second
        )
    }

    /// The time from another moment to this one; `nil` where it is longer than can be counted.
    func length(since other: Timestamp) -> TimeLength? {
        let seconds = instant.secondsSince1970 - other.instant.secondsSince1970
        let product = seconds.multipliedReportingOverflow(by: TimeLength.second)
        let sum = product.partialValue.addingReportingOverflow(nanosecond - other.nanosecond)
        return product.overflow || sum.overflow ? nil : TimeLength(nanoseconds: sum.partialValue)
    }

    package static func < (a: Timestamp, b: Timestamp) -> Bool {
        (a.instant, a.nanosecond) < (b.instant, b.nanosecond)
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as RFC 3339 writes it, with as many digits of the fraction as it needs.
    package var description: String {
        guard nanosecond > 0 else { return instant.description }
        return "\(instant.description.dropLast())\(fraction(nanosecond))Z"
    }
}

/// A length of time in nanoseconds, at most about 292 years either way.
package struct TimeLength: Hashable, Sendable, Comparable {
    /// The length; negative goes back in time.
    package let nanoseconds: Int64

    static let second: Int64 = 1_000_000_000

    /// A length in nanoseconds.
    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The length that a text names, as `1h45m`, `-1.5h`, `300ms`; `nil` for any other text and
    /// beyond what can be counted.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        if rest.elementsEqual("0".utf8) { rest = [] }
        while !rest.isEmpty {
            guard let part = TimeLength.part(&rest, isNegative: isNegative) else { return nil }
            let sum = total.addingReportingOverflow(part)
            guard !sum.overflow else { return nil }
            total = sum.partialValue
        }
        nanoseconds = total
    }

    private static let units: [(name: String, length: Int64)] = [
        ("h", 3600 * second), ("ms", 1_000_000), ("m", 60 * second), ("s", second), ("us", 1000),
        ("µs", 1000), ("μs", 1000), ("ns", 1),
    ]

    /// Takes one number with its unit from the front of a text.
    private static func part(_ rest: inout ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
        let whole = rest.prefix { 0x30...0x39 ~= $0 }
        rest = rest.dropFirst(whole.count)
        var decimals: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            decimals = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
            rest = rest.dropFirst(decimals.count + 1)
        }
        guard !whole.isEmpty || !decimals.isEmpty,
            let unit = units.first(where: { rest.starts(with: $0.name.utf8) })
        else { return nil }
        rest = rest.dropFirst(unit.name.utf8.count)
        // Counted downwards where the sign says so: the least length has no counterpart above.
        var total: Int64 = 0
        for digit in whole {
            let tenfold = total.multipliedReportingOverflow(by: 10)
            let step = Int64(digit - 0x30) * (isNegative ? -1 : 1)
            let sum = tenfold.partialValue.addingReportingOverflow(step)
            guard !tenfold.overflow, !sum.overflow else { return nil }
            total = sum.partialValue
        }
        let product = total.multipliedReportingOverflow(by: unit.length)
        var remainder: Int64 = 0
        var place = unit.length
        for digit in decimals {
            place /= 10
            remainder += Int64(digit - 0x30) * place
        }
        let sum = product.partialValue.addingReportingOverflow(isNegative ? -remainder : remainder)
        return product.overflow || sum.overflow ? nil : sum.partialValue
    }

    package static func < (a: TimeLength, b: TimeLength) -> Bool { a.nanoseconds < b.nanoseconds }
}

extension TimeLength: CustomStringConvertible {
    /// The length in seconds, as `3600s` or `-0.5s`.
    package var description: String {
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(
            dividingBy: UInt64(TimeLength.second)
        )
        return (nanoseconds < 0 ? "-" : "") + "\(seconds)\(fraction(Int64(rest)))s"
    }
}

/// The fraction of a second with its point; empty for none.
private func fraction(_ nanosecond: Int64) -> String {
    guard nanosecond > 0 else { return "" }
    let digits = String(nanosecond)
    var text = String(repeating: "0", count: 9 - digits.count) + digits
    while text.last == "0" { text.removeLast() }
    return "." + text
}
