import CivilTime
import Settings
import Testing

@Suite struct SectionTests {
    @Test func `folders are joined to the folder of the file`() {
        let (configuration, _) = configured(
            "folders: { inbox: ../in, outbox: /srv/out/, state: ./a/../b }"
        )
        let folders = configuration.folders.resolved(against: "/etc/seatwarden")
        #expect(folders.inbox == "/etc/in")
        #expect(folders.outbox == "/srv/out")
        #expect(folders.state == "/etc/seatwarden/b")
        #expect(folders.relay == "/etc/seatwarden/relay")
        #expect(folders.resolved(against: "/elsewhere") == folders)
    }

    @Test(arguments: [
        ("", "a", "a"), ("", ".", "."), ("x", "../..", ".."), ("/", "../a", "/a"),
        ("x/y", "../../../a", "../a"),
        (".", "a//b/", "a/b"),
    ])
    func `paths are joined by name alone`(folder: String, path: String, joined: String) {
        #expect(joinedPath(folder, path) == joined)
    }

    @Test func `a data set is late by its entry or by its own rule`() {
        let inputs = Inputs()
        let daily = Expectation(dataset: "usage", every: TimeSpan(days: 1))
        let strict = Expectation(dataset: "users", maxAge: TimeSpan(days: 3))
        #expect(inputs.maximumAge(of: "usage-report", by: nil) == TimeSpan(days: 16))
        #expect(inputs.maximumAge(of: "usage", by: daily) == TimeSpan(days: 10))
        #expect(inputs.maximumAge(of: "users", by: nil) == TimeSpan(days: 45))
        #expect(inputs.maximumAge(of: "users", by: strict) == TimeSpan(days: 3))
        #expect(inputs.maximumAge(of: "balances", by: nil) == TimeSpan(days: 60))
        #expect(inputs.maximumAge(of: "absences", by: nil) == nil)
    }

