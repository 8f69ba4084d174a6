import CivilTime
import Diagnostics
import Settings
import Testing

@Suite struct ConfigurationTests {
    @Test(arguments: ["", "# nothing\n", "~\n", "inputs:\nmail: null\n"])
    func `what is left out has its default`(text: String) {
        let (configuration, mistakes) = configured(text)
        var standard = Configuration.standard
        standard.fileName = "config.yaml"
        #expect(mistakes == [])
        #expect(configuration == standard)
    }

    @Test func `the service needs a sender and operators, and says which lines to add`() {
        let missing = Configuration.standard.missingForService()
        #expect(
            missing.map(\.message) == [
                "mail.from is missing: mails need a sender; add it to the section\n"
                    + "    mail:\n      from: Seatwarden <seatwarden@example.com>",
                "contacts.operators is missing: someone must hear of trouble; add it to the "
                    + "section\n    contacts:\n      operators: [it@example.com]",
            ]
        )
        let lines = missing.flatMap { $0.message.split(separator: "\n").dropFirst() }
        let (configuration, mistakes) = configured(
            lines.map { $0.dropFirst(4) }.joined(separator: "\n")
        )
        #expect(mistakes == [])
        #expect(configuration.missingForService() == [])
    }

    @Test func `the relay needs a server for SMTP only`() {
        #expect(Configuration.standard.missingForRelay().map(\.code) == ["missing-key"])
        let (configuration, _) = configured("relay: { transport: maildir }")
        #expect(configuration.missingForRelay() == [])
    }

    @Test func `a second document and a list are refused`() {
        #expect(
            configured("installation: a\n---\ninstallation: b\n").mistakes
                == ["3:1 documents a configuration is one document; a second begins here"]
        )
        #expect(
            configured("- a\n").mistakes == [
                "1:1 type the configuration must be a mapping of keys to values, not a list"
            ]
        )
    }

    @Test func `unknown keys are told at every depth`() {
        let text = """
            organization: X
            inputs: { setle: 2d, expect: [{ dataset: users, evry: 7d }] }
            mail: { form: a@example.com }
            """
        #expect(
            configured(text).mistakes == [
                "1:1 unknown-key unknown key 'organization' in the configuration; "
                    + "did you mean 'organisation'?",
                "2:11 unknown-key unknown key 'setle' in 'inputs'; did you mean 'settle'?",
                "2:49 unknown-key unknown key 'evry' in an entry of 'inputs.expect'; "
                    + "did you mean 'every'?",
                "3:9 unknown-key unknown key 'form' in 'mail'; did you mean 'from'?",
            ]
        )
    }

    @Test func `mutated configurations never trap`() {
        let good = Array(
            """
            mail: { from: A <a@example.com>, quiet: { from: "19:00", until: "07:00" } }
            flex: { packs: [{ team: N, id: P, tokens: 1, bought: 2026-01-01, ends: 2027-01-01 }] }
            offerings: { flex: ['^flex(a|b)+$'] }
            inputs: { max_bad_rows: 1%, settle: 2d }
            """.utf8
        )
        var state: UInt64 = 3
        for _ in 0..<1000 {
            var bytes = good
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let index = Int(state >> 33) % bytes.count
                bytes[index] = UInt8(0x20 + (state >> 40) % 0x5F)
            }
            let (configuration, mistakes) = configured(String(decoding: bytes, as: UTF8.self))
            #expect(configuration.inputs.settle.seconds >= 0)
            #expect(mistakes.count <= 20)
        }
    }

    @Test func `what has no effect in this version is named where it was set`() {
        let (set, mistakes) = configured(
            "privacy: { reports: pseudonyms }\nmail: { budget: 3, heartbeat: daily at 08:00 }\n"
        )
        #expect(mistakes == [])
        #expect(
            set.settingsWithoutEffect().map(\.message)
                == ["this version makes no use of privacy.reports"]
        )
        let (kept, _) = configured(
            "retention: { days: 800d, snapshots: 500d, inputs: 30d, sent: 30d }\n"
        )
        #expect(
            kept.settingsWithoutEffect().map(\.message)
                == ["this version makes no use of retention.sent"]
        )
        #expect(Configuration.standard.settingsWithoutEffect().isEmpty)
    }
}
