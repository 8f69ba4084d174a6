import Platform
import Spooling
import Synchronization
import Tabular

/// The bytes of an open file for the readers.
///
/// A disk that fails and a program that stops end the reading, and say nothing of the file: what was the
/// cause is kept here, since readers know only that bytes did not come.
final class FileSource: ByteSource {
    /// The name by which people know it.
    let name: String
    private let file: ReadableFile
    private let progress: Progress
    private let read = Atomic<Int>(0)
    private let failure = Mutex<Failure?>(nil)

    /// The bytes of an open file.
    ///
    /// - Parameters:
    ///   - part: the file.
    ///   - progress: told of each block, and asked whether to go on.
    init(_ part: InboxReading.Part, _ progress: Progress) {
        name = part.name
        file = part.file
        self.progress = progress
    }

    var count: Int { file.count }

    func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(TabularError) -> Int {
        do {
            try progress.check()
        } catch {
            throw fail(error)
        }
        let count: Int
        do throws(FileError) {
            count = try file.read(at: offset, into: buffer)
        } catch {
            throw fail(Failure(error))
        }
        let done = read.wrappingAdd(count, ordering: .relaxed).newValue
        progress.reading(name, done, file.count)
        return count
    }

    /// Requires after the reading that every byte came.
    ///
    /// - Throws: why one did not.
    func requireSound() throws(Failure) {
        if let failure = failure.withLock(\.self) { throw failure }
    }

    private func fail(_ failure: Failure) -> TabularError {
        self.failure.withLock { $0 = $0 ?? failure }
        return TabularError(.unreadable, line: nil, "\(failure)")
    }
}
