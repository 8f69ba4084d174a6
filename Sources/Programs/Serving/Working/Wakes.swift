import Synchronization

/// Where events wait for the daemon, and where it waits for them.
final class Wakes: Sendable {
    private struct State {
        var events: [Rhythm.Event] = []
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Brings an event; one of its kind that waits already stands for it.
    func post(_ event: Rhythm.Event) {
        let sleeper = state.withLock { state in
            if !state.events.contains(event) { state.events.append(event) }
            return state.sleeper.take()
        }
        sleeper?.resume()
    }

    /// The next event, at the latest after so long `woke`.
    ///
    /// One task alone waits here.
    func next(within span: Duration, on clock: some Clock<Duration>) async -> Rhythm.Event {
        if let event = take() { return event }
        async let _: Void = ring(after: span, clock)
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.events.isEmpty else { return true }
                state.sleeper = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
        // The alarm ends with this scope.
        return take() ?? .woke
    }

    /// Rests for so long, or until a stop is asked for.
    ///
    /// A reload that a person asks for meanwhile waits for whoever comes next; hints are passed over, since
    /// everything is looked at then.
    ///
    /// - Returns: whether a stop is asked for.
    func rest(for span: Duration, on clock: some Clock<Duration>) async -> Bool {
        let end = clock.now.advanced(by: span)
        var isReloadAsked = false
        defer { if isReloadAsked { post(.reloadAsked) } }
        while clock.now < end {
            switch await next(within: clock.now.duration(to: end), on: clock) {
            case .stopAsked: return true
            case .reloadAsked: isReloadAsked = true
            default: break
            }
        }
        return false
    }

    private func take() -> Rhythm.Event? {
        state.withLock { $0.events.isEmpty ? nil : $0.events.removeFirst() }
    }

    private func ring(after span: Duration, _ clock: some Clock<Duration>) async {
        do {
            try await clock.sleep(for: span)
            post(.woke)
        } catch {
            // Cancelled: something else has happened.
        }
    }
}
