import Foundation
import TestSupport
import Testing

/// A `seatwarden run` that a test started, with the service manager's end of sd_notify.
final class RunningService {
    private let process = Process()
    private let errors: URL
    let socket: NotifySocket

    /// How long a test waits for something that must come.
    static let patience = 60.0

    /// Starts the daemon on a company, through another program where one is given.
    init(_ company: Company, through wrapper: [String] = []) throws {
        let scratch = company.scratch
        let id = UUID().uuidString.prefix(8)
        socket = try NotifySocket("\(NSTemporaryDirectory())/sw-\(id)")
        errors = scratch.url.appending(path: "run-\(id).log")
        try Data().write(to: errors)
        let words =
            wrapper + [Program("seatwarden").path, "run", "--config", "config.yaml"]
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = company.url
        process.environment = ProcessInfo.processInfo.environment
            .merging(["NOTIFY_SOCKET": socket.path, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: socket.path)
    }

    /// What it has written to its log.
    var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Waits for the end of a look: the status that says what comes next.
    @discardableResult
    func status(_ beginning: String = "Waiting; ") -> String? {
        socket.line(beginning: "STATUS=\(beginning)", within: Self.patience)
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end.
    ///
    /// - Returns: the exit code; negative for a signal.
    func ended() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
            ? -process.terminationStatus : process.terminationStatus
    }

    /// Stops it as a service manager does.
    ///
    /// - Returns: the exit code and how many seconds it took.
    func stop() -> (status: Int32, seconds: Double) {
        let start = Date()
        send(SIGTERM)
        let status = ended()
        return (status, Date().timeIntervalSince(start))
    }
}

/// Looks again and again until something is so, for at most a minute.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(RunningService.patience)
    while Date() < end {
        if try condition() { return true }
        usleep(20_000)
    }
    return false
}
