import Cycle
import Platform
import Synchronization

/// Says on a terminal how far a file is read that takes longer than a second.
final class ReadingMeter: Sendable {
    private struct State {
        var name = ""
        var start = Duration.zero
        var shown = Duration.zero
        var isShown = false
    }

    /// What is read faster than this needs no word.
    private static let patience = Duration.seconds(1)
    /// How far apart lines are.
    private static let pace = Duration.milliseconds(200)

    private let state = Mutex(State())

    /// Does some work that reads files, and says how it goes on where a person looks.
    static func watching<Result>(_ body: (Progress) throws -> Result) rethrows -> Result {
        guard Terminal.error.isTerminal else { return try body(.none) }
        let meter = ReadingMeter()
        defer { meter.clear() }
        return try body(Progress(reading: { meter.show($0, $1, of: $2) }))
    }

    private func show(_ name: String, _ done: Int, of total: Int) {
        let now = MonotonicClock.now()
        state.withLock { state in
            if state.name != name {
                state.name = name
                state.start = now
            }
            guard now - state.start >= Self.patience, now - state.shown >= Self.pace else { return }
            state.shown = now
            state.isShown = true
            // What needs a second reading is never said to be done before.
            let share = total > 0 ? min(99, done * 100 / total) : 99
            Terminal.error.write("\r\u{1B}[Kreading \(printable(name)): \(share) %")
        }
    }

    private func clear() {
        if state.withLock(\.isShown) { Terminal.error.write("\r\u{1B}[K") }
    }
}
