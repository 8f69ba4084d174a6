import Columns
import Exports

/// What the newest Users file of a team says of one person: of several rows the highest role, then
/// the first (facts §3.1, `role`).
struct UserFacts: Sendable {
    let role: Role?
    let status: AccountStatus?
}

extension Derivation {
    /// What rows of a Users file say of each person.
    func userFacts(_ rows: [UserRow]) -> [Int32: UserFacts] {
        var facts: [Int32: UserFacts] = [:]
        for row in rows {
            if let known = facts[row.person], !isHigher(row.role, than: known.role) {
                // A row without a status must not hide the one that has it.
                if known.status == nil, row.status != nil {
                    facts[row.person] = UserFacts(role: known.role, status: row.status)
                }
                continue
            }
            facts[row.person] = UserFacts(
                role: row.role,
                status: row.status ?? facts[row.person]?.status
            )
        }
        return facts
    }

    private func isHigher(_ role: Role?, than other: Role?) -> Bool {
        guard let role else { return false }
        return other.map { role < $0 } ?? true
    }
}
