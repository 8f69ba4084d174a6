import Glibc

/// Threads that share one piece of work and end with it.
package enum WorkThreads {
    /// More threads than this read no faster: memory and disk are the limit then.
    package static let most = 4

    /// How many processors there are, at most `most`.
    package static var count: Int {
        Swift.max(1, Swift.min(most, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// Calls the work so many times side by side, once on the thread of the caller, and returns when all
    /// calls have.
    ///
    /// Where a thread cannot be made, the caller's does its part afterwards.
    package static func run(_ count: Int, _ work: @Sendable () -> Void) {
        withoutActuallyEscaping(work) { work in
            let threads = (1..<Swift.max(1, count)).map { _ in start(work) }
            work()
            for thread in threads {
                if let thread { pthread_join(thread, nil) } else { work() }
            }
        }
    }

    private static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
        var thread = pthread_t()
        let job = Unmanaged.passRetained(Job(work))
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
            context in
            guard let context else { return nil }
            Unmanaged<Job>.fromOpaque(context).takeRetainedValue().work()
            return nil
        }
        guard pthread_create(&thread, nil, body, job.toOpaque()) == 0 else {
            job.release()
            return nil
        }
        return thread
    }

    /// A closure that a C function can carry.
    private final class Job: Sendable {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
}
