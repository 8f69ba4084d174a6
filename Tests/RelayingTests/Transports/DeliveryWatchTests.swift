import Relaying
import Synchronization
import Testing

@Suite struct DeliveryWatchTests {
    private let time = ManualTime()

    /// A monotonic clock that stands still until it is moved.
    final class ManualTime: Sendable {
        private let time = Mutex(Duration.zero)
        var now: Duration { time.withLock(\.self) }
        func pass(_ span: Duration) { time.withLock { $0 += span } }
    }

    @Test func `until it is stopped everything goes on`() {
        let watch = DeliveryWatch(clock: { time.now })
        time.pass(.seconds(600))
        #expect(watch.mayGoOn(isLast: false))
        #expect(watch.mayGoOn(isLast: true))
        #expect(!watch.isStopped)
    }

    @Test func `once stopped only a last answer is waited for, and only so long`() {
        let watch = DeliveryWatch(clock: { time.now })
        watch.stop()
        #expect(watch.isStopped)
        #expect(!watch.mayGoOn(isLast: false))
        time.pass(DeliveryWatch.lastWait - .milliseconds(1))
        // A second wish does not begin the wait anew.
        watch.stop()
        #expect(watch.mayGoOn(isLast: true))
        time.pass(.milliseconds(1))
        #expect(!watch.mayGoOn(isLast: true))
    }

    @Test func `signs of life are passed on once a second`() {
        let signs = Mutex(0)
        let watch = DeliveryWatch(clock: { time.now }) { signs.withLock { $0 += 1 } }
        for _ in 0..<40 {
            _ = watch.mayGoOn(isLast: false)
            time.pass(.milliseconds(100))
        }
        #expect(signs.withLock(\.self) == 4)
    }
}
