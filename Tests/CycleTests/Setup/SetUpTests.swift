import CivilTime
import Diagnostics
import Foundation
import Platform
import Policies
import Settings
import TestSupport
import Testing

@testable import Cycle

@Suite struct SetUpTests {
    private let scratch: ScratchFolder
    private var home: String { scratch.path("acme") }

    init() throws { scratch = try ScratchFolder() }

    private static let terms = SetupTerms(
        organisation: #"Acme "North" & \Co: #1"#,
        operators: [
            MailAddress(address: "it@acme.example"), MailAddress(address: "ops@acme.example"),
        ],
        timezone: "Europe/Amsterdam"
    )

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(home)/\(name)", encoding: .utf8)
    }

    private func mode(_ name: String) throws -> Int {
        let values = try FileManager.default.attributesOfItem(atPath: scratch.path(name))
        return values[.posixPermissions] as? Int ?? 0
    }

    private func inspect() throws -> Inspection {
        try Inspection(configuration: "\(home)/config.yaml", today: today)
    }

    @Test func `what it writes has no mistake and lacks nothing`() throws {
        let report = try setUp(home, Self.terms)
        let inspection = try inspect()
        #expect(inspection.diagnostics.sorted.map(\.description) == [])
        #expect(inspection.missingForService() == [])
        #expect(inspection.configuration.organisation == Self.terms.organisation)
        #expect(
            inspection.configuration.contacts.operators == ["it@acme.example", "ops@acme.example"]
        )
        #expect(inspection.configuration.mail.from?.address == "seatwarden@acme.example")
        #expect(inspection.zone.name == "Europe/Amsterdam")
        #expect(inspection.configuration.relay.transport == .maildir)
        #expect(inspection.policies.policies.map(\.id) == report.policies)
        #expect(report.kept == [])
    }

    @Test func `a file is there for every policy that is shipped, with its parameters`() throws {
        let report = try setUp(home, Self.terms)
        let shipped = Checkout.folder.appending(path: "Policies").path
        let names = try FileManager.default.contentsOfDirectory(atPath: shipped).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(report.policies.map { "\($0).yaml" } == names.sorted())
        let written = try FileManager.default.contentsOfDirectory(atPath: "\(home)/policies")
            .sorted()
        #expect(written == names.sorted())
        for policy in try inspect().policies.policies {
            let text = try text("policies/\(policy.id).yaml")
            for parameter in policy.parameters {
                #expect(text.contains("\n#  \(parameter.name): "), "\(policy.id) \(parameter.name)")
            }
        }
    }

    @Test func `a starter policy reads like this`() throws {
        _ = try setUp(home, Self.terms)
        #expect(
            try text("policies/idle-seats.yaml").hasSuffix(
                """
                policy: idle-seats
                use: shipped/idle-seats
                # disabled, audit (reports only), notify (mails), propose (mails and proposed actions)
                mode: propose

                #parameters:
                  # days without use before a seat is reported; days of leave are not counted
                #  idle_days: 60
                  # days after a seat was given in which it is left alone, however little it
                  # is used
                #  grace_days: 30
                  # days without use before the daemon proposes to take the seat back
                #  propose_days: 90

                """
            )
        )
    }

    /// Settings that are switched off begin with # and no single space.
    private func switchedOn(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let rest = line.dropFirst()
            let isOff =
                line.first == "#" && rest.first != nil
                && !(rest.first == " " && rest.dropFirst().first != " ")
            return isOff ? String(rest) : String(line)
        }.joined(separator: "\n")
    }

    @Test func `every setting that is switched off can be switched on`() throws {
        _ = try setUp(home, Self.terms)
        let text = switchedOn(try text("config.yaml"))
            .replacing("  transport: maildir\n  maildir: maildir\n", with: "")
        #expect(text.contains("\nprices:\n  - {") && text.contains("\n  transport: smtp\n"))
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(home)/config.yaml"))
        for name in try inspect().policies.policies.map(\.id) {
            let policy = switchedOn(try self.text("policies/\(name).yaml"))
            try Data(policy.utf8).write(to: URL(fileURLWithPath: "\(home)/policies/\(name).yaml"))
        }
        #expect(try inspect().diagnostics.sorted.map(\.description) == [])
        #expect(try inspect().configuration.missingForRelay() == [])
    }

    @Test func `without terms a person is told what to fill in`() throws {
        _ = try setUp(home, SetupTerms())
        let inspection = try inspect()
        #expect(inspection.diagnostics.sorted.map(\.description) == [])
        #expect(inspection.missingForService().count == 2)
        #expect(try text("config.yaml").matches(of: #/NEEDED: put in an address/#).count == 2)
    }

    @Test func `nothing that is there is changed`() throws {
        try scratch.write("policy: mine\n", to: "acme/policies/idle-seats.yaml")
        let report = try setUp(home, Self.terms)
        #expect(report.kept == ["\(home)/policies/idle-seats.yaml"])
        #expect(try text("policies/idle-seats.yaml") == "policy: mine\n")
        let before = try text("config.yaml")
        let failure = #expect(throws: Failure.self) { try setUp(home, SetupTerms()) }
        #expect(failure?.status == .cannotCreate)
        #expect(
            failure?.message
                == "\(home)/config.yaml is there already, and nothing was changed; edit it, or name another "
                + "folder"
        )
        #expect(try text("config.yaml") == before)
    }

    @Test func `the folders have the modes of the protocol, and the guide is no export`() throws {
        _ = try setUp(home, Self.terms)
        #expect(try mode("acme/state") == 0o700)
        #expect(try mode("acme/inbox") == 0o2770)
        #expect(try mode("acme/outbox/mail/new") == 0o2770)
        #expect(try mode("acme/config.yaml") == 0o644)
        let report = try once(
            OnceRequest(configuration: "\(home)/config.yaml", at: now, isDryRun: false)
        )
        #expect(report.files == [])
        let guide = try text("inbox/README.txt")
        #expect(guide.contains("USAGE REPORT\nNeeded, once a week"))
        #expect(guide.contains("email,from,until,note; or a calendar"))
        #expect(guide.contains("(.ics)"))
    }

    @Test func `for the packaged service it names the package's folders and makes none`() throws {
        var terms = Self.terms
        terms.isPackaged = true
        let report = try setUp(home, terms)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: home).sorted()
                == ["config.yaml", "policies"]
        )
        let folders = try inspect().configuration.folders
        #expect(folders.inbox == "/var/lib/seatwarden/inbox")
        #expect(folders.outbox == "/var/lib/seatwarden/outbox")
        #expect(folders.state == "/var/lib/seatwarden/state")
        #expect(folders.relay == "/var/lib/seatwarden-relay")
        #expect(report.maildir == "/var/lib/seatwarden-relay/maildir")
        #expect(try inspect().diagnostics.sorted.map(\.description) == [])
    }

    @Test func `a folder that cannot be made is said`() throws {
        try scratch.write("", to: "acme")
        let failure = #expect(throws: Failure.self) { try setUp(home, Self.terms) }
        #expect(failure?.status == .cannotCreate)
    }
}
