import CivilTime
import Settings
import Testing

@Suite struct ValueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let mistakes: [String]

        init(_ text: String, _ mistakes: String...) {
            self.text = text
            self.mistakes = mistakes
        }

        var testDescription: String { text }
    }

    static let wrong = [
        Case(
            "installation: a/b",
            "1:15 type 'installation: a/b' must be a name of up to 64 letters, digits, '.', "
                + "'_' or '-'"
        ),
        Case(
            "timezone: ../etc/passwd",
            "1:11 type 'timezone: ../etc/passwd' must be a time zone name like "
                + "Europe/Amsterdam or UTC"
        ),
        Case("poll_every: 5", "1:13 unit 'poll_every: 5' needs a unit, like 5d or 12h"),
        Case(
            "poll_every: 5 min",
            "1:13 type 'poll_every: 5 min' must be a whole number with a unit: s, m, h, d or "
                + "w, like 7d"
        ),
        Case("poll_every: 1s", "1:13 range 'poll_every: 1s' must be between 10s and 1d"),
        Case(
            "folders: { inbox: x, outbox: ./x }",
            "1:30 same-folder 'folders.outbox' and 'folders.inbox' are the same folder"
        ),
        Case("folders: { state: '' }", "1:19 type 'state: ' must be a path"),
        Case(
            "inputs: { max_bad_rows: 1 }",
            "1:25 unit 'max_bad_rows: 1' needs a percent sign, like 1%"
        ),
        Case(
            "inputs: { max_bad_rows: 0.01 }",
            "1:25 unit 'max_bad_rows: 0.01' needs a percent sign, like 1%"
        ),
        Case(
            "inputs: { date_order: dym }",
            "1:23 choice 'date_order: dym' must be 'mdy' or 'dmy'; did you mean 'dmy'?"
        ),
        Case(
            "inputs: { expect: [{ dataset: usage-reprot }] }",
            "1:31 choice 'dataset: usage-reprot' is no data set; did you mean 'usage-report'?"
        ),
        Case(
            "inputs: { expect: [{ teams: all }] }",
            "1:20 missing-key an entry of 'inputs.expect' needs the key 'dataset'"
        ),
        Case(
            "contacts: { operators: [it] }",
            "1:25 address 'it' in 'operators' is no e-mail address like ada@example.com"
        ),
        Case(
            "contacts: { operators: ['it@exämple.com'] }",
            "1:25 address 'it@exämple.com' in 'operators' is no e-mail address like ada@example.com"
        ),
        Case(
            "contacts: { contract_managers: [{ team: N, contract: 1, email: a@b.c }] }",
            "1:41 choice an entry of 'contacts.contract_managers' is for a 'team' or for a "
                + "'contract', "
                + "not for both"
        ),
        Case(
            "contacts: { admins: [{ team: N, email: a@b.c, role: primry }] }",
            "1:53 choice 'role: primry' must be 'primary', 'secondary', 'sso' or "
                + "'contract-manager'; "
                + "did you mean 'primary'?"
        ),
        Case(
            "contacts: { people: { CAD Desk: [a@b.c] } }",
            "1:23 name the name 'CAD Desk' in 'contacts.people' must be "
                + "lower-case letters, digits, '-' and '_'"
        ),
        Case(
            "people: { left: [{ email: x }] }",
            "1:27 address 'email: x' must be an e-mail address like ada@example.com"
        ),
        Case(
            "absences: [{ email: a@b.c, from: 2026-02-30, until: 2026-03-01 }]",
            "1:34 type 'from: 2026-02-30' must be a day that exists, like 2026-11-24"
        ),
        Case(
            "absences: [{ email: a@b.c, from: 2026-03-02, until: 2026-03-01 }]",
            "1:53 order the absence ends on 2026-03-01, before it begins on 2026-03-02"
        ),
        Case(
            "calendar: { working_days: [mon, die] }",
            "1:33 choice 'die' in 'working_days' is no day; they are mon, tue, wed, thu, fri, "
                + "sat and sun"
        ),
        Case(
            "calendar: { working_days: [] }",
            "1:27 empty 'working_days' must name at least one day"
        ),
        Case(
            "calendar: { holidays: [25.12.2026] }",
            "1:24 type '25.12.2026' in 'holidays' must be a day that exists, like 2026-12-25"
        ),
        Case(
            "lists: { 2keep: [a] }",
            "1:10 name the name '2keep' in 'lists' must be "
                + "lower-case letters, digits and '_', not beginning with a digit"
        ),
        Case(
            "money: { currency: Dollar }",
            "1:20 type 'currency: Dollar' must be three capital letters of ISO 4217, like USD "
                + "or EUR"
        ),
        Case(
            "prices: [{ offering: Revit, price: '2,985' }]",
            "1:36 type 'price: 2,985' must be a number of at least 0, like 1250 or 2.50"
        ),
        Case(
            "prices: [{ offering: Revit, price: 1 }, { offering: revit, price: 2 }]",
            "1:41 repeated there is a price for that offering, team and day already, on line 1"
        ),
        Case(
            "prices: [{ offering: Revit, price: 1 }, { offering: revit, price: 2, team: All }]",
            "1:41 repeated there is a price for that offering, team and day already, on line 1"
        ),
        Case(
            "offerings: { flex: ['(flex'] }",
            "1:21 regex '(flex' in 'flex' is no regular expression"
        ),
        Case(
            "offerings: { collections: [{ name: AEC, products: [] }] }",
            "1:51 empty 'products' in a collection in 'offerings.collections' must name at "
                + "least one"
        ),
        Case(
            "flex: { packs: [{ team: N, id: P, tokens: 9, bought: 2026-01-01, ends: 2026-01-01 "
                + "}] }",
            "1:72 order the pack ends on 2026-01-01, not after it was bought on 2026-01-01"
        ),
        Case(
            "flex: { budgets: [{ team: N }] }",
            "1:19 missing-key a budget in 'flex.budgets' needs 'month', 'year' or both"
        ),
        Case(
            "renewals: { plans: [{ subscription: 1, plan: laps }] }",
            "1:46 choice 'plan: laps' must be 'lapse', 'renew' or 'reduce'; did you mean 'lapse'?"
        ),
        Case(
            "mail: { from: 'Seatwarden' }",
            "1:15 address 'from: Seatwarden' must be an address like Seatwarden "
                + "<seatwarden@example.com>"
        ),
        Case(
            "mail: { from: \"A\\r\\nBcc: x <a@b.c>\" }",
            "1:15 address 'from: A\r Bcc: x <a@b.c>' must be an address like "
                + "Seatwarden <seatwarden@example.com>"
        ),
        Case(
            "mail: { domain: 'exa mple' }",
            "1:17 type 'domain: exa mple' must be a domain like example.com"
        ),
        Case(
            "mail: { language: english language }",
            "1:19 type 'language: english language' must be a language tag like en"
        ),
        Case(
            "mail: { heartbeat: immediately }",
            "1:20 schedule 'heartbeat: immediately' must come at a time of day, like monthly "
                + "on 1 at 08:00"
        ),
        Case(
            "mail: { heartbeat: montly on 1 at 08:00 }",
            "1:20 schedule 'heartbeat: montly on 1 at 08:00' must be \(Schedule.forms)"
        ),
        Case(
            "mail: { quiet: { from: 7pm, until: '07:00' } }",
            "1:24 type 'from: 7pm' must be a time of day like 19:00"
        ),
        Case(
            "mail: { quiet: { from: '07:00', until: '07:00' } }",
            "1:40 order 'mail.quiet' begins and ends at the same time"
        ),
        Case(
            "relay: { port: 70000 }",
            "1:16 type 'port: 70000' must be a whole number from 1 to 65535"
        ),
        Case(
            "relay: { host: mail.example.com, tls: none }",
            "1:39 tls 'tls: none' is allowed only to this host, and 'mail.example.com' is another"
        ),
        Case(
            "relay: { host: localhost, tls: none, user: me, password_file: p }",
            "1:44 tls 'user' with 'tls: none' would send the password unprotected; leave it out, or "
                + "use TLS"
        ),
        Case(
            "relay: { user: me }",
            "1:8 login 'relay.user' is of no use without 'relay.password_file'"
        ),
        Case(
            "relay: { helo: a b }",
            "1:16 type 'helo: a b' must be the name of a host like relay.example.com"
        ),
        Case(
            "relay: { auth: cram }",
            "1:16 choice 'auth: cram' must be 'auto', 'plain', 'login' or 'xoauth2'"
        ),
        Case(
            "relay: { host: 'mail server' }",
            "1:16 type 'host: mail server' must be a host name or address"
        ),
        Case(
            "fetch: { reports: [user] }",
            "1:20 choice 'reports: user' is no data set; did you mean 'users'?"
        ),
    ]

    @Test(arguments: wrong)
    func `a wrong value is told with what it must be`(_ example: Case) {
        #expect(configured(example.text).mistakes == example.mistakes)
    }

    static let doubtful = [
        Case(
            "mail: { heartbeat: null }",
            "1:9 warning heartbeat without a heartbeat, silence may be health or a dead daemon: "
                + "nobody can tell"
        ),
        Case(
            "relay: { port: 465 }",
            "1:16 warning tls port 465 expects TLS from the first byte; did you mean 'tls: "
                + "implicit'?"
        ),
        Case(
            "relay: { port: 587, tls: implicit }",
            "1:26 warning tls port 587 begins without TLS; did you mean 'tls: starttls'?"
        ),
        Case(
            "retention: { days: 30d }",
            "1:20 warning retention 'days: 30d' keeps less than a year of use: figures over a "
                + "year will "
                + "be unknown"
        ),
        Case(
            "mail: { allowed_domains: [a.example] }\ncontacts: { operators: [x@b.example, "
                + "y@a.example] }",
            "1:26 warning domain contacts have addresses at b.example, which is not among the "
                + "allowed "
                + "domains: no mail of a policy will reach them"
        ),
    ]

    @Test(arguments: doubtful)
    func `a doubtful value is a warning`(_ example: Case) {
        #expect(configured(example.text).mistakes == example.mistakes)
    }

    @Test(arguments: [
        "relay: { host: 127.0.0.1, tls: none }", "relay: { host: localhost, tls: none }",
        "relay: { host: '::1', tls: none }", "timezone: UTC", "timezone: America/Argentina/Ushuaia",
        "timezone: Etc/GMT+5", "contacts: { operators: [o'brien+it@sub.example.co] }",
        "fetch: { base: 'https://api.example.com:8443/v1/' }",
        "calendar: { working_days: [Sunday, mon] }",
    ])
    func `a right value is not complained of`(text: String) {
        #expect(configured(text).mistakes == [])
    }

    @Test(arguments: [
        "fetch: { base: 'https://ada:hunter2@api.example.com' }", "relay: { password: hunter2 }",
        "relay: { password_file: [hunter2] }", "fetch: { client_secret: \"hunter2 }",
    ])
    func `no secret is echoed in the message`(text: String) {
        let (_, mistakes) = configured(text)
        #expect(!mistakes.isEmpty)
        #expect(!mistakes.joined().contains("hunter2"))
    }
}
