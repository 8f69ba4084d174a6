import Columns
import Digests
import YAML

extension Definition {
    /// Every setting with its place, sorted by path: what `policies show --effective` prints and what the
    /// revision is made of.
    var settings: [Setting] {
        var list = SettingList()
        list.add("policy", id)
        list.add("title", title)
        list.add("about", about)
        list.add("owner", owner)
        list.add("mode", mode)
        list.add("resource", resource)
        for label in labels { list.add("labels.\(label.name)", label.value) }
        for parameter in parameters { list.add("parameters.\(parameter.name)", parameter.value) }
        for variable in variables { list.add("variables.\(variable.name)", variable.value) }
        for (position, condition) in (match ?? []).enumerated() {
            list.add("match[\(position)].\(condition.name)", condition.value)
        }
        list.add("expr", expression)
        list.add("severity", severity)
        list.add("for", forDays)
        list.add("keep_firing_for", keepFiringForDays)
        list.add("data", data)
        list.add("steps", steps)
        list.add("max_findings.count", maximumCount)
        list.add("max_findings.percent", maximumPercent)
        list.add("group_by", groupBy)
        list.add("order_by", orderBy)
        list.add("yields_to", yieldsTo)
        list.add("money.saving", saving)
        list.add("money.realisable_from", realisableFrom)
        list.add("message.summary", summary)
        list.add("message.template", template)
        for (position, entry) in (notify ?? []).enumerated() {
            list.add("notify[\(position)]", entry)
        }
        for (position, entry) in (propose ?? []).enumerated() {
            list.add("propose[\(position)]", entry)
        }
        return list.settings.sorted { precedes($0.path, $1.path) }
    }
}

extension OverrideDefinition {
    /// Its settings, as they bear on the policies that it names.
    var settings: [Setting] {
        var list = SettingList(prefix: "overrides.\(id.value).")
        list.add("where", condition)
        for parameter in parameters { list.add("parameters.\(parameter.name)", parameter.value) }
        list.add("mode", mode)
        list.add("severity", severity)
        list.add("data", data)
        return list.settings
    }
}

/// The revision of settings: equal for equal settings, whichever files and places they come from.
func revision(of settings: [Setting]) -> String {
    // Lengths stand before the texts, so that no two lists give the same bytes.
    let canonical = settings.sorted { precedes($0.path, $1.path) }.flatMap { setting in
        [setting.path, setting.text].map { "\($0.utf8.count):\($0)" }
    }
    return hex(sha256(canonical.joined().utf8))
}

/// Settings as they are collected; what is absent leaves no trace.
private struct SettingList {
    private(set) var settings: [Setting] = []
    private let prefix: String

    init(prefix: String = "") { self.prefix = prefix }

    mutating func add(_ path: String, text: String, at origin: Origin) {
        settings.append(Setting(path: prefix + path, text: text, origin: origin))
    }

    mutating func add<Value>(_ path: String, _ value: Sourced<Value>?) {
        guard let value else { return }
        let text = if let node = value.value as? Node { node.canonical } else { "\(value.value)" }
        add(path, text: trim(text), at: value.origin)
    }

    mutating func add(_ path: String, _ parameter: ParameterDefinition) {
        add(path, parameter.value)
        add("\(path).unit", parameter.unit)
        add("\(path).min", parameter.minimum)
        add("\(path).max", parameter.maximum)
    }

    mutating func add(_ path: String, _ formula: Formula?) {
        guard let formula else { return }
        add(path, text: trim(formula.text), at: formula.origin)
    }

    mutating func add(_ path: String, _ values: [Sourced<String>]?) {
        guard let values, let first = values.first else { return }
        add(path, text: values.map(\.value).joined(separator: ", "), at: first.origin)
    }

    mutating func add(_ path: String, _ severity: SeverityDefinition) {
        for (position, condition) in severity.conditions.enumerated() {
            add("\(path)[\(position)].\(condition.severity.rawValue)", condition.condition)
        }
        add("\(path).default", severity.standard)
    }

    mutating func add(_ path: String, _ data: DataDefinition) {
        add("\(path).min_history", data.minimumHistory)
        add("\(path).max_age", data.maximumAge)
        add("\(path).on_stale", data.holdsStale.map { $0.renamed($0.value ? "hold" : "evaluate") })
        add("\(path).on_unknown", data.reportsUnknown.map { $0.renamed($0.value ? "report" : "count") })
    }

    mutating func add(_ path: String, _ steps: StepsDefinition) {
        add("\(path).value", steps.value)
        add("\(path).at", steps.thresholds?.map { $0.renamed("\($0.value)") })
        add("\(path).hysteresis", steps.hysteresis)
        add("\(path).period", steps.period)
    }

    mutating func add(_ path: String, _ entry: NotifyDefinition) {
        for (position, recipient) in (entry.to ?? []).enumerated() {
            add("\(path).to[\(position)]", recipient)
        }
        for (position, recipient) in (entry.cc ?? []).enumerated() {
            add("\(path).cc[\(position)]", recipient)
        }
        if let recipient = entry.replyTo { add("\(path).reply_to", recipient) }
        switch entry.schedule {
        case .text(let text): add("\(path).schedule", text)
        case .before(let column, let days, let second):
            add("\(path).schedule.before", column)
            add("\(path).schedule.days", text: "\(days) at \(second)", at: column.origin)
        case nil: break
        }
        add("\(path).if", entry.condition)
        add("\(path).after", entry.after)
        add("\(path).repeat.after", entry.repeatAfter)
        add("\(path).repeat.factor", entry.repeatFactor)
        add("\(path).repeat.most", entry.repeatMost)
        add("\(path).template", entry.template)
    }

    mutating func add(_ path: String, _ entry: ProposeDefinition) {
        add("\(path).action", entry.action)
        add("\(path).if", entry.condition)
        if let recipient = entry.decide { add("\(path).decide", recipient) }
        add("\(path).execute", entry.execute)
        add("\(path).due", entry.due)
        add("\(path).verify.expect", entry.expect)
        add("\(path).verify.within", entry.within)
        add("\(path).cooldown", entry.cooldown)
    }

    private mutating func add(_ path: String, _ recipient: RecipientDefinition) {
        switch recipient {
        case .named(let text): add(path, text)
        case .expression(let formula): add("\(path).cel", formula)
        }
    }
}

extension Sourced {
    fileprivate func renamed(_ text: String) -> Sourced<String> { Sourced<String>(value: text, origin: origin) }
}

extension Node {
    /// The value in one spelling, whatever its style in the file.
    fileprivate var canonical: String {
        switch content {
        case .scalar(let scalar): scalar.text
        case .sequence(let items): "[\(items.map(\.canonical).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\($0.key.canonical): \($0.value.canonical)" }.joined(separator: ", "))}"
        }
    }
}
