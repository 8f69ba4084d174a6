import Foundation
import Glibc
import TestSupport

/// The service manager's end of sd_notify(3): hears what a service says of itself.
final class NotifySocket {
    /// Where the service finds it.
    let path: String
    private let descriptor: Int32
    /// Everything it heard so far, a line each.
    private(set) var lines: [String] = []

    /// How long a service may be silent before a test gives up, in seconds.
    static let patience = 30

    /// What a test waited for in vain.
    struct Silence: Error {
        let wanted: String
        let heard: [String]
    }

    /// A socket in a folder.
    init(in folder: URL) throws {
        path = folder.appending(path: "notify").path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, bound == 0 else {
            throw Silence(wanted: "a socket at \(path)", heard: [])
        }
        var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    }

    deinit { close(descriptor) }

    /// Listens until a line is heard that begins so.
    @discardableResult
    func wait(for beginning: String) throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw Silence(wanted: beginning, heard: lines) }
            let new = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
            lines += new.map(String.init)
            if let line = new.first(where: { $0.hasPrefix(beginning) }) { return String(line) }
        }
    }
}

/// A relay that runs until it is told to end.
final class RunningRelay {
    /// What it tells the service manager.
    let notify: NotifySocket
    private let process: Process
    private let errors: URL

    /// Starts `seatwarden-relay run` at a desk.
    init(at desk: MailDesk) throws {
        let folder = desk.company.url
        notify = try NotifySocket(in: folder)
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
