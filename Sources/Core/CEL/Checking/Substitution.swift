// A class: a whole check learns from it, and a copy for every part of the expression (the optimiser
// makes them of a struct: measured) would cost time in the square of the text.

/// What is known of type parameters, which are fresh for every use of a function and for every
/// empty list or map.
final class Substitution {
    private var bindings: [String: ValueType] = [:]
    /// The bound parameters in the order in which they were, with what was known before, so that an
    /// attempt can be taken back without a copy of all that is known.
    private var trail: [(name: String, before: ValueType?)] = []
    private var fresh = 0

    /// A parameter about which nothing is known yet.
    func unknown() -> ValueType {
        fresh += 1
        return .parameter("%\(fresh)")
    }

    /// The types with fresh parameters in place of their named ones.
    func instance(of types: [ValueType]) -> [ValueType] {
        var names: [String: ValueType] = [:]
        return types.map { instance(of: $0, &names) }
    }

    private func instance(of type: ValueType, _ names: inout [String: ValueType])
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
        known(type).mapParts(resolve)
    }

    /// The type itself, whose parts may still be parameters.
    private func known(_ type: ValueType) -> ValueType {
        var type = type
        while case .parameter(let name) = type, let known = bindings[name] { type = known }
        return type
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
    func assign(_ actual: ValueType, to needed: ValueType) -> Bool {
        let before = mark
        let fits = unify(actual, needed)
        if !fits { forget(since: before) }
        return fits
    }

    /// How much is known, to come back to.
    var mark: Int { trail.count }

    /// Takes back what was learnt since a mark.
    func forget(since mark: Int) {
        while trail.count > mark, let last = trail.popLast() { bindings[last.name] = last.before }
    }

    private func bind(_ name: String, _ type: ValueType) {
        trail.append((name, bindings[name]))
        bindings[name] = type
    }

    private func unify(_ actual: ValueType, _ needed: ValueType) -> Bool {
        if case .parameter(let name) = needed, let known = bindings[name] {
            guard unify(actual, known) else { return false }
            if case .parameter = known { return true }
            // What is known of a parameter becomes wider where a wider type comes along.
            let (old, new) = (resolve(known), resolve(actual))
            let wider = old.joined(new)
            if wider != old, !occurs(name, in: wider) { bind(name, wider) }
            return true
        }
        let (actual, needed) = (known(actual), known(needed))
        switch (actual, needed) {
        case (.parameter(let a), .parameter(let b)) where a == b: return true
        case (.parameter(let name), let other), (let other, .parameter(let name)):
            guard !occurs(name, in: other) else { return false }
            bind(name, other)
            return true
        case (.dyn, _), (_, .dyn), (.type, .type): return true
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
    ///
    /// - Parameters:
    ///   - a: the first type.
    ///   - b: the other.
    ///   - nullJoins: whether `null` beside a type that cannot be null makes it nullable, as where the
    ///     host's fields are.
    /// - Returns: the type of both.
    func join(_ a: ValueType, _ b: ValueType, nullJoins: Bool) -> ValueType {
        let (a, b) = (resolve(a), resolve(b))
        if nullJoins {
            if a == .null, assign(a, to: b.nullable), b != .null { return b.nullableStructure }
            if b == .null, assign(b, to: a.nullable), a != .null { return a.nullableStructure }
        }
        // In this direction all elements of a list lead to the first one's parameter at once; the
        // other is for a null before what may be null.
        guard assign(b, to: a) || assign(a, to: b) else { return .dyn }
        return resolve(a).joined(resolve(b))
    }
}

extension ValueType {
    /// The type that holds values of both of two types that go together.
    fileprivate func joined(_ other: ValueType) -> ValueType {
        if self == other { return self }
        switch (self, other) {
        case (.dyn, _), (_, .dyn): return .dyn
        case (.parameter, let type), (let type, .parameter): return type
        case (.null, let type), (let type, .null): return type.nullableStructure
        case (.wrapper(let a), .wrapper(let b)): return .wrapper(a.joined(b))
        case (.wrapper(let a), let b), (let a, .wrapper(let b)): return a.joined(b).nullable
        case (.list(let a), .list(let b)): return .list(a.joined(b))
        case (.map(let a, let x), .map(let b, let y)): return .map(a.joined(b), x.joined(y))
        case (.abstract(let name, let a), .abstract(_, let b)):
            return .abstract(name, zip(a, b).map { $0.joined($1) })
        default: return self
        }
    }

    /// A type that may be null: what is null by itself stays as it is.
    fileprivate var nullableStructure: ValueType {
        switch self {
        case .structure, .timestamp, .duration, .abstract: self
        default: nullable
        }
    }
}
