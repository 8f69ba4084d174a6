import CivilTime
import TestSupport
import Testing

@Suite struct DaySetTests {
    /// Days around the borders of words and of years, also before 1970.
    private func days(_ count: Int, _ generator: inout SeededGenerator) -> [Day] {
        (0..<count).map { _ in
            Day(daysSince1970: Int32.random(in: -200...600, using: &generator))
        }
    }

    @Test func `a bitmap is the same set as a set of days`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<300 {
            let (a, b) = (
                days(Int.random(in: 0...40, using: &generator), &generator), days(7, &generator)
            )
            let set = DaySet(a)
            let plain = Set(a)
            #expect(Array(set) == plain.sorted())
            #expect(set.count == plain.count)
            #expect(set.isEmpty == plain.isEmpty)
            #expect(set.first == plain.min())
            #expect(set.last == plain.max())
            #expect(Array(set.union(DaySet(b))) == plain.union(b).sorted())
            for day in b {
                #expect(set.contains(day) == plain.contains(day))
                #expect(set.last(notAfter: day) == plain.filter { $0 <= day }.max())
            }
            guard let range = DayRange(b[0], b[1]) ?? DayRange(b[1], b[0]) else { continue }
            #expect(set.count(in: range) == plain.filter(range.contains).count)
            #expect(Array(set.intersection(range)) == plain.filter(range.contains).sorted())
            #expect(set.covers(range) == (plain.filter(range.contains).count == range.count))
        }
    }

    @Test func `equal sets are equal however they were made`() {
        let days = [700, 3, -100, 64, 63].map { Day(daysSince1970: $0) }
        #expect(DaySet(days) == DaySet(days.reversed()))
        #expect(DaySet(days.prefix(2)).union(DaySet(days)) == DaySet(days))
        #expect(DaySet([]) == DaySet())
        #expect(DaySet().union(DaySet()) == DaySet())
    }

    @Test func `a range fills its words`() throws {
        for (first, last) in [(0, 0), (0, 63), (63, 64), (-65, 129), (1, 365)] as [(Int32, Int32)] {
            let range = try #require(DayRange(Day(daysSince1970: first), Day(daysSince1970: last)))
            let set = DaySet(range)
            #expect(set.count == range.count)
            #expect(set.covers(range))
            #expect(!set.contains(range.first.adding(-1)) && !set.contains(range.last.adding(1)))
        }
    }

    @Test func `years of bitmaps hold the whole set`() throws {
        let days = try [
            "2024-01-01", "2024-02-29", "2024-12-31", "2025-12-31", "2027-01-01", "1969-07-20",
        ]
        .map { try #require(Day($0)) }
        let set = DaySet(days)
        #expect(set.years == [1969, 2024, 2025, 2027])
        var back = DaySet()
        for year in set.years {
            let bytes = set.bytes(ofYear: year)
            #expect(bytes.count == DaySet.bytesPerYear)
            back.formUnion(bytes: bytes, ofYear: year)
        }
        #expect(back == set)
        #expect(set.bytes(ofYear: 2024)[0] == 1)
        #expect(set.bytes(ofYear: 2024)[45] == 1 << 5)
    }

    @Test func `bits beyond the year are ignored`() throws {
        var set = DaySet()
        set.formUnion(bytes: [UInt8](repeating: 0xFF, count: 60), ofYear: 2025)
        let first = try #require(Day("2025-01-01"))
        let year = try #require(DayRange(first, first.adding(364)))
        #expect(set == DaySet(year))
        set.formUnion(bytes: [1], ofYear: 0)
        #expect(set == DaySet(year))
    }
}
