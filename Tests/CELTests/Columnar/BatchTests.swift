import Columns
import Testing

@testable import CEL

/// Tables that end at, before and behind the border of a batch.
@Suite struct BatchTests {
    private static func table(_ count: Int) -> TableRows {
        var (used, email) = (Column("used", .int), Column("email", .text))
        var (kind, assigned) = (Column("kind", .text), Column("assigned", .bool))
        for row in 0..<count {
            used.append(.int(row % 100))
            kind.append(.text("kind \(row % 3)"))
            assigned.append(.bool(row % 5 != 0))
            email.append(row % 7 == 0 ? .null : .text("user \(row % 13)"))
        }
        return TableRows(RandomTable.structures[0], rowCount: count, [used, email, kind, assigned])
    }

    @Test(arguments: [0, 1, 63, 64, 65, 2047, 2048, 2049, 6000])
    func `every row of a table is looked at once`(count: Int) throws {
        let bindings: [String: ColumnarBinding] = ["seat": .rows(Self.table(count))]
        let program = try Seats.program("seat.used >= 50 && seat.email != 'user 3'")
        let result = program.evaluate(bindings, rows: RowSet(all: count))
        let rows = 0..<count
        #expect(
            Array(result.holds)
                == rows.filter { $0 % 100 >= 50 && $0 % 7 != 0 && $0 % 13 != 3 }
        )
        #expect(Array(result.failed) == rows.filter { $0 % 100 >= 50 && $0 % 7 == 0 })
        let sum = try Seats.program("seat.used + 1").evaluate(bindings, rows: RowSet(all: count))
        #expect(rows.allSatisfy { sum[$0] == .int(Int64($0 % 100 + 1)) })
    }

    @Test(arguments: [1, 3, 5, 64, 2048, 5999])
    func `rows that lie apart are put together`(distance: Int) throws {
        let bindings: [String: ColumnarBinding] = ["seat": .rows(Self.table(6000))]
        let rows = RowSet(rowCount: 6000, stride(from: 0, to: 6000, by: distance))
        let program = try Seats.program("seat.used >= 50 && seat.email != 'user 3'")
        let (some, all) = (
            program.evaluate(bindings, rows: rows),
            program.evaluate(bindings, rows: RowSet(all: 6000))
        )
        #expect(some.holds == all.holds.intersection(rows))
        #expect(some.failed == all.failed.intersection(rows))
        let texts = try Seats.program("seat.email + '!'").evaluate(bindings, rows: rows)
        for row in rows where row % 7 != 0 { #expect(texts[row] == .string("user \(row % 13)!")) }
    }

    @Test func `nothing of an earlier batch is taken for a truth value`() throws {
        let count = 6000
        let bindings: [String: ColumnarBinding] = ["seat": .rows(Self.table(count))]
        // Texts are compared only where `assigned` does not decide, in a register that the branches
        // fill with numbers.
        let program = try Seats.program(
            "(seat.assigned && seat.email.orElse('v') > seat.kind ? seat.used + 55 : 0) > 0"
        )
        let result = program.evaluate(bindings, rows: RowSet(all: count))
        #expect(Array(result.holds) == (0..<count).filter { $0 % 5 != 0 })
        #expect(result.failed.isEmpty)
    }
}
