/// What a service tells the manager that started it (sd_notify(3)).
package enum ServiceMessage: Hashable, Sendable {
    /// It works: everything that a killed run left undone is done.
    case ready
    /// What it does, in words for a person.
    case status(String)
    /// It is about to end.
    case stopping
    /// It takes up other files; `ready` says that it is over.
    case reloading
    /// The work goes on.
    case watchdog
    /// What is under way may take so much longer than was said at first.
    case extendTimeout(Duration)

    /// The assignments that go over the socket, a line each.
    ///
    /// - Parameter clock: CLOCK_MONOTONIC in microseconds.
    /// - Returns: one line, or two.
    func lines(clock: () -> Int64) -> String {
        switch self {
        case .ready: "READY=1"
        case .status(let text): "STATUS=\(escapedLine(text, atMost: Self.maximumStatus))"
        case .stopping: "STOPPING=1"
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(clock())"
        case .watchdog: "WATCHDOG=1"
        case .extendTimeout(let span): "EXTEND_TIMEOUT_USEC=\(span.microseconds)"
        }
    }

    /// How many milliseconds the message may wait for a manager that does not read: a sign of life that is
    /// late is none, and without `ready` the service counts as failed.
    var patience: Int {
        switch self {
        case .ready: 5_000
        case .status, .stopping, .reloading: 200
        case .watchdog, .extendTimeout: 0
        }
    }

    /// Bytes of a status that are sent: it is one line on a screen.
    static let maximumStatus = 500
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
