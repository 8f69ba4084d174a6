import Glibc
import Platform
import Synchronization
import Testing

@Suite struct WorkThreadsTests {
    @Test(arguments: [1, 2, 4]) func `the work is done once on each of so many threads`(
        _ count: Int
    ) {
        let threads = Mutex<[pthread_t]>([])
        WorkThreads.run(count) {
            threads.withLock { $0.append(pthread_self()) }
        }
        #expect(threads.withLock(\.count) == count)
        #expect(threads.withLock { $0.count { $0 == pthread_self() } } == 1)
    }

    @Test func `parts that are handed out are all done when it returns`() {
        let next = Atomic<Int>(0)
        let sum = Atomic<Int>(0)
        WorkThreads.run(3) {
            while true {
                let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if part >= 1000 { return }
                sum.wrappingAdd(part, ordering: .relaxed)
            }
        }
        #expect(sum.load(ordering: .relaxed) == 499_500)
    }

    @Test func `there is a processor, and never more threads than help`() {
        #expect((1...WorkThreads.most).contains(WorkThreads.count))
    }
}
