/// What a form of a function costs beside its arguments, and how large its result gets.
package struct CallCost: Sendable {
    /// The work of a call.
    package let effort: Effort
    /// How large the result gets.
    package let result: ResultSize

    /// What a form of a function costs; without more, it walks through its arguments and makes no
    /// more than they are.
    package init(_ effort: Effort = .linear(), result: ResultSize = .sum) {
        self.effort = effort
        self.result = result
    }
}

/// The work of a call in steps, reckoned in the same way before the evaluation and in it.
package enum Effort: Hashable, Sendable {
    /// The same for all values.
    case constant
    /// It walks through its texts, but of a list or map it only asks something.
    case texts
    /// It walks through its texts, lists and maps so many times, but not into elements, and takes
    /// some more.
    case linear(times: Int = 1, plus: Int = 0)
    /// It walks through its arguments with all that is inside of them, so many times.
    case deep(times: Int = 1)
    /// Everything in its first argument meets everything in the others, or in itself.
    case product
    /// Elements are looked for among elements: each is found at once, but lists and maps among them
    /// meet each other.
    case meeting

    /// The steps for arguments.
    ///
    /// - Parameters:
    ///   - values: the arguments.
    ///   - limit: what is left of the budget: beyond it the exact number does not matter.
    /// - Returns: the steps; something above the limit where there are more.
    func steps(_ values: [Value], limit: Int) -> Int {
        switch self {
        case .constant: return 0
        case .texts: return values.reduce(0) { $0 + ($1.isContainer ? 0 : $1.weight) }
        case .linear(let times, let more):
            let weight = values.reduce(0) { $0 + $1.weight }
            return saturated(saturated(weight, times: times), plus: more)
        case .deep(let times):
            return saturated(deepWeight(values[...], limit), times: times)
        case .product:
            let first = deepWeight(values.prefix(1), limit)
            let others = values.count > 1 ? deepWeight(values.dropFirst(), limit) : first
            return saturated(1 + first, times: 1 + others)
        case .meeting:
            return values.contains(where: \.holdsContainers)
                ? Effort.product.steps(values, limit: limit)
                : Effort.deep(times: 2).steps(values, limit: limit)
        }
    }

    private func deepWeight(_ values: ArraySlice<Value>, _ limit: Int) -> Int {
        values.reduce(0) { $0 > limit ? $0 : $0 + $1.deepWeight(limit: limit - $0) }
    }

    /// The same for arguments whose size is estimated.
    func steps(_ extents: [Extent]) -> CostEstimate {
        switch self {
        case .constant: return .zero
        case .texts: return extents.reduce(.zero) { $0 + $1.length / Bounds.octetsOfStep }
        case .linear(let times, let more):
            let weight = extents.reduce(.zero) { $0 + $1.weight }
            return weight * CostEstimate(times) + CostEstimate(more)
        case .deep(let times):
            return extents.reduce(.zero) { $0 + $1.deepWeight } * CostEstimate(times)
        case .product:
            let first = extents.first?.deepWeight ?? .zero
            let others =
                extents.count > 1 ? extents.dropFirst().reduce(.zero) { $0 + $1.deepWeight } : first
            return (.one + first) * (.one + others)
        case .meeting:
            return extents.contains(where: \.mayHoldContainers)
                ? Effort.product.steps(extents) : Effort.deep(times: 2).steps(extents)
        }
    }
}

extension Extent {
    fileprivate var mayHoldContainers: Bool {
        switch self {
        case .scalar, .text, .list(_, .scalar), .list(_, .text): false
        default: true
        }
    }
}

extension Value {
    fileprivate var holdsContainers: Bool {
        guard case .list(let elements) = self else { return false }
        return elements.contains { !ElementSet.findsAtOnce($0) }
    }

    fileprivate var isContainer: Bool {
        switch self {
        case .list, .map: true
        default: false
        }
    }
}
