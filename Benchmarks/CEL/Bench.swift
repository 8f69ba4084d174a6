import CEL
import Columns
import Glibc

/// A condition with what it is an example of.
struct Condition {
    let text: String
    /// Whether it is about comparisons and logic on numbers.
    let isOfNumbers: Bool
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

    // MARK: Answers

    /// How many rows a condition holds in, in how many it is an error, and which they are.
    private struct Answer {
        var count = 0
        var failed = 0
        /// FNV-1a over the numbers of the rows in which it holds, as decimal text with a comma.
        var hash: UInt32 = 2_166_136_261

        mutating func add(_ row: Int) {
            count += 1
            for octet in "\(row),".utf8 { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
        }

        var json: String { "\"true\": \(count), \"errors\": \(failed), \"hash\": \(hash)" }
    }

    private func answer(_ result: ColumnarResult) -> Answer {
        var answer = Answer()
        for row in result.holds { answer.add(row) }
        answer.failed = result.failed.count
        return answer
    }

    private var allRows: RowSet { RowSet(all: table.seats.rowCount) }

    /// Each condition once, a column at a time.
    func answers() -> String {
        let rows = allRows
        let lines = programs.map { program in
            "{\(answer(program.evaluate(bindings, rows: rows)).json)}"
        }
        return
            "{\"rows\": \(table.seats.rowCount), \"conditions\": [\n\(lines.joined(separator: ",\n"))]}"
    }

    // MARK: Figures

    /// Each condition many times, a column at a time.
    func columnar() -> String {
        let rows = allRows
        return report { program in
            let answer = answer(program.evaluate(bindings, rows: rows))
            let runs = (0..<7).map { _ in
                nanoseconds { _ = program.evaluate(bindings, rows: rows) }
            }
            return (runs.sorted()[3] / Double(rows.rowCount), answer)
        }
    }

    /// Each condition in each row by the interpreter.
    ///
    /// The first figure has the row as a structure, the second as a map with all its values, which
    /// is made anew for each evaluation.
    func rows() -> String {
        let count = table.seats.rowCount
        var mapped: [Double] = []
        let structures = report { program in
            var answer = Answer()
            let time = nanoseconds {
                for row in 0..<count { add(row, program, table.seats.structure(at: row), &answer) }
            }
            var other = Answer()
            mapped.append(
                nanoseconds {
                    for row in 0..<count { add(row, program, table.seats.map(at: row), &other) }
                } / Double(count)
            )
            guard answer.hash == other.hash else { stop("maps are judged otherwise", code: 70) }
            return (time / Double(count), answer)
        }
        let mean = mapped.reduce(0, +) / Double(mapped.count)
        return "{\"structures\": \(structures),\n\"maps\": \(rounded(mean))}"
    }

    private func add(_ row: Int, _ program: CEL.Program, _ value: Value, _ answer: inout Answer) {
        do throws(EvaluationError) {
            let result = try program.evaluate(Bindings(["seat": value]))
            if case .bool(true) = result { answer.add(row) }
        } catch {
            answer.failed += 1
        }
    }

    /// Nanoseconds for each row by condition, and their means.
    private func report(_ measure: (CEL.Program) -> (time: Double, answer: Answer)) -> String {
        var lines: [String] = []
        var times: [(time: Double, isOfNumbers: Bool)] = []
        for (program, condition) in zip(programs, conditions) {
            let (time, answer) = measure(program)
            times.append((time, condition.isOfNumbers))
            let text = condition.text.split(separator: "\"").joined(separator: "\\\"")
            lines.append("{\"ns\": \(rounded(time)), \(answer.json), \"text\": \"\(text)\"}")
        }
        func mean(_ times: [Double]) -> String {
            rounded(times.reduce(0, +) / Double(Swift.max(1, times.count)))
        }
        return """
            {"rows": \(table.seats.rowCount), "mean": \(mean(times.map(\.time))), \
            "numbers": \(mean(times.filter(\.isOfNumbers).map(\.time))), "conditions": [
            \(lines.joined(separator: ",\n"))]}
            """
    }

    private func rounded(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }

    /// The processor time that something takes.
    private func nanoseconds(_ body: () -> Void) -> Double {
        let begun = processorTime()
        body()
        return processorTime() - begun
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
