import Foundation
import TestSupport
import Testing

/// `seatwarden explain` on the example company: one row of each outcome, an alert, a mail.
@Suite struct ExplainTests {
    /// The example company after its first cycle.
    private func studio() throws -> Company {
        let company = try Company.harbourStudio()
        // A policy for each outcome that the company's own do not have on this day.
        try company.write(
            """
            policy: young
            resource: seat
            match: [{ assigned: seat.assigned }]
            expr: seat.days_idle > 400
            data: { min_history: 900d }
            ---
            policy: slow
            resource: seat
            match: [{ assigned: seat.assigned }]
            expr: seat.days_idle > 50
            for: 14d
            ---
            policy: strict
            resource: seat
            match: [{ assigned: seat.assigned }]
            expr: seat.days_idle > 50
            data: { max_age: 1d }
            ---
            override: south-is-slower
            policies: [slow]
            where: seat.team == 'Harbour Studio South'
            mode: audit

            """,
            to: "policies/more.yaml"
        )
        try company.once()
        return company
    }

    /// A row, and the golden file that shows it.
    struct Case {
        let name: String
        let policy: String
        let subject: String
        var outcome: String { String(name.prefix { $0 != "." }) }
    }

    static let cases = [
        Case(name: "firing", policy: "idle-seats", subject: "leilani"),
        Case(name: "firing.tokens", policy: "token-budget", subject: "South"),
        Case(name: "clear", policy: "idle-seats", subject: "amina"),
        Case(name: "not-matched", policy: "idle-seats", subject: "lucja"),
        Case(name: "excepted", policy: "idle-seats", subject: "render01"),
        Case(name: "unknown", policy: "backup-admin", subject: "yard"),
        Case(name: "not-ready", policy: "young", subject: "leilani"),
        Case(name: "pending", policy: "slow", subject: "leilani"),
        Case(name: "held", policy: "strict", subject: "leilani"),
    ]

    private func expectGolden(_ text: String, _ name: String) throws {
        let file = Checkout.folder.appending(path: "Tests/SystemTests/Golden/explain/\(name).txt")
        let difference = try Golden.difference(text.utf8, from: file)
        #expect(difference == nil)
    }

    @Test func `a row of each outcome is explained value by value`() throws {
        let company = try studio()
        for test in Self.cases {
            let outcome = try company.seatwarden("explain", test.policy, test.subject)
            #expect(outcome.status == 0, "\(test)")
            #expect(outcome.errors == "", "\(test)")
            #expect(outcome.output.contains("\n\(test.outcome.uppercased()): "), "\(test)")
            try expectGolden(outcome.output, test.name)
        }
    }

    @Test func `an alert is explained by the beginning of its id`() throws {
        let company = try studio()
        let list = try company.seatwarden(
            "alerts",
            "list",
            "--policy",
            "leaver-seats",
            "--format",
            "csv"
        )
        let line = try #require(list.output.split(separator: "\n").dropFirst().first)
        let id = try #require(line.split(separator: ",").first)
        let outcome = try company.seatwarden("explain", String(id.prefix(6)))
        #expect(outcome.status == 0)
        try expectGolden(outcome.output, "alert")
    }

    @Test func `every mail is explained by the reference at its foot`() throws {
        let company = try studio()
        let names = company.names(in: "outbox/mail/new")
        #expect(names.count > 3)
        for name in names {
            let shown = try company.seatwarden("outbox", "show", String(name.prefix(32)))
            let foot = try #require(shown.output.firstMatch(of: #/(?m)^Reference (\w+)$/#))
            let reference = String(foot.1)
            let outcome = try company.seatwarden("explain", reference)
            #expect(outcome.status == 0, "\(name)")
            #expect(outcome.output.hasPrefix("Mail \(reference)\n"), "\(name)")
            let isToOperators = outcome.output.contains("It told the operators")
            #expect(isToOperators || outcome.output.contains("FIRING: "), "\(name)")
        }
    }

    @Test func `an action is explained by its key`() throws {
        let company = try studio()
        let name = try #require(company.names(in: "outbox/actions/new").first)
        let outcome = try company.seatwarden("explain", String(name.prefix(12)))
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("Action \(name.prefix(32))\n"))
        #expect(outcome.output.contains("FIRING: "))
    }

    /// A question that has no answer, and how the reply begins.
    struct Unanswered {
        let words: [String]
        let reply: String
    }

    static let unanswered = [
        Unanswered(
            words: ["idle-seats", "jonas"],
            reply: """
                'jonas' means several rows; name one of:
                  Harbour Studio North/jonas.vogel@harbour-studio.example/Revit
                  Harbour Studio South/jonas.vogel@harbour-studio.example/AutoCAD

                """
        ),
        Unanswered(
            words: ["idle-seats", "lucia"],
            reply: """
                no row of seat is called 'lucia'
                did you mean:
                  Harbour Studio North/lucja.wisniewska@harbour-studio.example/Revit
                all rows: seatwarden evaluate idle-seats --all

                """
        ),
        Unanswered(
            words: ["idle-seat", "x"],
            reply: "'idle-seat' is no policy; did you mean 'idle-seats'?"
        ),
        Unanswered(
            words: ["idle-seats"],
            reply: "say which row: seatwarden explain idle-seats SUBJECT"
        ),
        Unanswered(words: ["ffffff"], reply: "no alert and no message begins with 'ffffff'"),
        Unanswered(
            words: ["idle-seats", "leilani", "--at", "2026-06-01"],
            reply:
                "no row of seat is called 'leilani'\nno data of seats had come by 2026-06-01T21:59:59Z\n"
        ),
    ]

    @Test func `what is not found, or is several things, is said`() throws {
        let company = try studio()
        for test in Self.unanswered {
            let outcome = try company.seatwarden(["explain"] + test.words)
            #expect(outcome.status == 64, "\(test)")
            #expect(outcome.output == "", "\(test)")
            #expect(outcome.errors.hasPrefix("seatwarden: \(test.reply)"), "\(test)")
        }
        let moment = try company.seatwarden("explain", "idle-seats", "ada", "--at", "monday")
        #expect(moment.status == 64)
        #expect(moment.errors.contains("'monday' is no day and no moment"))
    }

    @Test func `a later day is looked at with the alerts that stand`() throws {
        let company = try studio()
        let outcome = try company.seatwarden(
            "explain",
            "idle-seats",
            "leilani",
            "--at",
            "2026-12-24",
            "--json"
        )
        let json = try outcome.json()
        #expect(json["is_past"] as? Bool == false)
        let row = try #require((json["rows"] as? [[String: Any]])?.first)
        // The report is more than a month old by then.
        #expect(row["outcome"] as? String == "held")
        #expect((row["alert"] as? [String: Any])?["state"] as? String == "firing")
    }

    @Test func `the JSON has the documented keys, and says the same`() throws {
        let company = try studio()
        for test in Self.cases {
            let outcome = try company.seatwarden("explain", test.policy, test.subject, "--json")
            #expect(outcome.status == 0, "\(test)")
            let json = try outcome.json()
            let row = try #require((json["rows"] as? [[String: Any]])?.first)
            #expect(row["outcome"] as? String == test.outcome)
            try expectDocumented(json, section: "## `seatwarden explain --json`")
        }
    }

    @Test func `explaining changes nothing`() throws {
        let company = try studio()
        let before = try company.quietTree()
        try company.seatwarden("explain", "idle-seats", "leilani", "--json")
        try company.expectQuiet(since: before)
    }
}
