import Foundation
import Glibc
import TestSupport

/// A program that stays until it is told to end, started as a service manager would start it.
final class RunningProgram {
    /// How long a test waits for something that must come, in seconds.
    static let patience = 60.0

    private let process = Process()
    private let scratch: ScratchFolder
    private let socket: NotifySocket
    /// Every line that it has told the service manager.
    private(set) var said: [String] = []

    /// Starts `NAME run` on a company's folder.
    ///
    /// - Parameters:
    ///   - name: the program.
    ///   - company: whose configuration it gets.
    ///   - wrapper: a program that starts it, with its arguments.
    ///   - environment: variables beside those of the test.
    /// - Throws: where it cannot be started.
    init(
        _ name: String = "seatwarden",
        in company: Company,
        through wrapper: [String] = [],
        environment: [String: String] = [:]
    ) throws {
        scratch = try ScratchFolder()
        socket = try NotifySocket(scratch.path("notify"))
        let log = scratch.url.appending(path: "log")
        try Data().write(to: log)
        let words = wrapper + [Program(name).path, "run", "--config", "config.yaml"]
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = company.url
        process.environment = ProcessInfo.processInfo.environment
            .merging(["NOTIFY_SOCKET": socket.path, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// All that it has printed.
    var log: String {
        (try? String(contentsOf: scratch.url.appending(path: "log"), encoding: .utf8)) ?? ""
    }

    /// Waits until it tells the service manager a line that begins so.
    ///
    /// - Throws: ``Silence`` when it ends before, or nothing of the kind comes in time.
    @discardableResult
    func wait(for beginning: String) throws -> String {
        let end = Date().addingTimeInterval(Self.patience)
        while Date() < end {
            let isRunning = process.isRunning
            guard let lines = socket.next(within: 0.2) else {
                if isRunning { continue }
                break
            }
            said += lines
            if let line = lines.first(where: { $0.hasPrefix(beginning) }) { return line }
        }
        throw Silence(wanted: beginning, said: said, log: log)
    }

    /// Waits for the end of a look: the status that says what comes next.
    @discardableResult
    func status(_ beginning: String = "Waiting; ") throws -> String {
        try wait(for: "STATUS=\(beginning)")
    }

    /// Asks it to read configuration and policies anew, and waits until it has: it looks at the clock and
    /// at everything else then too, and makes the cycle that follows from it.
    func reload() throws {
        send(SIGHUP)
        try wait(for: "RELOADING=1")
        try wait(for: "READY=1")
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end.
    ///
    /// - Returns: the exit code; negative for a signal.
    func ended() -> Int32 {
        process.waitUntilExit()
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? -status : status
    }

    /// Ends it by a signal.
    @discardableResult
    func end(by signal: Int32 = SIGTERM) -> (status: Int32, time: Duration) {
        var status: Int32 = 0
        let time = ContinuousClock().measure {
            send(signal)
            status = ended()
        }
        return (status, time)
    }

    /// What a test waited for in vain.
    struct Silence: Error, CustomStringConvertible {
        let wanted: String
        let said: [String]
        let log: String

        var description: String {
            "no \(wanted); it said \(said.suffix(20)) and printed:\n\(log)"
        }
    }
}

/// Looks again and again until something is so, for at most a minute.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(RunningProgram.patience)
    while Date() < end {
        if try condition() { return true }
        usleep(20_000)
    }
    return false
}
