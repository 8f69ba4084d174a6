import Columns
import Testing

@testable import CEL

/// Steps that run out: for a row, and for all rows together.
@Suite struct ColumnarStepTests {
    @Test func `a branch that takes too many steps fails only the rows that take it`() throws {
        let names = (0..<30).map { "'\($0)'" }.joined(separator: ", ")
        let program = try Seats.program(
            "(seat.assigned ? seat.kind : [\(names)].filter(n, n != '')[0]) == 'seats'"
        )
        let result = program.evaluate(Seats.bindings, rows: RowSet(all: 6), budget: 40)
        #expect(Array(result.holds) == [0, 2, 3])
        #expect(Array(result.failed) == [1, 4])
        #expect(result.error(at: 1)?.kind == .budget)
    }

    @Test func `rows beyond the steps that all may take are errors that nothing absorbs`() throws {
        let program = try Seats.program("'a' in seat.tags || seat.used > 0")
        let result = program.evaluate(Seats.bindings, rows: RowSet(all: 6), steps: 4)
        #expect(!result.failed.isEmpty)
        #expect(result.holds.isSubset(of: RowSet(all: 6).subtracting(result.failed)))
        #expect(result.error(at: 3)?.kind == .budget)
    }

    @Test(arguments: [
        "[NAMES].exists(n, n in seat.tags) || seat.used == seat.used",
        "[NAMES].exists(n, seat.email.orElse('').contains(n)) || seat.used == seat.used",
    ])
    func `nothing absorbs that the steps of a row run out`(text: String) throws {
        let names = (0..<30).map { "'\($0)'" }.joined(separator: ", ")
        let program = try Seats.program(text.replacing("NAMES", with: names))
        let all = RowSet(all: 6)
        let result = program.evaluate(Seats.bindings, rows: all, budget: 40)
        for row in result.failed { #expect(result.error(at: row)?.kind == .budget) }
        #expect(result.failed.count >= 3)
        #expect(result.holds == all.subtracting(result.failed))
        #expect(program.evaluate(Seats.bindings, rows: all).failed.count < 4)
    }

    @Test func `no text is asked about beyond the steps that all rows may take`() throws {
        let program = try Seats.program("(seat.kind + '!').size() > 5 || seat.used == seat.used")
        let result = program.evaluate(Seats.bindings, rows: RowSet(all: 6), steps: 4)
        // The first text takes them all.
        #expect(Array(result.holds) == [0, 2, 3])
        #expect(Array(result.failed) == [1, 4, 5])
        #expect(result.error(at: 1)?.kind == .budget)
    }

    @Test func `each part of a long condition is planned once`() throws {
        let all = RowSet(all: 6)
        let sum = "seat.share" + String(repeating: " + 1.0", count: 60) + " > 60.5"
        #expect(Array(try Seats.program(sum).evaluate(Seats.bindings, rows: all).holds) == [2, 4])
        let text =
            String(repeating: "(", count: 60) + "seat.kind"
            + String(repeating: " + '!')", count: 60) + ".size() > 64"
        #expect(
            Array(try Seats.program(text).evaluate(Seats.bindings, rows: all).holds) == [
                0, 2, 3, 4,
            ]
        )
    }

    @Test func `macros within macros are no row of as many conditions`() throws {
        let list = "[" + (1...16).map { "\($0)" }.joined(separator: ", ") + "]"
        let names = ["a", "b", "c"]
        let text =
            names.map { "\(list).exists(\($0), " }.joined()
            + "seat.used > a + b + c" + String(repeating: ")", count: names.count)
        let program = try Seats.program(text)
        var planner = Planner(program, Seats.bindings, rows: RowSet(all: 6), budget: 1_000)
        let root = planner.plan().root
        guard case .interpreted = root.form else {
            Issue.record("the macros are spread out")
            return
        }
        let rows = RowSet(rowCount: 6, [1, 2, 3, 5])
        #expect(Array(program.evaluate(Seats.bindings, rows: rows).holds) == [1, 2, 3, 5])
    }
}
