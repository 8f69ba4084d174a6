import CivilTime
import Columns
import Diagnostics
import Facts
import Settings
import Templates

/// Makes a set of all documents: finds what `use`, `policies` and `yields_to` name, and compiles.
struct PolicyLoader {
    /// How far ahead an exception may end.
    static let longestException = 366

    let own: PolicyDocuments
    let shipped: PolicyDocuments
    let templates: TemplateLibrary
    let configuration: Configuration
    let schema: FactSchema
    let today: Day?
    let problems: Problems

    func load() -> PolicySet {
        let definitions = unique(own.policies, "policy", \.id)
        let overrides = unique(own.overrides, "override", \.id)
        let exceptions = unique(own.exceptions, "exception", \.id)
        let library = PolicyLibrary(
            own: definitions, shipped: unique(shipped.policies, "policy", \.id), problems: problems)
        let names = definitions.map(\.id.value)
        for override in overrides { check(override.policies, among: names) }
        for exception in exceptions {
            check(exception.policies, among: names)
            check(exception.until)
        }
        let language = Language(configuration.mail.language) ?? .english
        let compiler = PolicyCompiler(
            schema: schema, configuration: configuration,
            scopes: PolicyScopes(schema: schema, configuration: configuration, language: language),
            templates: templates, language: language, problems: problems)
        let policies = definitions.compactMap { definition -> Policy? in
            guard let merged = library.resolved(definition) else { return nil }
            check(yieldsTo: merged, among: names)
            let id = definition.id.value
            return compiler.policy(
                merged, overrides: overrides.filter { $0.policies.contains { $0.value == id } },
                exceptions: exceptions.filter { $0.policies.contains { $0.value == id } })
        }
        return set(policies, overrides, exceptions)
    }

    private func set(
        _ policies: [Policy], _ overrides: [OverrideDefinition], _ exceptions: [ExceptionDefinition]
    ) -> PolicySet {
        let records = exceptions.map { exception in
            ExceptionRecord(
                id: exception.id.value, policies: exception.policies.map(\.value),
                condition: exception.condition.text, reason: exception.reason.value,
                approvedBy: exception.approvedBy.value, until: exception.until.value,
                origin: exception.id.origin)
        }
        let settings =
            policies.map { Setting(path: $0.id, text: $0.revision, origin: $0.origin) }
            + records.map { record in
                let parts = record.policies + [record.condition, "\(record.until)"]
                return Setting(
                    path: "exceptions.\(record.id)", text: parts.joined(separator: "\n"),
                    origin: record.origin)
            }
        return PolicySet(
            policies: policies, exceptions: records,
            overrides: overrides.map { override in
                OverrideRecord(
                    id: override.id.value, policies: override.policies.map(\.value),
                    condition: override.condition?.text, origin: override.id.origin)
            }, revision: revision(of: settings))
    }

    /// The documents by name; a name that stands twice is reported at both places.
    private func unique<Document>(
        _ documents: [Document], _ kind: String, _ id: KeyPath<Document, Sourced<String>>
    ) -> [Document] {
        var first: [String: Origin] = [:]
        var kept: [Document] = []
        for document in documents {
            let name = document[keyPath: id]
            if let other = first[name.value] {
                for (here, there) in [(name.origin, other), (other, name.origin)] {
                    problems.error(
                        "duplicate-\(kind)",
                        "the \(kind) '\(name.value)' is defined twice, here and at \(there)", at: here)
                }
            } else {
                first[name.value] = name.origin
                kept.append(document)
            }
        }
        return kept.sorted { precedes($0[keyPath: id].value, $1[keyPath: id].value) }
    }

    private func check(_ targets: [Sourced<String>], among names: [String]) {
        for target in targets where !names.contains(target.value) {
            problems.error(
                "unknown-policy", noPolicy(target.value, among: names), at: target.origin)
        }
    }

    /// A policy that is not there takes nothing away; the author may have meant another.
    private func check(yieldsTo definition: Definition, among names: [String]) {
        for target in definition.yieldsTo ?? [] {
            if target.value == definition.id.value {
                problems.error("unknown-policy", "a policy cannot yield to itself", at: target.origin)
            } else if !names.contains(target.value) {
                problems.warning(
                    "unknown-policy", noPolicy(target.value, among: names), at: target.origin)
            }
        }
    }

    private func noPolicy(_ name: String, among names: [String]) -> String {
        let near = nearestName(to: name, among: names)
        return "there is no policy '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
    }

    private func check(_ until: Sourced<Day>) {
        guard let today else { return }
        let days = today.days(until: until.value)
        if days > Self.longestException {
            problems.error(
                "until",
                "an exception may end a year ahead at most, \(today.adding(Self.longestException))",
                at: until.origin)
        } else if days < 0 {
            problems.warning(
                "until", "this exception ended on \(until.value) and does nothing any more",
                at: until.origin)
        }
    }
}
