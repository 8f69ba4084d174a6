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

    private var rowCount: Int { table.seats.rowCount }

    // MARK: Answers

    /// Each condition once, a column at a time.
    func columnar() -> String {
        let rows = RowSet(all: rowCount)
        return report(
            programs.map { Answer($0.evaluate(bindings, rows: rows), rowCount: rowCount).json }
        )
    }

    // All conditions in one row, then in the next, by the interpreter; the row is bound once for all.
    private func interpreted(_ value: (Int) -> Value) -> String {
        var answers = Array(repeating: Answer(), count: programs.count)
        for row in 0..<rowCount {
            let activation = Bindings(["seat": value(row)])
            for index in programs.indices {
                do throws(EvaluationError) {
                    answers[index].add(.success(try programs[index].evaluate(activation)))
                } catch {
                    answers[index].add(.failure(error))
                }
            }
        }
        return report(answers.map(\.json))
    }

    /// All conditions with rows as structures of the host, as policies have them.
    func structures() -> String { interpreted(table.seats.structure(at:)) }

    /// All conditions with rows as maps of all their values, as a host without structures has them.
    func maps() -> String { interpreted(table.seats.map(at:)) }

    // MARK: Figures

    /// Nanoseconds of processor for a row, by condition: each evaluated many times, a column at a time.
    func figures() -> String {
        let rows = RowSet(all: rowCount)
        return report(
            programs.map { program in
                let runs = (0..<7).map { _ in
                    let begun = processorTime()
                    _ = program.evaluate(bindings, rows: rows)
                    return (processorTime() - begun) / Double(rowCount)
                }
                return "\"ns\": \((runs.sorted()[3] * 1000).rounded() / 1000)"
            }
        )
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    /// One JSON object with something of each condition.
    private func report(_ members: [String]) -> String {
        let lines = zip(conditions, members).map { condition, members in
            let text = condition.text.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\\\"")
            let group = condition.isOfNumbers ? "numbers" : "others"
            return "{\"text\": \"\(text)\", \"group\": \"\(group)\", \(members)}"
        }
        return "{\"rows\": \(rowCount), \"conditions\": [\n\(lines.joined(separator: ",\n"))]}"
    }
}
