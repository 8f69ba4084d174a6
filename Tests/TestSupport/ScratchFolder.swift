package import Foundation

/// A folder that is gone when the test that made it ends.
package final class ScratchFolder: Sendable {
    /// Where it lies.
    package let url: URL

    /// Makes an empty folder.
    ///
    /// In memory it lies for tests that flush thousands of times and prove nothing about a disk.
    package init(inMemory: Bool = false) throws {
        let memory = URL(fileURLWithPath: "/dev/shm")
        let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory.path)
        let above = isThere ? memory : FileManager.default.temporaryDirectory
        url = above.appending(path: "seatwarden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a name below the folder.
    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file, and the folders above it.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
