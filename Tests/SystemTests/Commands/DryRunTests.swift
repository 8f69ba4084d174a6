import TestSupport
import Testing

/// `once --dry-run` says what a cycle would do and touches nothing.
@Suite struct DryRunTests {
    @Test func `a rehearsal before the first cycle writes nothing at all`() throws {
        let company = try Company.harbourStudio()
        let before = try company.tree()
        let outcome = try company.once(at: Company.now, "--dry-run")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("What a cycle would do at 2026-11-24T08:00:00Z"))
        #expect(outcome.output.hasSuffix("\n13 new mails, 14 new actions; nothing was written.\n"))
        try company.expectUntouched(since: before)
    }

    @Test func `a rehearsal says what the cycle after it does`() throws {
        let company = try Company.harbourStudio()
        let rehearsed = try company.once(at: Company.now, "--dry-run", "--json")
        let done = try company.once(at: Company.now, "--json")
        #expect(try rehearsed.keys(of: "mails").count == 13)
        #expect(try rehearsed.keys(of: "mails") == done.keys(of: "mails"))
        #expect(try rehearsed.keys(of: "actions") == done.keys(of: "actions"))
    }

    @Test func `a rehearsal on a state changes neither it nor the outbox nor the inbox`() throws {
        let company = try Company()
        var team = Team(people: [.init(name: "Ada", role: "Primary admin")])
        try company.drop(exportsOf: team, on: .written("2026-11-23"))
        try company.once()
        team.people.append(.init(name: "Bob"))
        try company.drop(exportsOf: team, on: .written("2026-11-24"))
        try company.drop("hello", as: "letter.txt")
        let before = try company.quietTree()
        let outcome = try company.once(at: "2026-11-24T09:00:00Z", "--dry-run")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("users_2026-11-24.csv"))
        #expect(outcome.output.contains("letter.txt: refused"))
        try company.expectQuiet(since: before)
    }

    @Test func `without an inbox there is nothing to take in, and the rehearsal says why`() throws {
        let company = try Company()
        try company.remove("inbox")
        let before = try company.tree()
        let outcome = try company.once(at: Company.now, "--dry-run")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains(
                "note: there is no inbox yet; a cycle without --dry-run makes it\n"
            )
        )
        try company.expectUntouched(since: before)
    }
}
