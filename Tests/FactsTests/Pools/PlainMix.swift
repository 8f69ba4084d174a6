import CivilTime
import Columns

/// The best mix of seats and Flex, read as plainly as it can be written.
struct PlainMix {
    var seats = 0
    var flexUsers = 0
    var now: Double?
    var best = 0.0

    init?(_ pool: PlainPool) {
        let world = pool.world
        guard pool.isUsageKnown, let price = world.prices[pool.offering],
            let tokenPrice = world.tokenPrice
        else { return nil }
        let persons = Set(pool.seats.compactMap { $0["person"]?.text }).union(pool.days.keys)
        for person in persons {
            let seat = pool.seats.first { $0["person"] == .text(person) }
            let days = pool.days[person] ?? []
            let isUser =
                days.contains { $0 > pool.asOf.adding(-365) }
                || (seat?["days_used_365"]?.int ?? 0) > 0
            guard isUser || seat?["assigned"] == .bool(true) else { continue }
            var flex: Double?
            if !isUser {
                flex = 0
            } else if let seat {
                flex = seat["flex_cost_year"]?.num
            } else {
                flex = PlainMix.flexCost(person, days, pool, tokenPrice)
            }
            guard let flex else { return nil }
            let isOnLeave = seat?["on_leave"] == .bool(true)
            let isKept = !isUser && (isOnLeave || seat.map(pool.isNew) ?? false)
            if isKept || price <= flex {
                seats += 1
                best += price
            } else {
                flexUsers += isUser ? 1 : 0
                best += flex
            }
        }
        let tokens = pool.uses.filter { pool.window(365).contains($0.day) }
            .reduce(0) { $0 + ($1.tokens ?? 0) }
        now = pool.seatsBought.map { Double($0) * price + tokens * tokenPrice }
    }

    /// What use without a seat costs.
    private static func flexCost(
        _ person: String,
        _ days: Set<Day>,
        _ pool: PlainPool,
        _ tokenPrice: Double
    ) -> Double? {
        let world = pool.world
        let year = pool.window(365)
        let last = pool.asOf.startOfMonth.adding(-1)
        let first = pool.asOf.startOfMonth(adding: -3)
        let isCovered = DayRange(first, last).map { world.covered[pool.team]?.covers($0) } == true
        func expected(_ days: Set<Day>) -> Double {
            isCovered
                ? Double(days.count { first <= $0 && $0 <= last }) / 3 * 12
                : Double(days.count(where: year.contains))
        }
        guard world.collections.contains(pool.offering) else {
            return world.rates[pool.offering].map { $0 * tokenPrice * expected(days) }
        }
        var children: [String: Set<Day>] = [:]
        for use in pool.uses where use.person == person {
            if let product = use.product { children[product, default: []].insert(use.day) }
        }
        children = children.filter { $0.value.contains { $0 > pool.asOf.adding(-365) } }
        guard !children.isEmpty else { return nil }
        var tokens = 0.0
        for (product, days) in children {
            guard let rate = world.rates[product] else { return nil }
            tokens += rate * expected(days)
        }
        return tokens * tokenPrice
    }
}
