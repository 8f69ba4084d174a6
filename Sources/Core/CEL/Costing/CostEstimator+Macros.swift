/// What macros cost: their range, and their body once for each element.
extension CostEstimator {
    mutating func walk(
        _ comprehension: Expression.Comprehension,
        _ expression: Expression
    ) -> Estimate {
        let range = estimate(comprehension.range)
        let isOfOptionals = comprehension.macro.isOfOptionals
        let count = isOfOptionals ? CostEstimate(0, 1) : range.extent.count
        bind(comprehension, range.extent)
        let name = "\(comprehension.macro.rawValue)()"
        search.enter(name, times: count.maximum)
        let filter = comprehension.filter.map { estimate($0).cost }
        let body = estimate(comprehension.body)
        search.leave()
        let each = filter.map { $0 + body.cost.orNothing } ?? body.cost
        let isDecided = comprehension.macro == .all || comprehension.macro == .exists
        let times = isDecided ? CostEstimate(Swift.min(count.minimum, 1), count.maximum) : count
        var cost: CostEstimate = .one + range.cost + count / 8 + times * each
        if comprehension.macro == .sortBy {
            let most = count.maximum
            let comparisons = CostEstimate(0, Int.bitWidth - most.leadingZeroBitCount)
            cost += count * comparisons * (.one + body.extent.weight)
        }
        if comprehension.macro == .transformMap || comprehension.macro == .transformMapEntry {
            cost += range.extent.element.weight.orNothing * count
        }
        if comprehension.macro == .transformMapEntry {
            cost += times * body.extent.count * (.one + body.extent.element.weight)
        }
        search.note(name, expression.range, times: count.maximum, cost)
        return Estimate(
            cost: cost,
            extent: result(
                of: comprehension.macro,
                range.extent,
                body.extent,
                isFiltered: filter != nil
            )
        )
    }

    private mutating func bind(_ comprehension: Expression.Comprehension, _ range: Extent) {
        guard comprehension.slots.count == 2 else {
            let isOfOptionals = comprehension.macro.isOfOptionals
            locals[comprehension.slots[0]] = isOfOptionals ? range : range.element
            return
        }
        if case .list = range {
            locals[comprehension.slots[0]] = .scalar
        } else {
            locals[comprehension.slots[0]] = range.element
        }
        locals[comprehension.slots[1]] = range.content
    }

    private func result(
        of macro: Macro,
        _ range: Extent,
        _ body: Extent,
        isFiltered: Bool
    ) -> Extent {
        let count = isFiltered ? range.count.orNothing : range.count
        switch macro {
        case .all, .exists, .existsOne: return .scalar
        case .filter: return .list(range.count.orNothing, range.element)
        case .map, .transformList: return .list(count, body)
        case .sortBy: return range
        case .optMap, .optFlatMap: return body.orNothing
        case .transformMap:
            let key: Extent = if case .list = range { .scalar } else { range.element }
            return .map(count, key: key, value: body)
        case .transformMapEntry:
            return .map((count * body.count).orNothing, key: body.element, value: body.content)
        }
    }
}
