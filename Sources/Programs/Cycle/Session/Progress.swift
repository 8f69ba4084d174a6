import Platform

/// What a long piece of work says and asks while it goes on.
package struct Progress: Sendable {
    /// Takes a sign of life: a file was read, a stage is over.
    let beat: @Sendable () -> Void
    /// Whether the program was asked to stop.
    let isStopping: @Sendable () -> Bool

    /// A way to say that the work goes on, and to ask whether it should.
    package init(
        beat: @escaping @Sendable () -> Void,
        isStopping: @escaping @Sendable () -> Bool
    ) {
        self.beat = beat
        self.isStopping = isStopping
    }

    /// Nobody listens and nobody stops.
    package static let none = Progress(beat: {}, isStopping: { false })

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
