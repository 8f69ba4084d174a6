import CivilTime
import Diagnostics
import YAML

// The parts of a policy that decide: parameters, match, severity, data, steps, max_findings.
extension PolicyFile {
    /// Parameters: `name: value`, or a mapping with `default` and what bounds it.
    func parameters(of reader: inout MappingReader) -> [Named<ParameterDefinition>] {
        named("parameters", of: &reader) { name, value in
            guard isFieldName(name) else {
                reporter.error(
                    "name", "a parameter's name must be letters, digits and _, not '\(name)'",
                    at: value.range)
                return nil
            }
            return parameter(name, value)
        }
    }

    private func parameter(_ name: String, _ node: Node) -> ParameterDefinition? {
        var parameter = ParameterDefinition()
        guard node.entries != nil else {
            guard !node.isAbsent else {
                reporter.error("type", "the parameter '\(name)' needs a value", at: node.range)
                return nil
            }
            parameter.value = sourced(node)
            return parameter
        }
        var reader = MappingReader(node, what: "the parameter '\(name)'", reporter: reporter)
        parameter.declared = sourced(reader.node("default"))
        parameter.value = parameter.declared
        parameter.unit = sourced(reader.text("unit"))
        parameter.minimum = sourced(reader.node("min"))
        parameter.maximum = sourced(reader.node("max"))
        parameter.about = sourced(reader.text("about"))
        reader.finish()
        return parameter
    }

    /// The conditions of `match`, each `name: expression` or an expression that is its own name.
    func match(of reader: inout MappingReader) -> [Named<Formula>]? {
        reader.list("match")?.compactMap { item in
            if let entry = item.entries?.first, item.entries?.count == 1 {
                let name = entry.key.scalar?.text ?? ""
                return formula(entry.value, "the condition '\(name)'").map {
                    Named(name: name, origin: origin(entry.key.range), value: $0)
                }
            }
            return formula(item, "a condition of match").map {
                Named(name: $0.text, origin: $0.origin, value: $0)
            }
        }
    }

    /// `severity: warning`, or a mapping of severities to conditions with a `default`.
    func severity(of reader: inout MappingReader) -> SeverityDefinition {
        var definition = SeverityDefinition()
        guard let node = reader.node("severity") else { return definition }
        guard let entries = node.entries else {
            definition.standard = sourced(reader.choice("severity", Severity.self))
            definition.isPlain = true
            return definition
        }
        var inner = MappingReader(node, what: "severity", reporter: reporter)
        definition.standard = sourced(inner.choice("default", Severity.self))
        for entry in entries {
            guard let name = entry.key.scalar?.text, let severity = Severity(rawValue: name),
                let condition = formula(inner.node(name), name)
            else { continue }
            definition.conditions.append(
                SeverityCondition(severity: severity, condition: condition))
        }
        for severity in Severity.allCases { _ = inner.node(severity.rawValue) }
        inner.finish()
        return definition
    }

    /// How old and how deep the data must be.
    func data(of reader: inout MappingReader) -> DataDefinition {
        enum Stale: String, CaseIterable { case hold, evaluate }
        enum Unknown: String, CaseIterable { case report, count }
        var definition = DataDefinition()
        guard var data = reader.mapping("data", what: "data") else { return definition }
        definition.minimumHistory = days("min_history", of: &data)
        definition.maximumAge = days("max_age", of: &data)
        definition.holdsStale = sourced(data.choice("on_stale", Stale.self)?.map { $0 == .hold })
        definition.reportsUnknown = sourced(
            data.choice("on_unknown", Unknown.self)?.map { $0 == .report })
        data.finish()
        return definition
    }

    /// Thresholds that are told once each.
    func steps(of reader: inout MappingReader) -> StepsDefinition {
        var definition = StepsDefinition()
        guard var steps = reader.mapping("steps", what: "steps") else { return definition }
        definition.origin = origin(steps.range)
        definition.value = formula(steps.node("value"), "value")
        definition.thresholds = steps.list("at")?.compactMap { item in
            guard let number = item.scalar.flatMap({ decimalNumber($0.text) }) else {
                reporter.error("type", "'at' in steps must hold numbers, like [0.5, 0.8]", at: item.range)
                return nil
            }
            return Sourced(value: number, origin: origin(item.range))
        }
        definition.hysteresis = sourced(steps.number("hysteresis", in: 0...))
        definition.period = sourced(steps.choice("period", StepPeriod.self))
        steps.finish()
        return definition
    }

    func readMaximumFindings(of reader: inout MappingReader, into definition: inout Definition) {
        guard var limit = reader.mapping("max_findings", what: "max_findings") else { return }
        definition.maximumCount = sourced(limit.int("count", in: 1...1_000_000))
        definition.maximumPercent = sourced(
            limit.value("percent", expected: "a percentage from 0 to 100, like 40") { text in
                let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
                return decimalNumber(digits).flatMap { (0...100).contains($0) ? $0 : nil }
            })
        limit.finish()
    }
}
