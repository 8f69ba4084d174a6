import CivilTime
import Columns
import Foundation
import TestSupport
import Testing

@testable import CEL

/// Random expressions over random rows: evaluated a column at a time they come to what they come to
/// row by row, also where that is an error.
@Suite struct ColumnarPropertyTests {
    /// 1, or how many times more expressions `make soak` asks for.
    private static let rounds =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { Int($0) } ?? 1

    /// Half a test each, so that they run side by side.
    @Test(arguments: [true, false])
    func `both evaluators agree on random expressions over random rows`(isPolicy: Bool) throws {
        var random = SeededGenerator(seed: isPolicy ? 11 : 12)
        var expressions: Set<String> = []
        var (pairs, refused) = (0, 0)
        while expressions.count < 1_600 * Self.rounds {
            let case_ = try ColumnarCase(isPolicy: isPolicy, &random)
            for _ in 0..<25 {
                var generator = RandomCondition(random: random, isPolicy: isPolicy)
                let kind = RandomCondition.Kind.allCases.randomElement(using: &random) ?? .bool
                let wanted = Bool.random(using: &random) ? .bool : kind
                let depth = Int.random(in: 1...4, using: &random)
                let text = generator.expression(wanted, depth)
                random = generator.random
                guard let program = case_.environment.compile(text).program else {
                    refused += 1
                    continue
                }
                guard expressions.insert(text).inserted else { continue }
                let rows = case_.rows(&random)
                pairs += rows.count
                if let row = case_.disagreement(program, rows) {
                    Issue.record("\(case_.report(program, row))")
                    return
                }
            }
        }
        // Most of what is written is checked and compared, not thrown away.
        #expect(refused * 5 < expressions.count, "\(refused) of \(expressions.count) refused")
        #expect(pairs >= 27_000 * Self.rounds, "\(pairs) pairs of an expression and a row")
    }

    /// What one batch leaves behind must not reach the next.
    @Test(arguments: [true, false])
    func `both evaluators agree beyond the first batch`(isPolicy: Bool) throws {
        var random = SeededGenerator(seed: isPolicy ? 21 : 22)
        let rowCount = 2 * Vector.limit + 70
        let case_ = try ColumnarCase(isPolicy: isPolicy, rowCount: rowCount, &random)
        var compared = 0
        while compared < 60 * Self.rounds {
            var generator = RandomCondition(random: random, isPolicy: isPolicy)
            let text = generator.expression(.bool, 3)
            random = generator.random
            guard let program = case_.environment.compile(text).program else { continue }
            compared += 1
            let looked = (0..<150).map { _ in Int.random(in: 0..<rowCount, using: &random) }
            let rows = case_.rows(&random)
            if let row = case_.disagreement(program, rows, looked: looked) {
                Issue.record("\(case_.report(program, row))")
                return
            }
        }
    }
}

/// Tables, variables and declarations of one round.
struct ColumnarCase {
    let environment: Environment
    let bindings: [String: ColumnarBinding]
    let table: RandomTable
    private let rowCount: Int

    init(isPolicy: Bool, rowCount: Int? = nil, _ random: inout SeededGenerator) throws {
        self.rowCount = rowCount ?? Int.random(in: 16...40, using: &random)
        let rowCount = self.rowCount
        table = RandomTable(rowCount: rowCount, &random)
        environment = ColumnarCase.environment(isPolicy: isPolicy)
        var values = RandomValues(random)
        let asOf = values.column("as_of", .day, rowCount)
        let step = values.column("step", .num, rowCount)
        random = values.random
        let today = try #require(Day("2026-11-24"))
        var bindings: [String: ColumnarBinding] = [
            "seat": .rows(table.seats),
            "as_of": .column(asOf),
            "step": .computed { Value(step[$0]) },
            "today": .constant(.day(today)),
            "now": .constant(.instant(Instant(secondsSince1970: 1_795_000_000))),
            "limit": .constant(.int(60)),
            "rate": .constant(.double(0.5)),
            "names": .constant(.list(["seats", "a", "", "é"].map(Value.string))),
            "nums": .constant(.list((0..<20).map { .int($0 * 3) })),
            "limits": .constant(.map(MapValue(["seats": .int(7), "a": .int(60), "😀": .int(1)]))),
        ]
        let all = RowSet(all: rowCount)
        for (name, text) in [
            ("flag", "seat.used > 30 ? seat.left : seat.secret > 3"), ("score", "seat.days_idle"),
            ("label", "seat.pool.name"),
        ] {
            let program = try #require(environment.compile(text).program)
            bindings[name] = .results(program.evaluate(bindings, rows: all))
        }
        self.bindings = bindings
    }

