import Synchronization
import Testing

@testable import Columns

@Suite struct DeferredTests {
    @Test func `a value is made when it is first asked for, and once`() {
        let calls = Calls()
        let deferred = Deferred { calls.next() }
        #expect(!deferred.isMade)
        #expect(calls.count == 0)
        #expect(deferred.value == 1)
        #expect(deferred.value == 1)
        #expect(deferred.isMade)
        #expect(calls.count == 1)
    }

    @Test func `one value may rest on others`() {
        let calls = Calls()
        let first = Deferred { calls.next() }
        let (second, third) = (Deferred { first.value + 10 }, Deferred { first.value + 20 })
        #expect(third.value == 21)
        #expect(!second.isMade)
        #expect(second.value == 11)
        #expect(calls.count == 1)
    }

    @Test func `threads that ask at once are given one value`() async {
        let calls = Calls()
        let deferred = Deferred { calls.next() }
        let values = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { deferred.value } }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values == [1])
        #expect(calls.count == 1)
    }

    @Test func `what makes a value is let go`() {
        weak var held: Calls?
        let deferred: Deferred<Int>
        do {
            let calls = Calls()
            held = calls
            deferred = Deferred { calls.next() }
        }
        #expect(held != nil)
        #expect(deferred.value == 1)
        #expect(held == nil)
    }

    @Test func `a value that is there needs no making`() {
        #expect(Deferred(made: 7).isMade)
        #expect(Deferred(made: 7).value == 7)
    }
}

/// Counts how often it is asked.
private final class Calls: Sendable {
    private let asked = Atomic<Int>(0)

    var count: Int { asked.load(ordering: .relaxed) }

    func next() -> Int { asked.add(1, ordering: .relaxed).newValue }
}
