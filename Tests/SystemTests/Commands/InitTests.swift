import Foundation
import TestSupport
import Testing

/// From nothing to the first mails, without an editor.
@Suite struct InitTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func run(_ program: String = "seatwarden", _ arguments: String...) throws
        -> Program.Outcome
    {
        try Program(program).run(arguments, in: scratch.url.path, environment: ["TZ": "UTC"])
    }

    private func names(in folder: String) -> [String] {
        let path = scratch.url.appending(path: folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    @Test func `init, check, exports, once and relay need no edit`() throws {
        let made = try run(
            "seatwarden",
            "init",
            "acme",
            "--organisation",
            "Acme",
            "--operator",
            "it@harbour-studio.example",
            "--from",
            "Seatwarden <seatwarden@harbour-studio.example>",
            "--timezone",
            "Europe/Amsterdam"
        )
        #expect(made.status == 0, "\(made.errors)")
        #expect(
            made.output.hasSuffix(
                """

                What to do next
                  1. Put your exports into acme/inbox; acme/inbox/README.txt says which, and what to click.
                  2. seatwarden check --config acme/config.yaml
                  3. seatwarden once --config acme/config.yaml
                  4. seatwarden-relay once --config acme/config.yaml
                  5. Read the mails in acme/maildir. To send them, fill in 'relay' in acme/config.yaml.

                """
            ),
            "\(made.output)"
        )
        let checked = try run("seatwarden", "check", "--strict", "--config", "acme/config.yaml")
        #expect(checked.status == 0, "\(checked.text)")
        let exports = Checkout.folder.appending(path: "Examples/harbour-studio/inbox")
        for file in try FileManager.default.contentsOfDirectory(atPath: exports.path) {
            try FileManager.default.copyItem(
                at: exports.appending(path: file),
                to: scratch.url.appending(path: "acme/inbox/\(file)")
            )
        }
        let cycle = try run(
            "seatwarden",
            "once",
            "--config",
            "acme/config.yaml",
            "--at",
            Company.now,
            "--json"
        )
        #expect(cycle.status == 0, "\(cycle.errors)")
        let mails = try cycle.mails()
        #expect(
            mails.contains { $0.hasPrefix("it@harbour-studio.example: Seatwarden is set up: ") }
        )
        #expect(mails.contains { $0.contains("idle seats in Harbour Studio South") })
        #expect(names(in: "acme/inbox/refused") == [])
        let sent = try run("seatwarden-relay", "once", "--config", "acme/config.yaml")
        #expect(sent.status == 0, "\(sent.text)")
        #expect(names(in: "acme/maildir/new").count == mails.count)
    }

    @Test func `a folder with something in it is left alone`() throws {
        try scratch.write("", to: "notes.txt")
        let outcome = try run("seatwarden", "init")
        #expect(outcome.status == 73)
        #expect(
            outcome.errors
                == "seatwarden: this folder is not empty, and nothing was changed; name one "
                + "that is to be made, as in: seatwarden init seatwarden\n"
        )
        #expect(names(in: "") == ["notes.txt"])
    }

    @Test func `an empty folder is used, and a second time it says what is there`() throws {
        #expect(try run("seatwarden", "init").status == 0)
        #expect(names(in: "") == ["config.yaml", "inbox", "outbox", "policies", "state"])
        let again = try run("seatwarden", "init", ".")
        #expect(again.status == 73)
        #expect(
            again.errors
                == "seatwarden: config.yaml is there already, and nothing was changed; edit it, "
                + "or name another folder\n"
        )
        let checked = try run("seatwarden", "check", "--config", "config.yaml")
        #expect(checked.status == 78)
        #expect(checked.output.contains("contacts.operators is missing"))
    }

    @Test(
        arguments: [
            (
                ["--operator", "nobody"],
                "'nobody' is no mail address; write it like it@example.com"
            ),
            (["--from", "a@b@c"], "'a@b@c' is no mail address"),
            (["--timezone", "Europe/Atlantis"], "there is no time zone 'Europe/Atlantis'"),
            (["--organisation", "a\nb"], "--organisation must be a name in one line"),
        ])
    func `a wrong option is said, and nothing is made`(_ options: [String], _ message: String)
        throws
    {
        let outcome = try Program("seatwarden").run(
            ["init", "acme"] + options,
            in: scratch.url.path
        )
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(names(in: "") == [])
    }

    @Test func `a folder that cannot be made ends with 73`() throws {
        try scratch.write("", to: "file")
        #expect(try run("seatwarden", "init", "file").status == 73)
        #expect(try run("seatwarden", "init", "file/below").status == 73)
    }
}
