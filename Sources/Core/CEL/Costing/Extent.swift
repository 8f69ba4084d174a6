/// How large a value is, as far as that is known before the evaluation.
indirect enum Extent: Sendable {
    /// A number, a truth value, a structure of the host: nothing to walk through.
    case scalar
    /// A text or octets, by their number of octets.
    case text(CostEstimate)
    /// A list, by the number of its elements and how large one of them gets.
    case list(CostEstimate, Extent)
    /// A map, by the number of its entries.
    case map(CostEstimate, key: Extent, value: Extent)
    /// A value of a type that is not known: so many elements in all, each a text of so many octets.
    case unknown(elements: Int, octets: Int)

    /// How large values of a type get within limits.
    init(_ type: ValueType, within limits: SizeLimits) {
        let octets = saturated(limits.mostCharacters, times: Bounds.octetsOfCharacter)
        switch type {
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .day, .type, .structure:
            self = .scalar
        case .string, .bytes: self = .text(CostEstimate(0, octets))
        case .list(let element):
            self = .list(CostEstimate(0, limits.mostElements), Extent(element, within: limits))
        case .map(let key, let value):
            self = .map(
                CostEstimate(0, limits.mostElements),
                key: Extent(key, within: limits),
                value: Extent(value, within: limits)
            )
        case .wrapper(let inner): self = Extent(inner, within: limits)
        // An optional value is as large as what it holds.
        case .abstract(_, let parts):
            self = parts.isEmpty ? .scalar : Extent(parts[0], within: limits)
        case .dyn, .parameter:
            self = .unknown(elements: limits.mostElements, octets: octets)
        }
    }

    /// How large a value is that is known.
    init(_ value: Value) {
        switch value {
        case .string(let text): self = .text(CostEstimate(text.utf8.count))
        case .bytes(let bytes): self = .text(CostEstimate(bytes.count))
        case .list(let elements):
            self = .list(CostEstimate(elements.count), .common(elements.map(Extent.init)))
        case .map(let map):
            self = .map(
                CostEstimate(map.count),
                key: .common(map.entries.map { Extent($0.key) }),
                value: .common(map.entries.map { Extent($0.value) })
            )
        case .optional(let inner?): self = Extent(inner)
        default: self = .scalar
        }
    }

    /// One that holds for all of several values.
    static func common(_ extents: [Extent]) -> Extent {
        guard let first = extents.first else { return .scalar }
        return extents.dropFirst().reduce(first) { $0.union($1) }
    }

    /// One that holds for both values.
    func union(_ other: Extent) -> Extent {
        switch (self, other) {
        case (.scalar, .scalar): .scalar
        case (.text(let a), .text(let b)): .text(a.union(b))
        case (.list(let a, let x), .list(let b, let y)): .list(a.union(b), x.union(y, a, b))
        case (.map(let a, let key, let value), .map(let b, let otherKey, let otherValue)):
            .map(a.union(b), key: key.union(otherKey, a, b), value: value.union(otherValue, a, b))
        // A null beside a value: as large as the value, or nothing.
        case (.scalar, _): other.orNothing
        case (_, .scalar): orNothing
        default:
            .unknown(
                elements: Swift.max(elements, other.elements),
                octets: Swift.max(octets, other.octets)
            )
        }
    }

    /// The union of what two containers hold, where an empty one says nothing.
    private func union(_ other: Extent, _ count: CostEstimate, _ otherCount: CostEstimate)
        -> Extent
    {
        if count.maximum == 0 { return other }
        return otherCount.maximum == 0 ? self : union(other)
    }

    /// A part of it, or as large as it is at most.
    var orNothing: Extent {
        switch self {
        case .scalar, .unknown: self
        case .text(let octets): .text(octets.orNothing)
        case .list(let count, let element): .list(count.orNothing, element)
        case .map(let count, let key, let value): .map(count.orNothing, key: key, value: value)
        }
    }
}
