import Foundation
import Platform
import TestSupport
import Testing

@Suite struct ServiceNotifierTests {
    private func notifier(_ variables: [String: String], process: Int32 = 77) -> ServiceNotifier {
        ServiceNotifier(environment: { variables[$0] }, process: process)
    }

    @Test func `messages go to the socket, several in one datagram`() throws {
        let scratch = try ScratchFolder()
        let socket = try NotifySocket(scratch.path("notify"))
        let notifier = notifier(["NOTIFY_SOCKET": socket.path])
        #expect(notifier.isConnected)
        #expect(notifier.send(.ready, .status("Waiting; 7 policies")))
        #expect(socket.next() == ["READY=1", "STATUS=Waiting; 7 policies"])
        notifier.send(.stopping)
        #expect(socket.next() == ["STOPPING=1"])
        notifier.send(.watchdog)
        #expect(socket.next() == ["WATCHDOG=1"])
        notifier.send(.extendTimeout(.milliseconds(1500)))
        #expect(socket.next() == ["EXTEND_TIMEOUT_USEC=1500000"])
    }

    @Test func `a reload says when it began`() throws {
        let scratch = try ScratchFolder()
        let socket = try NotifySocket(scratch.path("notify"))
        notifier(["NOTIFY_SOCKET": socket.path]).send(.reloading)
        let lines = try #require(socket.next())
        #expect(lines.first == "RELOADING=1")
        let moment = try #require(lines.last?.split(separator: "=").last.flatMap { Int64($0) })
        #expect(lines.last?.hasPrefix("MONOTONIC_USEC=") == true && moment > 0)
    }

    @Test func `an abstract socket is reached too`() throws {
        let scratch = try ScratchFolder()
        let socket = try NotifySocket("@\(scratch.url.lastPathComponent)")
        #expect(notifier(["NOTIFY_SOCKET": socket.path]).send(.ready))
        #expect(socket.next() == ["READY=1"])
    }

    @Test func `a status is one line, whatever stands in it`() throws {
        let scratch = try ScratchFolder()
        let socket = try NotifySocket(scratch.path("notify"))
        let notifier = notifier(["NOTIFY_SOCKET": socket.path])
        notifier.send(.status("one\nREADY=1"))
        #expect(socket.next() == ["STATUS=one\\nREADY=1"])
        notifier.send(.status(String(repeating: "x", count: 10_000)))
        #expect(socket.next()?.first?.utf8.count == "STATUS=".utf8.count + 500 + "…".utf8.count)
    }

    @Test(arguments: ["", "notify", "@", "vsock:2:1", "/" + String(repeating: "x", count: 200)])
    func `a name that is no socket is nobody`(_ name: String) {
        let notifier = notifier(["NOTIFY_SOCKET": name])
        #expect(!notifier.isConnected)
        #expect(!notifier.send(.ready))
    }

    @Test func `without a listener nothing is sent and nothing fails`() throws {
        #expect(!notifier([:]).send(.ready))
        let gone = try ScratchFolder().path("notify")
        #expect(!notifier(["NOTIFY_SOCKET": gone]).send(.ready))
    }

    @Test(
        arguments: [
            (["WATCHDOG_USEC": "30000000"], Duration.seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "77"], .seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "78"], nil),
            (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "soon"], nil),
            ([:], nil),
        ] as [([String: String], Duration?)]
    )
    func `the watchdog's interval`(_ variables: [String: String], _ expected: Duration?) {
        #expect(notifier(variables).watchdogInterval == expected)
    }
}
