/// A map in the order of its entries; keys are truth values, whole numbers and texts.
package struct MapValue: Sendable {
    /// A key with its value.
    package struct Entry: Hashable, Sendable {
        /// The key as it was given.
        package let key: Value
        /// What it leads to.
        package let value: Value

        /// A key with its value.
        package init(_ key: Value, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// The entries in their order.
    package private(set) var entries: [Entry] = []
    private var positions: [Key: Int] = [:]

    /// An empty map.
    package init() {}

    /// A map with texts as keys, in the order of their code points.
    package init(_ values: [String: Value]) {
        for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        ) {
            insert(.string(key), value)
        }
    }

    /// How many entries there are.
    package var count: Int { entries.count }

    /// What a key leads to; numbers meet across their types, so that `3.0` finds `3u`.
    package subscript(key: Value) -> Value? {
        Key(key).flatMap { positions[$0] }.map { entries[$0].value }
    }

    /// Adds an entry.
    ///
    /// - Returns: false when the key is there already or cannot be a key (a fraction, a list,
    ///   null).
    @discardableResult
    package mutating func insert(_ key: Value, _ value: Value) -> Bool {
        guard MapValue.isKey(key), let position = Key(key), positions[position] == nil else {
            return false
        }
        positions[position] = entries.count
        entries.append(Entry(key, value))
        return true
    }

    /// Whether a value is of a type that keys have.
    static func isKey(_ value: Value) -> Bool {
        switch value {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }

    /// A key as it is found again: equal numbers of all types are one.
    private enum Key: Hashable {
        case bool(Bool)
        case negative(Int64)
        case natural(UInt64)
        case text([UInt8])

        init?(_ value: Value) {
            switch value {
            case .bool(let value): self = .bool(value)
            case .int(let value): self = value < 0 ? .negative(value) : .natural(UInt64(value))
            case .uint(let value): self = .natural(value)
            case .double(let value):
                if let natural = UInt64(exactly: value) {
                    self = .natural(natural)
                } else if let whole = Int64(exactly: value) {
                    self = .negative(whole)
                } else {
                    return nil
                }
            // By its bytes: texts as keys of a Swift dictionary would unite canonical equivalents.
            case .string(let value): self = .text(Array(value.utf8))
            default: return nil
            }
        }
    }
}

extension MapValue: Hashable {
    /// Whether both have the same entries, in whatever order.
    package static func == (a: MapValue, b: MapValue) -> Bool {
        a.count == b.count
            && a.entries.allSatisfy { entry in
                guard let key = Key(entry.key), let position = b.positions[key] else {
                    return false
                }
                return b.entries[position] == entry
            }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(count) }
}
