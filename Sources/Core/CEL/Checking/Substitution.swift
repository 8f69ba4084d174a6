/// What is known of type parameters, which are fresh for every use of a function and for every
/// empty list or map.
struct Substitution {
    private var bindings: [String: ValueType] = [:]
    private var fresh = 0

    /// A parameter about which nothing is known yet.
    mutating func unknown() -> ValueType {
        fresh += 1
        return .parameter("%\(fresh)")
    }

    /// The types with fresh parameters in place of their named ones.
    mutating func instance(of types: [ValueType]) -> [ValueType] {
        var names: [String: ValueType] = [:]
        return types.map { instance(of: $0, &names) }
    }

    private mutating func instance(of type: ValueType, _ names: inout [String: ValueType])
        -> ValueType
    {
        guard case .parameter(let name) = type else {
            return type.mapParts { instance(of: $0, &names) }
        }
        if let known = names[name] { return known }
        let new = unknown()
        names[name] = new
        return new
    }

    /// The type with everything put in that is known.
    func resolve(_ type: ValueType) -> ValueType {
        guard case .parameter(let name) = type else { return type.mapParts(resolve) }
        return bindings[name].map(resolve) ?? type
    }

    /// The type with `dyn` for what is still unknown.
    func settled(_ type: ValueType) -> ValueType {
        func settle(_ type: ValueType) -> ValueType {
            if case .parameter = type { .dyn } else { type.mapParts(settle) }
        }
        return settle(resolve(type))
    }

    /// Whether values of one type may stand where another is needed; learns what that says about
    /// parameters, and nothing where it is false.
    mutating func assign(_ actual: ValueType, to needed: ValueType) -> Bool {
        var trial = self
        guard trial.unify(actual, needed) else { return false }
        self = trial
        return true
    }

    private mutating func unify(_ actual: ValueType, _ needed: ValueType) -> Bool {
        let (actual, needed) = (resolve(actual), resolve(needed))
        switch (actual, needed) {
        case (.parameter(let a), .parameter(let b)) where a == b: return true
        case (.parameter(let name), let other), (let other, .parameter(let name)):
            guard !occurs(name, in: other) else { return false }
            bindings[name] = other
            return true
        case (.dyn, _), (_, .dyn): return true
        case (.null, .null), (.null, .wrapper), (.null, .structure), (.null, .timestamp),
            (.null, .duration), (.null, .abstract):
            return true
        // A nullable value is handed over as what it wraps: that it is not null is seen when
        // evaluated.
        case (.wrapper(let a), .wrapper(let b)): return unify(a, b)
        case (.wrapper(let a), let b), (let a, .wrapper(let b)): return unify(a, b)
        case (.list(let a), .list(let b)): return unify(a, b)
        case (.map(let a, let x), .map(let b, let y)): return unify(a, b) && unify(x, y)
        case (.abstract(let a, let x), .abstract(let b, let y)):
            guard a == b, x.count == y.count else { return false }
            for (x, y) in zip(x, y) {
                guard unify(x, y) else { return false }
            }
            return true
        default: return actual == needed
        }
    }

    private func occurs(_ name: String, in type: ValueType) -> Bool {
        if case .parameter(name) = type { return true }
        return type.parts.contains { occurs(name, in: resolve($0)) }
    }

    /// The type that holds values of both; `dyn` where only that does.
    mutating func join(_ a: ValueType, _ b: ValueType) -> ValueType {
        let (a, b) = (resolve(a), resolve(b))
        if a == .null, assign(a, to: b.nullable), b != .null { return b.nullableStructure }
        if b == .null, assign(b, to: a.nullable), a != .null { return a.nullableStructure }
        let isNullable = a.isNullable || b.isNullable
        guard assign(a, to: b) else { return .dyn }
        let general = resolve(a).generality >= resolve(b).generality ? resolve(a) : resolve(b)
        return isNullable ? general.nullable : general
    }
}

extension ValueType {
    /// How much of it is `dyn`: of two types that go together the one with more is the wider.
    fileprivate var generality: Int {
        self == .dyn ? 1000 : parts.reduce(0) { $0 + $1.generality }
    }

    /// A type that may be null: what is null by itself stays as it is.
    fileprivate var nullableStructure: ValueType {
        switch self {
        case .structure, .timestamp, .duration, .abstract: self
        default: nullable
        }
    }
}
