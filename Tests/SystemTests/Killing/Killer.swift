import Foundation
import TestSupport

/// Ends a program before its n-th system call that can change a file (killat.c).
struct Killer {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs a C compiler (cc) and the right to trace processes"
    /// The helper, built once; `nil` where this machine cannot.
    static let shared: Killer? = Killer()

    private let folder: ScratchFolder
    /// The helper.
    let program: Program

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
        guard let tried = try? program.run(["count", "/bin/true"]), tried.status == 0 else {
            return nil
        }
    }

    /// A system call before which a program is ended.
    enum Point: Hashable, CustomStringConvertible {
        /// The n-th that can change what is on a disk, counted from 1.
        case change(Int)
        /// The first that moves a file: decided, not published.
        case firstMove

        var description: String {
            switch self {
            case .change(let number): "\(number)"
            case .firstMove: "rename"
            }
        }
    }

    /// Runs a program to a point and no further.
    ///
    /// - Returns: whether it was ended; `false` when it had come to its end before.
    func run(_ name: String, _ arguments: [String], in company: Company, killedBefore point: Point)
        throws
        -> Bool
    {
        let outcome = try run("\(point)", name, arguments, in: company)
        return outcome.status == 128 + SIGKILL
    }

    /// The system calls of a whole run.
    func calls(_ name: String, _ arguments: [String], in company: Company) throws -> Calls {
        let outcome = try run("count", name, arguments, in: company)
        let lines = outcome.errors.split(separator: "\n")
        // What the program itself said on standard error comes first.
        let numbers = lines.reversed().prefix { Int($0) != nil }.compactMap { Int($0) }
        guard outcome.status == 0, !numbers.isEmpty else { throw NoCount(text: outcome.text) }
        return Calls(changesBefore: numbers.reversed())
    }

    private func run(_ target: String, _ name: String, _ arguments: [String], in company: Company)
        throws
        -> Program.Outcome
    {
        try program.run(
            [target, Program(name).path] + arguments + ["--config", "config.yaml"],
            in: company.url.path
        )
    }

    /// What the helper printed instead of numbers.
    struct NoCount: Error {
        let text: String
    }
}

/// The system calls of one run of a program, in their order.
struct Calls {
    /// For each call, how many before it could change what is on a disk.
    let changesBefore: [Int]

    /// How many there were.
    var count: Int { changesBefore.count }
    /// How many could change what is on a disk, but perhaps the very last.
    var changes: Int { changesBefore.last ?? 0 }

    /// Whether a point is one of the last changes, which are not quite the same in every run.
    func isLast(_ point: Killer.Point) -> Bool {
        guard case .change(let number) = point else { return false }
        return number > changes - 5
    }

    /// The points of a sweep that ends the program before every tenth system call; with
    /// `SEATWARDEN_SOAK`, before each.
    ///
    /// Calls between two changes find the same files, so one kill stands for all of them.
    var sweep: [Killer.Point] {
        let isSoak = ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"] != nil
        let step = isSoak ? 1 : 10
        let visited = stride(from: step - 1, to: count, by: step).map { changesBefore[$0] }
        return Set(visited).subtracting([changes]).sorted().map { .change($0 + 1) }
    }
}
