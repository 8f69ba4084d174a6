/// Wakes whoever waits: something may have happened.
///
/// Rings that nobody has heard yet become one.
package final class Bell: Sendable {
    private let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// A bell that has not been rung.
    package init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes the one who waits, or the next one.
    package func ring() { continuation.yield() }

    /// Waits until it rings, at most so long.
    package func wait(atMost limit: Duration, by clock: some Clock<Duration> = ContinuousClock())
        async
    {
        async let _: Void = ring(after: limit, by: clock)
        var iterator = rings.makeAsyncIterator()
        _ = await iterator.next()
        // The alarm is cancelled here.
    }

    private func ring(after pause: Duration, by clock: some Clock<Duration>) async {
        guard (try? await clock.sleep(for: pause)) != nil else { return }
        ring()
    }
}
