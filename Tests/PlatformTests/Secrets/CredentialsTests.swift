import Foundation
import Platform
import TestSupport
import Testing

@Suite struct CredentialsTests {
    private func file(_ text: String, mode: Int = 0o600) throws -> (ScratchFolder, String) {
        let scratch = try ScratchFolder()
        let path = try scratch.write(text, to: "smtp-password")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return (scratch, path)
    }

    private func secret(_ path: String, in folder: String? = nil) throws(CredentialError) -> Secret
    {
        try Credentials.secret("smtp-password", file: path) { _ in folder }
    }

    private func refusal(_ path: String) -> CredentialError? {
        do {
            _ = try secret(path)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["hunter2", "hunter2\n", "hunter2\r\n"])
    func `a secret is the line of a file`(_ text: String) throws {
        let (scratch, path) = try file(text)
        #expect(try secret(path).revealed == "hunter2")
        withExtendedLifetime(scratch) {}
    }

    @Test func `the service manager's credential comes first`() throws {
        let (scratch, path) = try file("from the file")
        try scratch.write("from the manager\n", to: "credentials/smtp-password")
        #expect(
            try secret(path, in: scratch.path("credentials")).revealed == "from the manager"
        )
        #expect(try secret(path, in: scratch.path("other")).revealed == "from the file")
        // A name that is a path leaves the folder.
        let outside = try Credentials.secret("../smtp-password", file: path) { _ in
            scratch.path("credentials")
        }
        #expect(outside.revealed == "from the file")
    }

    @Test func `a secret shows itself nowhere`() throws {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("redacted"))
        }
    }

    @Test(arguments: [0o640, 0o604, 0o622, 0o777])
    func `a file that others may use is refused, with what to run`(_ mode: Int) throws {
        let (scratch, path) = try file("hunter2", mode: mode)
        let error = try #require(refusal(path))
        #expect(error.kind == .open(mode: UInt32(mode)))
        #expect(error.description.contains("run: chmod 600 \(path)"))
        #expect(!error.description.contains("hunter2"))
        #expect(error.exitStatus == .noPermission)
        withExtendedLifetime(scratch) {}
    }

    @Test(arguments: [0o600, 0o400])
    func `a mode that nobody else can use is fine`(_ mode: Int) throws {
        let (scratch, path) = try file("hunter2", mode: mode)
        #expect(refusal(path) == nil)
        withExtendedLifetime(scratch) {}
    }

    @Test func `a missing file says how to make it`() throws {
        let scratch = try ScratchFolder()
        let error = try #require(refusal(scratch.path("none")))
        #expect(error.kind == .missing)
        #expect(error.description.contains("chmod 600"))
        #expect(error.exitStatus == .noInput)
    }

    @Test(arguments: ["", "\n", "two\nlines\n", "nul\u{0}", String(repeating: "x", count: 70_000)])
    func `what is no line of text is refused`(_ text: String) throws {
        let (scratch, path) = try file(text)
        #expect(refusal(path)?.kind == .unfit)
        withExtendedLifetime(scratch) {}
    }

    @Test func `a folder or a pipe is no secret, and is not waited for`() throws {
        let scratch = try ScratchFolder()
        #expect(refusal(scratch.url.path)?.kind == .notAFile)
        let pipe = scratch.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(refusal(pipe)?.kind == .notAFile)
    }
}
