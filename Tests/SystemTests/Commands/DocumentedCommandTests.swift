import Foundation
import TestSupport
import Testing

/// The commands on docs/cel.md print what the page says.
@Suite(.enabled(if: Program.installed("bash") != nil, "bash is not installed"))
struct DocumentedCommandTests {
    /// A command with everything that it prints.
    struct Command: Sendable, CustomTestStringConvertible {
        let text: String
        let output: String
        var testDescription: String { text }
    }

    private static let page =
        (try? String(contentsOf: Checkout.folder.appending(path: "docs/cel.md"), encoding: .utf8))
        ?? ""

    /// What stands between lines of three backticks.
    private static let blocks = page.components(separatedBy: "\n```").enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)

    static let commands: [Command] = blocks.flatMap { block in
        block.components(separatedBy: "\n$ ").dropFirst().map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            return Command(
                text: String(lines[0]),
                output: lines.dropFirst().map { "\($0)\n" }.joined()
            )
        }
    }

    @Test(arguments: commands) func `a command prints what the page says`(_ command: Command) throws
    {
        let bash = try #require(Program.installed("bash"))
        let folder = URL(fileURLWithPath: Program("seatwarden").path).deletingLastPathComponent()
        let outcome = try bash.run(["-c", "PATH='\(folder.path)':$PATH; \(command.text) 2>&1"])
        #expect(outcome.output == command.output)
    }

    @Test func `the cases of the page have the answers that stand below them`() throws {
        let block = try #require(Self.blocks.first { $0.hasPrefix("\n{\"expr\"") })
        let lines = block.split(separator: "\n").map(String.init)
        let questions = lines.filter { $0.hasPrefix("{\"expr\"") }
        let outcome = try Program("seatwarden").run(
            ["cel", "--cases"],
            input: Data(questions.joined(separator: "\n").utf8)
        )
        #expect(
            outcome.output.split(separator: "\n").map(String.init)
                == lines.filter { !$0.hasPrefix("{\"expr\"") }
        )
        #expect(questions.count == 2)
        #expect(Self.commands.count >= 3)
    }
}
