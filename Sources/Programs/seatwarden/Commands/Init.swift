import ArgumentParser
import CivilTime
import Cycle
import Platform
import Settings

/// `seatwarden init`: a configuration and policies to begin with.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a configuration and policies to begin with.",
        discussion: """
            Examples:
              seatwarden init acme --operator it@acme.example
              seatwarden init acme --organisation Acme --operator it@acme.example \\
                --from 'Seatwarden <seatwarden@acme.example>' --timezone Europe/Amsterdam
              seatwarden init /etc/seatwarden --operator it@acme.example   the service

            Without DIR it works in the current folder, if that is empty. It changes nothing that is \
            there. Ends with 73 where something cannot be made, with 64 for an address that is none.
            """
    )

    @Argument(help: ArgumentHelp("Where the configuration goes.", valueName: "DIR"))
    var folder: String?

    @Option(help: ArgumentHelp("The company, as mails name it.", valueName: "NAME"))
    var organisation: String?

    @Option(
        name: .customLong("operator"),
        help: ArgumentHelp(
            "Who looks after the installation; may be given more than once.",
            valueName: "ADDRESS"
        ),
        transform: address
    )
    var operators: [MailAddress] = []

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "The sender of mails.",
            discussion: "Default: seatwarden@ the first operator's domain.",
            valueName: "ADDRESS"
        ),
        transform: address
    )
    var sender: MailAddress?

    @Option(help: ArgumentHelp("The time zone. Default: the system's.", valueName: "ZONE"))
    var timezone: String?

    @Flag(
        name: .customLong("packaged"),
        help: "Use the folders of the packaged service; so it is for /etc/seatwarden."
    )
    var isPackaged = false

    func validate() throws {
        if let organisation,
            organisation.unicodeScalars.contains(where: { $0.value < 0x20 })
                || organisation.isEmpty
        {
            throw ValidationError("--organisation must be a name in one line")
        }
        guard let timezone else { return }
        do {
            _ = try Zones.zone(named: timezone)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() throws {
        try running {
            if folder == nil, try !isEmptyFolder(".") {
                throw Failure(
                    .cannotCreate,
                    "this folder is not empty, and nothing was changed; name one that is to be made, as "
                        + "in: seatwarden init seatwarden"
                )
            }
            let folder = folder ?? "."
            let report = try setUp(
                folder,
                SetupTerms(
                    organisation: organisation,
                    operators: operators,
                    sender: sender,
                    timezone: timezone ?? systemZone(),
                    isPackaged: isPackaged
                        || joinedPath("", folder) == SetupTerms.packagedFolder
                )
            )
            try printResult(text(of: report))
            return .fine
        }
    }

    /// The system's zone by a name that the configuration can have; `nil` where it has none.
    private func systemZone() -> String? {
        guard let zone = try? Zones.system(), (try? Zones.zone(named: zone.name)) != nil else {
            return nil
        }
        return zone.name
    }

    private func text(of report: SetupReport) -> String {
        var page = Page()
        let policies = counted(report.policies.count, "policy", "policies")
        page.line("Made \(report.configuration), with \(policies) in force:", .good)
        page.line("  \(report.policies.joined(separator: ", "))")
        for path in report.kept { page.line("  \(path) was there already and stays as it is") }
        page.heading("What to do next")
        for (index, step) in steps(report).enumerated() { page.line("  \(index + 1). \(step)") }
        return page.text
    }

    private func steps(_ report: SetupReport) -> [String] {
        let terms = report.terms
        let config = terms.isPackaged ? "" : " --config \(report.configuration)"
        let guide = report.guide.map { "; \($0) says which, and what to click" } ?? ""
        let fill =
            terms.operators.isEmpty
            ? ["In \(report.configuration) put in contacts.operators and mail.from."] : []
        let run =
            terms.isPackaged
            ? ["systemctl enable --now seatwarden seatwarden-relay"]
            : ["seatwarden once\(config)", "seatwarden-relay once\(config)"]
        return fill
            + ["Put your exports into \(report.inbox)\(guide).", "seatwarden check\(config)"] + run
            + [
                "Read the mails in \(report.maildir). To send them, fill in 'relay' in "
                    + "\(report.configuration)."
            ]
    }
}

@Sendable private func address(_ text: String) throws -> MailAddress {
    guard let address = mailAddress(text) else {
        throw ValidationError("'\(text)' is no mail address; write it like it@example.com")
    }
    return address
}
