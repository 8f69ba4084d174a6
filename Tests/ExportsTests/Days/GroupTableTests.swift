import CivilTime
import Testing

@testable import Exports

@Suite struct GroupTableTests {
    @Test func `days too far apart find no room, also where there is only one group`() throws {
        let far = try #require(Day(year: 8627, month: 5, day: 5))
        let near = try #require(Day(year: 2026, month: 6, day: 18))
        var table = GroupTable(expecting: DayRange(far))
        let hasRoom = table.widen(for: near)
        #expect(!hasRoom)
    }

    @Test func `all days that can be meant find room together`() throws {
        let first = try #require(Day(year: 1990, month: 1, day: 1))
        let last = try #require(Day(year: 2099, month: 12, day: 31))
        var table = GroupTable(expecting: DayRange(last))
        let hasRoom = table.widen(for: first)
        #expect(hasRoom)
        #expect(table.firstDay <= Int(first.daysSince1970))
        #expect(table.firstDay + table.dayWords * 64 > Int(last.daysSince1970))
    }
}
