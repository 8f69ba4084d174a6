import Foundation
import TestSupport

/// Ends a program before its n-th system call that can change a file (killat.c).
struct Killer {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs a C compiler (cc) and the right to trace processes"
    /// The helper, built once; `nil` where this machine cannot.
    static let shared: Killer? = Killer()

    private let folder: ScratchFolder
    private let program: Program

    private init?() {
        guard let compiler = Program.installed("cc"), let folder = try? ScratchFolder() else {
            return nil
        }
        let source = Checkout.folder.appending(path: "Tests/SystemTests/Killing/killat.c").path
        let path = folder.path("killat")
        let built = try? compiler.run(["-Wall", "-Werror", "-O1", "-o", path, source])
        guard built?.status == 0 else { return nil }
        self.folder = folder
        program = Program(path: path)
        // Where tracing is forbidden the helper cannot count.
        guard let tried = try? program.run(["0", "/bin/true"]), tried.status == 0 else {
            return nil
        }
    }

    /// Runs a program to its n-th change of a file and no further.
    ///
    /// - Returns: whether it was ended; `false` when it had come to its end before.
    func run(_ name: String, _ arguments: [String], in company: Company, killedBefore call: Int)
        throws
        -> Bool
    {
        let outcome = try program.run(
            ["\(call)", Program(name).path] + arguments + ["--config", "config.yaml"],
            in: company.url.path
        )
        return outcome.status == 128 + SIGKILL
    }

    /// How many changes of files a program makes in a whole run.
    func count(_ name: String, _ arguments: [String], in company: Company) throws -> Int {
        let outcome = try program.run(
            ["0", Program(name).path] + arguments + ["--config", "config.yaml"],
            in: company.url.path
        )
        guard let last = outcome.errors.split(separator: "\n").last, let count = Int(last) else {
            throw NoCount(text: outcome.text)
        }
        return count
    }

    /// What the helper printed instead of a number.
    struct NoCount: Error {
        let text: String
    }
}

/// How far apart the points of a kill sweep lie; `SEATWARDEN_SOAK` visits every one.
func sweep(_ count: Int, points: Int) -> StrideThrough<Int> {
    let isSoak = ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"] != nil
    return stride(from: 1, through: count, by: isSoak ? 1 : Swift.max(1, count / points))
}
