import Testing

@testable import CEL

@Suite struct CostTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let cost: CostEstimate
        var testDescription: String { text }

        init(_ text: String, _ minimum: Int, _ maximum: Int) {
            self.text = text
            cost = CostEstimate(minimum, maximum)
        }
    }

    /// Lists of 10 elements and texts of 16 code points, which are 64 octets or 8 steps.
    private static let environment = {
        var environment = Environment()
        let limits = SizeLimits(mostElements: 10, mostCharacters: 16)
        environment.declare(variable: "n", .int)
        environment.declare(variable: "t", .string, limits: limits)
        environment.declare(variable: "ns", .list(.int), limits: limits)
        environment.declare(variable: "ts", .list(.string), limits: limits)
        environment.declare(variable: "row", .structure("row"))
        environment.declare(
            StructureDeclaration(
                "row",
                fields: [FieldDeclaration("parts", .list(.int), limits: limits)]
            )
        )
        return environment
    }()

    static let cases = [
        Case("1", 1, 1),
        Case("n + 1", 3, 3),
        Case("true && n > 1", 2, 5),
        Case("n > 1 ? n : n + n", 5, 7),
        // A step for each element beside those of the body, in eights.
        Case("ns.all(x, x > 1)", 2, 2 + 10 / 8 + 10 * 3),
        Case("[1, 2].all(x, x > 1)", 1 + 3 + 3, 1 + 3 + 2 * 3),
        Case("ns.map(x, 1)", 2, 2 + 1 + 10),
        Case("ns.map(x, x > 1, x)", 2, 2 + 1 + 10 * 4),
        Case("row.parts.exists(x, x > 1)", 3, 3 + 1 + 10 * 3),
        Case("n in ns", 3, 3 + 10),
        // 10 elements with a text of 8 steps against one of 8.
        Case("t in ts", 3, 3 + 10 * 9),
        Case("t == t", 3, 3 + 8),
        Case("t + t", 3, 3 + 16 + 16),
        Case("t.startsWith(t)", 3, 3 + 16),
        Case("size(ns)", 2, 2),
        Case("size(t)", 2, 2 + 8),
    ]

    @Test(arguments: cases)
    func `the steps follow from the sizes`(_ testCase: Case) throws {
        let program = try #require(Self.environment.compile(testCase.text).program)
        #expect(program.cost == testCase.cost)
    }

    @Test func `a bound that no number holds is the largest`() throws {
        var text = "ns.size()"
        for level in 0..<30 { text = "ns.map(x\(level), \(text))[0]" }
        let program = try #require(Self.environment.compile(text).program)
        #expect(program.cost.maximum == .max)
    }

    @Test func `every function that makes a text or a list has a stated size`() {
        let environment = Environment(.policy)
        for (name, overloads) in environment.functions {
            for overload in overloads where overload.result.isLarge {
                #expect(functionCosts[name] != nil, "\(name)\(overload.signature)")
            }
        }
    }
}

extension CEL.ValueType {
    fileprivate var isLarge: Bool {
        switch self {
        case .string, .bytes, .list, .map, .dyn, .parameter: true
        default: false
        }
    }
}
