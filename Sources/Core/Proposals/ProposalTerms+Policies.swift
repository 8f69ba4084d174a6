package import Columns
package import Policies

extension ProposalTerms {
    /// What a policy proposes for a row, with the row's values.
    ///
    /// - Parameters:
    ///   - proposed: one of `row.proposals`.
    ///   - row: what the policy says of the row.
    ///   - table: the policy's fact table, of the same facts.
    ///   - decidedBy: who decides: addresses, or the role where nobody is known.
    package init(
        _ proposed: ProposedAction,
        of row: RowResult,
        in table: Table,
        decidedBy: [String]
    ) {
        self.init(
            action: proposed.action,
            team: row.team,
            person: table[row.row, "person"].text,
            name: table[row.row, "name"].text,
            offering: table[row.row, "offering"].text,
            seats: table[row.row, "seats"].int,
            reseller: resellerName(of: row.row, in: table),
            isThroughGroup: table[row.row, "via_group"].bool == true,
            decidedBy: decidedBy,
            execute: proposed.execute,
            due: proposed.due,
            evidence: row.evidence.map { Evidence(fact: $0.text, value: $0.value) },
            saving: row.saving,
            verification: proposed.expect.map { Verification(expect: $0, within: proposed.within) },
            cooldown: proposed.cooldown
        )
    }
}

/// Who sold a subscription, by address where there is one; `nil` for what was bought directly and for
/// rows of other tables.
private func resellerName(of row: Int, in table: Table) -> String? {
    guard table[row, "channel"].text == "reseller" else { return nil }
    return table[row, "reseller_email"].text ?? table[row, "reseller_name"].text ?? "your reseller"
}
