/// What is inside of values whose size is estimated, and what walking through them takes.
extension Extent {
    /// An element of a list; a key of a map, as the macros with one name take it.
    var element: Extent {
        switch self {
        case .list(_, let element): element
        case .map(_, let key, _): key
        case .unknown: self
        case .scalar, .text: .scalar
        }
    }

    /// What stands behind a place or a key.
    var content: Extent {
        switch self {
        case .list(_, let element): element
        case .map(_, _, let value): value
        case .unknown: self
        case .scalar, .text: .scalar
        }
    }

    /// Elements of a list, entries of a map.
    var count: CostEstimate {
        switch self {
        case .list(let count, _), .map(let count, _, _): count
        case .unknown(let elements, _): CostEstimate(0, elements)
        case .scalar, .text: .zero
        }
    }

    /// The octets of a text.
    var length: CostEstimate {
        switch self {
        case .text(let octets): octets
        case .unknown(_, let octets): CostEstimate(0, octets)
        case .scalar, .list, .map: .zero
        }
    }

    /// Elements in all, at whatever depth.
    var elements: Int {
        switch self {
        case .scalar, .text: 1
        case .list(let count, let element):
            saturated(1, plus: saturated(count.maximum, times: element.elements))
        case .map(let count, _, let value):
            saturated(1, plus: saturated(count.maximum, times: value.elements))
        case .unknown(let elements, _): elements
        }
    }

    /// Octets of the longest text inside.
    var octets: Int {
        switch self {
        case .scalar: 0
        case .text(let octets): octets.maximum
        case .list(_, let element): element.octets
        case .map(_, let key, let value): Swift.max(key.octets, value.octets)
        case .unknown(_, let octets): octets
        }
    }

    /// The same as `Value.weight`.
    var weight: CostEstimate {
        switch self {
        case .scalar: .zero
        case .text(let octets): octets / Bounds.octetsOfStep
        case .list(let count, _), .map(let count, _, _): count
        case .unknown(let elements, let octets):
            CostEstimate(0, Swift.max(elements, octets / Bounds.octetsOfStep))
        }
    }

    /// The same as `Value.deepWeight`.
    var deepWeight: CostEstimate {
        switch self {
        case .scalar: .zero
        case .text(let octets): octets / Bounds.octetsOfStep
        case .list(let count, let element): count * (.one + element.deepWeight)
        case .map(let count, let key, let value):
            count * (.one + key.deepWeight + value.deepWeight)
        case .unknown(let elements, let octets):
            CostEstimate(0, saturated(elements, times: 1 + octets / Bounds.octetsOfStep))
        }
    }

    /// Steps of a comparison for equality: never more than the smaller side has.
    func comparing(_ other: Extent) -> CostEstimate {
        switch (self, other) {
        case (.scalar, _), (_, .scalar): .zero
        case (.text(let a), .text(let b)):
            CostEstimate(0, Swift.min(a.maximum, b.maximum) / Bounds.octetsOfStep)
        case (.list(let a, let x), .list(let b, let y)):
            CostEstimate(0, Swift.min(a.maximum, b.maximum)) * (.one + x.comparing(y))
        case (.map(let a, let key, let value), .map(let b, let otherKey, let otherValue)):
            CostEstimate(0, Swift.min(a.maximum, b.maximum))
                * (.one + key.comparing(otherKey) + value.comparing(otherValue))
        case (.unknown, _), (_, .unknown):
            CostEstimate(0, Swift.min(deepWeight.maximum, other.deepWeight.maximum))
        default: .zero
        }
    }

    /// The same value as an operator or function has made it: none of them makes a larger one.
    var made: Extent {
        switch self {
        case .text(let octets):
            .text(octets.atMost(Bounds.madeText * Bounds.octetsOfCharacter))
        case .list(let count, let element): .list(count.atMost(Bounds.madeList), element)
        case .scalar, .map, .unknown: self
        }
    }
}
