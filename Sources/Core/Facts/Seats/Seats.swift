import CivilTime
import Columns

/// The seats of a moment: what the columns of the table `seat` are made of, each column by one loop when
/// somebody asks for it (facts §3.1).
final class Seats: Sendable {
    /// The seats of one team.
    struct Team: Sendable {
        /// The team, its file and its seats.
        let roster: SeatRoster.Team
        /// What its seats have in common.
        let use: TeamUse

        var seats: [RosterSeat] { roster.seats }
        var rows: ReportRows { roster.rows }
    }

    let derivation: Derivation
    let roster: SeatRoster
    let teams: [Team]
    /// How many seats there are.
    let count: Int
    /// Who administers each team, and what its Users file says.
    let staff: Deferred<[TeamAdmins]>
    /// What several columns need.
    let shared: SharedSeatValues

    init(_ derivation: Derivation, _ roster: SeatRoster, _ staff: Deferred<[TeamAdmins]>) {
        self.derivation = derivation
        self.roster = roster
        self.staff = staff
        let teams = roster.teams.map {
            Team(roster: $0, use: TeamUse($0, roster, derivation))
        }
        self.teams = teams
        count = teams.reduce(0) { $0 + $1.seats.count }
        shared = SharedSeatValues(derivation, teams)
    }

    /// The last use of each admin, by a seat or not.
    ///
    /// Only of admins it is asked when they used a product, and they are few.
    func lastUseOfAdmins() -> [Int32: Day] {
        let admins = Set(staff.value.flatMap(\.persons))
        guard !admins.isEmpty else { return [:] }
        var asOf: [SeatKey: Day] = [:]
        for team in teams {
            for seat in team.seats where admins.contains(seat.key.person) {
                asOf[seat.key] = team.use.asOf
            }
        }
        return derivation.use.lastUse(of: admins, asOf: asOf)
    }
}

// MARK: - Loops

extension Seats {
    /// A column of which each seat has its own value.
    ///
    /// - Parameter ofTeam: what gives the value of the seat at a place among those of a team.
    /// - Returns: the column.
    func values<Value: FillingValue>(
        _ ofTeam: (Team) -> (Int) -> Value
    ) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        for team in teams {
            let value = ofTeam(team)
            for place in 0..<team.seats.count { filling.append(value(place)) }
        }
        return filling
    }

    /// A column of which all seats of a team have the same value.
    func values<Value: FillingValue>(ofTeam value: (Team) -> Value) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        for team in teams { filling.append(value(team), count: team.seats.count) }
        return filling
    }

    /// A column of which all seats of an offering in a team have the same value.
    func values<Value: FillingValue>(
        ofOffering value: (Team, Int32) -> Value
    ) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        var known = OfferingValues<Value>(derivation.history.names)
        for team in teams {
            known.begin()
            for seat in team.seats {
                let offering = seat.key.offering
                filling.append(known.value(offering) { value(team, offering) })
            }
        }
        return filling
    }

    /// A column of which all seats of a person in a team have the same value.
    func values<Value: FillingValue>(
        ofPerson value: (Team, Int32) -> Value
    ) -> ValueFilling<Value> {
        var filling = ValueFilling<Value>()
        filling.reserve(count)
        for team in teams {
            var last: (person: Int32, value: Value)?
            // Seats of one person stand together.
            for seat in team.seats {
                if let last, last.person == seat.key.person {
                    filling.append(last.value)
                } else {
                    let own = value(team, seat.key.person)
                    last = (seat.key.person, own)
                    filling.append(own)
                }
            }
        }
        return filling
    }
}

/// A value for each offering of a team, found once.
struct OfferingValues<Value> {
    private var values: [Value?]
    private var known: [Int32] = []

    init(_ names: Names) { values = Array(repeating: nil, count: names.count) }

    /// Begins with another team.
    mutating func begin() {
        for offering in known { values[Int(offering)] = nil }
        known = []
    }

    /// The value of an offering.
    mutating func value(_ offering: Int32, _ make: () -> Value) -> Value {
        if let value = values[Int(offering)] { return value }
        let value = make()
        values[Int(offering)] = value
        known.append(offering)
        return value
    }
}
