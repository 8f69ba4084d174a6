import Glibc

/// The way to the manager that started this process: datagrams to `$NOTIFY_SOCKET`.
///
/// Without the variable nothing is sent, so that the same program runs by hand.
package struct ServiceNotifier: Sendable {
    /// How long the manager expects a sign of life at most apart (`WatchdogSec=`); `nil` where it
    /// expects none.
    package let watchdogInterval: Duration?
    private let address: [UInt8]?

    /// A way to the manager that the environment names.
    ///
    /// - Parameters:
    ///   - environment: the variables of the process.
    ///   - process: the id of the process: a watchdog for another is not for this one.
    package init(
        environment: (String) -> String? = Installation.environment,
        process: Int32 = getpid()
    ) {
        address = environment("NOTIFY_SOCKET").flatMap(Self.address)
        let isMeant = environment("WATCHDOG_PID").map { Int32($0) == process } ?? true
        watchdogInterval = environment("WATCHDOG_USEC").flatMap { Int64($0) }.flatMap {
            isMeant && $0 > 0 ? .microseconds($0) : nil
        }
    }

    /// Whether somebody listens.
    package var isConnected: Bool { address != nil }

    /// Sends messages in one datagram.
    ///
    /// - Returns: false when nobody listens, or it could not be sent.
    @discardableResult
    package func send(_ messages: ServiceMessage...) -> Bool {
        guard let address else { return false }
        let text = messages.map { $0.lines(clock: Self.monotonicMicroseconds) }
            .joined(separator: "\n")
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Self.closeOnExec, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let patience = messages.map(\.patience).max() ?? 0
        var wait = timeval(tv_sec: patience / 1000, tv_usec: patience % 1000 * 1000)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_SNDTIMEO,
            &wait,
            socklen_t(MemoryLayout<timeval>.size)
        )
        // A time-out of zero would mean to wait for ever.
        let flags = Int32(MSG_NOSIGNAL) | (patience == 0 ? Int32(MSG_DONTWAIT) : 0)
        return deliver(Array(text.utf8), to: address, through: descriptor, flags)
    }

    private func deliver(
        _ bytes: [UInt8],
        to path: [UInt8],
        through descriptor: Int32,
        _ flags: Int32
    ) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        // The length ends the name: an abstract one may hold any byte.
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        let length = socklen_t(offset + path.count)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                while true {
                    let sent = sendto(
                        descriptor,
                        bytes,
                        bytes.count,
                        flags,
                        address,
                        length
                    )
                    if sent < 0, errno == EINTR { continue }
                    return sent == bytes.count
                }
            }
        }
    }

    /// The bytes of a socket's name: a path, or an abstract name whose `@` stands for a zero byte.
    private static func address(_ name: String) -> [UInt8]? {
        var bytes = Array(name.utf8)
        guard let first = bytes.first, bytes.count > 1,
            bytes.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        else { return nil }
        switch first {
        case UInt8(ascii: "/"): return bytes
        case UInt8(ascii: "@"):
            bytes[0] = 0
            return bytes
        default: return nil
        }
    }

    private static let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)

    private static func monotonicMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
