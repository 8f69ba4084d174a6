/// Puts elements into the order of their keys; those with equal keys stay as they stand.
///
/// - Parameters:
///   - elements: what is sorted.
///   - keys: as many values, all of one type that has an order.
/// - Returns: the elements in their order.
/// - Throws: where the keys cannot be compared.
func sorted(_ elements: [Value], by keys: [Value]) throws(EvaluationError)
    -> [Value]
{
    guard let first = keys.first else { return [] }
    for key in keys {
        guard key.typeName == first.typeName, let order = key.order(to: key) else {
            throw EvaluationError(
                .noOverload,
                key.typeName == first.typeName
                    ? "not defined for a list of \(key.typeName): they have no order"
                    : "not defined for a list of \(first.typeName) and \(key.typeName)"
            )
        }
        guard order != .none else {
            throw EvaluationError(.invalidArgument, "NaN is neither less nor greater than others")
        }
    }
    let order = keys.indices.sorted { a, b in
        switch keys[a].order(to: keys[b]) {
        case .less: true
        case .equal: a < b
        default: false
        }
    }
    return order.map { elements[$0] }
}
