import Foundation
import TestSupport
import Testing

/// Small files that would fill a machine, made by the program that made the examples: the real program
/// refuses each in bounded memory and time.
@Suite(
    .enabled(if: WorkbookTools.shared != nil, "\(WorkbookTools.need)"),
    .enabled(if: Shared.has("data/exports/make_exports.py"), "needs the shared example exports")
)
struct HugeFileTests {
    /// A fifth of what the workbook unpacks to.
    private static let peakLimit = 100 << 10
    /// Ends what goes on, and tells the greatest resident size in KiB behind the output.
    private static let measure = """
        import resource, subprocess, sys
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
        print(done.stdout + done.stderr)
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        sys.exit(done.returncode)
        """

    private func measured(_ company: Company, _ arguments: String...) throws -> (
        outcome: Program.Outcome, peak: Int
    ) {
        let python = try #require(WorkbookTools.shared).python
        let program = Program("seatwarden").path
        let outcome = try python.run(
            ["-c", Self.measure, program] + arguments,
            in: company.url.path
        )
        let last = outcome.output.split(separator: "\n").last
        return (outcome, try #require(last.flatMap { Int($0) }, "\(outcome.text)"))
    }

    @Test func `a workbook bomb and an endless line are refused, and the rest is taken in`() throws
    {
        let company = try Company()
        let script = try #require(Shared.folder).appending(path: "data/exports/make_exports.py")
        let made = try #require(WorkbookTools.shared).python.run(
            [script.path, "--runtime", company.path("made")]
        )
        try #require(made.status == 0, "\(made.text)")
        try company.drop(exportsOf: Team(people: [.init(name: "Ada")]), on: .written("2026-11-23"))
        for (name, kind) in [("bomb.xlsx", "too_large"), ("long_line.csv", "cell_too_large")] {
            let look = try measured(
                company,
                "import",
                "--dry-run",
                "--rows",
                "--json",
                "made/\(name)"
            )
            #expect(look.outcome.status == 65)
            #expect(look.outcome.output.contains(#"{"error":"\#(kind)""#), "\(look.outcome.text)")
            #expect(look.peak < Self.peakLimit, "\(name): \(look.peak) KiB")
            try FileManager.default.copyItem(
                atPath: company.path("made/\(name)"),
                toPath: company.path("inbox/\(name)")
            )
        }
        let cycle = try measured(company, "once", "--config", "config.yaml", "--at", Company.now)
        #expect(cycle.outcome.status == 0, "\(cycle.outcome.text)")
        #expect(cycle.peak < Self.peakLimit, "\(cycle.peak) KiB")
        #expect(
            company.names(in: "inbox/refused") == [
                "bomb.xlsx", "bomb.xlsx.why.txt", "long_line.csv", "long_line.csv.why.txt",
            ]
        )
        #expect(try company.text("inbox/refused/bomb.xlsx.why.txt").contains("it is too large"))
        #expect(try company.rows(of: "seat") == 1)
    }
}
