import CivilTime
import Exports

/// Where and since when persons are known (facts §3.2): in seats, in the Users and Groups files in force, and
/// in the history of use and tokens.
struct PersonSources {
    /// For each person whether the table has a row.
    let isKnown: [Bool]
    /// For each person the places of the teams in which they have a seat, a Users row or use.
    let teams: ByPerson
    /// For each person the first day, in days since 1970; `never` for somebody whom no file names.
    private let firstDays: [Int32]

    private static let never = Int32.max

    /// Looks through all sources, each once.
    ///
    /// - Parameters:
    ///   - derivation: what all tables are made of.
    ///   - roster: the seats.
    ///   - staff: the Users rows of each team; its order is that of the places of teams.
    init(_ derivation: Derivation, _ roster: SeatRoster, _ staff: [TeamAdmins]) {
        let count = derivation.people.persons.count
        var firstDays = Self.firstSightings(derivation)
        for (person, day) in derivation.presence.namings {
            firstDays[Int(person)] = Swift.min(firstDays[Int(person)], day.daysSince1970)
        }
        var found = Pairs()
        found.add(roster, staff)
        let places = Dictionary(
            staff.indices.map { (derivation.code(staff[$0].team), Int32($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        func note(_ day: Day, _ person: Int32, team: Int32) {
            firstDays[Int(person)] = Swift.min(firstDays[Int(person)], day.daysSince1970)
            if let place = places[team] { found.add(person, place) }
        }
        derivation.use.forEachSeat { seat, first in note(first, seat.person, team: seat.team) }
        for entry in derivation.tokens.entries where entry.person != People.nobody {
            note(entry.day, entry.person, team: entry.team)
        }

        var isKnown = [Bool](repeating: false, count: count)
        for person in found.persons { isKnown[Int(person)] = true }
        for person in derivation.rows.groupRows(derivation.moment)?.persons ?? []
        where person != People.nobody {
            isKnown[Int(person)] = true
        }
        self.isKnown = isKnown
        self.firstDays = firstDays
        teams = ByPerson(found.teams, of: found.persons, count: count)
    }

    /// The day of the first snapshot that names a person, or the first used day (facts §3.2, `first_seen`);
    /// `nil` for somebody whom no file names.
    func firstSeen(_ person: Int) -> Day? {
        let day = firstDays[person]
        return day == Self.never ? nil : Day(daysSince1970: day)
    }

    /// For each person the day of the first file that names them.
    private static func firstSightings(_ derivation: Derivation) -> [Int32] {
        let (people, moment) = (derivation.people, derivation.moment)
        var days = [Int32](repeating: never, count: people.persons.count)
        let exported = moment.visible.map {
            derivation.history.intake($0)?.exportedAt.utcDay.daysSince1970 ?? never
        }
        for (index, rank) in derivation.history.sightings.firsts(moment).enumerated()
        where rank >= 0 {
            let person = people.person(ofIdentity: index + 1)
            guard person != People.nobody else { continue }
            days[Int(person)] = Swift.min(days[Int(person)], exported[Int(rank)])
        }
        return days
    }
}

/// Persons and the places of their teams; a pair that comes several times in a row is kept once.
private struct Pairs {
    private(set) var persons: [Int32] = []
    private(set) var teams: [Int32] = []

    mutating func add(_ person: Int32, _ team: Int32) {
        if persons.last == person, teams.last == team { return }
        persons.append(person)
        teams.append(team)
    }

    /// Adds those in seats and in Users files.
    mutating func add(_ roster: SeatRoster, _ staff: [TeamAdmins]) {
        let seats = Dictionary(roster.teams.map { ($0.name, $0.seats) }) { first, _ in first }
        for (place, team) in staff.enumerated() {
            for seat in seats[team.team] ?? [] { add(seat.key.person, Int32(place)) }
            for row in team.rows { add(row.person, Int32(place)) }
        }
    }
}
