import TestSupport
import Testing

/// Commands that only look: what they say before there is anything to see, and of names they do not
/// know.
@Suite struct LookingTests {
    static let commands = [
        ["facts", "seat"], ["evaluate", "idle-seats"], ["alerts", "list"], ["outbox", "status"],
        ["outbox", "show", "3f"], ["status"], ["explain", "3f0c"],
        ["explain", "idle-seats", "ada"],
    ]

    @Test(arguments: commands)
    func `without a state a command says what to run first`(_ command: [String]) throws {
        let company = try Company()
        let before = try company.tree()
        let outcome = try company.seatwarden(command)
        #expect(outcome.status == 66)
        #expect(
            outcome.text
                == "seatwarden: there is no state in state/state.db yet; run `seatwarden once` first\n"
        )
        try company.expectUntouched(since: before)
    }

    @Test func `looking changes nothing`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let before = try company.quietTree()
        for command in [
            ["facts", "seat"], ["facts", "balance", "--format", "json"], ["facts", "--describe"],
            ["evaluate", "idle-seats", "--all"], ["alerts", "list", "--all"], ["outbox", "status"],
            ["check"],
        ] {
            let outcome = try company.seatwarden(command)
            #expect(outcome.status == 0, "\(command)")
            #expect(outcome.errors == "", "\(command)")
        }
        #expect(try company.relay("status").status == 0)
        try company.expectQuiet(since: before)
    }

    /// A command with a name that is not known, and how its answer begins.
    struct Unknown: Sendable, CustomTestStringConvertible {
        let command: [String]
        let answer: String
        var status: Int32 = 64

        var testDescription: String { command.joined(separator: " ") }
    }

    static let unknown = [
        Unknown(
            command: ["facts", "seet"],
            answer: "'seet' is no table; did you mean 'seat'? There are: "
        ),
        Unknown(command: ["facts", "xyzzy"], answer: "'xyzzy' is no table. There are: "),
        Unknown(
            command: ["facts", "--describe", "balanc"],
            answer: "'balanc' is no table; did you mean 'balance'? There are: "
        ),
        Unknown(
            command: ["facts", "seat", "--select", "person,days_idel"],
            answer: "'days_idel' is no column of seat; did you mean 'days_idle'? There are: "
        ),
        Unknown(
            command: ["facts", "seat", "--sort", "-offerin"],
            answer: "'offerin' is no column of seat; did you mean 'offering'? There are: "
        ),
        Unknown(command: ["facts"], answer: "name a table: "),
        Unknown(
            command: ["facts", "seat", "--where", "seat.days_idel > 3"],
            answer: """
                --where:1:6: error: seat has no field 'days_idel'; did you mean 'days_idle' (days since \
                the last known use, or the assignment if later)? [no-such-field]
                    1 | seat.days_idel > 3
                      |      ^~~~~~~~~

                """,
            status: 65
        ),
        Unknown(
            command: ["evaluate", "idle-seat"],
            answer: "'idle-seat' is no policy; did you mean 'idle-seats'? There are: "
        ),
        Unknown(
            command: ["alerts", "list", "--policy", "idel-seats"],
            answer: "'idel-seats' is no policy; did you mean 'idle-seats'? There are: "
        ),
        Unknown(
            command: ["outbox", "show", "zz"],
            answer: "no message has a key that begins with 'zz'; see 'seatwarden outbox status'\n"
        ),
    ]

    @Test func `a name that is not known is answered with the nearest and all there are`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        for case let test in Self.unknown {
            let outcome = try company.seatwarden(test.command)
            #expect(outcome.status == test.status, "\(test)")
            #expect(outcome.output == "", "\(test)")
            #expect(outcome.errors.hasPrefix("seatwarden: \(test.answer)"), "\(test)")
        }
    }

    @Test func `without policies there is no policy to evaluate`() throws {
        let company = try Company()
        try company.once()
        let outcome = try company.seatwarden("evaluate", "idle-seats")
        #expect(outcome.status == 64)
        #expect(outcome.errors == "seatwarden: 'idle-seats' is no policy. There is none.\n")
    }

    @Test func `rows can be chosen, sorted and cut`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let outcome = try company.seatwarden(
            "facts",
            "seat",
            "--where",
            "seat.days_idle_present >= 90",
            "--sort",
            "-days_idle_present",
            "--select",
            "email,days_idle_present",
            "--format",
            "csv"
        )
        #expect(
            outcome.output == """
                email,days_idle_present
                leilani.kealoha@harbour-studio.example,278
                ewa.kowalczyk@harbour-studio.example,205
                brandon.whitaker@harbour-studio.example,190
                render01@harbour-studio.example,131
                matteo.ferri@harbour-studio.example,97

                """
        )
    }

    @Test func `a mail is shown as a person reads it, and as it lies in the outbox`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let name = try #require(company.names(in: "outbox/mail/new").first)
        let key = String(name.prefix(8))
        let raw = try company.seatwarden("outbox", "show", key, "--raw")
        #expect(raw.output == (try company.text("outbox/mail/new/\(name)")))
        let shown = try company.seatwarden("outbox", "show", key)
        #expect(shown.output.hasPrefix("To: "))
        #expect(!shown.output.contains("X-Seatwarden-Envelope"))
    }
}
