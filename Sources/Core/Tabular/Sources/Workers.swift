/// Threads that do the parts of one piece of work side by side.
///
/// The core makes no threads: whoever calls it hands them in.
package struct Workers: Sendable {
    /// How many there are.
    package let count: Int
    private let body: @Sendable (@Sendable () -> Void) -> Void

    /// Workers that somebody else makes.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - run: calls its argument once on each of so many threads, and returns when all calls have.
    package init(
        count: Int,
        run: @escaping @Sendable (@Sendable () -> Void) -> Void
    ) {
        self.count = count
        body = run
    }

    /// The thread of the caller.
    package static let alone = Workers(count: 1) { $0() }

    /// Calls the work once on each thread, and returns when all calls have.
    package func run(_ work: @Sendable () -> Void) { body(work) }
}
