import CivilTime
import Columns
import Exports

/// A row of a Users file.
struct UserRow: Sendable {
    let person: Int32
    /// `nil` where the cell is empty or there is no such column.
    let role: Role?
    let status: AccountStatus?
}

/// Reads the kept rows of state files as the tables need them.
struct StandingRows: Sendable {
    let history: History
    let people: People

    /// The rows of a Usage report, or of a Users file that stands in for one.
    func reportRows(_ file: Snapshot) -> ReportRows {
        file.intake.dataset == .usageReport
            ? ReportRows(report: file, history, people)
            : ReportRows(users: file, history, people)
    }

    /// The rows of a Users file that name a person.
    func userRows(_ file: Snapshot) -> [UserRow] {
        let rows = StateColumns(file.part.body ?? [])
        let identities = rows.identities
        let roles = rows.texts("role").map(absent: nil) { Role(cell: $0) }
        let statuses = rows.texts("account_status").map(absent: nil) { AccountStatus(cell: $0) }
        return (0..<rows.rowCount).compactMap { row in
            let person = people.person(ofIdentity: Int(identities[row]))
            guard person != People.nobody else { return nil }
            return UserRow(person: person, role: roles[row], status: statuses[row])
        }
    }

    /// Each person's groups (folded) of the newest Groups file.
    func memberships(_ moment: Moment) -> [String: [Int32]] {
        guard let file = moment.newest(.groups, "") else { return [:] }
        let rows = StateColumns(file.part.body ?? [])
        let identities = rows.identities
        let groups = rows.texts("group")
        let folded = groups.texts.map { fold($0) }
        var members: [String: [Int32]] = [:]
        for row in 0..<rows.rowCount where groups.codes[row] != CodedText.null {
            let person = people.person(ofIdentity: Int(identities[row]))
            guard person != People.nobody else { continue }
            members[folded[Int(groups.codes[row])], default: []].append(person)
        }
        return members
    }
}
