import CivilTime
import Testing

@testable import CEL

/// The trace of what an evaluation came by.
@Suite struct TakenTraceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let lines: [String]
        var testDescription: String { text }
    }

    static let cases = [
        Case(
            text: "seat.days_idle >= limit",
            lines: ["seat.days_idle = 73", "limit = 60", "73 >= 60 = true"]
        ),
        Case(
            text: "seat.kind == 'flex' && limit > 5",
            lines: ["seat.kind = 'seats'", "'seats' == 'flex' = false", "false && … = false"]
        ),
        Case(
            text: "seat.assigned || seat.price > 2.0 || limit > 5",
            lines: ["seat.assigned = true", "true || … || … = true"]
        ),
        Case(
            text: "seat.price > 2.0 || seat.assigned",
            lines: [
                "seat.price = unknown", "unknown > 2.0 = unknown (absorbed)",
                "seat.assigned = true",
                "unknown || true = true",
            ]
        ),
        Case(
            text: "seat.price > 2.0 && seat.assigned",
            lines: [
                "seat.price = unknown", "unknown > 2.0 = unknown", "seat.assigned = true",
                "unknown && true = unknown",
            ]
        ),
        Case(
            text: "limit > 5 ? seat.days_idle + 1 : seat.days_idle",
            lines: [
                "limit = 60", "60 > 5 = true", "seat.days_idle = 73", "73 + 1 = 74",
                "true ? 74 : … = 74",
            ]
        ),
        Case(
            text: "seat.price > 2.0 ? 1 : limit",
            lines: [
                "seat.price = unknown", "unknown > 2.0 = unknown", "unknown ? 1 : … = unknown",
            ]
        ),
        Case(
            text: "seat.days_idle.orElse(limit) > 3",
            lines: ["seat.days_idle = 73", "73.orElse(…) = 73", "73 > 3 = true"]
        ),
        Case(
            text: "seat.price.orElse(0.5) < 1.0",
            lines: ["seat.price = unknown", "unknown.orElse(0.5) = 0.5", "0.5 < 1.0 = true"]
        ),
        Case(
            text: "names.exists(n, n == 'bob')",
            lines: ["names = ['ada', 'bob']", "['ada', 'bob'].exists(n, n == 'bob') = true"]
        ),
        Case(
            text: "!(seat.days_idle in [1, limit])",
            lines: [
                "seat.days_idle = 73", "limit = 60", "[1, 60] = [1, 60]", "73 in [1, 60] = false",
                "!false = true",
            ]
        ),
        Case(
            text: "has(seat.email) || 1 / (limit - 60) > 0",
            lines: [
                "has(seat.email) = false", "limit = 60", "60 - 60 = 0",
                "1 / 0 failed: divisionByZero",
                "1 / (limit - 60) > 0 failed: divisionByZero",
                "false || 1 / (limit - 60) > 0 failed: divisionByZero",
            ]
        ),
    ]

    @Test(arguments: cases)
    func `each part that was needed is shown with the values in it`(_ test: Case) throws {
        let program = try #require(Sample.environment.compile(test.text).program)
        let lines = program.trace(try Sample.bindings(), reach: .taken).map(line)
        #expect(lines.map(normal) == test.lines.map(normal))
    }

    @Test(arguments: cases)
    func `the last part has the value of the whole`(_ test: Case) throws {
        let program = try #require(Sample.environment.compile(test.text).program)
        let trace = program.trace(try Sample.bindings(), reach: .taken)
        let whole = try Sample.evaluate(test.text)
        #expect(trace.last.map { "\($0.value)" } == "\(whole)")
    }

    @Test func `a trace stays within the budget of an evaluation`() throws {
        let text = (0..<200).map { "(limit > \($0))" }.joined(separator: " && ")
        let program = try #require(Sample.environment.compile(text).program)
        let trace = program.trace(try Sample.bindings(), reach: .taken, budget: 50)
        let failures = trace.filter { if case .failure = $0.value { true } else { false } }
        #expect(!failures.isEmpty)
    }

    private func line(_ step: TraceStep) -> String {
        switch step.value {
        case .success(let value): "\(step.reading) = \(value.shown())"
        case .failure(let error):
            error.absentPath == nil
                ? "\(step.reading) failed: \(error.kind)"
                : "\(step.reading) = unknown\(step.isAbsorbed ? " (absorbed)" : "")"
        }
    }

    /// Parentheses belong to the part that they stand around.
    private func normal(_ text: String) -> String { text.filter { $0 != "(" && $0 != ")" } }
}
