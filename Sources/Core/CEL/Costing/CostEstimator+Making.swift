/// What lists, maps and structures cost that an expression makes.
extension CostEstimator {
    mutating func made(_ expression: Expression) -> Estimate {
        switch expression.form {
        case .list(let elements):
            let (cost, extents) = parts(elements)
            let missing = elements.count { if case .optional = $0.form { true } else { false } }
            let count = CostEstimate(elements.count - missing, elements.count)
            return Estimate(cost: .one + cost, extent: .list(count, .common(extents)))
        case .map(let entries):
            let (cost, keys) = parts(entries.map(\.key))
            let (more, values) = parts(entries.map(\.value))
            let inserting = keys.reduce(.zero) { $0 + $1.weight.orNothing }
            return Estimate(
                cost: .one + cost + more + inserting,
                extent: .map(
                    CostEstimate(0, entries.count),
                    key: .common(keys),
                    value: .common(values)
                )
            )
        case .structure(let structure):
            let (cost, values) = parts(structure.fields.map(\.value))
            let known = environment.structures[structure.name]?.fields.count ?? 0
            // A structure of the host is as a map of its fields; those of the language are values.
            let extent: Extent =
                if case .structure = structure.maker.result {
                    .map(CostEstimate(known), key: .scalar, value: .common(values))
                } else { .common(values) }
            return Estimate(cost: .one + cost, extent: extent)
        default: return Estimate(cost: .one, extent: .scalar)
        }
    }

    /// The cost of all parts together, and the size of each.
    mutating func parts(_ parts: [Expression]) -> (cost: CostEstimate, extents: [Extent]) {
        var cost = CostEstimate.zero
        var extents: [Extent] = []
        for part in parts {
            let part = estimate(part)
            cost += part.cost
            extents.append(part.extent)
        }
        return (cost, extents)
    }
}
