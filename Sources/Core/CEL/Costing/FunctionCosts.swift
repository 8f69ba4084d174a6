// What the functions of the language cost, by their names: forms of one name do the same to their
// arguments. Those that are not here walk through their arguments and make no more than they are.

extension CallCost {
    /// What a function costs whose declaration does not say so itself.
    static func ofFunction(_ name: String) -> CallCost { functionCosts[name] ?? CallCost() }
}

let functionCosts: [String: CallCost] = [
    "+": CallCost(result: .joined),
    "-": CallCost(.constant), "*": CallCost(.constant), "/": CallCost(.constant),
    "%": CallCost(.constant),
    "size": CallCost(.texts),
    "type": CallCost(.constant),
    "dyn": CallCost(.constant, result: .argument(0)),
    "string": CallCost(result: .octets(times: 1, plus: longestNumber)),
    "bytes": CallCost(result: .octets(times: 1)),
    "weekday": CallCost(result: .characters(16)),
    "orValue": CallCost(.constant, result: .union),
    "or": CallCost(.constant, result: .union),
    "value": CallCost(.constant, result: .union),
    "optional.of": CallCost(.constant, result: .union),
    "optional.ofNonZeroValue": CallCost(.constant, result: .union),

    "optional.unwrap": CallCost(result: .unwrapped),
    "unwrapOpt": CallCost(result: .unwrapped),
    "optional.none": CallCost(.constant, result: .scalar),
    "math.greatest": CallCost(result: .scalar),
    "math.least": CallCost(result: .scalar),

    // Texts.
    "charAt": CallCost(result: .characters(1)),
    "substring": CallCost(result: .argument(0)),
    "lowerAscii": CallCost(result: .argument(0)),
    "upperAscii": CallCost(result: .argument(0)),
    "trim": CallCost(result: .argument(0)),
    "reverse": CallCost(result: .argument(0)),
    "replace": CallCost(result: .replaced),
    "split": CallCost(result: .parts),
    "join": CallCost(.deep(), result: .joinedTexts),
    "format": CallCost(.deep(), result: .formatted),
    "strings.quote": CallCost(result: .octets(times: 2, plus: 2)),
    "matches": CallCost(.linear(times: largestPattern, plus: readingPattern)),
    "base64.encode": CallCost(result: .octets(times: 2, plus: 4)),
    "base64.decode": CallCost(result: .argument(0)),

    // Lists.
    "slice": CallCost(result: .argument(0)),
    "flatten": CallCost(.deep(), result: .flat),
    "distinct": CallCost(.meeting, result: .argument(0)),
    "sort": CallCost(.deep(times: comparisons), result: .argument(0)),
    "lists.range": CallCost(.constant, result: .largest),
    "first": CallCost(.constant, result: .element),
    "last": CallCost(.constant, result: .element),
    "sets.contains": CallCost(.meeting),
    "sets.equivalent": CallCost(.meeting),
    "sets.intersects": CallCost(.meeting),
]

/// What a pattern that is known only when evaluated costs for each step of the text, being as large
/// as it may be, and to be read.
private let largestPattern = 170
private let readingPattern = 1_000
/// Octets of a number, moment or length of time as a text.
private let longestNumber = 64
/// How often sorting looks at an element: the logarithm of `Bounds.madeList`.
private let comparisons = 20

extension ResultSize {
    /// A number, or nothing.
    fileprivate static let scalar = ResultSize { _, _ in .scalar }

    /// What the optional values of a list hold.
    fileprivate static let unwrapped = ResultSize { extents, _ in
        extents.first?.orNothing ?? .scalar
    }

    /// Every octet, and the places between them, may have become the third argument.
    fileprivate static let replaced = ResultSize { extents, _ in
        let octets = extents.first?.octets ?? 0
        let new = extents.count > 2 ? extents[2].octets : 0
        return .text(
            CostEstimate(
                0,
                saturated(octets, plus: saturated(saturated(octets, plus: 1), times: new))
            )
        )
    }

    /// Every octet may be a part of its own, and one part may be the whole.
    fileprivate static let parts = ResultSize { extents, _ in
        let octets = extents.first?.octets ?? 0
        return .list(
            CostEstimate(0, saturated(octets, plus: 1)),
            .text(CostEstimate(0, octets))
        )
    }

    /// All texts of a list with another between them.
    fileprivate static let joinedTexts = ResultSize { extents, _ in
        let count = extents.first?.count.maximum ?? 0
        let between = extents.count > 1 ? extents[1].octets : 0
        let octets = saturated(extents.first?.octets ?? 0, plus: between)
        return .text(CostEstimate(0, saturated(count, times: octets)))
    }

    /// The text with every element of the list shown in it, numbers with all their digits.
    fileprivate static let formatted = ResultSize { extents, _ in
        let text = extents.first?.octets ?? 0
        let shown = extents.dropFirst().reduce(0) { sum, extent in
            let element = saturated(saturated(extent.octets, times: 2), plus: longestShown)
            return saturated(sum, plus: saturated(extent.elements, times: element))
        }
        return .text(CostEstimate(0, saturated(text, plus: shown)))
    }

    /// The elements of all lists inside, beside each other.
    fileprivate static let flat = ResultSize { extents, type in
        guard let list = extents.first else { return .scalar }
        var element = list
        while case .list(_, let inner) = element { element = inner }
        return .list(CostEstimate(0, list.elements), element)
    }
}

/// Octets of a number in a formatted text, with as many decimals as it may have.
private let longestShown = TextFormat.greatestPrecision + 320
