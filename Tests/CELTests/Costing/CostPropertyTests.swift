import Foundation
import TestSupport
import Testing

@testable import CEL

/// While values are as large as they were declared, no evaluation takes more than was reckoned.
@Suite struct CostPropertyTests {
    private let soakFactor =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { Int($0) } ?? 1

    @Test(arguments: 0..<8)
    func `no evaluation takes more steps than the bound says`(_ round: Int) throws {
        let environment = RandomExpression.environment()
        var writer = RandomExpression(seed: UInt64(round))
        var count = 0
        for _ in 0..<250 * soakFactor {
            let kind = RandomExpression.Kind.allCases.randomElement(using: &writer.numbers) ?? .bool
            let text = writer.write(kind, depth: 5)
            let compilation = environment.compile(text)
            let program = try #require(
                compilation.program,
                "\(text): \(compilation.problems.map(\.message))"
            )
            for _ in 0..<6 {
                let bindings = writer.bindings()
                var evaluator = Evaluator(program, bindings, budget: .max)
                let isWhole = (try? evaluator.evaluate(program.root)) != nil
                let bound = program.cost
                guard evaluator.spent <= bound.maximum else {
                    Issue.record("\(text) took \(evaluator.spent) steps, reckoned \(bound)")
                    return
                }
                count += isWhole ? 1 : 0
            }
        }
        #expect(count > 100 * soakFactor)
    }

    @Test func `an expression without a choice takes exactly what was reckoned`() throws {
        for text in [
            "1 + 2 * 3", "[1, 2, 3].map(x, x + 1)", "'abcdefgh' + 'ijklmnop'", "!(1 == 2)",
        ] {
            let program = try #require(Environment().compile(text).program)
            var evaluator = Evaluator(program, Bindings([:]), budget: .max)
            _ = try evaluator.evaluate(program.root)
            #expect(program.cost == CostEstimate(evaluator.spent), "\(text)")
        }
    }
}
