package import CivilTime
import Glibc
package import Logging

/// Writes the lines of a log to standard error: for the journal with a priority before each, else for a
/// person with the moment.
package struct JournalHandler: LogHandler {
    /// Bytes of a line that are written; the journal keeps no more than 48 KiB.
    package static let maximumLine = 8_192

    /// What goes with every line.
    package var metadata: Logger.Metadata = [:]
    /// The least level that is written.
    package var logLevel: Logger.Level
    private let isJournal: Bool
    private let clock: @Sendable () -> Instant
    private let write: @Sendable (String) -> Void

    /// A handler.
    ///
    /// - Parameters:
    ///   - level: the least level that is written.
    ///   - isJournal: whether standard error is the journal.
    ///   - clock: the moment of a line, which the journal knows itself.
    ///   - write: takes a whole line with its end.
    package init(
        level: Logger.Level = .info,
        isJournal: Bool = JournalHandler.isConnected(),
        clock: @escaping @Sendable () -> Instant = RealClock.now,
        write: @escaping @Sendable (String) -> Void = { Terminal.error.write($0) }
    ) {
        logLevel = level
        self.isJournal = isJournal
        self.clock = clock
        self.write = write
    }

    /// One entry of `metadata`.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes an event as one line.
    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, given in given }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let error = event.error.map { ": \($0)" } ?? ""
        let text = escapedLine("\(event.message)\(error)\(pairs)", atMost: Self.maximumLine)
        write(
            isJournal
                ? "<\(event.level.priority)>\(text)\n" : "\(clock())\(event.level.label) \(text)\n"
        )
    }

    /// Whether standard error is the journal: `$JOURNAL_STREAM` names its device and inode, and a
    /// program that was given another one in its place is not fooled by a variable that was inherited.
    package static func isConnected(
        environment: (String) -> String? = Installation.environment,
        descriptor: Int32 = STDERR_FILENO
    ) -> Bool {
        guard let stream = environment("JOURNAL_STREAM") else { return false }
        let numbers = stream.split(separator: ":").map { UInt64($0) }
        var status = stat()
        guard numbers.count == 2, fstat(descriptor, &status) == 0 else { return false }
        return numbers == [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}

extension Logger.Level {
    /// The priority of syslog(3).
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// What a person reads before the message.
    fileprivate var label: String { self == .info ? "" : " \(rawValue):" }
}
