import CEL
package import Facts
package import Policies
package import Settings

/// Who decides about proposed actions, by address where somebody can be written to.
package struct Deciders {
    private let directory: Directory
    private let facts: FactSet
    private let configuration: Configuration

    /// The people of one cycle's facts.
    package init(facts: FactSet, configuration: Configuration) {
        self.facts = facts
        self.configuration = configuration
        directory = Directory(
            tables: { facts.table($0) },
            configuration: configuration,
            today: facts.today
        )
    }

    /// The addresses of a recipient for one row; empty where nobody is known.
    ///
    /// Someone absent is passed over as in mails: who is away decides nothing.
    package func addresses(
        of recipient: Recipient,
        for row: RowResult,
        by policy: Policy
    ) -> [String] {
        resolution(of: recipient, for: row, by: policy).unique.addressees.map(\.mailbox.address)
    }

    func resolution(of recipient: Recipient, for row: RowResult, by policy: Policy) -> Resolution {
        if case .expression(let program) = recipient {
            let names = addressees(
                program,
                ofRow: row.row,
                by: policy,
                over: facts,
                configuration: configuration
            )
            return directory.people(names, meant: program.text)
        }
        let contact = PolicyRows(policy, [row], facts).contact(of: row)
        return recipient.plain.map { directory.resolve($0, for: contact) } ?? Resolution()
    }
}
