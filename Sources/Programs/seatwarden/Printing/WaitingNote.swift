import Foundation
import Platform
import Synchronization

/// Says on a terminal what is being done where it takes longer than a second, and wipes it out again.
final class WaitingNote: Sendable {
    private struct State {
        var isShown = false
        var isOver = false
    }

    /// What is done faster than this needs no word.
    private static let patience = 1.0

    private let text: String
    private let state = Mutex(State())
    private let over = NSCondition()

    private init(_ text: String) { self.text = text }

    /// Does some work; a person who looks is told after a second what it is.
    static func watching<Result>(_ text: String, _ body: () throws -> Result) rethrows -> Result {
        guard Terminal.error.isTerminal else { return try body() }
        let note = WaitingNote(text)
        // The work itself is one computation that gives no sign of life.
        Thread { note.wait() }.start()
        defer { note.end() }
        return try body()
    }

    private func wait() {
        let end = Date(timeIntervalSinceNow: Self.patience)
        over.lock()
        while !state.withLock(\.isOver), over.wait(until: end) {}
        over.unlock()
        state.withLock { state in
            guard !state.isOver else { return }
            state.isShown = true
            Terminal.error.write("\r\u{1B}[K\(text)")
        }
    }

    private func end() {
        state.withLock { state in
            state.isOver = true
            if state.isShown { Terminal.error.write("\r\u{1B}[K") }
        }
        over.lock()
        over.signal()
        over.unlock()
    }
}
