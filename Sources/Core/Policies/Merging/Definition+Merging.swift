// `use`: a list replaces the list, a map merges by key (policy-language.md §2).
extension Definition {
    /// This definition laid over the one that it uses.
    func laid(over base: Definition) -> Definition {
        var merged = self
        merged.title = title ?? base.title
        merged.about = about ?? base.about
        merged.owner = owner ?? base.owner
        merged.mode = mode ?? base.mode
        merged.labels = labels.laid(over: base.labels) { own, _ in own }
        merged.resource = base.resource ?? resource
        merged.parameters = parameters.laid(over: base.parameters) { $0.laid(over: $1) }
        merged.variables = variables.laid(over: base.variables) { own, _ in own }
        merged.match = match ?? base.match
        merged.expression = expression ?? base.expression
        merged.severity = severity.laid(over: base.severity)
        merged.forDays = forDays ?? base.forDays
        merged.keepFiringForDays = keepFiringForDays ?? base.keepFiringForDays
        merged.data = data.laid(over: base.data)
        merged.steps = steps.laid(over: base.steps)
        merged.maximumCount = maximumCount ?? base.maximumCount
        merged.maximumPercent = maximumPercent ?? base.maximumPercent
        merged.groupBy = groupBy ?? base.groupBy
        merged.orderBy = orderBy ?? base.orderBy
        merged.yieldsTo = yieldsTo ?? base.yieldsTo
        merged.saving = saving ?? base.saving
        merged.realisableFrom = realisableFrom ?? base.realisableFrom
        merged.summary = summary ?? base.summary
        merged.template = template ?? base.template
        merged.notify = notify ?? base.notify
        merged.propose = propose ?? base.propose
        return merged
    }
}

extension Array {
    /// Named entries laid over others: those of one name are merged in the place of the first, new ones
    /// come last.
    func laid<Value>(
        over base: [Named<Value>], merge: (Value, Value) -> Value
    ) -> [Named<Value>] where Element == Named<Value> {
        var merged = base
        for entry in self {
            if let position = merged.firstIndex(where: { $0.name == entry.name }) {
                let value = merge(entry.value, merged[position].value)
                merged[position] = Named(name: entry.name, origin: entry.origin, value: value)
            } else {
                merged.append(entry)
            }
        }
        return merged
    }
}

extension ParameterDefinition {
    func laid(over base: ParameterDefinition) -> ParameterDefinition {
        ParameterDefinition(
            value: value ?? base.value, declared: base.declared ?? declared, unit: base.unit ?? unit,
            minimum: minimum ?? base.minimum, maximum: maximum ?? base.maximum,
            about: about ?? base.about)
    }
}

extension SeverityDefinition {
    func laid(over base: SeverityDefinition) -> SeverityDefinition {
        guard !isPlain else { return self }
        var merged = base
        merged.standard = standard ?? base.standard
        for own in conditions {
            if let position = merged.conditions.firstIndex(where: { $0.severity == own.severity }) {
                merged.conditions[position] = own
            } else {
                merged.conditions.append(own)
            }
        }
        return merged
    }
}

extension DataDefinition {
    func laid(over base: DataDefinition) -> DataDefinition {
        DataDefinition(
            minimumHistory: minimumHistory ?? base.minimumHistory,
            maximumAge: maximumAge ?? base.maximumAge, holdsStale: holdsStale ?? base.holdsStale,
            reportsUnknown: reportsUnknown ?? base.reportsUnknown)
    }
}

extension StepsDefinition {
    func laid(over base: StepsDefinition) -> StepsDefinition {
        StepsDefinition(
            origin: origin ?? base.origin, value: value ?? base.value,
            thresholds: thresholds ?? base.thresholds, hysteresis: hysteresis ?? base.hysteresis,
            period: period ?? base.period)
    }
}
