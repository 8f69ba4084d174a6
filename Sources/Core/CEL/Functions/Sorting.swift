/// Puts elements into the order of their keys; those with equal keys stay as they stand.
///
/// - Parameters:
///   - elements: what is sorted.
///   - keys: as many values, all of one type that has an order.
///   - spend: told of the steps, about one for each comparison.
/// - Returns: the elements in their order.
/// - Throws: where the keys cannot be compared, and what `spend` does.
func sorted(_ elements: [Value], by keys: [Value], _ spend: Spend) throws(EvaluationError)
    -> [Value]
{
    guard let first = keys.first else { return [] }
    var longest = 0
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
        longest = Swift.max(longest, key.length)
    }
    let comparisons = keys.count * (Int.bitWidth - keys.count.leadingZeroBitCount)
    try spend(comparisons * (1 + longest / 32))
    let order = keys.indices.sorted { a, b in
        switch keys[a].order(to: keys[b]) {
        case .less: true
        case .equal: a < b
        default: false
        }
    }
    return order.map { elements[$0] }
}

extension Value {
    /// The octets that a comparison may look at.
    fileprivate var length: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let octets): octets.count
        default: 1
        }
    }
}
