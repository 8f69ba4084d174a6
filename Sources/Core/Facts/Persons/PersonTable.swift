import CivilTime
import Columns

/// The table `person`, and in which row each person stands (facts §3.2).
struct PersonTable: Sendable {
    let table: Table
    /// For each person the row; `Links.nowhere` for those without one.
    private let rows: [Int32]
    /// For each row of the table `seat` the row of its holder.
    private let holders: [Int32]
    /// The rows of which it is not known whether they have a seat.
    private let unknownSeats: RowSet

    /// Makes the table in one pass over each source.
    ///
    /// - Parameters:
    ///   - derivation: what all tables are made of.
    ///   - roster: the seats in the order of their table.
    ///   - staff: what is known of the people of each team.
    ///   - seats: the table `seat`.
    init(
        _ derivation: Derivation,
        _ roster: SeatRoster,
        _ staff: [TeamAdmins],
        _ seats: Table
    ) {
        let count = derivation.people.persons.count
        let persons = roster.teams.flatMap { $0.seats.map(\.key.person) }
        let sources = PersonSources(derivation, roster, staff)
        let sums = PersonSeats(persons, seats, personCount: count)
        let accounts = PersonAccounts(staff, derivation.moment, personCount: count)
        var columns = PersonColumns()
        let rowCount = sources.isKnown.count { $0 }
        for fact in PersonColumns.facts { fact.reserve(&columns, rowCount) }
        columns.know(count)
        var offerings = SharedLists(sums.offeringNames)
        var teams = SharedLists(staff.map { derivation.teamName($0.team) })
        var roles = SharedLists(PersonAccounts.byName.map(\.rawValue))
        let listed = Set(roster.teams.map(\.name))
        let isListed = staff.map { listed.contains($0.team) }
        var rows = [Int32](repeating: Links.nowhere, count: count)
        var unknown: [Int] = []
        var row: Int32 = 0
        for person in 0..<count where sources.isKnown[person] {
            rows[person] = row
            let known = sources.teams[person]
            columns.add(derivation.people.persons[person], number: Int32(person))
            columns.teams.append(teams.list(known))
            let own = sums.sums(person)
            columns.add(own, offerings: offerings.list(own.offerings))
            columns.isAdmin.append(accounts.isAdmin[person])
            columns.roles.append(roles.list(accounts.rolePlaces(person)))
            columns.add(accounts.statuses[person])
            columns.add(derivation.presence, Int32(person), today: derivation.moment.today)
            columns.firstSeen.append(sources.firstSeen(person) ?? derivation.moment.today)
            let isKnown = known.isEmpty ? !listed.isEmpty : known.contains { isListed[Int($0)] }
            if !isKnown { unknown.append(Int(row)) }
            row += 1
        }
        table = columns.table
        self.rows = rows
        holders = persons.map { rows[Int($0)] }
        unknownSeats = RowSet(rowCount: Int(row), unknown)
    }
}

// MARK: - Relations

extension PersonTable {
    /// `seat.holder`.
    var ofSeats: Links { Links(one: holders) }

    /// `person.seats`: known where a file lists the seats of a team in which the person is known, or of
    /// any team for somebody who is known in none.
    var seats: Links { Links(reversing: holders, unknown: unknownSeats) }

    /// `admin.holder`: nowhere for somebody whom only the configuration names.
    func ofAdmins(_ admins: some Sequence<Admin>, _ people: People) -> Links {
        Links(
            one: admins.map { admin in
                people.person(withKey: admin.person).map { rows[Int($0)] } ?? Links.nowhere
            }
        )
    }

    /// The person of each row.
    var persons: [Int32] {
        rows.indices.filter { rows[$0] != Links.nowhere }.map { Int32(truncatingIfNeeded: $0) }
    }
}

// MARK: - Columns

extension PersonColumns {
    /// Lets texts be asked for by the numbers of persons.
    fileprivate mutating func know(_ personCount: Int) {
        person.know(personCount)
        email.know(personCount)
    }

    /// Key, newest address and newest name (facts §3.2): no two persons share a key or an address.
    fileprivate mutating func add(_ known: People.Person, number: Int32) {
        person.append(person.code(of: number, distinct: { known.key }))
        let address = known.email.map { text in email.code(of: number, distinct: { text }) }
        email.append(address ?? CodedText.null)
        name.append(name.code(known.name))
    }

    /// What the seats come to (facts §3.2).
    fileprivate mutating func add(_ sums: PersonSeats.Sums, offerings list: [String]) {
        offerings.append(list)
        assignedSeats.append(sums.assigned)
        lastUsed.append(sums.lastUsed)
        daysIdle.append(sums.daysIdle)
        offeringsUsed30.append(sums.used30)
        asOf.append(sums.asOf)
        fresh.append(sums.isFresh)
    }

    /// The state of the account; whether it is pending is not known without one (facts §3.2).
    fileprivate mutating func add(_ status: AccountStatus?) {
        accountStatus.append(accountStatus.code(status?.rawValue))
        pending.append(status.map { $0 == .pending })
    }

    /// Who has left, and who is away today (facts §3.2).
    fileprivate mutating func add(_ presence: Presence, _ person: Int32, today: Day) {
        left.append(presence.hasLeft(person, by: today))
        leftOn.append(presence.leftOn(person))
        absent.append(presence.isAbsent(person, on: today))
    }
}
