import CivilTime
import Diagnostics
import YAML

extension PolicyFile {
    /// Reads an `override` document; `nil` when something is missing that it needs.
    func override(_ node: Node) -> OverrideDefinition? {
        var reader = MappingReader(node, what: "an override", reporter: reporter)
        let id = identifier("override", of: &reader)
        let policies = targets(of: &reader)
        let condition = formula(reader.node("where"), "where")
        let parameters = named("parameters", of: &reader) { name, value -> Sourced<Node>? in
            guard value.entries == nil, !value.isAbsent else {
                reporter.error(
                    "type", "an override gives the parameter '\(name)' a value, not \(value.kind)",
                    at: value.range)
                return nil
            }
            return sourced(value)
        }
        let mode = sourced(reader.choice("mode", Mode.self))
        let severity = severity(of: &reader)
        let data = data(of: &reader)
        refuse(
            ["notify", "propose", "message", "expr", "match", "group_by", "for", "variables"],
            of: &reader)
        reader.finish()
        guard let id, let policies else { return nil }
        return OverrideDefinition(
            id: id, policies: policies, condition: condition, parameters: parameters, mode: mode,
            severity: severity, data: data)
    }

    /// Keys that a policy has and an override cannot change row by row.
    private func refuse(_ keys: [String], of reader: inout MappingReader) {
        let written = reader.entries.compactMap { $0.key.scalar?.text }
        for key in keys where written.contains(key) {
            guard let entry = reader.entry(key) else { continue }
            reporter.error(
                "unknown-key",
                "an override cannot change '\(key)', only parameters, mode, severity and data; "
                    + "write a policy of your own with 'use'",
                at: entry.key.range)
        }
    }

    /// Reads an `exception` document; `nil` when something is missing that it needs.
    func exception(_ node: Node) -> ExceptionDefinition? {
        var reader = MappingReader(node, what: "an exception", reporter: reporter)
        let id = identifier("exception", of: &reader)
        let policies = targets(of: &reader)
        let condition = formula(reader.required("where"), "where")
        let reason = required("reason", of: &reader)
        let approvedBy = required("approved_by", of: &reader)
        _ = reader.required("until")
        let until = sourced(
            reader.value("until", expected: "a day like 2027-03-31", parse: { Day($0) }))
        reader.finish()
        guard let id, let policies, let condition, let reason, let approvedBy, let until else {
            return nil
        }
        return ExceptionDefinition(
            id: id, policies: policies, condition: condition, reason: reason, approvedBy: approvedBy,
            until: until)
    }

    private func targets(of reader: inout MappingReader) -> [Sourced<String>]? {
        guard reader.required("policies") != nil else { return nil }
        return names("policies", of: &reader)
    }

    private func required(_ key: String, of reader: inout MappingReader) -> Sourced<String>? {
        reader.required(key) == nil ? nil : sourced(reader.text(key))
    }
}
