import Glibc
import Platform
import Testing

@Suite struct WorkThreadTests {
    private actor Worker {
        private nonisolated let thread = WorkThread()
        nonisolated var unownedExecutor: UnownedSerialExecutor {
            thread.asUnownedSerialExecutor()
        }

        func threadID() -> pthread_t { pthread_self() }
    }

    @Test func `an actor's work is done by one thread that is nobody else's`() async {
        let worker = Worker()
        let first = await worker.threadID()
        for _ in 0..<50 { #expect(await worker.threadID() == first) }
        #expect(await Worker().threadID() != first)
    }
}
