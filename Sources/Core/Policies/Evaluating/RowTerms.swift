import CEL

/// A policy's terms for one row: its own, changed by the overrides that are about the row.
struct RowTerms {
    private(set) var parameters: NamedValues
    private(set) var mode: Mode
    private(set) var severity: SeverityRules
    private(set) var data: DataRules
    /// What keeps the terms from being known; the row then has that verdict.
    private(set) var obstacle: Verdict?

    init(_ policy: Policy, _ row: RowActivation) {
        parameters = row.parameters
        mode = policy.mode
        severity = policy.severity
        data = policy.data
        guard !policy.overrides.isEmpty else { return }
        var changed: [String: Value] = [:]
        // Which override set what: a second one for the same value leaves the row undecided.
        var setters: [String: String] = [:]
        for override in policy.overrides {
            switch override.condition.map(row.decide) ?? .true {
            case .false: continue
            case .unknown(let error):
                let cause = Cause(policy, row).sentence(error, in: "override '\(override.id)'")
                obstacle = obstacle ?? .unknown(cause: cause)
            case .true:
                note(override, in: &setters)
                for parameter in override.parameters { changed[parameter.name] = parameter.value }
                apply(override)
            }
        }
        if !changed.isEmpty { parameters = .parameters(policy, changed: changed) }
        if obstacle == nil, mode == .disabled, policy.mode > .disabled {
            obstacle = .notMatched("mode: disabled (override '\(setters["mode"] ?? "")')")
        }
    }

    private mutating func apply(_ override: Adjustment) {
        mode = override.mode ?? mode
        severity = override.severity ?? severity
        data.minimumHistory = override.minimumHistory ?? data.minimumHistory
        data.maximumAge = override.maximumAge ?? data.maximumAge
        data.holdsStale = override.holdsStale ?? data.holdsStale
        data.reportsUnknown = override.reportsUnknown ?? data.reportsUnknown
    }

    private mutating func note(_ override: Adjustment, in setters: inout [String: String]) {
        for name in override.settingNames {
            if let other = setters[name] {
                let cause = "the overrides '\(other)' and '\(override.id)' both set \(name)"
                // A contradiction stands until a person ends it; a missing fact may come by itself.
                if case .held? = obstacle { continue }
                obstacle = .held(cause: cause)
            } else {
                setters[name] = override.id
            }
        }
    }
}

extension Adjustment {
    /// The values that it sets, named as in the file.
    fileprivate var settingNames: [String] {
        let others: [(String, Bool)] = [
            ("mode", mode != nil), ("severity", severity != nil),
            ("data.min_history", minimumHistory != nil), ("data.max_age", maximumAge != nil),
            ("data.on_stale", holdsStale != nil), ("data.on_unknown", reportsUnknown != nil),
        ]
        return parameters.map { "parameters.\($0.name)" } + others.filter(\.1).map(\.0)
    }
}
