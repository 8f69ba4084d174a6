/// The names that macros bind.
struct Scope {
    /// What a name stands for.
    struct Local {
        let type: ValueType
        /// Where its value is kept while the expression is evaluated.
        let slot: Int
        /// Whether it stands for a value, which may have failed, and not for one element after the
        /// other.
        let isBound: Bool

        /// The name as an expression.
        var form: Expression.Form { isBound ? .bound(slot) : .local(slot) }
    }

    private var locals: [String: [Local]] = [:]
    /// The names in the order in which they were bound.
    private var names: [String] = []
    /// How many places are needed: no two names of an expression share one.
    private(set) var slotCount = 0

    /// What a name stands for; `nil` where no macro binds it.
    subscript(name: String) -> Local? { locals[name]?.last }

    /// Binds a name.
    ///
    /// - Returns: the place of its value.
    mutating func add(_ name: String, _ type: ValueType, isBound: Bool = false) -> Int {
        let local = Local(type: type, slot: slotCount, isBound: isBound)
        locals[name, default: []].append(local)
        names.append(name)
        slotCount += 1
        return local.slot
    }

    /// Forgets the names that were bound last.
    mutating func remove(_ count: Int) {
        for name in names.suffix(count) { locals[name]?.removeLast() }
        names.removeLast(count)
    }
}