    @Test func `expectations name all teams, one or several`() {
        let (configuration, mistakes) = configured(
            "inputs: { expect: [{ dataset: users }, { dataset: usage, teams: North, every: 1d }, "
                + "{ dataset: groups, teams: [A, B], max_age: 3w }] }"
        )
        #expect(mistakes == [])
        #expect(
            configuration.inputs.expect == [
                Expectation(dataset: "users"),
                Expectation(dataset: "usage", teams: .named(["North"]), every: TimeSpan(days: 1)),
                Expectation(
                    dataset: "groups",
                    teams: .named(["A", "B"]),
                    maxAge: TimeSpan(days: 21)
                ),
            ]
        )
    }

    @Test func `people are read with lower-case addresses, operators as written`() {
        let (configuration, mistakes) = configured(
            """
            contacts:
              operators: [IT@example.com]
              contract_managers:
                - { team: all, email: Buyer@example.com }
                - { team: N, email: n@example.com }
              admins: [{ team: N, email: Ada@example.com, role: contract-manager }]
              people: { cad-desk: [a@example.com, b@example.com] }
            people: { left: [{ email: Old@example.com }] }
            absences: [{ email: Ada@example.com, from: 2026-12-14, until: 2026-12-14 }]
            drills: [{ email: Bob@example.com, as_of: 2026-09-01 }]
            """
        )
        #expect(mistakes == [])
        #expect(configuration.contacts.operators == ["IT@example.com"])
        #expect(
            configuration.contacts.contractManagers == [
                ContractManager(email: "buyer@example.com"),
                ContractManager(team: "N", email: "n@example.com"),
            ]
        )
        #expect(
            configuration.contacts.admins == [
                StatedAdmin(team: "N", email: "ada@example.com", role: .contractManager)
            ]
        )
        #expect(configuration.contacts.people == ["cad-desk": ["a@example.com", "b@example.com"]])
        #expect(configuration.left == [Leaver(email: "old@example.com")])
        #expect(configuration.absences.map(\.email) == ["ada@example.com"])
        #expect(configuration.drills.map(\.asOf.description) == ["2026-09-01"])
    }

    @Test func `working days and holidays are sorted and each once`() {
        let (configuration, _) = configured(
            "calendar: { working_days: [sun, monday, Sun], holidays: [2026-12-26, 2026-12-25, "
                + "2026-12-26] }"
        )
        #expect(configuration.calendar.workingDays == [.monday, .sunday])
        #expect(configuration.calendar.holidays.map(\.description) == ["2026-12-25", "2026-12-26"])
    }

    @Test func `money is read to the last detail`() {
        let (configuration, mistakes) = configured(
            """
            money: { currency: EUR }
            prices:
              - { offering: Revit, price: 2985.50, since: 2026-01-01, team: N }
              - { offering: Revit, price: 0 }
            flex:
              token_price: 3
              rates: [{ product: Revit, tokens: 10 }]
              packs: [{ team: N, id: P1, tokens: 1000, bought: 2026-02-01, ends: 2027-02-01 }]
              balances: [{ team: N, tokens: 412.5, as_of: 2026-11-01 }]
              budgets: [{ team: N, month: 150 }]
            """
        )
        #expect(mistakes == [])
        #expect(configuration.currency == "EUR")
        #expect(configuration.prices.map(\.price) == [2985.5, 0])
        #expect(configuration.prices.map(\.team) == ["N", nil])
        #expect(configuration.flex.tokenPrice == 3)
        #expect(configuration.flex.rates == [Rate(product: "Revit", tokens: 10)])
        #expect(configuration.flex.packs.map { $0.bought.days(until: $0.ends) } == [365])
        #expect(configuration.flex.balances.map(\.tokens) == [412.5])
        #expect(configuration.flex.budgets == [Budget(team: "N", month: 150)])
    }

    @Test(
        arguments: [
            ("Seatwarden <s@example.com>", "Seatwarden", "s@example.com"),
            ("\"Warden, Seat\" <s@example.com>", "Warden, Seat", "s@example.com"),
            ("<s@example.com>", nil, "s@example.com"), ("s@example.com", nil, "s@example.com"),
            ("Zoë <s@Example.com>", "Zoë", "s@Example.com"),
        ] as [(String, String?, String)]
    )
    func `a sender has a name or none`(text: String, name: String?, address: String) {
        #expect(mailAddress(text) == MailAddress(name: name, address: address))
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c.d", "a@b..c", ".a@b.c", "a,b@c.d", "A <a@b.c", "A <>",
        "a@-b.c",
        "A\nB <a@b.c>", "é@b.c",
    ])
    func `what is no address is no sender`(text: String) {
        #expect(mailAddress(text) == nil)
    }

    @Test
    func `mails may go to the domains of the sender and of all contacts unless others are named`() {
        let text = """
            mail: { from: S <s@Mail.example> }
            contacts: { operators: [a@ops.example], people: { x: [b@People.example] } }
            """
        let (configuration, _) = configured(text)
        #expect(configuration.mail.domain == "mail.example")
        #expect(
            configuration.effectiveDomains == ["mail.example", "ops.example", "people.example"]
        )
        let (named, _) = configured("mail: { allowed_domains: [B.example, a.example] }")
        #expect(named.effectiveDomains == ["a.example", "b.example"])
    }

    @Test func `mail has a schedule, a quiet time and limits`() {
        let (configuration, mistakes) = configured(
            "mail: { domain: X.example, language: de, budget: 0, heartbeat: weekly on monday "
                + "at 07:30, "
                + "quiet: { from: '19:00', until: '07:00' }, most_per_cycle: 9 }"
        )
        #expect(mistakes == [])
        #expect(configuration.mail.domain == "x.example")
        #expect(configuration.mail.heartbeat == .at(.weekly(.monday), secondOfDay: 27_000))
        #expect(configuration.mail.quiet == Mail.Quiet(from: 68_400, until: 25_200))
        #expect(configuration.mail.budget == 0)
        #expect(configuration.mail.mostPerCycle == 9)
    }

    @Test func `relay and fetch are read`() {
        let (configuration, mistakes) = configured(
            """
            relay:
              { transport: sendmail, host: mail.example.com, port: 465, tls: implicit, user: u,
                password_file: p, maildir: m, uncertain: hold, ca_file: ca.pem, auth: xoauth2,
                helo: relay.example.com, sendmail: /opt/send }
            fetch:
              { base: 'https://api.example.com/', owner: Ada@example.com, teams: [N],
                reports: [users], token_flex_contracts: ["1"], client_id_file: a,
                client_secret_file: b, personal_access_token_file: c }
            """
        )
        #expect(mistakes == [])
        #expect(configuration.relay.transport == .sendmail)
        #expect(configuration.relay.tls == .implicit)
        #expect(configuration.relay.passwordFile == "p")
        #expect(configuration.relay.maildir == "m")
        #expect(configuration.relay.authorities == "ca.pem")
        #expect(configuration.relay.login == .xoauth2)
        #expect(configuration.relay.hello == "relay.example.com")
        #expect(configuration.relay.sendmail == "/opt/send")
        #expect(configuration.relay.uncertain == .hold)
        #expect(configuration.fetch.base == "https://api.example.com")
        #expect(configuration.fetch.owner == "ada@example.com")
        #expect(configuration.fetch.teams == .named(["N"]))
        #expect(configuration.fetch.reports == ["users"])
        #expect(configuration.fetch.personalAccessTokenFile == "c")
        #expect(configuration.fetch.tokenFlexContracts == ["1"])
    }
}
