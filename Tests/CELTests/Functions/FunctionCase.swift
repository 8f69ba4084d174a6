import Testing

@testable import CEL

/// An expression that must be true, or the message with which it fails.
struct FunctionCase: Sendable, CustomTestStringConvertible {
    let text: String
    var failure: String?
    var testDescription: String { text }

    init(_ text: String, fails failure: String? = nil) {
        self.text = text
        self.failure = failure
    }

    func check(_ environment: Environment = Sample.environment) throws {
        let compilation = environment.compile(text)
        let program = try #require(
            compilation.program,
            "\(compilation.problems.map(\.message))"
        )
        let bindings = try Sample.bindings()
        do throws(EvaluationError) {
            let value = try program.evaluate(bindings)
            #expect(failure == nil && value == .bool(true), "\(value)")
        } catch {
            #expect(error.message == failure)
        }
    }
}
