import CivilTime
import Testing
import TestSupport

@testable import Facts

@Suite struct YearOfUseTests {
    @Test func `random days are counted as a set of days counts them`() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            // Around 1970 too, where the numbers of days change their sign.
            let asOf = Day(daysSince1970: .random(in: -200...700, using: &random))
            let year = DayRange(last: asOf, count: 365)
            var (runs, set) = (DayRuns(), DaySet())
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                set.insert(asOf.adding(.random(in: -800...200, using: &random)))
            }
            for day in set { runs.append(key: 0, day: day) }
            var use = YearOfUse(year)
            // What was there before is gone.
            use.add(0..<runs.count, of: runs)
            use.clear()
            #expect(use.last == nil)
            use.add(0..<runs.count, of: runs)
            #expect(use.last == set.last)
            for count in [1, 30, 90, 365] {
                let window = DayRange(last: asOf, count: count)
                let mask = use.mask(window)
                #expect(use.isUsed(in: mask) == (set.count(in: window) > 0))
                var users = [Int32](repeating: 0, count: count)
                use.count(in: window, mask, into: &users)
                #expect(
                    users == (0..<count).map { set.contains(window.first.adding($0)) ? 1 : 0 }
                )
            }
        }
    }

    @Test func `days of several products are united`() throws {
        let day = try day("2026-11-10")
        var runs = DayRuns()
        runs.append(key: 0, day: day)
        runs.append(key: 1, day: day)
        var use = YearOfUse(DayRange(last: day, count: 365))
        use.add(0..<1, of: runs)
        use.add(1..<2, of: runs)
        var users: [Int32] = [0]
        use.count(in: DayRange(day), use.mask(DayRange(day)), into: &users)
        #expect(users == [1])
    }
}
