import Alerts
import Columns
import Facts
import Policies

/// The rows of a policy's table as its alerts find them.
struct PolicyRows {
    let policy: Policy
    private let table: Table?
    private let bySubject: [String: RowResult]
    private let results: [RowResult]

    init(_ policy: Policy, _ results: [RowResult], _ facts: FactSet) {
        self.policy = policy
        self.results = results
        table = facts.table(policy.resource.name)
        bySubject = Dictionary(
            results.map { ($0.subject, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What the policy says of an alert's row; `nil` where the row is no longer in the data.
    func result(of alert: Alert) -> RowResult? { bySubject[alert.currentSubject] }

    /// What recipients depend on in the row of an alert.
    func contact(of alert: Alert) -> RowContact {
        result(of: alert).map(contact) ?? RowContact(team: alert.team)
    }

    /// What recipients depend on in a row.
    func contact(of result: RowResult) -> RowContact {
        guard let table else { return RowContact(team: result.team) }
        return RowContact(
            team: result.team,
            person: table[result.row, "person"].text,
            email: table[result.row, "email"].text,
            name: table[result.row, "name"].text,
            contractManager: table[result.row, "contract_manager"].text
        )
    }

    /// Whether the data of all given rows is fresh.
    func areFresh(_ rows: [RowResult]) -> Bool {
        rows.allSatisfy { table?[$0.row, "fresh"].bool != false }
    }

    /// How many rows of a group could not be judged, and how many are held.
    func undecided(in group: [String]) -> (unknown: Int, held: Int) {
        var (unknown, held) = (0, 0)
        for result in results where result.group == group {
            switch result.verdict {
            case .unknown: unknown += 1
            case .held: held += 1
            default: break
            }
        }
        return (unknown, held)
    }
}
