import Diagnostics

/// All definitions by name, and the answer to `use`.
struct PolicyLibrary {
    /// How many `use` may stand between a policy and the last one that it builds on.
    static let maximumChain = 4

    private let own: [String: Definition]
    private let shipped: [String: Definition]
    private let problems: Problems

    init(own: [Definition], shipped: [Definition], problems: Problems) {
        self.own = Dictionary(own.map { ($0.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        self.shipped = Dictionary(
            shipped.map { ($0.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        self.problems = problems
    }

    /// A definition with everything that it uses under it; `nil` when that cannot be found.
    func resolved(_ definition: Definition) -> Definition? {
        // Outermost first: each uses the next.
        var chain = [definition]
        var names = [name(of: definition)]
        while let use = chain.last?.use, let current = chain.last {
            guard let base = base(of: current, use) else { return nil }
            let next = name(of: base)
            guard !names.contains(next) else {
                let path = (names + [next]).joined(separator: " → ")
                problems.error("use-cycle", "a policy cannot use itself: \(path)", at: use.origin)
                return nil
            }
            guard chain.count <= Self.maximumChain else {
                problems.error(
                    "use-depth",
                    "policies may use each other \(Self.maximumChain) deep: "
                        + names.joined(separator: " → "),
                    at: use.origin)
                return nil
            }
            chain.append(base)
            names.append(next)
        }
        var merged: Definition?
        for (layer, name) in zip(chain, names).reversed() {
            guard let base = merged else {
                merged = layer.declaringParameters()
                continue
            }
            check(layer, over: base, called: layer.use?.value ?? name)
            merged = layer.laid(over: base)
        }
        return merged
    }

    private func name(of definition: Definition) -> String {
        definition.id.origin.isShipped ? "shipped/\(definition.id.value)" : definition.id.value
    }

    private func base(of definition: Definition, _ use: Sourced<String>) -> Definition? {
        let prefix = "shipped/"
        let isShipped = use.value.hasPrefix(prefix) || definition.id.origin.isShipped
        let bare = use.value.hasPrefix(prefix) ? String(use.value.dropFirst(prefix.count)) : use.value
        if let found = (isShipped ? shipped : own)[bare] { return found }
        var message = "there is no \(isShipped ? "shipped policy" : "policy of your own called") '\(bare)'"
        if !isShipped, shipped[bare] != nil {
            message += "; did you mean '\(prefix)\(bare)'?"
        } else if let near = nearestName(to: bare, among: (isShipped ? shipped : own).keys) {
            message += "; did you mean '\(isShipped ? prefix : "")\(near)'?"
        }
        problems.error("unknown-policy", message, at: use.origin)
        return nil
    }

    /// What a policy may not change of the one that it uses.
    private func check(_ layer: Definition, over base: Definition, called name: String) {
        if let resource = layer.resource, let standing = base.resource,
            resource.value != standing.value
        {
            problems.error(
                "resource",
                "\(name) is about '\(standing.value)', and a policy that uses it cannot be about "
                    + "'\(resource.value)'",
                at: resource.origin)
        }
        let known = base.parameters.map(\.name)
        for parameter in layer.parameters
        where parameter.value.declared == nil && !known.contains(parameter.name) {
            let near = nearestName(to: parameter.name, among: known)
            let advice =
                near.map { "did you mean '\($0)'?" } ?? "to add one, write { default: … }"
            problems.error(
                "unknown-parameter", "\(name) has no parameter '\(parameter.name)'; \(advice)",
                at: parameter.origin)
        }
    }
}

extension Definition {
    /// The same where nothing lies under it: a bare value of a parameter is its default.
    fileprivate func declaringParameters() -> Definition {
        var copy = self
        for position in copy.parameters.indices where copy.parameters[position].value.declared == nil {
            copy.parameters[position].value.declared = copy.parameters[position].value.value
        }
        return copy
    }
}
