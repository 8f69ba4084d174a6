import Glibc
import Synchronization

/// One thread of its own, on which an actor does work that blocks: SQLite, flushes, long computing.
///
/// The threads that all tasks share stay free, so that a signal is heard in the middle of it. It lives
/// as long as the process.
package final class WorkThread: SerialExecutor, @unchecked Sendable {  // sem_t serves threads:
    // it alone is unchecked, and its pointer is set in `init` and never freed.
    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting: UnsafeMutablePointer<sem_t>

    /// Starts the thread.
    package init() {
        waiting = .allocate(capacity: 1)
        sem_init(waiting, 0, 0)
        var thread = pthread_t()
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
            context in
            guard let context else { return nil }
            Unmanaged<WorkThread>.fromOpaque(context).takeRetainedValue().work()
        }
        let code = pthread_create(&thread, nil, body, Unmanaged.passRetained(self).toOpaque())
        // Only without memory: nothing could be done then.
        precondition(code == 0, "no thread can be made: \(code)")
        pthread_detach(thread)
    }

    /// Takes a job for the thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        sem_post(waiting)
    }

    private func work() -> Never {
        while true {
            guard sem_wait(waiting) == 0 else { continue }
            let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            job?.runSynchronously(on: asUnownedSerialExecutor())
        }
    }
}
