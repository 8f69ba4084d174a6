import Diagnostics
import Foundation
import Platform
import TestSupport
import Testing

@Suite struct TextFileTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private func error(_ path: String, atMost limit: Int = 10) -> TextFileError? {
        do {
            _ = try readText(path, atMost: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a text is named as it was given, and a byte order mark is dropped`() throws {
        let path = try scratch.write("\u{FEFF}a: é\n", to: "config.yaml")
        let source = try readText(path)
        #expect(source.name == path)
        #expect(Array(source.text.utf8) == Array("a: é\n".utf8))
    }

    @Test func `each failure has its kind, its exit code and its sentence`() throws {
        let missing = scratch.path("none")
        #expect(error(missing)?.kind == .missing)
        #expect(error(missing)?.exitStatus == .noInput)
        #expect(error(missing)?.description == "\(missing): there is no such file")

        let large = try scratch.write("12345678901", to: "large")
        #expect(error(large)?.kind == .tooLarge)
        #expect(error(large)?.exitStatus == .badData)
        #expect(error(large)?.description == "\(large): it has more than 10 bytes")
        #expect(error(large, atMost: 11) == nil)

        #expect(error(scratch.url.path)?.kind == .notAFile)
        #expect(error(scratch.url.path)?.exitStatus == .badData)

        let binary = scratch.path("binary")
        _ = FileManager.default.createFile(atPath: binary, contents: Data([0x61, 0xFF]))
        #expect(error(binary)?.kind == .notText)
        #expect(error(binary)?.description == "\(binary): this is not text in UTF-8")
    }

    @Test func `a file below a file is missing`() throws {
        let path = try scratch.write("x", to: "file")
        #expect(error("\(path)/below")?.kind == .missing)
    }

    @Test func `a file of another user's is forbidden`() throws {
        // Root may read everything.
        guard geteuid() != 0 else { return }
        let path = try scratch.write("x", to: "file")
        chmod(path, 0)
        #expect(error(path)?.kind == .forbidden)
        #expect(error(path)?.exitStatus == .noPermission)
    }

    @Test func `nobody waits for a pipe`() {
        let path = scratch.path("pipe")
        mkfifo(path, 0o600)
        #expect(error(path)?.kind == .notAFile)
    }

    @Test func `exit codes are those of sysexits`() {
        let codes: [(SystemExit, Int32)] = [
            (.fine, 0), (.findings, 1), (.usage, 64), (.badData, 65), (.noInput, 66),
            (.unavailable, 69), (.defect, 70), (.cannotCreate, 73), (.inputOutput, 74),
            (.tryLater, 75),
            (.noPermission, 77), (.configuration, 78),
        ]
        for (status, code) in codes { #expect(status.rawValue == code) }
    }
}
