import CivilTime

extension Kernel {
    /// Turns values of one kind into those of another.
    ///
    /// - Returns: whether a value cannot be turned; the flags are set where one cannot.
    static func convert(
        _ conversion: Node.Conversion,
        _ count: Int,
        _ a: Vector,
        isDouble: Bool,
        _ out: UnsafeMutableRawPointer,
        _ flags: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        let ints = out.assumingMemoryBound(to: Int64.self)
        let uints = out.assumingMemoryBound(to: UInt64.self)
        let doubles = out.assumingMemoryBound(to: Double.self)
        switch conversion {
        case .negate where isDouble: map(count, a.of(Double.self), doubles) { -$0 }
        case .negate:
            return checked(count, a.of(Int64.self), ints, flags) {
                let rest = Int64.zero.subtractingReportingOverflow($0)
                return rest.overflow ? nil : rest.partialValue
            }
        case .intToDouble: map(count, a.of(Int64.self), doubles) { Double($0) }
        case .uintToDouble: map(count, a.of(UInt64.self), doubles) { Double($0) }
        case .doubleToInt: return checked(count, a.of(Double.self), ints, flags, whole)
        case .doubleToUint:
            return checked(count, a.of(Double.self), uints, flags) {
                $0 < 0 ? nil : UInt64(exactly: $0.rounded(.towardZero))
            }
        case .intToUint:
            return checked(count, a.of(Int64.self), uints, flags) { UInt64(exactly: $0) }
        case .uintToInt:
            return checked(count, a.of(UInt64.self), ints, flags) { Int64(exactly: $0) }
        case .seconds: map(count, a.of(Int64.self), ints) { $0 }
        case .weekday:
            map(count, a.of(Int32.self), out.assumingMemoryBound(to: UInt32.self), weekday)
        case .month:
            map(count, a.of(Int32.self), ints) { Int64(Day(daysSince1970: $0).month) }
        case .year:
            map(count, a.of(Int32.self), ints) { Int64(Day(daysSince1970: $0).year) }
        }
        return false
    }

    /// As `int(double)` does it: the least int is refused, since as a double it may as well be a
    /// smaller number.
    @inline(__always)
    private static func whole(_ value: Double) -> Int64? {
        let limit = 9_223_372_036_854_775_808.0
        guard value > -limit, value < limit else { return nil }
        return Int64(value)
    }

    /// The place of a day's weekday, Monday first.
    @inline(__always)
    private static func weekday(_ day: Int32) -> UInt32 {
        // 1970-01-01 was a Thursday. The offset is a multiple of 7 that makes every day positive.
        UInt32(truncatingIfNeeded: (Int64(day) + 3 + 7 * 306_783_379) % 7)
    }

    @inline(__always)
    private static func checked<A, Result: FixedWidthInteger>(
        _ count: Int,
        _ a: UnsafePointer<A>,
        _ out: UnsafeMutablePointer<Result>,
        _ flags: UnsafeMutablePointer<UInt8>,
        _ body: (A) -> Result?
    ) -> Bool {
        var any = false
        for index in 0..<count {
            let result = body(a[index])
            out[index] = result ?? 0
            flags[index] = result == nil ? Flag.failed : 0
            any = any || result == nil
        }
        return any
    }
}
