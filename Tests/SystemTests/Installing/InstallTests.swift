import Foundation
import TestSupport
import Testing

/// `make install` and `make uninstall`, below a folder of their own.
@Suite(.enabled(if: Program.installed("make") != nil, "needs make"))
struct InstallTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// Runs a target of the Makefile with the programs of the tests.
    @discardableResult
    private func make(_ target: String, _ variables: String...) throws -> Program.Outcome {
        let programs = URL(fileURLWithPath: Program("seatwarden").path).deletingLastPathComponent()
        return try #require(Program.installed("make")).run(
            ["-s", "-C", Checkout.folder.path, target, "DESTDIR=\(scratch.url.path)"]
                + ["BUILT=\(programs.path)"] + variables,
            // What `make test` was given is not for this one.
            environment: ["MAKEFLAGS": "", "MAKEOVERRIDES": ""]
        )
    }

    private static let policies = "usr/share/seatwarden/Policies"

    /// Everything below the folder but the shipped policies, a line each: mode and path.
    private func listing() throws -> String {
        let entries = try FolderTree(scratch.url, except: [Self.policies]).entries
            .filter { !$0.key.isEmpty }
        return entries.sorted { $0.key < $1.key }
            .map { "\(String($0.value.mode & 0o7777, radix: 8)) \($0.key)\n" }.joined()
    }

    @Test func `everything has its place and its mode`() throws {
        let outcome = try make("install")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let golden = Checkout.folder.appending(path: "Tests/SystemTests/Golden/install/files.txt")
        let difference = try Golden.difference(try listing().utf8, from: golden)
        #expect(difference == nil)
    }

    @Test func `the shipped policies and templates are installed as they are`() throws {
        try make("install")
        let installed = try FolderTree(scratch.url.appending(path: Self.policies)).entries
        let shipped = try FolderTree(Checkout.folder.appending(path: "Policies")).entries
        #expect(installed.mapValues(\.bytes) == shipped.mapValues(\.bytes))
        let modes = installed.mapValues { $0.mode & 0o7777 }
        #expect(modes.allSatisfy { $0.value == (installed[$0.key]?.bytes == nil ? 0o755 : 0o644) })
    }

    @Test func `installing twice is installing once, and uninstalling leaves no file`() throws {
        try make("install")
        let first = try listing()
        try make("install")
        #expect(try listing() == first)
        let outcome = try make("uninstall")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("/etc/seatwarden, /var/lib/seatwarden"))
        let left = try FolderTree(scratch.url).entries.filter { $0.value.bytes != nil }
        #expect(left.keys.sorted() == [])
        #expect(!FileManager.default.fileExists(atPath: scratch.path("usr/share/seatwarden")))
    }

    @Test func `under another prefix the units name the programs that are there`() throws {
        try make("install", "PREFIX=/usr/local")
        for name in ["seatwarden", "seatwarden-relay"] {
            let path = scratch.path("usr/local/lib/systemd/system/\(name).service")
            let unit = try String(contentsOfFile: path, encoding: .utf8)
            #expect(unit.contains("\nExecStart=/usr/local/bin/\(name) run "))
            #expect(unit.contains("\nExecPaths=/usr/local/bin/\(name) "))
            #expect(!unit.contains("/usr/bin/"))
        }
    }

    @Test func `an installed program finds its policies and templates`() throws {
        try make("install", "PREFIX=/opt/seatwarden")
        let company = try Company(
            policies: ["idle.yaml": "policy: idle-seats\nuse: shipped/idle-seats\n"]
        )
        let installed = Program(path: scratch.path("opt/seatwarden/bin/seatwarden"))
        let outcome = try installed.run(["check", "--config", company.path("config.yaml")])
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.contains("1 policy in force"))
        // Not by luck, from the checkout.
        try FileManager.default.removeItem(atPath: scratch.path("opt/seatwarden/share/seatwarden"))
        let robbed = try installed.run(["check", "--config", company.path("config.yaml")])
        #expect(robbed.status == 66)
        #expect(robbed.errors.contains("the shipped policies are missing"))
    }

    @Test func `without built programs it says how to build them`() throws {
        let outcome = try make("install", "BUILT=\(scratch.path("none"))")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("run 'make release' first"))
        #expect(try listing() == "")
    }

    @Test(arguments: ["seatwarden", "seatwarden-relay"])
    func `the manual page lists the commands of the program`(name: String) throws {
        let page = try String(
            contentsOf: Checkout.folder.appending(path: "docs/man/\(name).1"),
            encoding: .utf8
        )
        let start = try #require(page.firstRange(of: ".SH COMMANDS\n")).upperBound
        let section = page[start...].prefix(
            upTo: try #require(page[start...].firstRange(of: ".SH ")).lowerBound
        )
        let described = section.matches(of: #/(?m)^\.B ([a-z]+)$/#).map { String($0.1) }

        let help = try Program(name).run(["--help"]).output
        let list = try #require(help.firstRange(of: "SUBCOMMANDS:\n")).upperBound
        let commands = help[list...].split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.isEmpty }
            .compactMap { $0.firstMatch(of: #/^  ([a-z]+)/#).map { String($0.1) } }
        #expect(described == commands.sorted())
    }
}
