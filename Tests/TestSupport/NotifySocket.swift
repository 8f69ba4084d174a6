import Foundation
import Glibc

/// The service manager's end of sd_notify: a socket that a program under test writes to.
package final class NotifySocket: Sendable {
    /// What goes into `$NOTIFY_SOCKET`.
    package let path: String
    private let descriptor: Int32

    /// Binds a socket in a folder, or under an abstract name (`@…`).
    package init(_ path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard descriptor >= 0, code == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }

    /// The next message, as its lines; `nil` when none comes in time.
    package func next(within seconds: Double = 30) -> [String]? {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, Int32(seconds * 1000)) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 8_192)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
            .map(String.init)
    }

    /// Reads until a line comes that begins so.
    ///
    /// - Returns: the line; `nil` when none comes in time.
    package func line(beginning prefix: String, within seconds: Double = 30) -> String? {
        let end = Date().addingTimeInterval(seconds)
        while true {
            let left = end.timeIntervalSinceNow
            guard left > 0, let lines = next(within: left) else { return nil }
            if let line = lines.first(where: { $0.hasPrefix(prefix) }) { return line }
        }
    }
}
