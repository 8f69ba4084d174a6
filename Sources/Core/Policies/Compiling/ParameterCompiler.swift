import CEL
import CivilTime
import Diagnostics
import YAML

/// Gives parameters their types and checks their values.
struct ParameterCompiler {
    let problems: Problems

    /// A parameter with its value; `nil` when something is wrong with it, which is reported.
    func parameter(_ definition: Named<ParameterDefinition>) -> Parameter? {
        let name = definition.name
        let parts = definition.value
        guard let declared = parts.declared, let given = parts.value else {
            problems.error(
                "missing-key",
                "the parameter '\(name)' needs the key 'default'",
                at: definition.origin
            )
            return nil
        }
        let type = ParameterType(of: declared.value, unit: parts.unit?.value)
        guard let minimum = bound(parts.minimum, "min", of: name, type),
            let maximum = bound(parts.maximum, "max", of: name, type)
        else { return nil }
        var parameter = Parameter(
            name: name,
            type: type,
            unit: parts.unit?.value,
            value: .null,
            about: parts.about?.value ?? "",
            origin: given.origin,
            isAsDeclared: declared.origin == given.origin,
            minimum: minimum.value,
            maximum: maximum.value
        )
        // A value that is laid over a default does not make the default right.
        guard declared.origin == given.origin || value(declared, of: parameter) != nil,
            let value = value(given, of: parameter)
        else { return nil }
        parameter.value = value
        return parameter
    }

    /// A value of a parameter: of its type and within its bounds.
    func value(_ node: Sourced<Node>, of parameter: Parameter) -> Value? {
        guard let value = parameter.type.value(of: node.value) else {
            let written = node.value.scalar.map { "'\($0.text)'" } ?? node.value.kind
            problems.error(
                "type",
                "the parameter '\(parameter.name)' must be \(parameter.type.description), "
                    + "not \(written)",
                at: node.origin
            )
            return nil
        }
        let written = node.value.scalar?.text ?? ""
        if let minimum = parameter.minimum, isLess(value, minimum) {
            problems.error(
                "out-of-range",
                "'\(parameter.name): \(written)' is below the minimum, \(text(of: minimum))",
                at: node.origin
            )
            return nil
        }
        if let maximum = parameter.maximum, isLess(maximum, value) {
            problems.error(
                "out-of-range",
                "'\(parameter.name): \(written)' is above the maximum, \(text(of: maximum))",
                at: node.origin
            )
            return nil
        }
        return value
    }

    private func bound(
        _ node: Sourced<Node>?,
        _ key: String,
        of name: String,
        _ type: ParameterType
    ) -> Bound? {
        guard let node else { return Bound(value: nil) }
        let isOrdered = [.int, .num, .day, .days].contains(type)
        guard isOrdered, let value = type.value(of: node.value) else {
            let message =
                isOrdered
                ? "'\(key)' of the parameter '\(name)' must be \(type.description)"
                : "the parameter '\(name)' is \(type.description) and has no '\(key)'"
            problems.error("type", message, at: node.origin)
            return nil
        }
        return Bound(value: value)
    }

    /// A bound that is right, which may be none.
    private struct Bound {
        let value: Value?
    }
}

/// Whether one number or day is below another of the same type.
private func isLess(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.int(let a), .int(let b)): a < b
    case (.double(let a), .double(let b)): a < b
    case (.day(let a), .day(let b)): a < b
    default: false
    }
}

/// A value as a person reads it in messages and evidence.
func text(of value: Value) -> String {
    switch value {
    case .null: "unknown"
    case .bool(let value): String(value)
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .double(let value):
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    case .string(let value): value
    case .day(let value): value.description
    case .timestamp(let value): value.description
    case .duration(let value): value.description
    case .list(let values): values.map { text(of: $0) }.joined(separator: ", ")
    case .structure(let value): value.base.identity
    case .optional(let value): value.map { text(of: $0) } ?? "none"
    case .opaque(let value): value.base.shown
    case .bytes, .map, .type: value.typeName
    }
}
