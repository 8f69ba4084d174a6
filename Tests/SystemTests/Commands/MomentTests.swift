import TestSupport
import Testing

/// The rules of `--at` (architecture.md §1).
@Suite struct MomentTests {
    private let ada = Team(people: [.init(name: "Ada", role: "Primary admin")])

    @Test func `a state that was made by the clock takes no other moment`() throws {
        let company = try Company()
        #expect(try company.seatwarden("once").status == 0)
        let before = try company.quietTree()
        let outcome = try company.once()
        #expect(outcome.status == 64)
        #expect(
            outcome.errors
                == "seatwarden: --at works only on a state that --at created, and state/state.db is a "
                + "real one; use --dry-run, or another configuration\n"
        )
        try company.expectQuiet(since: before)
        #expect(try company.once(at: Company.now, "--dry-run").status == 0)
    }

    @Test func `time does not go back`() throws {
        let company = try Company()
        try company.drop(exportsOf: ada, on: .written("2026-11-23"))
        try company.once()
        let before = try company.quietTree()
        let outcome = try company.once(at: "2026-11-24T07:59:59Z")
        #expect(outcome.status == 75)
        #expect(
            outcome.errors
                == "seatwarden: --at 2026-11-24T07:59:59Z lies before 2026-11-24T08:00:00Z, the last "
                + "cycle on this state; time does not go back\n"
        )
        try company.expectQuiet(since: before)
    }

    @Test(arguments: [
        "yesterday", "2026-11-24", "2026-11-24T25:00:00Z", "2026-02-29T08:00:00Z", "",
    ])
    func `what is no moment is a mistake in the command line`(_ text: String) throws {
        let company = try Company()
        let before = try company.tree()
        let outcome = try company.once(at: text)
        #expect(outcome.status == 64)
        #expect(
            outcome.errors.contains("'\(text)' is no moment; write it like 2026-11-24T08:00:00Z")
        )
        try company.expectUntouched(since: before)
    }

    @Test
    func `facts of a simulated state are those of its last moment unless another is asked for`()
        throws
    {
        let company = try Company()
        try company.drop(exportsOf: ada, on: .written("2026-11-23"))
        try company.once()
        func age(_ arguments: String...) throws -> String {
            let outcome = try company.seatwarden(
                ["facts", "dataset", "--select", "dataset,age_days", "--format", "csv"] + arguments
            )
            return outcome.output
        }
        #expect(try age() == "dataset,age_days\nusage-report,3\nusers,1\n")
        #expect(
            try age("--at", "2026-12-01T08:00:00Z")
                == "dataset,age_days\nusage-report,10\nusers,8\n"
        )
    }
}
