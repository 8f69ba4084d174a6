import Cycle
import Logging

extension Logger {
    /// Logs a failure, a line each; what may name people only where names are asked for.
    func report(_ failure: Failure, at level: Logger.Level) {
        for line in failure.journalText.split(separator: "\n") { log(level: level, "\(line)") }
        guard failure.message != failure.journalText else { return }
        for line in failure.message.split(separator: "\n") { debug("\(line)") }
    }
}
