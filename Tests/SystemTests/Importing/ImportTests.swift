import Foundation
import Glibc
import TestSupport
import Testing

/// `seatwarden import` on an installation.
@Suite struct ImportTests {
    private static let header =
        "email,first_name,last_name,role,account_status,offering_name,team_alias\n"

    /// A Users file of some people of one team.
    private static func users(_ names: String...) -> String {
        header
            + names.map { "\($0.lowercased())@example.com,\($0),P,User,Active,AutoCAD,North\n" }
            .joined()
    }

    /// A company with a state of the moment of most stories, since files are dated.
    private func company(policies: [String: String] = [:]) throws -> Company {
        let company = try Company(policies: policies)
        try company.once()
        return company
    }

    @Test func `a file is taken in, kept in done, and the next cycle tells what follows from it`()
        throws
    {
        let company = try company(policies: [
            "idle.yaml": "policy: idle-seats\nuse: shipped/idle-seats\n"
        ])
        let team = Team(people: [.init(name: "Ada", role: "Primary admin")])
        let report = team.usageReport(of: .written("2026-11-23"))
        try company.write(report.text, to: "mine.csv")
        try company.write(report.sidecar, to: "mine.csv.source.json")
        let outcome = try company.seatwarden("import", "mine.csv")
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.hasPrefix("mine.csv: taken in: Usage report, 1 row of North\n"))
        #expect(
            outcome.output.hasSuffix(
                "\nNothing was decided yet: the next cycle does that (seatwarden once).\n"
            )
        )
        #expect(company.exists("mine.csv"))
        let done = company.names(in: "inbox/done")
        #expect(done.count == 2)
        #expect(done[0].hasSuffix("-mine.csv") && done[1].hasSuffix("-mine.csv.source.json"))
        #expect(try company.text("inbox/done/\(done[0])") == report.text)
        #expect(company.names(in: "outbox/mail/new").isEmpty)
        // The seat is idle, and the data that says so has arrived.
        let cycle = try company.once(at: "2026-11-24T09:00:00Z")
        #expect(cycle.status == 0, "\(cycle.text)")
        #expect(!company.names(in: "outbox/mail/new").isEmpty)
        // The very same file is known.
        let again = try company.seatwarden("import", "mine.csv", "--json").json()
        let files = try #require(again["files"] as? [[String: Any]])
        #expect(files.map { $0["fate"] as? String } == ["repeated"])
        #expect(company.names(in: "inbox/done") == done)
    }

    @Test func `files of an import belong together, the oldest first, each told by itself`() throws
    {
        let company = try company()
        try company.write(Self.users("Ada", "Bob"), to: "users_2026-11-16.csv")
        try company.write("fruit\napple\n", to: "fruit.csv")
        let outcome = try company.seatwarden(
            "import",
            "fruit.csv",
            "users_2026-11-16.csv",
            "--json"
        )
        #expect(outcome.status == 65)
        let files = try #require(try outcome.json()["files"] as? [[String: Any]])
        #expect(files.map { $0["fate"] as? String } == ["refused", "taken"])
        #expect((files[0]["why"] as? String)?.contains("'fruit'") == true)
        #expect(files[1]["rows"] as? Int == 2)
        // What was named stays where it was.
        #expect(company.names(in: "inbox/refused").isEmpty)
        #expect(company.exists("fruit.csv"))
    }

    @Test func `a file with far fewer rows is held until a person confirms it`() throws {
        let company = try company()
        try company.write(Self.users("Ada", "Bob", "Cyd"), to: "users_2026-11-16.csv")
        try company.write(Self.users("Ada"), to: "users_2026-11-23.csv")
        try company.seatwarden("import", "users_2026-11-16.csv")
        let look = try company.seatwarden("import", "--dry-run", "users_2026-11-23.csv")
        #expect(look.status == 0)
        #expect(look.output.contains("It would be held: It has 1 row of North, after 3 before."))
        let held = try company.seatwarden("import", "users_2026-11-23.csv")
        #expect(held.status == 65)
        #expect(
            held.output.contains(
                "users_2026-11-23.csv: held: It has 1 row of North, after 3 before."
            )
        )
        #expect(
            held.output.contains("If it is right: seatwarden import --confirm users_2026-11-23.csv")
        )
        let confirmed = try company.seatwarden("import", "--confirm", "users_2026-11-23.csv")
        #expect(confirmed.status == 0, "\(confirmed.text)")
        #expect(try company.rows(of: "seat") == 1)
    }

    @Test func `a held file of the inbox is confirmed where it lies among the refused ones`() throws
    {
        let company = try company()
        try company.drop(Self.users("Ada", "Bob", "Cyd"), as: "users_2026-11-16.csv")
        try company.drop(Self.users("Ada"), as: "users_2026-11-23.csv")
        try company.once(at: "2026-11-24T08:05:00Z")
        #expect(company.names(in: "inbox/refused").count == 2)
        let why = try company.text("inbox/refused/users_2026-11-23.csv.why.txt")
        #expect(why.contains("With it 2 rows would vanish."))
        #expect(why.split(separator: "\n").joined(separator: " ").contains("import --confirm"))
        let outcome = try company.seatwarden(
            "import",
            "--confirm",
            "inbox/refused/users_2026-11-23.csv"
        )
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(company.names(in: "inbox/refused").isEmpty)
        #expect(company.names(in: "inbox/done").count == 2)
    }

    @Test func `the very same bytes dropped once more are a confirmation`() throws {
        let company = try company()
        try company.drop(Self.users("Ada", "Bob", "Cyd"), as: "users_2026-11-16.csv")
        try company.drop(Self.users("Ada"), as: "users_2026-11-23.csv")
        try company.once(at: "2026-11-24T08:05:00Z")
        try company.drop(Self.users("Ada"), as: "users_2026-11-23.csv")
        let outcome = try company.once(at: "2026-11-24T09:00:00Z")
        #expect(outcome.output.contains("users_2026-11-23.csv  users  1 row"))
        #expect(company.names(in: "inbox/refused").count == 2)
    }

    @Test func `a month later the same bytes are held once more`() throws {
        let company = try company()
        try company.drop(Self.users("Ada", "Bob", "Cyd"), as: "users_2026-11-16.csv")
        try company.drop(Self.users("Ada"), as: "users_2026-11-23.csv")
        try company.once(at: "2026-11-24T08:05:00Z")
        try company.drop(Self.users("Ada"), as: "users_2026-11-23.csv")
        let late = try company.once(at: "2026-12-25T09:00:00Z")
        #expect(late.output.contains("users_2026-11-23.csv: refused: it has far fewer rows"))
        try company.drop(Self.users("Ada"), as: "users_2026-11-23.csv")
        let soon = try company.once(at: "2026-12-25T10:00:00Z")
        #expect(soon.output.contains("users_2026-11-23.csv  users  1 row"))
    }

    @Test func `while another program works on the state, files are copied into its inbox`() throws
    {
        let company = try Company(
            Company.smallConfiguration.replacing("stable_for: 0s", with: "stable_for: 1h")
        )
        let daemon = try RunningProgram(in: company)
        try daemon.status()
        try company.write(Self.users("Ada"), to: "users_2026-11-16.csv")
        try company.write(#"{"team": "North"}"#, to: "users_2026-11-16.csv.source.json")
        try company.write("fruit\napple\n", to: "fruit.csv")
        let outcome = try company.seatwarden("import", "users_2026-11-16.csv", "fruit.csv")
        #expect(outcome.status == 65)
        #expect(
            outcome.output.contains(
                "users_2026-11-16.csv: copied into the inbox as users_2026-11-16.csv: Users, 1 row"
            )
        )
        #expect(
            outcome.output.contains("Another program works on the state: it takes in what lies in ")
        )
        #expect(
            company.names(in: "inbox").filter { !$0.hasPrefix(".") } == [
                "done", "refused", "users_2026-11-16.csv", "users_2026-11-16.csv.source.json",
            ]
        )
        #expect(daemon.end().status == 0)
    }

    @Test func `what is not there, and words that do not go together, are told`() throws {
        let company = try company()
        let missing = try company.seatwarden("import", "none.csv")
        #expect(missing.status == 66)
        #expect(missing.errors == "seatwarden: none.csv: there is no such file\n")
        try company.write("", to: "a.csv")
        #expect(try company.seatwarden("import", "--rows", "a.csv").status == 64)
        #expect(
            try company.seatwarden("import", "--dry-run", "--rows", "a.csv", "a.csv").status == 64
        )
        #expect(try company.seatwarden("import").status == 64)
        let elsewhere = try ScratchFolder()
        let lost = try Program("seatwarden").run(
            ["import", company.path("a.csv")],
            in: elsewhere.url.path
        )
        #expect(lost.status == 66)
    }
}
