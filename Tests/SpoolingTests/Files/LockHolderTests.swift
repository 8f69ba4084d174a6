import Foundation
import TestSupport
import Testing

@testable import Spooling

@Suite struct LockHolderTests {
    let scratch: ScratchFolder
    let folder: Folder

    init() throws {
        scratch = try ScratchFolder()
        folder = try Folder(scratch.url.path)
    }

    private func holder(proc: String = "/proc") throws -> LockHolder? {
        try LockHolder.holder(of: folder, file: "lock", proc: proc)
    }

    @Test func `a lock that is held names its process, and asking takes nothing`() throws {
        #expect(try holder() == nil)
        do {
            let lock = try FolderLock(folder, file: "lock")
            let seen = try #require(try holder())
            #expect(seen.process == Int(getpid()))
            withExtendedLifetime(lock) {}
        }
        // The file is still there, and its number in it; nobody holds it.
        #expect(try holder() == nil)
        _ = try FolderLock(folder, file: "lock")
    }

    /// A kernel's table with one lock on the file of the test, or on another.
    private func proc(_ line: (FileStatus) -> String, command: [String] = []) throws -> String {
        try scratch.write("4711\n", to: "lock")
        let status = try #require(try folder.status(of: "lock"))
        try scratch.write("\(line(status))\n", to: "proc/locks")
        try scratch.write(command.joined(separator: "\0") + "\0", to: "proc/4711/cmdline")
        return scratch.path("proc")
    }

    private func device(_ status: FileStatus) -> String {
        let major = (status.device >> 8) & 0xFFF
        let minor = status.device & 0xFF | (status.device >> 12) & 0xFFFF_FF00
        return "\(String(major, radix: 16)):\(String(minor, radix: 16))"
    }

    @Test func `the words of the command tell a daemon from one cycle`() throws {
        let proc = try proc(
            { "1: FLOCK  ADVISORY  WRITE 4711 \(device($0)):\($0.inode) 0 EOF" },
            command: ["/usr/bin/seatwarden", "run", "--config", "x"]
        )
        let seen = try #require(try holder(proc: proc))
        #expect(seen.arguments == ["run", "--config", "x"])
        #expect(seen.process == 4711)
    }

    struct Line: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let line: @Sendable (FileStatus) -> String
        let isHeld: Bool
    }

    static let lines = [
        Line(
            testDescription: "another device, but the process that wrote the file",
            line: { "1: FLOCK  ADVISORY  WRITE 4711 00:ff:\($0.inode) 0 EOF" },
            isHeld: true
        ),
        Line(
            testDescription: "another file",
            line: { "1: FLOCK  ADVISORY  WRITE 4711 00:ff:\($0.inode + 1) 0 EOF" },
            isHeld: false
        ),
        Line(
            testDescription: "another file system and process",
            line: { "1: FLOCK  ADVISORY  WRITE 99 00:ff:\($0.inode) 0 EOF" },
            isHeld: false
        ),
        Line(
            testDescription: "a lock of another kind",
            line: { "1: POSIX  ADVISORY  WRITE 4711 00:ff:\($0.inode) 0 EOF" },
            isHeld: false
        ),
        Line(
            testDescription: "one that waits for the lock",
            line: { "1: -> FLOCK  ADVISORY  WRITE 4711 00:ff:\($0.inode) 0 EOF" },
            isHeld: false
        ),
        Line(testDescription: "no line at all", line: { _ in "1: FLOCK" }, isHeld: false),
    ]

    @Test(arguments: lines)
    func `a line of the kernel's table is read`(_ test: Line) throws {
        #expect(try (holder(proc: try proc(test.line)) != nil) == test.isHeld)
    }

    @Test func `without the kernel's table nobody can tell`() throws {
        try scratch.write("1\n", to: "lock")
        let error = #expect(throws: FileError.self) { try holder(proc: scratch.path("none")) }
        #expect(error?.isMissing == true)
    }
}
