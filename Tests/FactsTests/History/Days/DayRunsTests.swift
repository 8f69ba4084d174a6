import CivilTime
import TestSupport
import Testing

@testable import Facts

@Suite struct DayRunsTests {
    /// Days by key, as plainly as can be.
    private typealias Model = [Int32: Set<Int32>]

    private func runs(_ model: Model) -> DayRuns {
        var runs = DayRuns()
        for key in model.keys.sorted() {
            for day in (model[key] ?? []).sorted() {
                runs.append(key: key, day: Day(daysSince1970: day))
            }
        }
        return runs
    }

    private func model(_ runs: DayRuns) -> Model {
        Model(
            uniqueKeysWithValues: runs.runsByKey.map { key, range in
                (key, Set(runs.days(range).map(\.daysSince1970)))
            }
        )
    }

    /// Days of a year of a few keys; now and then a day of another century.
    private func random(_ random: inout SeededGenerator) -> Model {
        var model: Model = [:]
        for _ in 0..<(random.next() % 60) {
            let key = Int32(random.next() % 7)
            let isFar = random.next() % 10 == 0
            let day =
                isFar ? Int32(random.next() % 40_000) - 20_000 : 20_600 + Int32(random.next() % 365)
            model[key, default: []].insert(day)
        }
        return model
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `union and difference are those of sets, and bytes give back what they were made of`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let (a, b, c) = (random(&generator), random(&generator), random(&generator))
        let sum = a.merging(b) { $0.union($1) }
        #expect(model(runs(a).union(runs(b))) == sum)
        #expect(runs(a).union(runs(b)) == runs(sum), "equal days are equal values")
        let all = sum.merging(c) { $0.union($1) }
        #expect(DayRuns.union(of: [runs(c), runs(a), runs(b)]) == runs(all))
        let rest = a.compactMapValues { $0 }.reduce(into: Model()) { rest, entry in
            let days = entry.value.subtracting(b[entry.key] ?? [])
            if !days.isEmpty { rest[entry.key] = days }
        }
        #expect(runs(a).subtracting(runs(b)) == runs(rest))
        let segment = Segment(Segment.ID(1, .days), runs(all).bytes)
        #expect(try DayRuns(segment, keyCount: 7) == runs(all))
    }

    @Test(arguments: [20_479, 20_480, 20_543, 20_544, -1] as [Int32])
    func `days before a day are dropped, but the last of a key without a later one`(first: Int32) {
        let all: Model = [0: [-70, -1, 0, 20_479, 20_480], 3: [20_543, 20_544, 20_800], 4: [5]]
        let rest = all.mapValues { days in
            let recent = days.filter { $0 >= first }
            return recent.isEmpty ? days.filter { $0 == days.max() } : recent
        }
        let day = Day(daysSince1970: first)
        #expect(runs(all).dropping(before: day) == runs(rest))
        #expect(runs(all).hasDroppable(before: day) == (rest != all))
        #expect(!runs(rest).hasDroppable(before: day))
        #expect(runs(rest).firstDay?.daysSince1970 == rest.values.flatMap { $0 }.min())
    }

    @Test func `a single day of another century costs a word`() {
        let runs = runs([0: [-200_000, 20_500, 20_700]])
        #expect(runs.count == 3)
        #expect(runs.words.count == 3)
        #expect(runs.lastDay(2) == Day(daysSince1970: 20_700))
        #expect(runs.firstDay(0) == Day(daysSince1970: -200_000))
        #expect(runs.days(0..<3).count == 3)
    }

    @Test func `days that a set does not have are left out`() throws {
        let runs = runs([0: [1, 2, 3], 1: [1, 2, 3]])
        let range = try #require(DayRange(Day(daysSince1970: 2), Day(daysSince1970: 9)))
        let rest = runs.intersection { DayMask($0 == 0 ? DaySet(range) : DaySet()) }
        #expect(model(rest) == [0: [2, 3]])
    }
}
