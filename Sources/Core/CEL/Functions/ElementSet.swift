/// Values that are told apart as `==` does it, with numbers that meet across their types.
///
/// Truth values, whole numbers and texts are looked up; only among the others each is compared with
/// each.
struct ElementSet {
    private var keys = MapValue()
    /// Fractions among them, and doubles that are whole.
    private var others: [Value] = []
    private var hasDoubles = false
    private var hasNumbers = false

    /// An empty set.
    init() {}

    /// The elements of a list.
    init(_ elements: [Value], _ spend: Spend) throws(EvaluationError) {
        for element in elements { try insert(element, spend) }
    }

    /// Adds a value.
    ///
    /// - Returns: false where it is there already.
    @discardableResult
    mutating func insert(_ value: Value, _ spend: Spend) throws(EvaluationError) -> Bool {
        guard try !contains(value, spend) else { return false }
        if MapValue.isKey(value) {
            keys.insert(value, .null)
            if value.isWhole { hasNumbers = true }
        } else {
            others.append(value)
            if case .double = value { hasDoubles = true }
        }
        return true
    }

    /// Whether a value equals one of these.
    func contains(_ value: Value, _ spend: Spend) throws(EvaluationError) -> Bool {
        try spend(1)
        if case .string(let text) = value { try spend(text.utf8.count / 32) }
        if MapValue.isKey(value) {
            if keys[value] != nil { return true }
            // A whole number may equal a double; a text or truth value nothing of another type.
            guard value.isWhole, hasDoubles else { return false }
        }
        if case .double = value, hasNumbers {
            for entry in keys.entries where entry.key.isWhole {
                try spend(1)
                if try entry.key.isEqual(to: value, spend: spend) { return true }
            }
        }
        for other in others {
            try spend(1)
            if try other.isEqual(to: value, spend: spend) { return true }
        }
        return false
    }
}

extension Value {
    fileprivate var isWhole: Bool {
        switch self {
        case .int, .uint: true
        default: false
        }
    }
}
