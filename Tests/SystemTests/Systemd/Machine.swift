import Foundation
import TestSupport
import Testing

/// A machine of its own with a real systemd and Seatwarden installed (machine.sh), shared by the tests of
/// a suite.
final class Machine: Sendable {
    /// Why this machine permits none, as a reason to skip; `nil` where it does.
    static let refusal: String? = {
        guard Program.installed("make") != nil else { return "needs make" }
        let outcome = try? script.run(["can"])
        if outcome?.status == 0 { return swiftLibraries.flatMap(hidden) }
        return outcome?.errors.trimmingCharacters(in: .newlines) ?? "machine.sh cannot be run"
    }()

    private static let script = Program(
        path: Checkout.folder.appending(path: "Tests/SystemTests/Systemd/machine.sh").path
    )

    /// Where the libraries of Swift lie that programs built for debugging are linked with; `nil` where they
    /// are linked statically.
    private static let swiftLibraries: String? = {
        let output = try? Program(path: "/usr/bin/ldd").run([Program("seatwarden").path]).output
        return output?.firstMatch(of: #/=> (/.*)/libswiftCore\.so /#).map { String($0.1) }
    }()

    private static func hidden(_ libraries: String) -> String? {
        let isHidden = ["/home/", "/root/"].contains { libraries.hasPrefix($0) }
        return isHidden ? "the units hide \(libraries), where Swift's libraries lie" : nil
    }

    /// The one of the running suite.
    @TaskLocal static var current: Machine?

    private let scratch: ScratchFolder
    private let root: URL

    /// Installs into a new machine and boots it.
    fileprivate init() throws {
        scratch = try ScratchFolder()
        let inject = scratch.url.appending(path: "inject")
        let built = URL(fileURLWithPath: Program("seatwarden").path).deletingLastPathComponent()
        let installed = try Program.installed("make")?.run(
            ["-s", "-C", Checkout.folder.path, "install"]
                + ["DESTDIR=\(inject.path)", "BUILT=\(built.path)"],
            environment: ["MAKEFLAGS": "", "MAKEOVERRIDES": ""]
        )
        guard installed?.status == 0 else { throw NoMachine(text: installed?.errors ?? "") }
        if let killer = Killer.shared {
            try FileManager.default.copyItem(
                atPath: killer.program.path,
                toPath: inject.appending(path: "usr/lib/killat").path
            )
        }
        // Impatient, and with the libraries that programs built for debugging need.
        for unit in ["seatwarden", "seatwarden-relay"] {
            try scratch.write(
                """
                [Service]
                ExecPaths=\(Self.swiftLibraries ?? "")
                WatchdogSec=4s
                RestartSec=100ms

                """,
                to: "inject/etc/systemd/system/\(unit).service.d/test.conf"
            )
        }
        let booted = try Self.script.run(["up", scratch.url.path])
        guard booted.status == 0 else { throw NoMachine(text: booted.errors) }
        let init_ = try String(contentsOf: scratch.url.appending(path: "init"), encoding: .utf8)
        root = URL(fileURLWithPath: "/proc/\(init_.trimmingCharacters(in: .newlines))/root")
        try run("systemd-sysusers && systemd-tmpfiles --create seatwarden.conf")
    }

    fileprivate func end() {
        _ = try? Self.script.run(["down", scratch.url.path])
    }

    /// It could not be installed or booted.
    struct NoMachine: Error {
        let text: String
    }
}

extension Machine {
    /// Runs a command line of bash as root.
    @discardableResult
    func run(_ commands: String) throws -> Program.Outcome {
        try Self.script.run(["in", scratch.url.path, "bash", "-c", commands])
    }

    /// What a command line prints, without the last line end.
    func output(_ commands: String) throws -> String {
        try run(commands).output.trimmingCharacters(in: .newlines)
    }

    /// Waits until a command line succeeds, at most half a minute.
    func waits(until condition: String) throws -> Bool {
        let loop = "for _ in {1..300}; do if \(condition); then exit 0; fi; sleep 0.1; done; exit 1"
        return try run(loop).status == 0
    }

    /// Writes a file below its root.
    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    /// The names in a folder, sorted.
    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
            .sorted()
    }

    /// A property of a unit, as `systemctl show` has it.
    func property(_ name: String, of unit: String) throws -> String {
        try output("systemctl show --value -p \(name) \(unit)")
    }

    /// What a unit has written to the journal, a line each.
    func journal(of unit: String, _ options: String = "-o cat") throws -> String {
        try output("journalctl --sync; journalctl -q \(options) -u \(unit)")
    }
}

/// Boots one machine for all tests of a suite.
struct OnMachine: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let machine = try Machine()
        defer { machine.end() }
        try await Machine.$current.withValue(machine) { try await function() }
    }
}

extension Trait where Self == OnMachine {
    /// The tests of the suite run on one machine with a real systemd.
    static var onMachine: Self { OnMachine() }
}
