import Foundation
import TestSupport
import Testing

/// What people get wrong: one clear message, the right exit code, and nothing written.
@Suite struct MistakeTests {
    /// A mistake in a policy or the configuration; its message is in Golden/mistakes/NAME.txt.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var configuration = Company.usualConfiguration
        var policies: [String: String] = [:]

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "misspelt-key",
            policies: [
                "idle.yaml": "policy: idle\nresource: seat\nexpr: seat.assigned\nnotfy: []\n"
            ]
        ),
        Case(
            name: "unknown-fact",
            policies: [
                "idle.yaml": """
                policy: idle
                resource: seat
                expr: seat.assigned && seat.days_idel.orElse(0) >= 60

                """
            ]
        ),
        Case(
            name: "wrong-type",
            policies: [
                "idle.yaml": """
                policy: idle
                resource: seat
                expr: seat.assigned && seat.days_idle.orElse(0) >= 'sixty'

                """
            ]
        ),
        Case(
            name: "not-bool",
            policies: [
                "idle.yaml": "policy: idle\nresource: seat\nexpr: seat.days_idle.orElse(0)\n"
            ]
        ),
        Case(
            name: "duplicate-policy",
            policies: [
                "a.yaml": "policy: idle\nresource: seat\nexpr: seat.assigned\n",
                "b.yaml": "# the same name\npolicy: idle\nresource: seat\nexpr: seat.left\n",
            ]
        ),
        Case(
            name: "alias",
            policies: ["idle.yaml": "policy: idle\nresource: seat\nexpr: *condition\n"]
        ),
        Case(
            name: "tab",
            policies: [
                "idle.yaml":
                    "policy: idle\nresource: seat\nexpr: seat.assigned\ndata:\n\tmin_history: 30d\n"
            ]
        ),
        Case(
            name: "all-at-once",
            policies: [
                "idle.yaml": """
                policy: idle
                resource: seat
                expr: seat.assigned && seat.days_idel.orElse(0) >= params.idle_days
                for: 7
                notfy: []

                """,
                "tokens.yaml": "policy: tokens\nresource: balanc\nexpr: 'true'\n",
            ]
        ),
        Case(name: "no-sender", configuration: "organisation: Small Works\n"),
        Case(name: "no-yaml", configuration: "organisation: [Small\nmail: {\n"),
        Case(
            name: "misspelt-setting",
            configuration: Company.usualConfiguration.replacing("operators:", with: "operator:")
        ),
        Case(
            name: "unknown-zone",
            configuration: Company.usualConfiguration.replacing("Amsterdam", with: "Atlantis")
        ),
    ]

    @Test(arguments: cases)
    func `a mistake is named with its place, and nothing is written`(_ mistake: Case) throws {
        let company = try Company(mistake.configuration, policies: mistake.policies)
        try company.drop(exportsOf: Team(people: [.init(name: "Ada")]), on: .written("2026-11-23"))
        let before = try company.tree()
        let once = try company.once()
        #expect(once.status == 78)
        #expect(once.output == "")
        let check = try company.seatwarden("check")
        let dryRun = try company.once(at: Company.now, "--dry-run")
        #expect(dryRun.errors == once.errors)
        #expect(dryRun.status == 78)
        try company.expectUntouched(since: before)
        let shown =
            "$ seatwarden once\n\(once.errors)[exit \(once.status)]\n\n"
            + "$ seatwarden check\n\(check.text)[exit \(check.status)]\n"
        let file = golden("mistakes/\(mistake.name).txt")
        try #expect(Golden.difference(shown.utf8, from: file) == nil)
    }

    @Test func `a mistake after a good cycle leaves everything as it stands`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        try company.write(
            "policy: idle-seats\nuse: shipped/idle-seat\n",
            to: "policies/idle-seats.yaml"
        )
        let before = try company.tree()
        let outcome = try company.once(at: "2026-11-25T08:00:00Z")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("did you mean"))
        try company.expectUntouched(since: before)
    }

    @Test func `a configuration that is not there is named`() throws {
        let company = try Company()
        for command in [["once"], ["check"], ["facts", "seat"], ["alerts"], ["outbox"]] {
            let outcome = try Program("seatwarden").run(
                command + ["--config", "nowhere.yaml"],
                in: company.url.path
            )
            #expect(outcome.status == 66)
            #expect(outcome.text == "seatwarden: nowhere.yaml: there is no such file\n")
        }
        let relay = try Program("seatwarden-relay").run(
            ["once", "--config", "nowhere.yaml"],
            in: company.url.path
        )
        #expect(relay.status == 66)
        #expect(relay.text == "seatwarden-relay: nowhere.yaml: there is no such file\n")
    }

    @Test func `without a configuration anywhere the places that were looked at are named`() throws
    {
        let scratch = try ScratchFolder()
        let outcome = try Program("seatwarden").run(
            ["once"],
            in: scratch.url.path,
            environment: ["SEATWARDEN_CONFIG": ""]
        )
        #expect(outcome.status == 66)
        #expect(
            outcome.text
                == "seatwarden: no configuration: looked for /etc/seatwarden/config.yaml and "
                + "./config.yaml; name one with --config FILE or $SEATWARDEN_CONFIG\n"
        )
    }

    @Test func `the environment may name the configuration`() throws {
        let company = try Company()
        let outcome = try Program("seatwarden").run(
            ["check"],
            environment: ["SEATWARDEN_CONFIG": company.path("config.yaml")]
        )
        #expect(outcome.status == 0)
    }

    @Test func `check does not pass what no cycle starts with`() throws {
        let company = try Company("organisation: Small Works\n")
        #expect(try company.seatwarden("check").status == 78)
        let report = try company.seatwarden("check", "--json").json()
        #expect(report["errors"] as? Int == 2)
        #expect(report["warnings"] as? Int == 0)
    }
}

/// A file of this target's golden files.
func golden(_ name: String) -> URL {
    Checkout.folder.appending(path: "Tests/SystemTests/Golden/\(name)")
}
