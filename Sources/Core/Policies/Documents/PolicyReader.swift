import CivilTime
import Diagnostics
import Settings
import YAML

extension PolicyFile {
    /// Reads a `policy` document; `nil` when it has no usable name.
    func policy(_ node: Node) -> Definition? {
        var reader = MappingReader(node, what: "a policy", reporter: reporter)
        let id = identifier("policy", of: &reader)
        var definition = Definition(
            id: id ?? Sourced(value: "", origin: origin(node.range)))
        definition.use = sourced(reader.text("use"))
        definition.title = sourced(reader.text("title"))
        definition.about = sourced(reader.text("about"))
        definition.owner = sourced(reader.text("owner"))
        definition.mode = sourced(reader.choice("mode", Mode.self))
        definition.labels = labels(of: &reader)
        definition.resource = sourced(reader.text("resource"))
        definition.parameters = parameters(of: &reader)
        definition.variables = variables(of: &reader)
        definition.match = match(of: &reader)
        definition.expression = formula(reader.node("expr"), "expr")
        definition.severity = severity(of: &reader)
        definition.forDays = days("for", of: &reader)
        definition.keepFiringForDays = days("keep_firing_for", of: &reader)
        definition.data = data(of: &reader)
        definition.steps = steps(of: &reader)
        readMaximumFindings(of: &reader, into: &definition)
        definition.groupBy = names("group_by", of: &reader)
        definition.orderBy = names("order_by", of: &reader)
        definition.yieldsTo = names("yields_to", of: &reader)
        if var money = reader.mapping("money", what: "money") {
            definition.saving = formula(money.node("saving"), "saving")
            definition.realisableFrom = formula(money.node("realisable_from"), "realisable_from")
            money.finish()
        }
        if var message = reader.mapping("message", what: "message") {
            definition.summary = formula(message.node("summary"), "summary")
            definition.template = sourced(message.text("template"))
            message.finish()
        }
        definition.notify = entries("notify", of: &reader, read: notice)
        definition.propose = entries("propose", of: &reader, read: proposal)
        reader.finish()
        return id == nil ? nil : definition
    }

    /// The name of a document: small letters, digits and hyphens.
    func identifier(_ key: String, of reader: inout MappingReader) -> Sourced<String>? {
        guard reader.required(key) != nil, let text = reader.text(key) else { return nil }
        let isName = text.value.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
        }
        guard isName, !text.value.isEmpty, text.value.utf8.count <= 64 else {
            reporter.error(
                "name",
                "'\(text.value)' must be a name of small letters, digits and hyphens, 64 at most",
                at: text.range)
            return nil
        }
        return sourced(text)
    }

    /// A length of time in whole days: a policy looks at data day by day.
    func days(_ key: String, of reader: inout MappingReader) -> Sourced<Int>? {
        guard let span = reader.span(key) else { return nil }
        guard span.value.seconds % 86_400 == 0 else {
            reporter.error(
                "whole-days", "'\(key): \(span.value)' must be whole days, like 7d: data comes day by day",
                at: span.range)
            return nil
        }
        return sourced(span.map(\.days))
    }

    /// A list of names; a single one may stand without brackets.
    func names(_ key: String, of reader: inout MappingReader) -> [Sourced<String>]? {
        guard let node = reader.node(key) else { return nil }
        if let scalar = node.scalar { return [Sourced(value: scalar.text, origin: origin(node.range))] }
        return reader.texts(key)?.map { Sourced(value: $0.value, origin: origin($0.range)) }
    }

    private func entries<Value>(
        _ key: String,
        of reader: inout MappingReader,
        read: (inout MappingReader) -> Value
    ) -> [Value]? {
        guard let items = reader.list(key) else { return nil }
        return items.map { item in
            var entry = MappingReader(item, what: "an entry of \(key)", reporter: reporter)
            defer { entry.finish() }
            return read(&entry)
        }
    }

    private func labels(of reader: inout MappingReader) -> [Named<Sourced<String>>] {
        named("labels", of: &reader) { name, value in
            guard let scalar = value.scalar, !value.isAbsent else {
                reporter.error("type", "the label '\(name)' must be a text", at: value.range)
                return nil
            }
            return Sourced(value: scalar.text, origin: origin(value.range))
        }
    }

    private func variables(of reader: inout MappingReader) -> [Named<Formula>] {
        named("variables", of: &reader) { name, value in
            guard isFieldName(name) else {
                reporter.error(
                    "name", "a variable's name must be letters, digits and _, not '\(name)'",
                    at: value.range)
                return nil
            }
            return formula(value, "the variable '\(name)'")
        }
    }

    /// The entries of a mapping whose keys are the author's own names.
    func named<Value>(
        _ key: String,
        of reader: inout MappingReader,
        read: (String, Node) -> Value?
    ) -> [Named<Value>] {
        guard let node = reader.node(key) else { return [] }
        guard let entries = node.entries else {
            reader.reportType(key, node, expected: "a mapping of names to values")
            return []
        }
        return entries.compactMap { entry in
            guard let name = entry.key.scalar?.text, let value = read(name, entry.value) else {
                return nil
            }
            return Named(name: name, origin: origin(entry.key.range), value: value)
        }
    }
}

/// Whether a name can be written after a dot in an expression.
func isFieldName(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    guard let first = scalars.first, !("0"..."9").contains(first) else { return false }
    return scalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
    }
}