    private static func environment(isPolicy: Bool) -> Environment {
        var options = isPolicy ? Environment.Options.policy : .standard
        options.hasDays = true
        options.warnsOfNullable = false
        var environment = Environment(options)
        for structure in RandomTable.structures { environment.declare(structure) }
        let variables: [(String, ValueType)] = [
            ("seat", .structure("seat")), ("as_of", .wrapper(.day)), ("step", .wrapper(.double)),
            ("today", .day), ("now", .timestamp), ("limit", .int), ("rate", .double),
            ("names", .list(.string)), ("nums", .list(.int)), ("limits", .map(.string, .int)),
            ("flag", .wrapper(.bool)), ("score", .wrapper(.int)), ("label", .wrapper(.string)),
        ]
        for (name, type) in variables { environment.declare(variable: name, type) }
        return environment
    }

    /// All rows, or some.
    func rows(_ random: inout SeededGenerator) -> RowSet {
        guard Int.random(in: 0..<4, using: &random) == 0 else { return RowSet(all: rowCount) }
        let share = Int.random(in: 1...6, using: &random)
        return RowSet(
            rowCount: rowCount,
            (0..<rowCount).filter { _ in Int.random(in: 0..<share, using: &random) == 0 }
        )
    }

    // MARK: Comparing

    /// What a program comes to in a row, by the interpreter.
    private func outcome(_ program: CEL.Program, _ row: Int) -> Value? {
        try? program.evaluate(RowBindings(bindings, row: row))
    }

    /// A row in which the two evaluators disagree, among all or those that are looked at.
    func disagreement(_ program: CEL.Program, _ rows: RowSet, looked: [Int]? = nil) -> Int? {
        let result = program.evaluate(bindings, rows: rows)
        for row in looked ?? Array(0..<rowCount) {
            guard rows.contains(row) else {
                if result[row] != nil || result.failed.contains(row) || result.holds.contains(row) {
                    return row
                }
                continue
            }
            let expected = outcome(program, row)
            guard isSame(expected, result[row]), (expected == nil) == result.failed.contains(row),
                (expected == .bool(true)) == result.holds.contains(row)
            else { return row }
        }
        return nil
    }

    private func isSame(_ a: Value?, _ b: Value?) -> Bool {
        // The two zeros are equal values, and still different ones.
        if case .double(let a)? = a, case .double(let b)? = b, a == 0 || b == 0 {
            return a == b && a.sign == b.sign
        }
        return a == b
    }

    /// The smallest part that the two evaluators disagree on, with the row.
    func report(_ program: CEL.Program, _ row: Int) -> String {
        var (program, row) = (program, row)
        var isSmaller = true
        while isSmaller {
            isSmaller = false
            for part in program.root.parts {
                let text = String(String.UnicodeScalarView(program.source[part.range]))
                guard let smaller = environment.compile(text).program,
                    let found = disagreement(smaller, RowSet(all: rowCount))
                else { continue }
                (program, row) = (smaller, found)
                isSmaller = true
                break
            }
        }
        let result = program.evaluate(bindings, rows: RowSet(all: rowCount))
        let columnar = result[row].map { "\($0)" } ?? "an error"
        let expected = outcome(program, row).map { "\($0)" } ?? "an error"
        let cells = table.seats.columns.values.map { "\($0.name): \(Value($0[row]).brief)" }
            .sorted()
        return "\(program.text)\nin row \(row) is \(columnar) and should be \(expected)\n\(cells)"
    }
}
