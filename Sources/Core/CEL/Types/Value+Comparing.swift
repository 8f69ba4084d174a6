/// The language's own equality and order (CEL specification, "Equality and Ordering"): numbers meet
/// across their types, everything else only within its own.
extension Value {
    /// Whether `==` holds in an expression; NaN equals nothing.
    ///
    /// - Parameters:
    ///   - other: the other side, of whatever type.
    ///   - spend: told of each element that is looked at, and ends the comparison by an error: a
    ///     small value whose parts are shared may have more elements than can ever be walked
    ///     through.
    /// - Returns: whether they are equal.
    /// - Throws: only what `spend` does.
    func isEqual(
        to other: Value,
        spend: (_ steps: Int) throws(EvaluationError) -> Void
    ) throws(EvaluationError) -> Bool {
        switch (self, other) {
        case (.int(let a), .int(let b)): return a == b
        case (.string(let a), .string(let b)):
            guard a.utf8.count == b.utf8.count else { return false }
            if a.utf8.count >= Bounds.octetsOfStep { try spend(self.weight) }
            return isSameText(a, b)
        case (.bytes(let a), .bytes(let b)):
            guard a.count == b.count else { return false }
            try spend(self.weight)
            return a == b
        case (.double(let a), .double(let b)): return a == b
        case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int),
            (.double, .uint):
            return numericOrder(self, other) == .equal
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (x, y) in zip(a, b) {
                try spend(1)
                guard try x.isEqual(to: y, spend: spend) else { return false }
            }
            return true
        case (.map(let a), .map(let b)):
            guard a.count == b.count else { return false }
            for entry in a.entries {
                try spend(1 + entry.key.weight)
                guard let value = b[entry.key], try entry.value.isEqual(to: value, spend: spend)
                else { return false }
            }
            return true
        case (.structure(let a), .structure(let b)):
            guard let a = a.base as? Record, let b = b.base as? Record else { return a == b }
            guard let fields = a.fields(beside: b) else { return false }
            for (x, y) in fields {
                try spend(1)
                guard try x.isEqual(to: y, spend: spend) else { return false }
            }
            return true
        case (.optional(let a?), .optional(let b?)): return try a.isEqual(to: b, spend: spend)
        default: return self == other
        }
    }

    /// How it stands to another value; `nil` where the two have no order.
    func order(to other: Value) -> Order? {
        switch (self, other) {
        case (.int(let a), .int(let b)): Order(a, b)
        case (.double(let a), .double(let b)): Order(a, b)
        case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .uint), (.uint, .double),
            (.double, .int), (.double, .uint):
            numericOrder(self, other)
        case (.bool(let a), .bool(let b)): Order(a ? 1 : 0, b ? 1 : 0)
        case (.string(let a), .string(let b)): Order(sequence: a.utf8, b.utf8)
        case (.bytes(let a), .bytes(let b)): Order(sequence: a, b)
        case (.timestamp(let a), .timestamp(let b)): Order(a, b)
        case (.duration(let a), .duration(let b)): Order(a, b)
        case (.day(let a), .day(let b)): Order(a, b)
        default: nil
        }
    }
}

/// How one value stands to another.
enum Order {
    case less, equal, greater
    /// Numbers of which one is NaN: no comparison of them holds.
    case none

    init<T: Comparable>(_ a: T, _ b: T) {
        self = a < b ? .less : a == b ? .equal : a > b ? .greater : .none
    }

    // UTF-8 and code points have the same order.
    init(sequence a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) {
        var rest = b.makeIterator()
        for byte in a {
            guard let other = rest.next() else {
                self = .greater
                return
            }
            if byte != other {
                self = byte < other ? .less : .greater
                return
            }
        }
        self = rest.next() == nil ? .equal : .less
    }
}

/// Two numbers of any types; a whole number meets a double in double precision, as the
/// specification's cases expect (`9223372036854775807 >= 9223372036854775808.0`).
private func numericOrder(_ a: Value, _ b: Value) -> Order {
    switch (a, b) {
    case (.int(let a), .uint(let b)): a < 0 ? .less : Order(UInt64(a), b)
    case (.uint(let a), .int(let b)): b < 0 ? .greater : Order(a, UInt64(b))
    case (.uint(let a), .uint(let b)): Order(a, b)
    case (.int(let a), .double(let b)): Order(Double(a), b)
    case (.uint(let a), .double(let b)): Order(Double(a), b)
    case (.double(let a), .int(let b)): Order(a, Double(b))
    case (.double(let a), .uint(let b)): Order(a, Double(b))
    default: .none
    }
}
