import CEL

/// What a policy asks of a row: its own terms, changed by the overrides that are about the row.
struct Terms {
    /// Why the overrides themselves leave a row without a verdict of its rules.
    enum Obstacle: Hashable {
        /// Two of them set the same: a sentence.
        case contradiction(String)
        /// One of that name turns the policy off.
        case disabled(by: String)
    }

    /// The values of the parameters.
    let parameters: NamedValues
    /// How far the policy may go.
    private(set) var mode: Mode
    /// How much a finding matters.
    private(set) var severity: SeverityRules
    /// How old and how deep the data must be.
    private(set) var data: DataRules
    /// What the overrides bring about by themselves; `nil` where the rules decide.
    private(set) var obstacle: Obstacle?

    /// The terms of a policy where some of its overrides count.
    ///
    /// - Parameters:
    ///   - policy: the policy.
    ///   - overrides: those that are about the row, in their order.
    init(_ policy: Policy, changedBy overrides: [Adjustment] = []) {
        mode = policy.mode
        severity = policy.severity
        data = policy.data
        var changed: [String: Value] = [:]
        // Which override set what: a second one for the same value leaves the row undecided.
        var setters: [String: String] = [:]
        for override in overrides {
            for name in override.settingNames {
                if let other = setters[name] {
                    obstacle =
                        obstacle
                        ?? .contradiction(
                            "the overrides '\(other)' and '\(override.id)' both set \(name)"
                        )
                } else {
                    setters[name] = override.id
                }
            }
            for parameter in override.parameters { changed[parameter.name] = parameter.value }
            mode = override.mode ?? mode
            severity = override.severity ?? severity
            data = data.changed(by: override)
        }
        parameters = .parameters(policy, changed: changed)
        if obstacle == nil, mode == .disabled, policy.mode > .disabled {
            obstacle = .disabled(by: setters["mode"] ?? "")
        }
    }
}

extension DataRules {
    fileprivate func changed(by override: Adjustment) -> DataRules {
        DataRules(
            minimumHistory: override.minimumHistory ?? minimumHistory,
            maximumAge: override.maximumAge ?? maximumAge,
            holdsStale: override.holdsStale ?? holdsStale,
            reportsUnknown: override.reportsUnknown ?? reportsUnknown
        )
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
