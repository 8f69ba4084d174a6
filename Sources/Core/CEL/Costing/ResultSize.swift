/// How large the result of a call gets, from the sizes of its arguments.
package struct ResultSize: Sendable {
    /// Arguments and the type of the result give the size.
    let extent: @Sendable ([Extent], ValueType) -> Extent

    /// No larger than an argument, by its place.
    package static func argument(_ place: Int) -> ResultSize {
        ResultSize { extents, type in
            place < extents.count ? extents[place].orNothing : together(extents, type)
        }
    }

    /// As large as all arguments together; of a text where there are none of a text, and of a list
    /// where there is no list: as large as a declaration without limits permits.
    package static let sum = ResultSize { together($0, $1) }

    /// A text of so many code points at most.
    package static func characters(_ count: Int) -> ResultSize {
        ResultSize { _, _ in .text(CostEstimate(0, count * Bounds.octetsOfCharacter)) }
    }

    /// As large as operators and functions may make a value.
    package static let largest = ResultSize { _, type in
        Extent(
            type,
            within: SizeLimits(mostElements: Bounds.madeList, mostCharacters: Bounds.madeText)
        )
    }

    /// One argument behind the other, as `+` makes them.
    static let joined = ResultSize { extents, _ in
        guard extents.count == 2 else { return .scalar }
        switch (extents[0], extents[1]) {
        case (.text(let a), .text(let b)): return .text(a + b)
        case (.list(let a, _), .list(let b, _)):
            return .list(a + b, extents[0].union(extents[1]).element)
        case (.scalar, .scalar): return .scalar
        case (let a, let b):
            return .unknown(
                elements: saturated(a.elements, plus: b.elements),
                octets: saturated(a.octets, plus: b.octets)
            )
        }
    }

    /// One of the arguments.
    static let union = ResultSize { extents, _ in .common(extents) }

    /// An element of the first argument.
    static let element = ResultSize { extents, _ in extents.first?.content ?? .scalar }

    /// A text of the first argument's octets, times a factor, and some more.
    static func octets(times factor: Int, plus more: Int = 0) -> ResultSize {
        ResultSize { extents, _ in
            let octets = extents.first?.length.maximum ?? 0
            return .text(
                CostEstimate(0, saturated(saturated(octets, times: factor), plus: more))
            )
        }
    }
}

private func together(_ extents: [Extent], _ type: ValueType) -> Extent {
    switch type.unwrapped {
    case .string, .bytes:
        let octets = extents.reduce(0) { saturated($0, plus: $1.octets) }
        let least = Extent(type, within: SizeLimits()).length
        return .text(CostEstimate(0, Swift.max(octets, least.maximum)))
    case .list, .map, .dyn, .abstract:
        return extents.reduce(Extent(type, within: SizeLimits())) { $0.union($1) }
    default: return .scalar
    }
}
