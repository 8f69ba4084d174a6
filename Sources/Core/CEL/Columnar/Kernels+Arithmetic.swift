import CivilTime

// An overflow is rare: a loop computes wrapped results and whether there was any, and only then a
// second one finds out where.
extension Kernel {
    /// Adds or subtracts whole numbers.
    ///
    /// - Returns: whether a result is out of range.
    static func add(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>
    ) -> Bool {
        var overflow: Int64 = 0
        for index in 0..<count {
            let sum = a[index] &+ b[index]
            overflow |= (a[index] ^ sum) & (b[index] ^ sum)
            out[index] = sum
        }
        return overflow < 0
    }

    static func subtract(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>
    ) -> Bool {
        var overflow: Int64 = 0
        for index in 0..<count {
            let rest = a[index] &- b[index]
            overflow |= (a[index] ^ b[index]) & (a[index] ^ rest)
            out[index] = rest
        }
        return overflow < 0
    }

    /// Multiplies whole numbers that have no more than half of the bits.
    ///
    /// - Returns: whether all have no more, so that no product is out of range.
    static func multiply(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>
    ) -> Bool {
        let half: Int64 = 1 << 31
        var high: Int64 = 0
        for index in 0..<count {
            // Both sums are in 0..<2^32 where both numbers are small.
            high |= (a[index] &+ half) | (b[index] &+ half)
            out[index] = a[index] &* b[index]
        }
        return high >> 32 == 0
    }

    /// Fills in what an operation says of two whole numbers, and where it is an error.
    ///
    /// - Returns: whether there is an error.
    @inline(__always)
    static func checked<Number: FixedWidthInteger>(
        _ count: Int,
        _ a: UnsafePointer<Number>,
        _ b: UnsafePointer<Number>,
        _ out: UnsafeMutablePointer<Number>,
        _ flags: UnsafeMutablePointer<UInt8>,
        _ body: (Number, Number) -> (partialValue: Number, overflow: Bool)
    ) -> Bool {
        var any = false
        for index in 0..<count {
            let result = body(a[index], b[index])
            out[index] = result.partialValue
            flags[index] = result.overflow ? Flag.failed : 0
            any = any || result.overflow
        }
        return any
    }

    @inline(__always)
    static func arithmetic<Number: FixedWidthInteger>(
        _ operation: Node.Arithmetic,
        _ count: Int,
        _ a: UnsafePointer<Number>,
        _ b: UnsafePointer<Number>,
        _ out: UnsafeMutablePointer<Number>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        switch operation {
        case .add: checked(count, a, b, out, flags) { $0.addingReportingOverflow($1) }
        case .subtract: checked(count, a, b, out, flags) { $0.subtractingReportingOverflow($1) }
        case .multiply: checked(count, a, b, out, flags) { $0.multipliedReportingOverflow(by: $1) }
        case .divide:
            checked(count, a, b, out, flags) { $0.dividedReportingOverflow(by: $1) }
        case .remainder:
            checked(count, a, b, out, flags) { $0.remainderReportingOverflow(dividingBy: $1) }
        default: preconditionFailure("not of whole numbers")
        }
    }

    static func ints(
        _ operation: Node.Arithmetic,
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        switch operation {
        case .add where !add(count, a, b, out): false
        case .subtract where !subtract(count, a, b, out): false
        case .multiply where multiply(count, a, b, out): false
        default: arithmetic(operation, count, a, b, out, flags)
        }
    }

    static func uints(
        _ operation: Node.Arithmetic,
        _ count: Int,
        _ a: UnsafePointer<UInt64>,
        _ b: UnsafePointer<UInt64>,
        _ out: UnsafeMutablePointer<UInt64>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool { arithmetic(operation, count, a, b, out, flags) }

    static func doubles(
        _ operation: Node.Arithmetic,
        _ count: Int,
        _ a: UnsafePointer<Double>,
        _ b: UnsafePointer<Double>,
        _ out: UnsafeMutablePointer<Double>
    ) {
        switch operation {
        case .add: map(count, a, b, out) { $0 + $1 }
        case .subtract: map(count, a, b, out) { $0 - $1 }
        case .multiply: map(count, a, b, out) { $0 * $1 }
        case .divide: map(count, a, b, out) { $0 / $1 }
        default: preconditionFailure("not of numbers")
        }
    }

    // MARK: Days

    /// Days so many days later; an error outside the calendar.
    static func addDays(
        _ count: Int,
        _ a: UnsafePointer<Int32>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int32>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        let (first, last) = (Calendar.first, Calendar.last)
        var isOutside = false
        for index in 0..<count {
            let sum = Int64(a[index]).addingReportingOverflow(b[index])
            let isBad = sum.overflow || sum.partialValue < first || sum.partialValue > last
            out[index] = Int32(truncatingIfNeeded: sum.partialValue)
            flags[index] = isBad ? Flag.failed : 0
            isOutside = isOutside || isBad
        }
        return isOutside
    }

    /// Moments so many whole seconds later; an error outside the range of timestamps.
    static func addSeconds(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        // No sum can overflow: moments and lengths in seconds are far from the ends of their type.
        moments(count, a, b, out, flags) { $0 &+ $1 / TimeLength.second }
    }

    static func subtractSeconds(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        moments(count, a, b, out, flags) { $0 &- $1 / TimeLength.second }
    }

    @inline(__always)
    private static func moments(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>,
        _ flags: UnsafeMutablePointer<UInt8>,
        _ body: (Int64, Int64) -> Int64
    ) -> Bool {
        let first = Timestamp.earliest.secondsSince1970
        let last = Timestamp.latest.secondsSince1970
        var isOutside = false
        for index in 0..<count {
            let sum = body(a[index], b[index])
            let isBad = sum < first || sum > last
            out[index] = sum
            flags[index] = isBad ? Flag.failed : 0
            isOutside = isOutside || isBad
        }
        return isOutside
    }

    /// Lengths of time in nanoseconds between moments in seconds.
    static func lengths(
        _ count: Int,
        _ a: UnsafePointer<Int64>,
        _ b: UnsafePointer<Int64>,
        _ out: UnsafeMutablePointer<Int64>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        checked(count, a, b, out, flags) {
            ($0 &- $1).multipliedReportingOverflow(by: TimeLength.second)
        }
    }

    /// The ends of the calendar, in days since 1970.
    private enum Calendar {
        static let first = Int64(Day(year: 1, month: 1, day: 1)?.daysSince1970 ?? 0)
        static let last = Int64(Day(year: 9999, month: 12, day: 31)?.daysSince1970 ?? 0)
    }
}
