/// A value of the host with named fields, which reads them when they are asked for.
package protocol StructureValue: Sendable {
    /// The name under which the host declared the structure.
    var typeName: String { get }
    /// What makes it this one: two of one type with equal identities are equal in expressions.
    var identity: String { get }
    /// The value of a field: `.null` where it is absent, `nil` where there is no such field.
    ///
    /// An error `.absent` counts as a null inside `has()` and before `orElse()`, so that a field
    /// may itself be computed from what is absent.
    func value(of field: String) throws(EvaluationError) -> Value?
    /// The same for a field whose position in the fields of the structure's declaration is known,
    /// so that no name needs to be looked up.
    func value(of field: String, at position: Int) throws(EvaluationError) -> Value?
}

extension StructureValue {
    /// Looks the field up by its name.
    package func value(of field: String, at position: Int) throws(EvaluationError) -> Value? {
        try value(of: field)
    }
}

/// A structure of any kind of host, comparable by type and identity.
package struct AnyStructure: Hashable, Sendable {
    /// The host's value.
    package let base: any StructureValue

    /// Hides the kind of a structure.
    package init(_ base: some StructureValue) { self.base = base }

    package static func == (a: AnyStructure, b: AnyStructure) -> Bool {
        if let a = a.base as? Record, let b = b.base as? Record {
            return a.fields(beside: b)?.allSatisfy { $0 == $1 } ?? false
        }
        return isSameText(a.base.identity, b.base.identity) && a.base.typeName == b.base.typeName
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(base.identity) }
}
