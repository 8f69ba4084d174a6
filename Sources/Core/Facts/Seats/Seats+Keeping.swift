import Columns

// What outlasts a moment: columns that rest on no day, and what was counted of the use of each seat.

extension Seats {
    /// The columns that rest on the roster, on names and on the configuration alone.
    static let lastingColumns: Set<String> = [
        "team", "offering", "email", "name", "group", "version", "person", "kind", "assigned",
        "assigned_on", "unassigned_on", "access", "covered_by", "reachable",
    ]

    /// The table; a column is made when somebody asks for it.
    var table: Table {
        let kept = lasting
        return Table(
            Self.schema.name,
            rowCount: count,
            onDemand: Self.facts.map { fact in
                kept[fact.schema.name].map { DeferredColumn(made: $0) } ?? fact.column(of: self)
            }
        )
    }

    /// The columns that earlier facts have left and that hold still.
    private var lasting: [String: Column] {
        guard let continuation = derivation.continuation, continuation.hasSameTerms,
            let earlier = continuation.kept.roster, earlier.teams.count == teams.count,
            zip(earlier.teams, teams).allSatisfy({ $0.stamp === $1.roster.stamp })
        else { return [:] }
        return continuation.kept.columns
    }

    /// Leaves what was made by now and may hold longer than the moment.
    ///
    /// - Parameters:
    ///   - table: the table of these seats.
    ///   - kept: what is left.
    func leave(_ table: Table, in kept: inout KeptFacts) {
        for name in table.madeColumns where Self.lastingColumns.contains(name) {
            kept.columns[name] = table[name]
        }
        guard shared.figures.isMade else { return }
        let made = zip(shared.numbers.value, shared.figures.value)
        for (team, (numbers, figures)) in zip(teams, made) {
            kept.seats[team.roster.name] = KeptFacts.TeamSeats(
                stamp: team.roster.stamp,
                numbers: numbers,
                windows: team.use.windows,
                figures: figures
            )
        }
    }
}
