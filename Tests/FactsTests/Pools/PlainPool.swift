import CivilTime
import Columns
import Facts

/// A pool as facts §3.3 defines it, read as plainly as it can be written: loops over all seats, all
/// subscriptions and all rows of use that a test has written down.
struct PlainPool {
    /// A row of use or tokens as it was exported.
    struct Use {
        let team: String
        /// `nil` where a row belongs to nobody.
        let person: String?
        let offering: String
        var product: String?
        let day: Day
        var tokens: Double?
    }

    /// What was exported, and the prices.
    struct World {
        var uses: [Use] = []
        /// Covered days by team.
        var covered: [String: DaySet] = [:]
        var prices: [String: Double] = [:]
        var rates: [String: Double] = [:]
        var tokenPrice: Double?
        var collections: Set<String> = []
        /// Teams with a Usage report, or day rows of use.
        var known: Set<String> = []
        /// Teams with a Subscriptions file.
        var bought: Set<String> = []
        let idle = 60
        let grace = 30
    }

    typealias Row = [String: Cell]

    let world: World
    let team: String
    let offering: String
    let seats: [Row]
    let subscriptions: [Row]
    let uses: [Use]
    let today: Day

    init(_ world: World, _ facts: FactSet, _ team: String, _ offering: String) {
        func rows(_ name: String) -> [Row] {
            guard let table = facts.table(name) else { return [] }
            return (0..<table.rowCount).filter {
                table[$0, "team"] == .text(team) && table[$0, "offering"] == .text(offering)
            }.map { row in
                var cells: Row = [:]
                for column in table.columns { cells[column.name] = column[row] }
                return cells
            }
        }
        (self.world, self.team, self.offering, today) = (world, team, offering, facts.today)
        (seats, subscriptions) = (rows("seat"), rows("subscription"))
        uses = world.uses.filter { $0.team == team && $0.offering == offering }
    }

    /// The last day of its windows.
    var asOf: Day {
        seats.first?["as_of"]?.day ?? subscriptions.first?["as_of"]?.day ?? today
    }

    func window(_ days: Int) -> DayRange { DayRange(last: asOf, count: days) }

    func isCovered(_ days: Int) -> Bool {
        world.covered[team]?.covers(window(days)) ?? false
    }

    var isUsageKnown: Bool { world.known.contains(team) }

    /// The used days of each person.
    var days: [String: Set<Day>] {
        var days: [String: Set<Day>] = [:]
        for use in uses {
            if let person = use.person { days[person, default: []].insert(use.day) }
        }
        return days
    }

    func active(_ count: Int) -> Int? {
        guard isCovered(count) else { return nil }
        return days.values.count { $0.contains { $0 > asOf.adding(-count) } }
    }

    /// Distinct persons a day over 90 days, ascending.
    var usersADay: [Int]? {
        guard isCovered(90) else { return nil }
        return (0..<90).map { back in
            days.values.count { $0.contains(asOf.adding(-back)) }
        }.sorted()
    }

    var holders: [Row] {
        seats.filter { $0["assigned"] == .bool(true) && $0["access"] == .text("subscription") }
    }

    func isNew(_ seat: Row) -> Bool { seat["days_assigned"]?.int.map { $0 < world.grace } ?? false }

    var idleSeats: Int? {
        guard isUsageKnown else { return nil }
        return holders.count { ($0["days_idle_present"]?.int ?? 0) >= world.idle && !isNew($0) }
    }

    var needed: Int? {
        guard isUsageKnown else { return nil }
        return holders.count { seat in
            let isUsed = seat["last_used"]?.day.map { $0 > asOf.adding(-world.idle) } ?? false
            return isUsed || isNew(seat) || seat["on_leave"] == .bool(true)
        }
    }

    func sum(_ rows: [Row]) -> Int? {
        let seats = rows.map { $0["seats"]?.int }
        return seats.contains(nil) ? nil : seats.reduce(0) { $0 + ($1 ?? 0) }
    }

    var seatsBought: Int? {
        guard world.bought.contains(team) else { return nil }
        return sum(subscriptions.filter { $0["running"] == .bool(true) })
    }

    var nextRenewal: Day? {
        subscriptions.compactMap { $0["due_on"]?.day }.filter { $0 >= today }.min()
    }

    var seatsDue: Int? {
        nextRenewal.flatMap { day in sum(subscriptions.filter { $0["due_on"] == .day(day) }) }
    }
}
