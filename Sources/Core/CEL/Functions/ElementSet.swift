/// Values that are told apart as `==` does it, with numbers that meet across their types.
///
/// All but lists, maps and structures are looked up; only those are compared one by one.
struct ElementSet {
    /// Truth values, whole numbers and texts.
    private var keys = MapValue()
    /// The whole numbers as doubles, as which they meet doubles.
    private var wholes: Set<Double> = []
    private var doubles: Set<Double> = []
    /// Others that equal only what is the same.
    private var plain: Set<Value> = []
    private var compound: [Value] = []

    /// An empty set.
    init() {}

    /// The elements of a list.
    init(_ elements: [Value]) {
        for element in elements { insert(element) }
    }

    /// Adds a value.
    ///
    /// - Returns: false where it is there already.
    @discardableResult
    mutating func insert(_ value: Value) -> Bool {
        guard !contains(value) else { return false }
        switch value {
        case .bool, .string: keys.insert(value, .null)
        case .int(let number):
            keys.insert(value, .null)
            wholes.insert(Double(number))
        case .uint(let number):
            keys.insert(value, .null)
            wholes.insert(Double(number))
        // NaN equals nothing, and would be found by nothing.
        case .double(let number): if !number.isNaN { doubles.insert(number) }
        default:
            if ElementSet.findsAtOnce(value) {
                plain.insert(value)
            } else {
                compound.append(value)
            }
        }
        return true
    }

    /// Whether a value equals one of these.
    func contains(_ value: Value) -> Bool {
        switch value {
        case .bool, .string: return keys[value] != nil
        case .int(let number): return keys[value] != nil || doubles.contains(Double(number))
        case .uint(let number): return keys[value] != nil || doubles.contains(Double(number))
        case .double(let number): return doubles.contains(number) || wholes.contains(number)
        default:
            if ElementSet.findsAtOnce(value) { return plain.contains(value) }
            // What this takes was counted before: the effort of those functions is a product then.
            return compound.contains { (try? $0.isEqual(to: value) { _ in }) ?? false }
        }
    }

    /// Whether a value is looked up and not compared with others one by one.
    static func findsAtOnce(_ value: Value) -> Bool {
        switch value {
        case .list, .map, .structure, .optional: false
        default: true
        }
    }
}
