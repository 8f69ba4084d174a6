import CivilTime
import Columns
import Exports

/// A seat before its figures: the rows of one key made one (facts §3.1).
struct RosterSeat: Sendable {
    let key: SeatKey
    /// The assigned row, else the last.
    let row: Int32
    let isAssigned: Bool
    let access: Access

    /// Assigned if any row is; access `subscription` if such a row is assigned, else that of the
    /// newest use; other columns from the assigned row, else the last.
    ///
    /// Of several assigned rows the subscription's counts, then the last; of several rows used on
    /// the same day the last.
    init?(_ key: SeatKey, _ rows: some Sequence<Int32>, of report: ReportRows) {
        var (last, assigned, subscription): (Int32?, Int32?, Int32?)
        var newest: (row: Int32, used: Day)?
        let lastAccessed = report.lastAccessed
        for row in rows {
            let place = Int(row)
            last = row
            if report.isAssigned[place] {
                assigned = row
                if report.access[place] == .subscription { subscription = row }
            }
            if let used = lastAccessed[place], newest.map({ $0.used <= used }) ?? true {
                newest = (row, used)
            }
        }
        guard let row = subscription ?? assigned ?? last else { return nil }
        self.key = key
        self.row = row
        isAssigned = assigned != nil
        access = subscription != nil ? .subscription : report.access[Int(newest?.row ?? row)]
    }
}

extension RosterSeat {
    /// The seat of a key that stands in one row, as nearly all do.
    init(_ key: SeatKey, row: Int32, of report: ReportRows) {
        self.key = key
        self.row = row
        isAssigned = report.isAssigned[Int(row)]
        access = report.access[Int(row)]
    }

    private init(_ key: SeatKey, like other: RosterSeat) {
        self.key = key
        (row, isAssigned, access) = (other.row, other.isAssigned, other.access)
    }

    /// The same where persons have other numbers.
    func renumbered(_ number: (Int32) -> Int32) -> RosterSeat {
        let person = number(key.person)
        let key = SeatKey(team: key.team, person: person, offering: key.offering)
        return RosterSeat(key, like: self)
    }
}

/// The seats of all teams in the order of the table.
struct SeatRoster: Sendable {
    /// Tells one list of seats from another; it stays the same where the list does.
    final class Stamp: Sendable {}

    /// The seats of one team and the file that lists them.
    struct Team: Sendable {
        /// Folded.
        let name: String
        let file: Snapshot
        let rows: ReportRows
        let seats: [RosterSeat]
        let stamp: Stamp

        /// The persons in its seats, each once, in order.
        var persons: [Int32] {
            var persons: [Int32] = []
            for seat in seats where persons.last != seat.key.person {
                persons.append(seat.key.person)
            }
            return persons
        }
    }

    let teams: [Team]
    let order: SeatOrder

    /// The newest Usage report of each team; if a team has none, its newest Users file.
    init(_ derivation: Derivation) {
        let moment = derivation.moment
        let order = SeatOrder(derivation.history, derivation.shown)
        self.order = order
        let known = KnownTeams(derivation.continuation, order)
        teams = derivation.allTeams().compactMap { team in
            guard let file = moment.newest(.usageReport, team) ?? moment.newest(.users, team) else {
                return nil
            }
            if let team = known.team(team, file) { return team }
            let rows = derivation.rows.reportRows(file)
            return Team(
                name: team,
                file: file,
                rows: rows,
                seats: order.merge(rows, team: derivation.code(team)),
                stamp: Stamp()
            )
        }
    }

    /// The persons in the seats of each team, each once, by the folded name of the team.
    var persons: [String: [Int32]] {
        Dictionary(teams.map { ($0.name, $0.persons) }) { first, _ in first }
    }

    /// For each seat of a team `days_used` of another of its Usage reports, merged alike.
    func daysUsed(in rows: ReportRows, of team: Team) -> [Int?] {
        var days: [Int?] = Array(repeating: nil, count: team.seats.count)
        guard let code = team.seats.first?.key.team else { return days }
        var place = 0
        for seat in order.merge(rows, team: code) {
            while place < days.count, order.precedes(team.seats[place].key, seat.key) { place += 1 }
            guard place < days.count else { break }
            if team.seats[place].key == seat.key { days[place] = rows.daysUsed.int(Int(seat.row)) }
        }
        return days
    }

    /// `days_used` of one of a team's Usage reports, by seat.
    func daysUsed(in rows: ReportRows, team: Int32) -> [SeatKey: Int] {
        let seats = order.merge(rows, team: team).compactMap { seat in
            rows.daysUsed.int(Int(seat.row)).map { (seat.key, $0) }
        }
        return Dictionary(seats) { first, _ in first }
    }

    /// Every person of an assigned subscription to one of some offerings, in any team.
    func subscribers(of offerings: Set<Int32>) -> Set<Holding> {
        guard !offerings.isEmpty else { return [] }
        var holdings: Set<Holding> = []
        for team in teams {
            for seat in team.seats where seat.isAssigned && seat.access == .subscription {
                guard offerings.contains(seat.key.offering) else { continue }
                holdings.insert(Holding(person: seat.key.person, offering: seat.key.offering))
            }
        }
        return holdings
    }

    /// The seat of a row of the table.
    func seat(_ row: Int) -> RosterSeat? {
        var rest = row
        for team in teams {
            if rest < team.seats.count { return rest < 0 ? nil : team.seats[rest] }
            rest -= team.seats.count
        }
        return nil
    }
}

/// The teams of an earlier roster whose seats are in the same order still.
private struct KnownTeams {
    private var teams: [String: SeatRoster.Team] = [:]
    private let continuation: Continuation?

    init(_ continuation: Continuation?, _ order: SeatOrder) {
        self.continuation = continuation
        guard let roster = continuation?.kept.roster, order.continues(roster.order) else { return }
        for team in roster.teams { teams[team.name] = team }
    }

    /// A team whose file is the same still.
    func team(_ name: String, _ file: Snapshot) -> SeatRoster.Team? {
        guard let continuation, let team = teams[name], team.file.part.id == file.part.id else {
            return nil
        }
        let isSame = continuation.numbers == nil
        return SeatRoster.Team(
            name: name,
            file: file,
            rows: isSame ? team.rows : team.rows.renumbered(continuation.number),
            seats: isSame ? team.seats : team.seats.map { $0.renumbered(continuation.number) },
            stamp: team.stamp
        )
    }
}

/// What a person holds.
struct Holding: Hashable, Sendable {
    let person: Int32
    let offering: Int32
}
