import CEL
import Columns

/// The rows about which the same overrides are.
struct TermGroup {
    /// What the policy asks of them.
    let terms: Terms
    /// The first override of which it cannot be said whether it is about them.
    let undecided: Int?
    /// The rows.
    let rows: RowSet
}

/// Rows of a table by the overrides that are about them.
///
/// - Parameters:
///   - policy: the policy.
///   - rows: the rows that are to be told apart.
///   - evaluate: evaluates the condition of an override over rows.
/// - Returns: groups without a common row that have all these rows together.
func termGroups(
    _ policy: Policy,
    _ rows: RowSet,
    _ evaluate: (Program, RowSet) -> ColumnarResult
) -> [TermGroup] {
    guard policy.overrides.contains(where: { $0.condition != nil }) else {
        let terms = Terms(policy, changedBy: policy.overrides)
        return [TermGroup(terms: terms, undecided: nil, rows: rows)]
    }
    var split = Split(rows)
    for (place, override) in policy.overrides.enumerated() {
        guard let condition = override.condition else {
            split.applyEverywhere(place)
            continue
        }
        let result = evaluate(condition, rows)
        split.apply(place, to: result.holds, undecided: result.failed)
    }
    return split.groups(policy)
}

/// Parts rows that begin as one group; it costs time only for the rows that an override is about.
private struct Split {
    private struct Group: Hashable {
        var overrides: [Int] = []
        var undecided: Int?
    }

    private let all: RowSet
    private var groups = [Group()]
    private var groupOfRow: [Int]

    init(_ rows: RowSet) {
        all = rows
        groupOfRow = Array(repeating: 0, count: rows.rowCount)
    }

    mutating func applyEverywhere(_ override: Int) {
        for group in groups.indices { groups[group].overrides.append(override) }
    }

    mutating func apply(_ override: Int, to rows: RowSet, undecided: RowSet) {
        move(rows) { $0.overrides.append(override) }
        move(undecided) { $0.undecided = $0.undecided ?? override }
    }

    private mutating func move(_ rows: RowSet, _ change: (inout Group) -> Void) {
        var moved: [Int: Int] = [:]
        for row in rows {
            let old = groupOfRow[row]
            if moved[old] == nil {
                var group = groups[old]
                change(&group)
                if group == groups[old] {
                    moved[old] = old
                } else {
                    groups.append(group)
                    moved[old] = groups.count - 1
                }
            }
            groupOfRow[row] = moved[old] ?? old
        }
    }

    func groups(_ policy: Policy) -> [TermGroup] {
        var rows = groups.map { _ in RowSet(rowCount: groupOfRow.count) }
        for row in all { rows[groupOfRow[row]].insert(row) }
        return zip(groups, rows).filter { !$1.isEmpty }.map { group, rows in
            TermGroup(
                terms: Terms(policy, changedBy: group.overrides.map { policy.overrides[$0] }),
                undecided: group.undecided,
                rows: rows
            )
        }
    }
}
