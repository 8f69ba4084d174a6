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

    @Test func `a rest lasts its time, and a reload that is asked for meanwhile is not lost`() async
    {
        let wakes = Wakes()
        wakes.post(.hint)
        wakes.post(.reloadAsked)
        let clock = ContinuousClock()
        let begin = clock.now
        for _ in 0..<2 {
            #expect(await !wakes.rest(for: .milliseconds(20), on: clock))
        }
        #expect(begin.duration(to: clock.now) >= .milliseconds(40))
        #expect(await wakes.next(within: .zero, on: clock) == .reloadAsked)
    }

    @Test func `a request to stop ends a rest`() async {
        let wakes = Wakes()
        async let isStopAsked = wakes.rest(for: .seconds(600), on: ContinuousClock())
        wakes.post(.stopAsked)
        #expect(await isStopAsked)
    }

    @Test func `what comes meanwhile ends the wait`() async {
        let wakes = Wakes()
        async let event = wakes.next(within: .seconds(600), on: ContinuousClock())
        wakes.post(.stopAsked)
        #expect(await event == .stopAsked)
    }
}
