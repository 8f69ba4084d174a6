import Glibc

/// What a stream of this process is connected to.
package struct Terminal: Sendable {
    /// Standard output.
    package static let output = Terminal(descriptor: STDOUT_FILENO)
    /// Standard error.
    package static let error = Terminal(descriptor: STDERR_FILENO)

    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether a person looks at it.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether colour helps: a terminal that can show it, and nobody who set `NO_COLOR` to
    /// something (no-color.org).
    package func showsColor(
        environment: (String) -> String? = Installation.environment
    ) -> Bool {
        isTerminal && Terminal.allowsColor(environment: environment)
    }

    /// Whether the environment lets programs use colour.
    package static func allowsColor(environment: (String) -> String?) -> Bool {
        (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }

    /// Columns of the window; `nil` when it is no terminal.
    package var width: Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes a text whole.
    ///
    /// - Returns: false when nobody reads it any more or the disk is full.
    @discardableResult
    package func write(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }
}
