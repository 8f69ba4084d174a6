import Testing

@testable import CEL

/// Every form of the language has steps in source order, and none is evaluated twice.
@Suite struct TraceFormsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let lines: [String]
        var testDescription: String { text }
    }

    static let cases = [
        Case(
            text: "cel.bind(a, n + 1, a * a > 3)",
            lines: [
                "n = 2", "2 + 1 = 3", "a = 3", "a = 3", "3 * 3 = 9", "9 > 3 = true",
                "cel.bind(a, 3, true) = true",
            ]
        ),
        Case(
            text: "cel.bind(a, 1 / 0, n > 1 || a > 1)",
            lines: [
                "1 / 0 failed (absorbed)", "n = 2", "2 > 1 = true", "true || … = true",
                "cel.bind(a, 1 / 0, true) = true",
            ]
        ),
        Case(
            text: "m.?x.orValue(n) == 2",
            lines: ["m = {'a': 1}", "m.?x = none", "n = 2", "none.orValue(2) = 2", "2 == 2 = true"]
        ),
        Case(
            text: "m[?'a'].orValue(n) == 1",
            lines: [
                "m = {'a': 1}", "{'a': 1}[?'a'] = 1", "1.orValue(…) = 1", "1 == 1 = true",
            ]
        ),
        Case(
            text: "[?m.?x, n].size()",
            lines: ["m = {'a': 1}", "m.?x = none", "n = 2", "[none, 2] = [2]", "[2].size() = 1"]
        ),
        Case(
            text: "[n, 3].all(i, v, v > i)",
            lines: ["n = 2", "[2, 3] = [2, 3]", "[2, 3].all(i, v, v > i) = true"]
        ),
        Case(
            text: "m.transformList(k, v, v + n)",
            lines: ["m = {'a': 1}", "{'a': 1}.transformList(k, v, v + n) = [3]"]
        ),
        Case(
            text: "optional.of(n).optMap(x, x + 1).value() > 2",
            lines: [
                "n = 2", "optional.of(2) = 2", "2.optMap(x, x + 1) = 3", "3.value() = 3",
                "3 > 2 = true",
            ]
        ),
        Case(
            text: "google.protobuf.Int32Value{value: n} == 2",
            lines: ["n = 2", "google.protobuf.Int32Value{value: 2} = 2", "2 == 2 = true"]
        ),
    ]

    private static func program(_ text: String) throws -> Program {
        var environment = Environment()
        environment.declare(variable: "n", .int)
        environment.declare(variable: "m", .map(.string, .int))
        let compilation = environment.compile(text)
        return try #require(compilation.program, "\(compilation.problems.map(\.message))")
    }

    private static let bindings = Bindings(["n": .int(2), "m": .map(MapValue(["a": .int(1)]))])

    @Test(arguments: cases)
    func `the parts stand in source order with the values in them`(_ testCase: Case) throws {
        let steps = try Self.program(testCase.text).trace(Self.bindings, reach: .taken)
        let lines = steps.map { step in
            switch step.value {
            case .success(let value): "\(step.reading) = \(value.shown())"
            case .failure: "\(step.reading) failed\(step.isAbsorbed ? " (absorbed)" : "")"
            }
        }
        #expect(lines == testCase.lines)
    }

    @Test(arguments: cases)
    func `the last part has the value of the whole`(_ testCase: Case) throws {
        let program = try Self.program(testCase.text)
        for reach in [TraceReach.taken, .everything] {
            let last = try #require(program.trace(Self.bindings, reach: reach).last)
            #expect(try last.value.get() == program.evaluate(Self.bindings))
        }
    }

    @Test func `a trace takes little more than an evaluation`() throws {
        // Were each level evaluated with all below it, that would be in the square of the depth.
        let text = String(repeating: "(n + ", count: 150) + "n" + String(repeating: ")", count: 150)
        let program = try Self.program(text)
        let steps = program.trace(Self.bindings, budget: 3 * program.cost.maximum)
        #expect(try steps.last?.value.get() == .int(302))
    }

    @Test func `a value of shared parts is shown in short`() throws {
        let text =
            "cel.bind(a, [1], " + String(repeating: "cel.bind(a, [a, a], ", count: 90) + "a"
            + String(repeating: ")", count: 91)
        let steps = try Self.program(text).trace(Self.bindings)
        #expect(steps.allSatisfy { $0.reading.utf8.count < 10_000 })
    }
}
