import Foundation
import Glibc
import TestSupport

/// A relay that runs until it is told to end.
final class RunningRelay {
    private let notify: NotifySocket
    private var heard: [String] = []
    private let process: Process
    private let errors: URL

    /// Starts `seatwarden-relay run` at a desk.
    init(at desk: MailDesk) throws {
        let folder = desk.company.url
        notify = try NotifySocket(folder.appending(path: "notify").path)
        errors = folder.appending(path: "relay.log")
        try Data().write(to: errors)
        process = Process()
        process.executableURL = URL(fileURLWithPath: Program("seatwarden-relay").path)
        process.arguments = ["run", "--config", "config.yaml"]
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["NOTIFY_SOCKET": notify.path]) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// What a test waited for in vain.
    struct Silence: Error {
        let wanted: String
        let heard: [String]
    }

    /// Waits until it tells the service manager something that begins so.
    func wait(for beginning: String) throws {
        while let lines = notify.next() {
            heard += lines
            if lines.contains(where: { $0.hasPrefix(beginning) }) { return }
        }
        throw Silence(wanted: beginning, heard: heard)
    }

    /// Asks it to end and waits for it.
    ///
    /// - Returns: its exit code, and how long it took.
    func stop() -> (status: Int32, time: Duration) {
        let clock = ContinuousClock()
        let time = clock.measure {
            process.terminate()
            process.waitUntilExit()
        }
        return (process.terminationStatus, time)
    }

    /// Waits for it to end by itself.
    func waitForEnd() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// What it wrote to its log, a line each.
    var log: [String] {
        ((try? String(contentsOf: errors, encoding: .utf8)) ?? "").split(separator: "\n")
            .map(String.init)
    }
}
