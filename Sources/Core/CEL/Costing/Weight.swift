/// What values cost in steps while they are made and walked through.
extension Value {
    /// What it costs to make it or to walk through it, without what is inside of its elements.
    var weight: Int {
        switch self {
        case .string(let text): text.utf8.count / Bounds.octetsOfStep
        case .bytes(let bytes): bytes.count / Bounds.octetsOfStep
        case .list(let elements): elements.count
        case .map(let map): map.count
        case .optional(let inner?): inner.weight
        default: 0
        }
    }

    /// What it costs to walk through all of it.
    ///
    /// - Parameter limit: where the walk ends: a small value whose parts are shared may have more
    ///   elements than can ever be counted.
    /// - Returns: the steps; something above the limit where there are more.
    func deepWeight(limit: Int) -> Int {
        var weight = self.weight
        switch self {
        case .list(let elements):
            for element in elements {
                guard weight <= limit else { return weight }
                weight += element.deepWeight(limit: limit - weight)
            }
        case .map(let map):
            for entry in map.entries {
                guard weight <= limit else { return weight }
                weight += entry.key.weight
                weight += entry.value.deepWeight(limit: limit - weight)
            }
        case .optional(let inner?): return inner.deepWeight(limit: limit)
        default: break
        }
        return weight
    }
}
