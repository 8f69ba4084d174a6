import Platform

/// What a long piece of work says and asks while it goes on.
package struct Progress: Sendable {
    /// Takes a sign of life: a file was read, a stage is over.
    let beat: @Sendable () -> Void
    /// Whether the program was asked to stop.
    let isStopping: @Sendable () -> Bool
    /// Takes how many bytes of a file were read, and of how many; what is read again counts again.
    let reading: @Sendable (_ name: String, _ done: Int, _ total: Int) -> Void

    /// A way to say that the work goes on, and to ask whether it should.
    package init(
        beat: @escaping @Sendable () -> Void = {},
        isStopping: @escaping @Sendable () -> Bool = { false },
        reading: @escaping @Sendable (_ name: String, _ done: Int, _ total: Int) -> Void = {
            _,
            _,
            _ in
        }
    ) {
        self.beat = beat
        self.isStopping = isStopping
        self.reading = reading
    }

    /// Nobody listens and nobody stops.
    package static let none = Progress()

    /// Gives a sign of life.
    package func report() { beat() }

    /// A border before the commit: the work goes on, or ends here with nothing decided.
    func check() throws(Failure) {
        beat()
        guard !isStopping() else {
            throw Failure(.tryLater, "asked to stop; nothing was decided", cause: .stopped)
        }
    }
}
