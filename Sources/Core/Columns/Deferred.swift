import Synchronization

/// A value that is made when it is first asked for, and then kept: what nobody asks for costs nothing.
///
/// All copies of what holds it share it. What makes it is called once, whatever the number of threads, and
/// is let go afterwards. It must not ask for the value itself.
package final class Deferred<Value: Sendable>: Sendable {
    private final class Made: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private let made = AtomicLazyReference<Made>()
    private let make: Mutex<(@Sendable () -> Value)?>

    /// A value that a function makes.
    package init(_ make: @escaping @Sendable () -> Value) { self.make = Mutex(make) }

    /// A value that is there already.
    package init(made value: Value) {
        make = Mutex(nil)
        _ = made.storeIfNil(Made(value))
    }

    /// Whether somebody has asked for it.
    package var isMade: Bool { made.load() != nil }

    /// The value.
    package var value: Value {
        if let made = made.load() { return made.value }
        return make.withLock { make in
            if let made = made.load() { return made.value }
            guard let maker = make else { preconditionFailure("a value without a maker") }
            make = nil
            return made.storeIfNil(Made(maker())).value
        }
    }
}
