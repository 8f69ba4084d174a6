import Foundation
import TestSupport
import Testing

/// Exports that cannot be used: moved aside with the reason, and told to the operators once.
@Suite struct RefusedFileTests {
    private static let withoutProduct = """
        email,team_alias,seat_assignment,user_activity,days_inactive,days_used,last_accessed
        ada@example.com,North,assigned,active,,3,2026-11-20

        """

    @Test func `a file without a column it needs is refused with the reason and a mail`() throws {
        let company = try Company()
        try company.drop(Self.withoutProduct, as: "report.csv")
        let outcome = try company.once(at: Company.now, "--json")
        #expect(outcome.status == 0)
        let mails = try outcome.mails()
        #expect(company.names(in: "inbox") == ["done", "refused"])
        #expect(company.names(in: "inbox/refused") == ["report.csv", "report.csv.why.txt"])
        try #expect(
            Golden.difference(
                company.reason(of: "report.csv").utf8,
                from: golden("refused/missing-column.why.txt")
            ) == nil
        )
        #expect(
            mails == [
                "ops@example.com: report.csv cannot be used: a column is missing: the product or "
                    + "collection"
            ]
        )
    }

    private static let header = "email,team_alias,offering_name,seat_assignment,last_accessed\n"

    /// Files that cannot be used, by the name of what stands beside them in Golden/refused.
    static let refused: [(name: String, text: String)] = [
        ("bad-cells.csv", header + "ada@example.com,North,AutoCAD,assigned,soon\n"),
        ("two-orders.csv", header + "ada@example.com,North,AutoCAD,assigned,03/04/2026\n"),
        ("cut-off.csv", header + "ada@example.com,North,AutoCAD,assigned,\nbob@example.com,Nor"),
        ("no-header.csv", "ada@example.com,North,AutoCAD,assigned,2026-11-20\n"),
        ("workbook.xlsx", "PK\u{3}\u{4}[Content_Types].xml xl/workb"),
        ("sign-in.csv", "<!DOCTYPE html><html>Sign in</html>"),
        ("empty.csv", ""),
        ("users_2027-01-01.csv", "email,role,team_alias\nada@example.com,User,North\n"),
    ]

    @Test func `several refused files are one mail, and each has its reason beside it`() throws {
        let company = try Company()
        let team = Team(people: [.init(name: "Ada")])
        try company.drop(exportsOf: team, on: .written("2026-11-23"))
        for (name, text) in Self.refused { try company.drop(text, as: name) }
        let outcome = try company.once(at: Company.now, "--json")
        #expect(
            try outcome.mails() == ["ops@example.com: \(Self.refused.count) files were refused"]
        )
        for (name, _) in Self.refused {
            let stem = name.prefix { $0 != "." }
            let difference = try Golden.difference(
                company.reason(of: name).utf8,
                from: golden("refused/\(stem).why.txt")
            )
            #expect(difference == nil)
        }
    }

    @Test func `the same bytes again are refused again and mailed no second time`() throws {
        let company = try Company()
        try company.drop(Self.withoutProduct, as: "report.csv")
        try company.once()
        try company.drop(Self.withoutProduct, as: "again.csv")
        let outcome = try company.once(at: "2026-11-24T08:05:00Z")
        #expect(outcome.status == 0)
        #expect(company.names(in: "inbox/refused").contains("again.csv.why.txt"))
        #expect(company.names(in: "outbox/mail/new").count == 1)
    }

    @Test func `a refused file leaves the inbox also where taken files stay`() throws {
        let company = try Company(
            Company.smallConfiguration.replacing(
                "stable_for: 0s",
                with: "stable_for: 0s, keep: true"
            )
        )
        try company.drop(Self.withoutProduct, as: "report.csv")
        try company.drop(exportsOf: Team(people: [.init(name: "Ada")]), on: .written("2026-11-23"))
        try company.once()
        #expect(company.names(in: "inbox/refused") == ["report.csv", "report.csv.why.txt"])
        #expect(company.names(in: "inbox").contains("users_2026-11-23.csv"))
        #expect(try company.once().output.contains("Nothing is new"))
    }

    @Test
    func `an export of next week is refused, and one of this evening waits until it is evening`()
        throws
    {
        let company = try Company()
        let team = Team(people: [.init(name: "Ada")])
        try company.drop(exportsOf: team, on: .written("2026-12-01"))
        try company.once()
        #expect(company.names(in: "inbox/refused").count == 6)
        #expect(
            try company.text("inbox/refused/users_2026-12-01.csv.why.txt").contains(
                "The file says it was exported at 2026-12-01T06:00:00Z, more than a day\nafter now"
            )
        )
        try company.drop(exportsOf: team, on: .written("2026-11-25"))
        let early = try company.once(at: "2026-11-24T09:00:00Z")
        #expect(early.status == 0)
        #expect(try company.rows(of: "seat") == 0)
        try company.once(at: "2026-11-25T08:00:00Z")
        #expect(try company.rows(of: "seat") == 1)
    }

    @Test
    func `a sidecar that is no JSON refuses its file and says so each time it is another file`()
        throws
    {
        let company = try Company()
        let team = Team(people: [.init(name: "Ada")])
        try company.drop(team.users(of: .written("2026-11-23")).text, as: "users.csv", sidecar: "{")
        try company.once()
        #expect(company.names(in: "inbox/refused").contains("users.csv.source.json"))
        #expect(company.names(in: "outbox/mail/new").count == 1)
        let larger = Team(people: [.init(name: "Ada"), .init(name: "Bob")])
        try company.drop(
            larger.users(of: .written("2026-11-23")).text,
            as: "users.csv",
            sidecar: "{"
        )
        try company.once(at: "2026-11-24T09:00:00Z")
        #expect(company.names(in: "outbox/mail/new").count == 2)
    }
}

extension Company {
    /// What stands beside a refused file, the same whoever runs the tests: the paragraph that names the
    /// user is not wrapped.
    func reason(of name: String) throws -> String {
        var paragraphs = try text("inbox/refused/\(name).why.txt").components(separatedBy: "\n\n")
        guard paragraphs.count > 1 else { return paragraphs.joined() }
        paragraphs[1] = paragraphs[1].replacing("\n", with: " ")
            .replacing("the user \(NSUserName())", with: "the user NOBODY")
        return paragraphs.joined(separator: "\n\n")
    }

    /// How many rows a fact table has.
    func rows(of table: String) throws -> Int {
        let outcome = try seatwarden("facts", table, "--format", "csv")
        return outcome.output.split(separator: "\n").count - 1
    }
}
