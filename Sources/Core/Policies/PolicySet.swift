package import CivilTime

/// The policies in force.
package struct PolicySet: Sendable {
    /// The policies by name.
    package let policies: [Policy]
    /// The exceptions by name.
    package let exceptions: [ExceptionRecord]
    /// The overrides by name.
    package let overrides: [OverrideRecord]
    /// SHA-256 over the revisions of all policies and exceptions, in hexadecimal.
    package let revision: String

    /// The policy of a name.
    package subscript(id: String) -> Policy? { policies.first { $0.id == id } }
}

/// An exception as it was written.
package struct ExceptionRecord: Hashable, Sendable {
    /// The name.
    package let id: String
    /// The policies that it is about.
    package let policies: [String]
    /// Which rows, as it was written.
    package let condition: String
    /// Why.
    package let reason: String
    /// Who allowed it.
    package let approvedBy: String
    /// The last day on which it counts.
    package let until: Day
    /// Where it stands.
    package let origin: Origin
}

/// An override as it was written.
package struct OverrideRecord: Hashable, Sendable {
    /// The name.
    package let id: String
    /// The policies that it is about.
    package let policies: [String]
    /// Which rows, as it was written; `nil` for all.
    package let condition: String?
    /// Where it stands.
    package let origin: Origin
}
