package import Policies

/// Whom a recipient of a policy stands for on one row, and why someone else or nobody.
package struct ExplainedRecipient: Hashable, Sendable {
    /// The recipient as sentences name it, such as `role:primary-admin`.
    package let written: String
    /// The addresses of those who are told.
    package let addresses: [String]
    /// Why it comes to them, and why not to others, in sentences; empty where nothing is odd.
    package let notes: [String]
}

extension Deciders {
    /// Whom a recipient stands for on a row.
    ///
    /// - Parameters:
    ///   - recipient: who is meant.
    ///   - written: the same as the policy writes it.
    ///   - row: the row.
    ///   - policy: the policy.
    /// - Returns: no addresses where nobody can be written to; the notes then say why.
    package func explained(
        _ recipient: Recipient,
        written: String,
        for row: RowResult,
        by policy: Policy
    ) -> ExplainedRecipient {
        let resolution = resolution(of: recipient, for: row, by: policy).unique
        let notes = resolution.addressees.map(\.note) + resolution.troubles.map(\.text)
        return ExplainedRecipient(
            written: written,
            addresses: resolution.addressees.map(\.mailbox.address),
            notes: notes.filter { !$0.isEmpty }
        )
    }
}
