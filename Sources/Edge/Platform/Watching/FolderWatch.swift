import Glibc
import Synchronization

/// Tells that something in some folders has changed (inotify(7)).
///
/// It is a hint and no more: events run together, get lost when there are too many, and a network file
/// system sends none. Whoever listens looks for itself, and looks from time to time without a hint.
package final class FolderWatch: Sendable {
    /// Why it may be worth to look.
    package enum Hint: Hashable, Sendable {
        /// A name in a folder was written, moved or removed.
        case changed
        /// There were more changes than the kernel keeps.
        case overflowed
        /// A folder itself was moved, removed or unmounted: it is watched again only by `watch`.
        case vanished
    }

    /// The hints; those that nobody has taken yet become one.
    package let hints: AsyncStream<Hint>
    private let reader: HintReader

    /// A watch of no folder yet.
    ///
    /// - Returns: `nil` when the kernel has none to give; looking from time to time goes on.
    package init?() {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Hint.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        guard let reader = HintReader({ continuation.yield($0) }, atEnd: { continuation.finish() })
        else { return nil }
        hints = stream
        self.reader = reader
        reader.start()
    }

    /// Watches a folder from now on; one that is watched already stays so.
    ///
    /// - Returns: false when there is no such folder, or no watch is left.
    @discardableResult
    package func watch(_ folder: String) -> Bool { reader.watch(folder) }

    deinit { reader.end() }
}

/// The thread that reads what the kernel says.
private final class HintReader: Sendable {
    private static let mask = UInt32(
        IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB
            | IN_DELETE_SELF | IN_MOVE_SELF
    )
    private static let onlyFolders: UInt32 = 0x0100_0000  // IN_ONLYDIR
    private static let overflow: UInt32 = 0x4000  // IN_Q_OVERFLOW
    private static let gone: UInt32 = 0x8000 | 0x2000 | 0x400 | 0x800  // IGNORED, UNMOUNT, *_SELF

    private let events: Int32
    /// Its closing end wakes the thread.
    private let endRead: Int32
    private let endWrite: Int32
    private let yield: @Sendable (FolderWatch.Hint) -> Void
    private let finish: @Sendable () -> Void

    init?(
        _ yield: @escaping @Sendable (FolderWatch.Hint) -> Void,
        atEnd finish: @escaping @Sendable () -> Void
    ) {
        events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard events >= 0 else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            close(events)
            return nil
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (endRead, endWrite) = (ends[0], ends[1])
        self.yield = yield
        self.finish = finish
    }

    func watch(_ folder: String) -> Bool {
        inotify_add_watch(events, folder, Self.mask | Self.onlyFolders) >= 0
    }

    func start() {
        var thread = pthread_t()
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
            context in
            guard let context else { return nil }
            Unmanaged<HintReader>.fromOpaque(context).takeRetainedValue().read()
            return nil
        }
        let context = Unmanaged.passRetained(self)
        guard pthread_create(&thread, nil, body, context.toOpaque()) == 0 else {
            context.release()
            return finish()
        }
        pthread_detach(thread)
    }

    func end() { close(endWrite) }

    private func read() {
        defer {
            close(events)
            close(endRead)
            finish()
        }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            var waits = [
                pollfd(fd: events, events: Int16(POLLIN), revents: 0),
                pollfd(fd: endRead, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waits, nfds_t(waits.count), -1) >= 0 || errno == EINTR else { return }
            if waits[1].revents != 0 { return }
            let count = Glibc.read(events, &buffer, buffer.count)
            if count > 0 { yield(hint(buffer[..<count])) }
            guard count >= 0 || errno == EAGAIN || errno == EINTR else { return }
        }
    }

    /// The gravest of what some events say.
    private func hint(_ bytes: ArraySlice<UInt8>) -> FolderWatch.Hint {
        var all: UInt32 = 0
        bytes.withUnsafeBytes { raw in
            var offset = 0
            let head = MemoryLayout<inotify_event>.size
            while offset + head <= raw.count {
                let event = raw.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                all |= event.mask
                offset += head + Int(event.len)
            }
        }
        if all & Self.overflow != 0 { return .overflowed }
        return all & Self.gone != 0 ? .vanished : .changed
    }
}
