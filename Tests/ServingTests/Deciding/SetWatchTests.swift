import Testing

@testable import Serving

@Suite struct SetWatchTests {
    private func observe(
        _ watch: inout SetWatch<String>,
        _ stamps: String,
        at second: Int,
        isAsked: Bool = false
    ) -> SetWatch<String>.Advice {
        watch.observe(
            stamps,
            at: .seconds(second),
            stableFor: .seconds(10),
            isAsked: isAsked
        )
    }

    @Test func `files that nobody touched are not read`() {
        var watch = SetWatch(read: "a")
        #expect(observe(&watch, "a", at: 0) == .keep)
    }

    @Test func `files that change are read when they have lain still, and once`() {
        var watch = SetWatch(read: "a")
        #expect(observe(&watch, "b", at: 0) == .wait(until: .seconds(10)))
        #expect(observe(&watch, "b", at: 4) == .wait(until: .seconds(10)))
        #expect(observe(&watch, "c", at: 5) == .wait(until: .seconds(15)))
        #expect(observe(&watch, "c", at: 15) == .read)
        #expect(observe(&watch, "c", at: 16) == .keep)
    }

    @Test func `files that are as they were need no reading`() {
        var watch = SetWatch(read: "a")
        _ = observe(&watch, "b", at: 0)
        #expect(observe(&watch, "a", at: 5) == .keep)
        #expect(observe(&watch, "b", at: 20) == .wait(until: .seconds(30)))
    }

    @Test func `a person who asks does not wait, changed or not`() {
        var watch = SetWatch(read: "a")
        #expect(observe(&watch, "a", at: 0, isAsked: true) == .read)
        #expect(observe(&watch, "b", at: 0, isAsked: true) == .read)
        #expect(observe(&watch, "b", at: 1) == .keep)
    }
}
