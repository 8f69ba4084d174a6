package import CivilTime
package import Diagnostics
import Facts
import Platform
import Settings
import Storage

extension Inspection {
    /// What in the configuration is out of date, or contradicts what exports say: the state is read where
    /// there is one, without its lock.
    ///
    /// Nothing while the configuration has mistakes: what was not read whole cannot be compared.
    ///
    /// - Parameter clock: the moment; on a simulated state its last moment counts.
    /// - Returns: warnings in the order of the file.
    package func doubts(at clock: Instant) -> [Diagnostic] {
        guard !isConfigurationBroken else { return [] }
        var (history, now): (History?, Instant) = (nil, clock)
        var failures: [Diagnostic] = []
        do throws(Failure) {
            let folders = configuration.folders.resolved(against: parent(path))
            let store = try openState(in: folders.state, for: .reading)
            now = try store.simulatedMoment() ?? clock
            history = try stored { try store.loadHistory(neededFrom: now) }
        } catch {
            // Before the first cycle there is none.
            if error.status != .noInput {
                failures.append(
                    Diagnostic(
                        .warning,
                        code: "state-unread",
                        "entries were not compared with what exports say: \(error)",
                        file: path
                    )
                )
            }
        }
        return failures
            + Facts.doubts(
                about: configuration,
                in: source,
                against: history,
                now: now,
                zone: zone
            )
    }
}
