// A short configuration with what is needed first and the rest switched off. A line that begins with #
// and a letter, or with # and two spaces, is a setting without its #; `# A sentence` is for people.
import Settings

extension SetupTerms {
    /// The text of `config.yaml`.
    package var configuration: String {
        [head, contacts, folderSection, mail, relay, data, money].filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private var head: String {
        let name =
            organisation.map { "organisation: \(quoted($0))" } ?? "#organisation: Your company"
        let zone = timezone.map { "timezone: \($0)" } ?? "#timezone: Europe/Amsterdam"
        return """
            # Seatwarden's configuration, written by 'seatwarden init'.
            # A setting with a # before it is switched off: take the # away to set it.
            # 'seatwarden check' shows every mistake. Paths are relative to this file.
            # All settings, with their defaults, stand in config.example.yaml.

            # The company, as mails name it.
            \(name)
            # For schedules and for "today"; without it the zone of this machine.
            \(zone)

            """
    }

    private var contacts: String {
        let domain = operators.first?.domain ?? "example.com"
        let addresses = operators.map { quoted($0.address) }.joined(separator: ", ")
        return """
            contacts:
              # Who looks after this installation. They hear of files that cannot be used, of data that is
              # late, and once a month that all is well.\(operators.isEmpty ? " NEEDED: put in an address." : "")
              operators: [\(addresses)]
              # Who buys: the vendor's data does not say it.
            #  contract_managers: [{ team: all, email: buyer@\(domain) }]
              # The admins of teams that send no Users export: primary, secondary or sso.
            #  admins: [{ team: Your team, email: ada@\(domain), role: primary }]

            """
    }

    private var folderSection: String {
        guard isPackaged else { return "" }
        return """
            # Where the package has things.
            folders:
              inbox: \(folders.inbox)
              outbox: \(folders.outbox)
              state: \(folders.state)
              relay: \(folders.relay)

            """
    }

    private var mail: String {
        let from =
            effectiveSender.map { "  from: \(quoted(written($0)))" }
            ?? "#  from: Seatwarden <seatwarden@example.com>"
        return """
            mail:
              # The sender of all mails.\(effectiveSender == nil ? " NEEDED: put in an address." : "")
            \(from)
              # Notices a person gets in a week; what is over goes into the next digest.
              budget: 5
              # The sign of life to the operators: what was checked, how old the data is.
              heartbeat: monthly on 1 at 08:00

            """
    }

    private var relay: String {
        """
        relay:
          # For a start mails are put into a folder, where a mail program can read them (a Maildir).
          transport: maildir
          maildir: \(maildir)
          # To send them, put these in the place of the two lines above. The file smtp-password has the
          # password alone, and mode 0600.
        #  transport: smtp
        #  host: mail.\(effectiveSender?.domain ?? "example.com")
        #  port: 587
        #  tls: starttls
        #  user: seatwarden
        #  password_file: smtp-password

        """
    }

    private var data: String {
        """
        inputs:
          # Exports that must come. What is late or missing is told to the operators, and nothing is
          # concluded from old data. A Usage report counts as late 16 days after the last day in it.
          expect:
            - { dataset: usage-report, teams: all, every: 7d }
            - { dataset: users, teams: all, max_age: 45d }
          # The order of day and month, only for files whose dates can be read both ways: mdy or dmy.
        #  date_order: mdy

        # Who has left; a file of leavers in the inbox says the same.
        #people:
        #  left: [{ email: old@example.com, left_on: 2026-10-31 }]

        # Who is away, both days included: leave is not counted as idleness.
        #absences:
        #  - { email: ada@example.com, from: 2026-12-14, until: 2027-01-04, note: vacation }

        """
    }

    private var money: String {
        """
        # The currency of all money, as ISO 4217 names it.
        money: { currency: USD }

        # Prices per seat and year, so that mails can say what idle seats cost.
        #prices:
        #  - { offering: AutoCAD, price: 2095 }
        #  - { offering: Revit, price: 2985 }

        # Flex tokens: what one costs, what was bought, and the tokens a product takes a day.
        #flex:
        #  token_price: 3.00
        #  packs: [{ team: Your team, id: P1, tokens: 1000, bought: 2026-02-01, ends: 2027-02-01 }]
        #  rates: [{ product: AutoCAD, tokens: 7 }, { product: Revit, tokens: 10 }]
        """ + "\n"
    }
}

private func written(_ address: MailAddress) -> String {
    address.name.map { "\($0) <\(address.address)>" } ?? address.address
}

/// A text as YAML reads it back, whatever is in it.
private func quoted(_ text: String) -> String {
    "\""
        + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        + "\""
}
