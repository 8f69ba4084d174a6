import Foundation
import TestSupport
import Testing

/// What programs and terminals get: JSON that parses, help that shows how, no colour where none shows.
@Suite struct OutputTests {
    @Test func `every JSON that is offered is JSON`() throws {
        let company = try Company.harbourStudio()
        var outputs = [try company.once(at: Company.now, "--json").output]
        for command in [
            ["check", "--json"], ["outbox", "status", "--json"],
            ["facts", "seat", "--format", "json"],
            ["facts", "team", "--format", "json"], ["facts", "admin", "--format", "json"],
            ["facts", "balance", "--format", "json"], ["facts", "dataset", "--format", "json"],
            ["facts", "--describe", "--format", "json"], ["alerts", "--format", "json"],
            ["evaluate", "idle-seats", "--all", "--format", "json"],
        ] {
            let outcome = try company.seatwarden(command)
            #expect(outcome.status == 0, "\(command)")
            outputs.append(outcome.output)
        }
        outputs.append(try company.relay("status", "--json").output)
        for (name, bytes) in try company.files(in: "outbox/actions/new") {
            #expect(name.hasSuffix(".json"))
            outputs.append(String(decoding: bytes, as: UTF8.self))
        }
        for output in outputs {
            #expect(output.hasSuffix("\n"))
            #expect(throws: Never.self) {
                try JSONSerialization.jsonObject(with: Data(output.utf8))
            }
        }
    }

    static let commands: [(program: String, command: [String])] =
        [
            [], ["once"], ["check"], ["facts"], ["evaluate"], ["alerts"], ["alerts", "list"],
            ["outbox"], ["outbox", "status"], ["outbox", "show"], ["explain"], ["status"],
        ].map { ("seatwarden", $0) }
        + [[], ["once"], ["status"], ["release"]].map { ("seatwarden-relay", $0) }

    @Test(arguments: commands)
    func `every command explains itself with examples`(program: String, command: [String]) throws {
        let outcome = try Program(program).run(command + ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("USAGE: \(([program] + command).joined(separator: " "))"))
        let examples = try #require(outcome.output.firstRange(of: "Examples:\n"))
        #expect(outcome.output[examples.upperBound...].hasPrefix("  \(program) "))
    }

    @Test(arguments: [
        ["bogus"], ["once", "--bogus"], ["facts", "seat", "--format", "xml"], ["evaluate"],
    ])
    func `a command line that is wrong says how it goes and ends with 64`(_ command: [String])
        throws
    {
        let outcome = try Program("seatwarden").run(command)
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("Usage: seatwarden"))
        #expect(outcome.errors.contains("--help"))
    }

    @Test func `what goes into a pipe or a file has no escapes`() throws {
        let company = try Company.harbourStudio()
        var text = try company.once().text
        for command in [["alerts"], ["outbox"], ["check"], ["facts", "seat"]] {
            text += try company.seatwarden(command).text
        }
        #expect(!text.isEmpty)
        #expect(!text.contains("\u{1B}"))
    }

    @Test(.enabled(if: Program.installed("script") != nil, "script is not installed"))
    func `a terminal gets colour unless NO_COLOR is set`() throws {
        var company = try Company.harbourStudio()
        try company.once()
        let script = try #require(Program.installed("script"))
        func shown() throws -> String {
            let command = "\(Program("seatwarden").path) check --config config.yaml"
            let outcome = try script.run(
                ["--quiet", "--return", "--command", command, "/dev/null"],
                in: company.url.path,
                environment: company.environment
            )
            #expect(outcome.status == 0)
            return outcome.output
        }
        company.environment = ["TERM": "xterm", "NO_COLOR": ""]
        #expect(try shown().contains("\u{1B}["))
        company.environment = ["TERM": "xterm", "NO_COLOR": "1"]
        #expect(try !shown().contains("\u{1B}"))
        company.environment = ["TERM": "dumb", "NO_COLOR": ""]
        #expect(try !shown().contains("\u{1B}"))
    }

    @Test func `a reader that goes away is no crash`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let shell = try #require(Program.installed("bash"))
        let command =
            "set -o pipefail; '\(Program("seatwarden").path)' facts seat --config config.yaml | true"
        let outcome = try shell.run(["-c", command], in: company.url.path)
        // 141: ended by SIGPIPE, as every program in a pipe; 74: noticed it. Not 0 by luck only.
        #expect([0, 74, 141].contains(outcome.status))
        #expect(!outcome.errors.contains("Fatal"))
    }
}
