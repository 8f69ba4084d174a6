import CivilTime
import Columns
import Testing

@testable import CEL

/// Six seats of three pools, one of which has no team.
private struct Seats {
    static let team = TableRows(
        RandomTable.structures[2],
        rowCount: 1,
        [column("name", .text, [.text("North")]), column("size", .int, [.int(12)])]
    )

    static let pool = TableRows(
        RandomTable.structures[1],
        rowCount: 2,
        [
            column("name", .text, [.text("CAD"), .null]), column("free", .int, [.int(3), .int(0)]),
            column("share", .num, [.num(0.5), .null]),
        ],
        relations: ["team": ColumnarRelation(rows: [0, -1], target: team)]
    )

    static let seat = TableRows(
        RandomTable.structures[0],
        rowCount: 6,
        [
            column("email", .text, ["ada", "bob", nil, "ada", "eve", nil].map(cell)),
            column("kind", .text, ["seats", "flex", "seats", "seats", "token", "flex"].map(cell)),
            column("used", .int, [0, 7, 60, 90, -5, .max].map(Cell.int)),
            column("days_idle", .int, [.int(1), .null, .int(60), .int(.min), .null, .int(90)]),
            column("price", .num, [.num(0.5), .num(.nan), .null, .num(-0.0), .num(60), .num(1e9)]),
            column("share", .num, [0, 0.5, 1, -1, .infinity, .nan].map(Cell.num)),
            column("assigned", .bool, [true, false, true, true, false, true].map(Cell.bool)),
            column("left", .bool, [.bool(true), .null, .bool(false), .null, .bool(true), .null]),
            column("seen_on", .day, [0, 31, 59, -1, 20_781, 2_932_896].map(day)),
            column("changed", .instant, [0, 86_400, nil, 7, 90, nil].map(instant)),
            column(
                "tags",
                .list,
                [.list(["a"]), .list([]), .null, .list(["b", "a"]), .null, .null]
            ),
            column("secret", .int, [1, 2, 3, 4, 5, 6].map(Cell.int)),
        ],
        relations: ["pool": ColumnarRelation(rows: [0, 1, -1, 0, 1, -1], target: pool)],
        hidden: ["secret"]
    )

    static func column(_ name: String, _ type: CellType, _ cells: [Cell]) -> Column {
        var column = Column(name, type)
        for cell in cells { column.append(cell) }
        return column
    }

    private static func cell(_ text: String?) -> Cell { text.map(Cell.text) ?? .null }
    private static func day(_ number: Int32) -> Cell { .day(Day(daysSince1970: number)) }
    private static func instant(_ seconds: Int64?) -> Cell {
        seconds.map { .instant(Instant(secondsSince1970: $0)) } ?? .null
    }

    static var environment: Environment {
        var environment = Environment(.policy)
        for structure in RandomTable.structures { environment.declare(structure) }
        environment.declare(variable: "seat", .structure("seat"))
        environment.declare(variable: "idle", .wrapper(.int))
        environment.declare(variable: "wrong", .int)
        environment.declare(variable: "names", .list(.string))
        return environment
    }

    static let bindings: [String: ColumnarBinding] = [
        "seat": .rows(seat), "wrong": .computed { .string("row \($0)") },
        "names": .constant(.list([.string("ada"), .string("zoe")])),
    ]

    static func program(_ text: String) throws -> CEL.Program {
        try #require(environment.compile(text).program)
    }
}

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

    @Test func `rows beyond the steps that all may take are errors that nothing absorbs`() throws {
        let program = try Seats.program("'a' in seat.tags || seat.used > 0")
        let result = program.evaluate(Seats.bindings, rows: RowSet(all: 6), steps: 4)
        #expect(!result.failed.isEmpty)
        #expect(result.holds.isSubset(of: RowSet(all: 6).subtracting(result.failed)))
        #expect(result.error(at: 3)?.kind == .budget)
    }
}

/// Tables that end at, before and behind the border of a batch.
@Suite struct BatchTests {
    private static func table(_ count: Int) -> TableRows {
        var (used, email) = (Column("used", .int), Column("email", .text))
        for row in 0..<count {
            used.append(.int(row % 100))
            email.append(row % 7 == 0 ? .null : .text("user \(row % 13)"))
        }
        return TableRows(RandomTable.structures[0], rowCount: count, [used, email])
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
}
