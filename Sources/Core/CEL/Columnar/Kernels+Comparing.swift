extension Kernel {
    /// Compares two arrays of one type.
    @inline(__always)
    static func compare<Element: Comparable>(
        _ comparison: Node.Comparison,
        _ count: Int,
        _ a: UnsafePointer<Element>,
        _ b: UnsafePointer<Element>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        switch comparison {
        case .equal: map(count, a, b, out) { $0 == $1 ? 1 : 0 }
        case .notEqual: map(count, a, b, out) { $0 == $1 ? 0 : 1 }
        case .less: map(count, a, b, out) { $0 < $1 ? 1 : 0 }
        case .lessOrEqual: map(count, a, b, out) { $0 <= $1 ? 1 : 0 }
        case .greater: map(count, a, b, out) { $0 > $1 ? 1 : 0 }
        case .greaterOrEqual: map(count, a, b, out) { $0 >= $1 ? 1 : 0 }
        }
    }

    /// Compares the values of two nodes of one kind.
    static func compare(
        _ comparison: Node.Comparison,
        _ kind: Node.Kind,
        _ count: Int,
        _ a: Vector,
        _ b: Vector,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        switch kind {
        case .bool: compare(comparison, count, a.of(UInt8.self), b.of(), out)
        case .int, .moment, .length: compare(comparison, count, a.of(Int64.self), b.of(), out)
        case .uint: compare(comparison, count, a.of(UInt64.self), b.of(), out)
        case .double: compare(comparison, count, a.of(Double.self), b.of(), out)
        case .day: compare(comparison, count, a.of(Int32.self), b.of(), out)
        case .text, .any: preconditionFailure("no kind whose values are compared as they are")
        }
    }

    /// Where nulls are values: two are equal, one and something else are not.
    static func equalNulls(
        _ count: Int,
        _ a: UnsafePointer<UInt8>,
        _ b: UnsafePointer<UInt8>,
        isNegated: Bool,
        _ values: UnsafeMutablePointer<UInt8>,
        _ flags: UnsafeMutablePointer<UInt8>
    ) {
        let flip: UInt8 = isNegated ? 1 : 0
        for index in 0..<count {
            let (x, y) = (a[index], b[index])
            flags[index] = (x | y) & Flag.failed
            let isBothNull: UInt8 = x & y & Flag.null
            values[index] = x | y == 0 ? values[index] : isBothNull ^ flip
        }
    }

    /// Whether a value is one of several that are sorted.
    @inline(__always)
    static func member<Element: Comparable>(
        _ count: Int,
        _ a: UnsafePointer<Element>,
        _ members: [Element],
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        members.withUnsafeBufferPointer { members in
            guard members.count > 8 else {
                out.update(repeating: 0, count: count)
                for member in members {
                    for index in 0..<count { out[index] |= a[index] == member ? 1 : 0 }
                }
                return
            }
            for index in 0..<count {
                let value = a[index]
                var (low, rest) = (0, members.count)
                while rest > 1 {
                    let half = rest / 2
                    low = members[low + half] <= value ? low + half : low
                    rest -= half
                }
                out[index] = members[low] == value ? 1 : 0
            }
        }
    }

    static func member(
        _ count: Int,
        _ a: Vector,
        _ members: Node.Members,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        switch members {
        case .ints(let members): member(count, a.of(Int64.self), members, out)
        case .uints(let members): member(count, a.of(UInt64.self), members, out)
        case .doubles(let members): member(count, a.of(Double.self), members, out)
        case .days(let members): member(count, a.of(Int32.self), members, out)
        }
    }
}
