import Testing

@testable import CEL

@Suite struct ValueDepthTests {
    private static let tens = "[[[[[[[[[[x]]]]]]]]]]"
    private static func bound(_ value: (String) -> String, _ count: Int) -> String {
        (1...count).reversed().reduce("a\(count)") { body, index in
            "cel.bind(a\(index), \(value("a\(index - 1)")), \(body))"
        }
    }

    @Test(arguments: [
        "[1]" + String(repeating: ".map(x, \(tens))", count: 60),
        "[1]" + String(repeating: ".map(x, dyn(\(tens)))", count: 60),
        "{'a': 1}" + String(repeating: ".transformMap(k, x, dyn(\(tens)))", count: 60),
        "cel.bind(a0, 1, \(bound({ "[[[\($0), \($0)]]]" }, 90)))",
        "cel.bind(a0, 1, \(bound({ "dyn({1: {2: {3: \($0)}}})" }, 90)))",
        "cel.bind(a0, 1, \(bound({ "optional.of(optional.of(dyn(\($0))))" }, 150)))",
        "cel.block([1\((0..<2000).map { ", [cel.index(\($0))]" }.joined())], cel.index(2000))",
    ])
    func `a value of too many levels is refused before it is made`(text: String) {
        let problems = Environment().compile(text).problems
        #expect(problems.map(\.code) == ["too-deep"])
        #expect(problems.first?.offsets.isEmpty == false)
    }

    @Test(arguments: [
        ("size([1]\(String(repeating: ".map(x, [x])", count: 190)))", "1"),
        ("size([1]\(String(repeating: ".map(x, x)", count: 190)))", "1"),
        (Array(repeating: "'a'", count: 190).joined(separator: " + ") + " == ''", "false"),
        ("size(\(Array(repeating: "[1]", count: 190).joined(separator: " + ")))", "190"),
        ("{}\(String(repeating: ".?a", count: 190)).hasValue()", "false"),
        ("cel.bind(a0, 1, \(bound({ "[\($0)][0]" }, 150)))", "1"),
        (
            "cel.block([1\((0..<2000).map { ", cel.index(\($0)) + 1" }.joined())], "
                + "cel.index(2000))", "2001"
        ),
    ])
    func `what has few levels is not`(text: String, value: String) throws {
        #expect(try shown(text) == value)
    }

    @Test func `types that hold others many times do not grow without bound`() {
        var environment = Environment()
        let parts = ["T", "U", "V"].map { CEL.ValueType.parameter($0) }
        environment.declare(
            FunctionDeclaration(
                "tuple",
                [
                    Overload(isMember: false, parameters: parts, result: .abstract("tuple", parts))
                    { (_: [Value]) throws(EvaluationError) in .null }
                ]
            )
        )
        let text = "cel.bind(a0, 1, \(Self.bound({ "tuple(\($0), \($0), \($0))" }, 60)))"
        #expect(environment.compile(text).problems.map(\.code) == ["too-deep"])
        let keys = "cel.bind(a0, 1, \(Self.bound({ "{\($0): \($0)}" }, 60)))"
        #expect(environment.compile(keys).problems.count == Bounds.problems)
    }
}
