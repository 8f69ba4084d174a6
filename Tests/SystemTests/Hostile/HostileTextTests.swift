import Foundation
import TestSupport
import Testing

/// Policies and configurations that nobody writes by hand: one clear message, and soon.
@Suite struct HostileTextTests {
    /// A text, and how its message begins.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: @Sendable () -> [UInt8]
        let message: String
        var status: Int32 = 78

        init(
            _ name: String,
            _ message: String,
            status: Int32 = 78,
            _ text: @escaping @Sendable () -> String
        ) {
            self.name = name
            self.message = message
            self.status = status
            self.text = { Array(text().utf8) }
        }

        init(bytes: [UInt8], _ name: String, _ message: String, status: Int32 = 78) {
            self.name = name
            self.message = message
            self.status = status
            text = { bytes }
        }

        var testDescription: String { name }
    }

    /// A policy with an expression.
    private static func policy(_ expression: String) -> String {
        "policy: idle\nresource: seat\nexpr: >\n  \(expression)\n"
    }

    private static let mebibyte = 1 << 20

    static let policies = [
        Case("a mebibyte of brackets", "idle.yaml:1:65: error: ") {
            String(repeating: "[", count: mebibyte)
        },
        Case("a mebibyte of braces", "idle.yaml:1:") { String(repeating: "{", count: mebibyte) },
        Case("a thousand nested lists", "idle.yaml:1:") {
            "policy: " + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        },
        Case("nested mappings", "idle.yaml:") {
            (0..<400).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        },
        Case("a hundred thousand keys", "idle.yaml:") {
            "policy: idle\n" + (0..<99_000).map { "k\($0): 1\n" }.joined()
        },
        Case("one key a hundred thousand times", "idle.yaml:") {
            String(repeating: "policy: a\n", count: 100_000)
        },
        Case("ten thousand documents", "idle.yaml:") {
            String(repeating: "---\npolicy: a\n", count: 10_000)
        },
        Case("a very long line", "idle.yaml:2:") {
            "policy: idle\n" + String(repeating: "x", count: mebibyte - 20)
        },
        Case("a very long name", "idle.yaml:1:") {
            "policy: " + String(repeating: "x", count: mebibyte - 20)
        },
        Case(
            "more than a mebibyte",
            "policies/idle.yaml: it has more than 1048576 bytes",
            status: 65
        ) {
            String(repeating: "#\n", count: mebibyte)
        },
        Case("a bomb of aliases", "idle.yaml:1:4: error: anchors") {
            "a: &a [x, x, x, x]\n"
                + (0..<30).map { "a\($0): &a\($0) [*a, *a, *a, *a, *a, *a]\n" }.joined()
        },
        Case("a deep expression", "idle.yaml:") {
            policy(
                String(repeating: "(", count: 100_000) + "true"
                    + String(repeating: ")", count: 100_000)
            )
        },
        Case("a long expression", "idle.yaml:") {
            policy(Array(repeating: "seat.assigned", count: 60_000).joined(separator: " || "))
        },
        Case("a deep template", "idle.yaml:") {
            "policy: idle\nresource: seat\nexpr: seat.assigned\nmessage: { summary: '"
                + String(repeating: "{{#if true}}", count: 20_000) + "' }\n"
        },
        Case(bytes: Array("policy: idle\u{0}\n".utf8), "a NUL", "idle.yaml:1:"),
        Case(
            bytes: [0x70, 0x6F, 0x6C, 0xFF, 0xFE, 0x0A],
            "no UTF-8",
            "policies/idle.yaml: this is not text in UTF-8",
            status: 65
        ),
        Case(
            bytes: (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 11) },
            "noise",
            "policies/idle.yaml: this is not text in UTF-8",
            status: 65
        ),
    ]

    @Test(arguments: policies)
    func `a hostile policy is answered soon, with few words`(_ hostile: Case) throws {
        let company = try Company()
        try company.write(hostile.text(), to: "policies/idle.yaml")
        let before = try company.tree()
        let outcome = try company.soon("once", "--at", Company.now)
        #expect(outcome.status == hostile.status)
        #expect(outcome.errors.contains(hostile.message), "\(outcome.errors.prefix(300))")
        #expect(outcome.errors.utf8.count < 20_000)
        #expect(outcome.output == "")
        try company.expectUntouched(since: before)
    }

    static let configurations = [
        Case("a mebibyte of brackets", "config.yaml:1:") {
            String(repeating: "[", count: mebibyte)
        },
        Case("a hundred thousand keys", "config.yaml:") {
            (0..<99_000).map { "k\($0): 1\n" }.joined()
        },
        Case("a hundred thousand people who left", "config.yaml:", status: 78) {
            "people:\n  left:\n" + (0..<40_000).map { "    - { email: a\($0) }\n" }.joined()
        },
        Case("a very long line", "config.yaml:") {
            "organisation: Small\nmail: { from: " + String(repeating: "<", count: mebibyte / 2)
                + " }\n"
        },
        Case("an empty file", "mail.from is missing: mails need a sender") { "" },
        Case("only a comment", "mail.from is missing: mails need a sender") { "# to do\n" },
        Case("a list", "config.yaml:1:1: error: ") { "- organisation\n" },
    ]

    @Test(arguments: configurations)
    func `a hostile configuration is answered soon, with few words`(_ hostile: Case) throws {
        let company = try Company()
        try company.write(hostile.text(), to: "config.yaml")
        for command in [["once", "--at", Company.now], ["check"]] {
            let outcome = try company.soon(command)
            #expect(outcome.text.contains(hostile.message), "\(outcome.text.prefix(300))")
            #expect(outcome.text.utf8.count < 20_000)
            if command[0] == "once" { #expect(outcome.status == hostile.status) }
        }
    }

    @Test func `a folder of ten thousand policies is refused by its size, or read`() throws {
        let company = try Company()
        for number in 0...10_000 { try company.write("", to: "policies/p\(number).yaml") }
        let outcome = try company.soon("check")
        #expect(outcome.status == 65)
        #expect(outcome.errors == "seatwarden: policies: it has more than 10000 files\n")
    }
}

extension Company {
    /// Runs `seatwarden` with two seconds of computing time: whoever needs more is ended by the kernel.
    func soon(_ arguments: String...) throws -> Program.Outcome { try soon(arguments) }

    /// The same with the words in a list.
    func soon(_ arguments: [String]) throws -> Program.Outcome {
        try Program(path: "/bin/sh").run(
            ["-c", "ulimit -t 2; exec \"$@\"", "sh", Program("seatwarden").path] + arguments
                + ["--config", "config.yaml"],
            in: url.path,
            environment: environment
        )
    }
}
