import CivilTime
import Columns

/// Who uses a pool, with a seat or without (facts §3.3).
struct PoolUse {
    /// Persons with use in the last 30, 90 and 365 days, a use after `as_of` counting as one on `as_of`;
    /// `nil` where the window is not covered.
    fileprivate(set) var active: (month: Int?, quarter: Int?, year: Int?)
    /// The most persons on one of the last 90 days; `nil` unless they are covered.
    fileprivate(set) var peak: Int?
    /// The 95th percentile of persons a day over all 90 days by nearest rank; `nil` unless they are
    /// covered.
    fileprivate(set) var percentile95: Int?
    /// Those without a seat of it, by their numbers in the index of use.
    fileprivate(set) var unseated: [Int32] = []
}

/// Reads the use of one pool after the other.
struct PoolUseReader {
    private let use: UseIndex
    /// For each pool the numbers of its uses in the index.
    private let uses: Links
    /// For each person the last pool, counted from 1, in which it was seen to have a seat.
    private var lastPool: [Int32]

    init(_ groups: PoolGroups, _ derivation: Derivation) {
        use = derivation.use
        let pools = groups.byKey
        let owners = use.keys.seats.map { seat in
            pools[PoolGroups.Key(team: seat.team, offering: seat.offering)] ?? Links.nowhere
        }
        uses = Links(reversing: owners, unknown: RowSet(rowCount: groups.keys.count))
        lastPool = Array(repeating: 0, count: derivation.people.persons.count)
    }

    /// The use of a pool.
    ///
    /// - Parameters:
    ///   - pool: its row.
    ///   - seated: the persons who have a seat of it, assigned or not.
    ///   - team: the windows, and which of them are covered.
    /// - Returns: counts, and who has no seat.
    mutating func read(_ pool: Int, seated: some Sequence<Int32>, _ team: TeamUse) -> PoolUse {
        let mark = Int32(truncatingIfNeeded: pool + 1)
        for person in seated { lastPool[Int(person)] = mark }
        let numbers = (uses[pool] ?? []).map { Int32(truncatingIfNeeded: $0) }
        var result = count(numbers, team)
        result.unseated = numbers.filter { lastPool[Int(use.seat($0).person)] != mark }
        return result
    }

    /// Counts the persons of some uses, of whom each has one.
    private func count(_ numbers: [Int32], _ team: TeamUse) -> PoolUse {
        var result = PoolUse(active: (nil, nil, nil))
        // A longer window is not covered where a shorter one is not.
        guard team.month.isCovered else { return result }
        var days = YearOfUse(team.year.days)
        let masks = [team.month, team.quarter, team.year].map { days.mask($0.days) }
        var active = [0, 0, 0]
        let quarter = team.quarter.days
        var users = [Int32](repeating: 0, count: quarter.count)
        for number in numbers {
            days.clear()
            use.read(number, into: &days)
            let isLater = days.last.map { $0 > team.asOf } ?? false
            for window in masks.indices where isLater || days.isUsed(in: masks[window]) {
                active[window] += 1
            }
            if team.quarter.isCovered { days.count(in: quarter, masks[1], into: &users) }
        }
        result.active.month = active[0]
        if team.year.isCovered { result.active.year = active[2] }
        guard team.quarter.isCovered else { return result }
        result.active.quarter = active[1]
        users.sort()
        result.peak = users.last.map(Int.init)
        // The nearest rank: ⌈p · n / 100⌉, counted from 1.
        result.percentile95 = Int(users[(95 * users.count + 99) / 100 - 1])
        return result
    }
}
