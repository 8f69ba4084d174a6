import Foundation
import TestSupport
import Testing

@testable import CEL

/// The example for developers in docs/cel.md, as it stands there.
@Suite struct PublicExampleTests {
    /// A seat, as a host would have it.
    private struct Seat: StructureValue {
        let typeName = "seat"
        let identity: String
        let daysIdle: Int64?

        func value(of field: String) -> Value? {
            switch field {
            case "days_idle": daysIdle.map(Value.int) ?? .null
            case "offering": .string("AutoCAD")
            default: nil
            }
        }
    }

    /// What the page's code does; the lines between the marks are the page's, word for word.
    private func evaluate(_ seat: Seat) throws -> Value? {
        // example
        var environment = Environment(.standard)
        environment.declare(
            StructureDeclaration(
                "seat",
                fields: [
                    FieldDeclaration("days_idle", .wrapper(.int)),
                    FieldDeclaration("offering", .string),
                ]
            )
        )
        environment.declare(variable: "seat", .structure("seat"))
        environment.declare(variable: "idle_days", .int)

        let compilation = environment.compile("seat.days_idle >= idle_days", expecting: .bool)
        for problem in compilation.problems { print(problem.message) }
        guard let program = compilation.program else { return nil }

        let bindings: Bindings = ["seat": .structure(seat), "idle_days": .int(60)]
        let value = try program.evaluate(bindings)
        // end of example
        return value
    }

    @Test func `the example for developers works`() throws {
        #expect(try evaluate(Seat(identity: "ada", daysIdle: 73)) == .bool(true))
        #expect(try evaluate(Seat(identity: "bob", daysIdle: 59)) == .bool(false))
        #expect(throws: EvaluationError.self) { try evaluate(Seat(identity: "new", daysIdle: nil)) }
    }

    @Test func `the page shows this example`() throws {
        let test = try String(contentsOfFile: #filePath, encoding: .utf8)
        let lines = test.components(separatedBy: "        // example\n")[1]
            .components(separatedBy: "        // end of example\n")[0]
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("        ") ? $0.dropFirst(8) : $0 }
            .joined(separator: "\n")
        let page = try String(
            contentsOf: Checkout.folder.appending(path: "docs/cel.md"),
            encoding: .utf8
        )
        #expect(page.contains("```swift\n\(lines)```\n"))
    }
}
