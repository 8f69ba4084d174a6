import Foundation
import Glibc
import TestSupport

/// `seatwarden run` on a company's folder, as a service manager would start it.
final class Service {
    private let process = Process()
    private let socket: NotifySocket
    private let scratch: ScratchFolder
    /// Every line that the service has said of itself.
    private(set) var said: [String] = []

    /// How long a test waits for a service before it fails.
    static let patience: Duration = .seconds(30)

    /// Starts it; it is not ready then.
    init(_ company: Company, environment: [String: String] = [:]) throws {
        scratch = try ScratchFolder()
        socket = try NotifySocket(in: scratch)
        process.executableURL = URL(fileURLWithPath: Program("seatwarden").path)
        process.arguments = ["run", "--config", "config.yaml"]
        process.currentDirectoryURL = company.url
        process.environment = ProcessInfo.processInfo.environment
            .merging(["NOTIFY_SOCKET": socket.path]) { _, new in new }
            .merging(environment) { _, new in new }
        let log = scratch.url.appending(path: "log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
    }

    deinit {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// All that it has printed.
    var log: String {
        (try? String(contentsOf: scratch.url.appending(path: "log"), encoding: .utf8)) ?? ""
    }

    /// Waits until it says a line.
    ///
    /// - Throws: ``Silence`` when it ends, or says nothing of the kind in time.
    func wait(for what: String, where isMeant: (String) -> Bool) throws {
        let deadline = ContinuousClock.now.advanced(by: Self.patience)
        while ContinuousClock.now < deadline {
            guard let lines = try socket.next(within: 200) else {
                if process.isRunning { continue }
                break
            }
            said += lines
            if lines.contains(where: isMeant) { return }
        }
        throw Silence(what: what, said: said, log: log)
    }

    /// Waits until it says that it is ready.
    func waitUntilReady() throws { try wait(for: "READY=1") { $0 == "READY=1" } }

    /// Asks it to read configuration and policies anew, and waits until it has: it looks at the clock and
    /// at everything else then too, and makes the cycle that follows from it.
    func reload() throws {
        kill(process.processIdentifier, SIGHUP)
        try wait(for: "RELOADING=1") { $0 == "RELOADING=1" }
        try waitUntilReady()
    }

    /// Ends it by a signal.
    ///
    /// - Returns: its exit code; negative for a signal that ended it.
    @discardableResult
    func end(by signal: Int32 = SIGTERM) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? -status : status
    }

    /// A service did not say what was waited for.
    struct Silence: Error, CustomStringConvertible {
        let what: String
        let said: [String]
        let log: String

        var description: String {
            "no \(what); it said \(said.suffix(20)) and printed:\n\(log)"
        }
    }
}
