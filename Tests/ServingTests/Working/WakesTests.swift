import Testing

@testable import Serving

@Suite struct WakesTests {
    @Test func `what came before somebody waits is there at once, each kind once, in order`() async
    {
        let wakes = Wakes()
        for event in [Rhythm.Event.hint, .reloadAsked, .hint] { wakes.post(event) }
        #expect(await wakes.next(within: .seconds(600), on: ContinuousClock()) == .hint)
        #expect(await wakes.next(within: .seconds(600), on: ContinuousClock()) == .reloadAsked)
        #expect(await wakes.next(within: .zero, on: ContinuousClock()) == .woke)
    }

    @Test func `what comes meanwhile ends the wait`() async {
        let wakes = Wakes()
        async let event = wakes.next(within: .seconds(600), on: ContinuousClock())
        wakes.post(.stopAsked)
        #expect(await event == .stopAsked)
    }
}
