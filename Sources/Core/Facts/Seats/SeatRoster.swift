import CivilTime
import Columns
import Exports

/// A seat before its figures: the rows of one key made one (facts §3.1).
struct RosterSeat: Sendable {
    let key: SeatKey
    /// The assigned row, else the last.
    let row: ReportRow
    let isAssigned: Bool
    let access: Access

    /// Assigned if any row is; access `subscription` if such a row is assigned, else that of the
    /// newest use; other columns from the assigned row, else the last.
    ///
    /// Of several assigned rows the subscription's counts, then the last; of several rows used on
    /// the same day the last.
    init?(_ key: SeatKey, _ rows: some Sequence<ReportRow>) {
        var (last, assigned, subscription): (ReportRow?, ReportRow?, ReportRow?)
        var newest: ReportRow?
        for row in rows {
            last = row
            if row.isAssigned { assigned = row }
            if row.isAssigned, row.access == .subscription { subscription = row }
            if let used = row.lastAccessed, newest?.lastAccessed.map({ $0 <= used }) ?? true {
                newest = row
            }
        }
        guard let row = subscription ?? assigned ?? last else { return nil }
        self.key = key
        self.row = row
        isAssigned = assigned != nil
        access = subscription != nil ? .subscription : (newest ?? row).access
    }
}

/// The seats of all teams in the order of the table.
struct SeatRoster: Sendable {
    /// The seats of one team and the file that lists them.
    struct Team: Sendable {
        /// Folded.
        let name: String
        let file: Snapshot
        let seats: [RosterSeat]
    }

    let teams: [Team]
    private let order: SeatOrder

    /// The newest Usage report of each team; if a team has none, its newest Users file.
    init(_ derivation: Derivation) {
        let moment = derivation.moment
        let order = SeatOrder(derivation.history, derivation.shown)
        self.order = order
        teams = derivation.allTeams().compactMap { team in
            guard let file = moment.newest(.usageReport, team) ?? moment.newest(.users, team) else {
                return nil
            }
            let rows =
                file.intake.dataset == .usageReport
                ? derivation.rows.reportRows(file)
                : derivation.rows.userRows(file).compactMap(ReportRow.init(user:))
            return Team(
                name: team,
                file: file,
                seats: order.merge(rows, team: derivation.code(team))
            )
        }
    }

    /// The rows of another Usage report of a team, merged alike.
    func seats(_ rows: [ReportRow], team: Int32) -> [RosterSeat] { order.merge(rows, team: team) }

    /// Every person and offering of an assigned subscription, in any team.
    func subscribers() -> Set<Holding> {
        var holdings: Set<Holding> = []
        for team in teams {
            for seat in team.seats where seat.isAssigned && seat.access == .subscription {
                holdings.insert(Holding(person: seat.key.person, offering: seat.key.offering))
            }
        }
        return holdings
    }
}

/// What a person holds.
struct Holding: Hashable, Sendable {
    let person: Int32
    let offering: Int32
}

extension ReportRow {
    /// A seat that only a Users file lists: assigned, by subscription; `nil` without a product.
    fileprivate init?(user row: UserRow) {
        guard row.offering != Names.none else { return nil }
        self.init(
            person: row.person,
            offering: row.offering,
            email: row.email,
            name: row.name,
            group: nil,
            version: nil,
            isAssigned: true,
            assignedOn: nil,
            unassignedOn: nil,
            access: .subscription,
            daysInactive: nil,
            daysUsed: nil,
            monthlyAverage: nil,
            lastAccessed: nil
        )
    }
}

/// The order of seats within a team: by person, then by the offering as it is shown.
private struct SeatOrder: Sendable {
    /// For each code of the history's names its place among the shown offerings.
    private let rank: [Int32]

    init(_ history: History, _ shown: ShownNames) {
        let names = history.names.texts.map { shown.shown(.offering, $0) }
        let order = names.indices.sorted {
            names[$0] != names[$1] ? precedes(names[$0], names[$1]) : $0 < $1
        }
        var rank = Array(repeating: Int32(0), count: names.count)
        for (place, code) in order.enumerated() { rank[code] = Int32(place) }
        self.rank = rank
    }

    /// Makes one seat of the rows of each person and offering.
    func merge(_ rows: [ReportRow], team: Int32) -> [RosterSeat] {
        func place(_ index: Int) -> (Int32, Int32, Int) {
            (rows[index].person, rank[Int(rows[index].offering)], index)
        }
        let order = rows.indices.sorted { place($0) < place($1) }
        var seats: [RosterSeat] = []
        seats.reserveCapacity(rows.count)
        var start = 0
        for index in order.indices {
            let row = rows[order[index]]
            if index + 1 < order.count {
                let next = rows[order[index + 1]]
                guard next.person != row.person || next.offering != row.offering else { continue }
            }
            let key = SeatKey(team: team, person: row.person, offering: row.offering)
            if let seat = RosterSeat(key, order[start...index].lazy.map({ rows[$0] })) {
                seats.append(seat)
            }
            start = index + 1
        }
        return seats
    }
}
