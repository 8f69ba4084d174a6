import CivilTime
import Columns
import Testing

@Suite struct ColumnTests {
    static let day = Day(daysSince1970: 20_000)

    static let values: [(type: CellType, cells: [Cell])] = [
        (.text, [.text("a"), .null, .text(""), .text("a")]),
        (.int, [.int(3), .null, .int(-1)]),
        (.num, [.num(2.5), .null, .num(0)]),
        (.bool, [.bool(true), .null, .bool(false)]),
        (.day, [.null, .day(day), .day(day.adding(1))]),
        (.instant, [.instant(Instant(day)), .null]),
        (.list, [.list(["a", "b"]), .null, .list([])]),
        (.days, [.days(DaySet([day])), .null, .days(DaySet())]),
    ]

    @Test(arguments: values) func `a column gives back what was put in`(
        _ type: CellType,
        _ cells: [Cell]
    ) {
        var column = Column("c", type)
        for cell in cells { column.append(cell) }
        #expect(column.type == type)
        #expect(column.count == cells.count)
        #expect((0..<cells.count).map { column[$0] } == cells)
        #expect(column.validity.nullCount == cells.count { $0.isNull })
    }

    @Test func `a whole number may stand in a column of numbers`() {
        var column = Column("c", .num)
        column.append(.int(3))
        #expect(column[0] == .num(3))
    }

    @Test func `a finished column is the one that was made row by row`() {
        var column = Column("c", .int)
        for row in 0..<100 { column.append(row % 7 == 0 ? .null : .int(row)) }
        var words: [UInt64] = [.max, .max]
        for row in stride(from: 0, to: 100, by: 7) { words[row / 64] &= ~(1 << UInt64(row % 64)) }
        let elements = (0..<100).map { $0 % 7 == 0 ? 0 : $0 }
        var finished = Column("c", .int(elements), Validity(words: words, count: 100))
        #expect(finished == column)
        finished.append(.int(5))
        column.append(.int(5))
        #expect(finished == column)
    }

    @Test func `coded texts that are finished go on where they ended`() {
        var made = CodedText()
        for text in ["b", nil, "a", "b"] { made.append(text) }
        var finished = CodedText(codes: [0, CodedText.null, 1, 0], dictionary: ["b", "a"])
        #expect(finished == made)
        #expect(finished.hashValue == made.hashValue)
        #expect(finished.code(for: "a") == 1)
        #expect(finished.add("c") == 2)
        #expect(finished.code(for: "c") == 2)
        #expect(finished.code(for: "d") == 3)
    }

    @Test func `sets of days on demand are those that a function makes`() {
        let days = DaysOnDemand(count: 3) { DaySet([Self.day.adding($0)]) }
        var column = Column("c", .daysOnDemand(days), Validity(count: 3))
        #expect(column.type == .days)
        #expect(column[2] == .days(DaySet([Self.day.adding(2)])))
        #expect(days == DaysOnDemand(count: 3) { DaySet([Self.day.adding($0)]) })
        #expect(days != DaysOnDemand(count: 3) { _ in DaySet([Self.day]) })
        column.append(.null)
        #expect(column[3] == .null)
        #expect(column[1] == .days(DaySet([Self.day.adding(1)])))
    }

    @Test func `validity holds across words`() {
        var validity = Validity()
        for row in 0..<200 { validity.append(row % 3 == 0) }
        #expect(validity.count == 200)
        #expect(validity.nullCount == 133)
        #expect((0..<200).allSatisfy { validity[$0] == ($0 % 3 == 0) })
    }

    @Test func `cells answer for their type only`() {
        #expect(Cell.int(2).num == 2)
        #expect(Cell.num(2).int == nil)
        #expect(Cell.text("x").text == "x")
        #expect(Cell.bool(true).text == nil)
        #expect(Cell.day(Self.day).day == Self.day)
        #expect(Cell.day(Self.day).instant == nil)
        #expect(Cell.list(["a"]).list == ["a"])
        #expect(Cell.days(DaySet([Self.day])).days?.count == 1)
        #expect(Cell.null.isNull && Cell.null.text == nil && Cell.null.num == nil)
    }
}

@Suite struct CodedTextTests {
    @Test func `each text is kept once`() {
        var column = CodedText()
        for text in ["b", "a", nil, "b", "b", "", "a"] { column.append(text) }
        #expect(column.codes == [0, 1, CodedText.null, 0, 0, 2, 1])
        #expect(column.dictionary == ["b", "a", ""])
        #expect((0..<7).map { column[$0] } == ["b", "a", nil, "b", "b", "", "a"])
        #expect(column.code(for: "a") == 1)
        #expect(column.code(for: "new") == 3)
    }

    @Test func `canonically equivalent texts are two texts, however often they alternate`() {
        var column = CodedText()
        let spellings = ["é", "e\u{301}"]
        for row in 0..<1000 { column.append(spellings[row % 2]) }
        #expect(column.dictionary.count == 2)
        for row in 0..<1000 {
            #expect(column[row]?.utf8.elementsEqual(spellings[row % 2].utf8) == true)
        }
    }
}
