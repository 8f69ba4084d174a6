import TestSupport

/// Writes down the system calls of a program (strace).
enum Tracing {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs strace and the right to trace processes"

    /// The program; `nil` where there is none, or it may not trace.
    static let program: Program? = {
        guard let strace = Program.installed("strace"),
            let tried = try? strace.run(["-f", "-qq", "-e", "trace=socket", "/bin/true"]),
            tried.status == 0
        else { return nil }
        return strace
    }()
}
