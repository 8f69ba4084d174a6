import Foundation
import Launching
import Synchronization
import TestSupport
import SystemPackage
import Testing

@Suite struct ProgramRunTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    /// A script that writes what it was given beside itself.
    private func script(_ body: String) throws -> String {
        let path = try scratch.write("#!/bin/sh\ncd \(scratch.path("."))\n\(body)\n", to: "program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private func run(
        _ path: String,
        _ arguments: [String] = [],
        input: String = "",
        mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) async -> (ending: ProgramEnding, errors: String) {
        let (ending, errors) = await ProgramRun(path, arguments, input: Array(input.utf8))
            .run(inputIn: scratch.path("."), mayGoOn: mayGoOn)
        return (ending, String(decoding: errors, as: UTF8.self))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: scratch.url.appending(path: name), encoding: .utf8)
    }

    @Test func `a program gets its arguments and its input as they are, and no shell sees them`()
        async throws
    {
        let path = try script("cat > input; printf '%s\\n' \"$@\" > arguments")
        let (ending, _) = await run(
            path,
            ["-f", "$(touch x)", "--", "a b"],
            input: "one\n.\ntwo\n"
        )
        #expect(ending == .exited(0))
        #expect(try text("input") == "one\n.\ntwo\n")
        #expect(try text("arguments") == "-f\n$(touch x)\n--\na b\n")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("x")))
    }

    @Test func `a program gets no environment but the path`() async throws {
        let path = try script("env > environment")
        #expect(await run(path).ending == .exited(0))
        let names = try text("environment").split(separator: "\n").map {
            $0.split(separator: "=")[0]
        }
        // The shell adds its own two.
        #expect(Set(names).subtracting(["PWD", "OLDPWD", "_"]) == ["PATH"])
    }

    @Test(arguments: [0, 1, 64, 75, 255])
    func `the code of a program is told`(code: Int32) async throws {
        #expect(await run(try script("exit \(code)")).ending == .exited(code))
    }

    @Test func `a program that reads nothing of its input ends as it likes`() async throws {
        let input = String(repeating: "x", count: 1 << 20)
        #expect(await run(try script("exit 67"), input: input).ending == .exited(67))
    }

    @Test func `a program that a signal ended is told apart`() async throws {
        #expect(await run(try script("kill -9 $$")).ending == .signalled(9))
    }

    @Test func `what it complains of is kept, and too much of it is dropped`() async throws {
        let (ending, errors) = await run(try script("echo no such user >&2; exit 67"))
        #expect(ending == .exited(67))
        #expect(errors == "no such user\n")
        let many = try script(
            "i=0; while [ $i -lt 20000 ]; do echo complaint >&2; i=$((i+1)); done"
        )
        let (end, kept) = await run(many)
        #expect(end == .exited(0))
        #expect(kept.utf8.count == ProgramRun.maximumErrors)
    }

    @Test func `a program that may not go on is ended, also where it does not want to`()
        async throws
    {
        let path = try script("trap '' TERM; while :; do sleep 0.1; done")
        let asked = Mutex(0)
        let (ending, _) = await run(path) {
            asked.withLock {
                $0 += 1
                return $0 < 2
            }
        }
        #expect(ending == .stopped)
    }

    @Test func `a program that cannot be started is no program`() async throws {
        let (missing, _) = await run(scratch.path("nothing"))
        guard case .notStarted(let why, passes: false) = missing else {
            Issue.record("\(missing)")
            return
        }
        #expect(why.contains(scratch.path("nothing")))
        let plain = try scratch.write("x", to: "plain")
        let (ending, _) = await run(plain)
        guard case .notStarted(_, passes: false) = ending else {
            Issue.record("\(ending)")
            return
        }
    }

    @Test func `a full disk is a shortage that passes, and a missing file is none`() {
        #expect(ProgramRun.passes(.noSpace))
        #expect(ProgramRun.passes(.tooManyOpenFiles))
        #expect(ProgramRun.passes(.resourceTemporarilyUnavailable))
        #expect(ProgramRun.passes(.noMemory))
        #expect(!ProgramRun.passes(.noSuchFileOrDirectory))
        #expect(!ProgramRun.passes(.permissionDenied))
        #expect(!ProgramRun.passes(nil))
    }

    @Test func `without a place for its input nothing is started`() async throws {
        let path = try script("touch started")
        let (ending, _) = await ProgramRun(path, [], input: [1])
            .run(inputIn: scratch.path("none")) { true }
        #expect(
            ending
                == .notStarted(
                    "cannot write its input in \(scratch.path("none")): No such file or directory",
                    passes: false
                )
        )
        #expect(!FileManager.default.fileExists(atPath: scratch.path("started")))
    }
}
