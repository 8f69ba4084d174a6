import CivilTime
import Columns
import Exports

/// A row of a Users file.
struct UserRow: Sendable {
    let person: Int32
    /// `nil` where the cell is empty or there is no such column.
    let role: Role?
    let status: AccountStatus?
    /// The row in the file, from 0: of two teams in one file the last row is the newest.
    let place: Int32
}

/// The rows of the Groups file in force, column by column.
struct GroupRows: Sendable {
    /// `People.nobody` where a row names none.
    let persons: [Int32]
    /// The name of the group.
    let groups: StateTexts
    let types: StateTexts
    /// Whether the role of the member is an admin's.
    let isAdmin: [Bool]
}

/// The rows of a Users file that name a person.
struct UsersRows: Sendable {
    /// Which part of which file.
    let file: IntakePart.ID
    let rows: [UserRow]

    /// The same where persons have other numbers.
    func renumbered(_ number: (Int32) -> Int32) -> UsersRows {
        UsersRows(
            file: file,
            rows: rows.map {
                UserRow(
                    person: number($0.person),
                    role: $0.role,
                    status: $0.status,
                    place: $0.place
                )
            }
        )
    }
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

    /// The rows of a Users file that name a person, and those of others that have a role.
    func userRows(_ file: Snapshot) -> [UserRow] {
        let rows = StateColumns(file.part.body ?? [])
        let identities = rows.identities
        let roles = rows.texts("role").map(absent: nil) { Role(cell: $0) }
        let statuses = rows.texts("account_status").map(absent: nil) { AccountStatus(cell: $0) }
        let places = rows.numbers(History.rowColumn)
        return (0..<rows.rowCount).compactMap { row in
            let person = people.person(ofIdentity: Int(identities[row]))
            guard person != People.nobody || roles[row] != nil else { return nil }
            return UserRow(
                person: person,
                role: roles[row],
                status: statuses[row],
                place: Int32(clamping: places.int(row) ?? row)
            )
        }
    }

    /// The rows of the newest Groups file; `nil` without one.
    func groupRows(_ moment: Moment) -> GroupRows? {
        guard let file = moment.newest(.groups, "") else { return nil }
        let rows = StateColumns(file.part.body ?? [])
        return GroupRows(
            persons: rows.identities.map { people.person(ofIdentity: Int($0)) },
            groups: rows.texts("group"),
            types: rows.texts("group_type"),
            isAdmin: rows.texts("role").map(absent: false) { Role(cell: $0).isAdmin }
        )
    }

    /// The members of each group (folded) of the newest Groups file; some more than once.
    func memberships(_ moment: Moment) -> [String: [Int32]] {
        guard let rows = groupRows(moment) else { return [:] }
        let folded = rows.groups.texts.map { fold($0) }
        var members: [String: [Int32]] = [:]
        for (row, person) in rows.persons.enumerated()
        where person != People.nobody && rows.groups.codes[row] != CodedText.null {
            members[folded[Int(rows.groups.codes[row])], default: []].append(person)
        }
        return members
    }
}
