import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct FolderLockTests {
    let scratch: ScratchFolder
    let folder: Folder

    init() throws {
        scratch = try ScratchFolder()
        folder = try Folder(scratch.url.path)
    }

    private func refusal() -> LockError? {
        do {
            _ = try FolderLock(folder, file: "lock")
            return nil
        } catch {
            return error
        }
    }

    @Test func `a second holder is told who holds the lock`() throws {
        let lock = try FolderLock(folder, file: "lock")
        let error = refusal()
        #expect(error == .held(path: scratch.path("lock"), process: "\(getpid())"))
        #expect(
            error?.description
                == "another seatwarden (process \(getpid())) holds \(scratch.path("lock")); "
                + "it works on this folder alone"
        )
        withExtendedLifetime(lock) {}
    }

    @Test func `a lock that is let go can be taken, and its file does not matter`() throws {
        do { _ = try FolderLock(folder, file: "lock") }
        #expect(scratch.names("") == ["lock"])
        #expect(refusal() == nil)
    }

    @Test func `removing the file opens no gap`() throws {
        let lock = try FolderLock(folder, file: "lock")
        try FileManager.default.removeItem(atPath: scratch.path("lock"))
        #expect(refusal() == .held(path: scratch.path("lock"), process: nil))
        withExtendedLifetime(lock) {}
    }

    @Test func `what stands in the file is not believed`() throws {
        let lock = try FolderLock(folder, file: "lock")
        try scratch.write("\u{1B}[31mevil", to: "lock")
        #expect(refusal() == .held(path: scratch.path("lock"), process: nil))
        withExtendedLifetime(lock) {}
    }

    @Test func `a folder can be locked without a file`() throws {
        let lock = try FolderLock(folder)
        #expect(refusal() == .held(path: scratch.path("lock"), process: nil))
        #expect(scratch.names("").isEmpty)
        withExtendedLifetime(lock) {}
    }

    @Test func `a lock that cannot be tried is no lock`() throws {
        let files = FileSystem { $0.operation == .lock ? .error(ENOLCK) : nil }
        let broken = try Folder(scratch.url.path, files: files)
        let error = #expect(throws: LockError.self) { try FolderLock(broken) }
        #expect(error == .failed(FileError(.system(ENOLCK), .lock, scratch.url.path)))
    }
}
