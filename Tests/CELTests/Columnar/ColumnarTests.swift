import CivilTime
import Columns
import Testing

@testable import CEL

@Suite struct ColumnarTests {
    /// Rows where a condition is true, and rows where it is an error.
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let holds: [Int]
        let fails: [Int]

        init(_ text: String, _ holds: [Int], fails: [Int] = []) {
            self.text = text
            self.holds = holds
            self.fails = fails
        }

        var testDescription: String { text }
    }

    static let cases = [
        // Numbers and truth values.
        Case("seat.used > 7", [2, 3, 5]), Case("seat.used <= 7", [0, 1, 4]),
        Case("seat.used == 60 || seat.used != seat.used", [2]),
        Case("seat.share < 0.5", [0, 3]), Case("seat.share != seat.share", [5]),
        // As doubles these two would be equal.
        Case("seat.used <= 9223372036854775806u", [0, 1, 2, 3, 4]),
        Case("seat.used >= seat.share", [0, 1, 2, 3]), Case("!seat.assigned", [1, 4]),
        Case("seat.used + 1 > 0", [0, 1, 2, 3], fails: [5]),
        Case("seat.used * 2 - 1 == 13", [1], fails: [5]),
        Case("60 / seat.used == 1 || seat.used % 90 == 0 && seat.used > 0", [2, 3], fails: [0]),
        Case("-seat.days_idle < 0", [0, 2, 5], fails: [1, 3, 4]),
        Case("seat.used in [7, 90]", [1, 3]), Case("seat.price in [0, 60.0]", [3, 4], fails: [2]),
        Case("int(seat.share) == 0", [0, 1], fails: [4, 5]),
        Case("double(seat.used) * 0.5 > 20.0", [2, 3, 5]),
        Case("uint(seat.used) < 9223372036854775807", [0, 1, 2, 3], fails: [4]),
        Case("uint(seat.used - 1) < seat.used", [1, 2, 3, 5], fails: [0, 4]),
        Case("dyn(uint(seat.days_idle - 1)) == seat.days_idle", [], fails: [1, 3, 4]),
        // Nulls and the errors that are absorbed.
        Case("seat.days_idle >= 60", [2, 5], fails: [1, 4]),
        Case("seat.days_idle >= 60 || seat.used == 7", [1, 2, 5], fails: [4]),
        Case("seat.days_idle >= 60 && seat.assigned", [2, 5]),
        Case("has(seat.days_idle)", [0, 2, 3, 5]), Case("seat.days_idle == null", [1, 4]),
        Case("seat.days_idle.orElse(seat.used) > 6", [1, 2, 5]),
        Case("seat.left ? seat.used == 0 : seat.used > 7", [0, 2], fails: [1, 3, 5]),
        Case("(seat.assigned ? seat.price : 1.0) == 1.0", [1, 4], fails: [2]),
        // Texts, once for each.
        Case("seat.email == 'ada'", [0, 3], fails: [2, 5]), Case("has(seat.email)", [0, 1, 3, 4]),
        Case("seat.kind.startsWith('se') && seat.kind.endsWith('ts')", [0, 2, 3]),
        Case("seat.email.matches('^[ab]') || seat.kind == 'flex'", [0, 1, 3, 5], fails: [2]),
        Case("seat.email.orElse('nobody').size() > 3", [2, 5]),
        Case("seat.email in names", [0, 3], fails: [2, 5]),
        Case("names.exists(n, n == seat.email)", [0, 3], fails: [2, 5]),
        Case("seat.email < seat.kind", [0, 1, 3, 4], fails: [2, 5]),
        Case("(seat.assigned ? seat.kind : 'none') == 'none'", [1, 4]),
        // Days and moments.
        Case("seat.seen_on > day('1970-02-01')", [2, 4, 5]),
        Case("seat.seen_on.add(1).month() == 2", [1], fails: [5]),
        Case("seat.seen_on.weekday() in ['thursday', 'sunday']", [0, 1, 2]),
        Case("day('1970-01-01').until(seat.seen_on) == 59", [2]),
        Case("seat.seen_on.year() < 1970", [3]),
        Case(
            "seat.changed - timestamp('1970-01-01T00:00:00Z') < duration('90s')",
            [0, 3],
            fails: [2, 5]
        ),
        Case(
            "seat.changed + duration('24h') > timestamp('1970-01-02T00:01:00Z')",
            [1, 4],
            fails: [2, 5]
        ),
        // Relations.
        Case("seat.pool.free == 3", [0, 3], fails: [2, 5]), Case("has(seat.pool)", [0, 1, 3, 4]),
        Case("seat.pool.team.size == 12", [0, 3], fails: [1, 2, 4, 5]),
        Case("seat.pool.team == null", [1, 2, 4, 5]),
        Case("seat.pool.name.orElse('none') == 'none'", [1, 2, 4, 5]),
        Case("has(seat.pool.share) && seat.pool.share > 0.1", [0, 3]),
        // What is left to the interpreter.
        Case("seat.secret > 3", [3, 4, 5]), Case("'a' in seat.tags", [0, 3], fails: [2, 4, 5]),
        Case("seat.tags.size() == 1 || seat.used > 60", [0, 3, 5], fails: [2, 4]),
        // What depends on no row.
        Case("1 + 1 == 2", [0, 1, 2, 3, 4, 5]), Case("1 / 0 == 1", [], fails: [0, 1, 2, 3, 4, 5]),
        Case("1 / 0 == 1 || seat.assigned", [0, 2, 3, 5], fails: [1, 4]),
        Case("1 / 0 == 1 && seat.assigned", [], fails: [0, 2, 3, 5]),
    ]

    @Test(arguments: cases)
    func `rows are true, false or an error`(item: Case) throws {
        let result = try Seats.program(item.text).evaluate(Seats.bindings, rows: RowSet(all: 6))
        #expect(Array(result.holds) == item.holds)
        #expect(Array(result.failed) == item.fails)
    }

    @Test func `only rows that were asked for have an outcome`() throws {
        let program = try Seats.program("seat.days_idle >= 60")
        let result = program.evaluate(Seats.bindings, rows: RowSet(rowCount: 6, [1, 2, 3]))
        #expect(Array(result.holds) == [2])
        #expect(Array(result.failed) == [1])
        #expect((0..<6).map { result[$0] } == [nil, nil, .bool(true), .bool(false), nil, nil])
        let none = program.evaluate(Seats.bindings, rows: RowSet(rowCount: 6))
        #expect(none.holds.isEmpty && none.failed.isEmpty)
    }

    @Test func `an error is the one of the interpreter`() throws {
        let program = try Seats.program("seat.days_idle >= 60")
        let result = program.evaluate(Seats.bindings, rows: RowSet(all: 6))
        #expect(result.error(at: 1)?.absentPath == "seat.days_idle")
        #expect(result.error(at: 2) == nil)
    }

    @Test func `a program reads what another came to, and fails where that has failed`() throws {
        let idle = try Seats.program("seat.days_idle + 1")
            .evaluate(Seats.bindings, rows: RowSet(all: 6))
        #expect(idle[2] == .int(61))
        var bindings = Seats.bindings
        bindings["idle"] = .results(idle)
        let result = try Seats.program("idle > 60").evaluate(bindings, rows: RowSet(all: 6))
        #expect(Array(result.holds) == [2, 5])
        #expect(Array(result.failed) == [1, 4])
        #expect(result.error(at: 1)?.absentPath == "seat.days_idle")
    }

    @Test func `rows of another program that nobody asked for are asked for now`() throws {
        var bindings = Seats.bindings
        bindings["idle"] = .results(
            try Seats.program("seat.days_idle").evaluate(bindings, rows: RowSet(rowCount: 6, [0]))
        )
        let result = try Seats.program("idle > 59").evaluate(bindings, rows: RowSet(all: 6))
        #expect(Array(result.holds) == [2, 5])
        #expect(Array(result.failed) == [1, 4])
    }

    @Test func `a value of another type than was declared is what it is for the interpreter`()
        throws
    {
        let result = try Seats.program("wrong").evaluate(Seats.bindings, rows: RowSet(all: 6))
        #expect(result[4] == .string("row 4"))
        let compared = try Seats.program("seat.assigned && wrong > 3")
            .evaluate(Seats.bindings, rows: RowSet(all: 6))
        #expect(Array(compared.failed) == [0, 2, 3, 5])
    }

    @Test func `a text without a code is null, whatever else the column says`() throws {
        let texts = CodedText(codes: [0, CodedText.null], dictionary: ["ada"])
        let table = TableRows(
            RandomTable.structures[0],
            rowCount: 2,
            [Column("email", .text(texts), Validity(count: 2))]
        )
        let bindings: [String: ColumnarBinding] = ["seat": .rows(table)]
        for (text, holds, fails) in [
            ("has(seat.email)", [0], []), ("seat.email == null", [1], []),
            ("seat.email != 'eve'", [0], [1]),
        ] {
            let result = try Seats.program(text).evaluate(bindings, rows: RowSet(all: 2))
            #expect(Array(result.holds) == holds, "\(text)")
            #expect(Array(result.failed) == fails, "\(text)")
        }
    }

    @Test func `texts of two columns stand once in the column that they become`() throws {
        let result = try Seats.program("seat.assigned ? seat.kind : (seat.left ? 'flex' : 'seats')")
            .evaluate(Seats.bindings, rows: RowSet(all: 6))
        guard case .column(let column) = result.storage, case .text(let texts) = column.values
        else {
            Issue.record("no column of texts")
            return
        }
        #expect(Set(texts.dictionary).count == texts.dictionary.count)
        #expect(result[4] == .string("flex"))
    }

    @Test func `a part that may be left out is left out`() throws {
        let result = try Seats.program("[?optional.none(), seat.used].size() == 1")
            .evaluate(Seats.bindings, rows: RowSet(all: 6))
        #expect(Array(result.holds) == [0, 1, 2, 3, 4, 5])
    }
}
