import CEL
import Columns
import Glibc

/// A condition with what it is an example of.
struct Condition {
    let text: String
    /// `numbers` where it is about comparisons and logic on numbers.
    let group: String
}

/// Conditions over a table.
struct Bench {
    private let table: SeatTable
    private let conditions: [Condition]
    private let programs: [CEL.Program]
    private let bindings: [String: ColumnarBinding]

    init(_ table: SeatTable, _ conditions: [Condition]) {
        self.table = table
        self.conditions = conditions
        bindings = ["seat": .rows(table.seats)]
        var environment = Environment(.standard)
        for structure in SeatTable.structures { environment.declare(structure) }
        environment.declare(variable: "seat", .structure("seat"))
        programs = conditions.map { condition in
            let compilation = environment.compile(condition.text, expecting: .bool)
            guard let program = compilation.program else {
                let problems = compilation.problems.map(\.message).joined(separator: "; ")
                stop("\(condition.text): \(problems)", code: 65)
            }
            return program
        }
    }

    private var allRows: RowSet { RowSet(all: table.seats.rowCount) }

    // MARK: Once

    /// Each condition once, a column at a time.
    func columnar() -> String {
        let rows = allRows
        let found = programs.map { program in
            let begun = processorTime()
            let result = program.evaluate(bindings, rows: rows)
            let time = processorTime() - begun
            var answer = Answer()
            for row in rows {
                answer.add(
                    result.holds.contains(row)
                        ? .isTrue : result.failed.contains(row) ? .isError : .isFalse
                )
            }
            return "\(answer.json), \"cpu\": \(time)"
        }
        return report(found)
    }

    /// Each row once by the interpreter, bound once for all conditions.
    func rows(_ bind: (SeatRows, Int) -> Value) -> String {
        var answers = programs.map { _ in Answer() }
        for row in 0..<table.seats.rowCount {
            let bindings = Bindings(["seat": bind(table.seats, row)])
            for (place, program) in programs.enumerated() {
                answers[place].add(outcome(program, bindings))
            }
        }
        return report(answers.map(\.json))
    }

    private func outcome(_ program: CEL.Program, _ bindings: Bindings) -> Answer.Outcome {
        do throws(EvaluationError) {
            if case .bool(true) = try program.evaluate(bindings) { return .isTrue }
            return .isFalse
        } catch {
            return .isError
        }
    }

    private func report(_ members: [String]) -> String {
        let lines = zip(conditions, members).map { condition, members in
            let text = condition.text.split(separator: "\"").joined(separator: "\\\"")
            return "{\"text\": \"\(text)\", \"group\": \"\(condition.group)\", \(members)}"
        }
        let rows = table.seats.rowCount
        return "{\"rows\": \(rows), \"conditions\": [\n\(lines.joined(separator: ",\n"))]}"
    }

    // MARK: Many times

    /// Nanoseconds of the processor for each condition and row, a column at a time and by the
    /// interpreter with the row as a structure: the middle one of several runs.
    func figures() -> String {
        let (rows, count) = (allRows, table.seats.rowCount)
        var times: [(columnar: Double, rows: Double, group: String)] = []
        let members = zip(programs, conditions).map { program, condition in
            let columnar = middle(of: 7) { _ = program.evaluate(bindings, rows: rows) }
            let byRow = middle(of: 1) {
                for row in 0..<count {
                    let bindings = Bindings(["seat": table.seats.structure(at: row)])
                    _ = outcome(program, bindings)
                }
            }
            let scale = 1e9 / Double(count)
            times.append((columnar * scale, byRow * scale, condition.group))
            return "\"ns\": \(rounded(columnar * scale)), \"rows\": \(rounded(byRow * scale))"
        }
        let numbers = times.filter { $0.group == "numbers" }.map(\.columnar)
        let means = [
            ("all", times.map(\.columnar)), ("numbers", numbers), ("rows", times.map(\.rows)),
        ]
        let shown = means.map { name, values in
            "\"\(name)\": \(rounded(values.reduce(0, +) / Double(Swift.max(1, values.count))))"
        }
        return "{\"means\": {\(shown.joined(separator: ", "))},\n\"figures\": \(report(members))}"
    }

    private func rounded(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

    /// Seconds that something takes, the middle one of so many runs.
    private func middle(of count: Int, _ body: () -> Void) -> Double {
        let times = (0..<count).map { _ in
            let begun = processorTime()
            body()
            return processorTime() - begun
        }
        return times.sorted()[count / 2]
    }

    /// Seconds of the processor that the process has used.
    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
