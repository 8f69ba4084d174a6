import CivilTime
import Foundation
import TestSupport
import Testing

/// The promise of outbox.md: whatever is killed and whenever, every decided mail arrives once, byte for
/// byte as in an undisturbed run.
@Suite(.enabled(if: Killer.shared != nil, Comment(rawValue: Killer.need)))
struct KillTests {
    private static let once = ["once", "--at", Company.now]

    /// A company whose first cycle writes two mails and an action.
    private func company() throws -> Company {
        let company = try Company(
            policies: ["idle.yaml": "policy: idle-seats\nuse: shipped/idle-seats\n"]
        )
        let team = Team(people: [
            .init(name: "Ada", role: "Primary admin", used: [.written("2026-11-19")]),
            .init(name: "Bob", used: [.written("2026-05-04")]),
        ])
        try company.drop(exportsOf: team, on: .written("2026-11-23"))
        try company.drop("this,is\nno,export\n", as: "notes.csv")
        return company
    }

    /// What an installation has come to, as far as anybody can see.
    private struct Result: Equatable {
        let mails, actions: [String: Data]
        let inbox, done, refused: [String]
        let alerts, seats: String

        init(_ company: Company) throws {
            mails = try company.files(in: "maildir/new")
            actions = try company.files(in: "outbox/actions/new")
            inbox = company.names(in: "inbox")
            done = company.names(in: "inbox/done")
            refused = company.names(in: "inbox/refused")
            alerts = try company.seatwarden("alerts", "list", "--format", "csv").output
            seats = try company.seatwarden("facts", "seat", "--format", "csv").output
        }
    }

    @Test func `a cycle killed at any write is finished by the next, with nothing lost or doubled`()
        throws
    {
        let killer = try #require(Killer.shared)
        let undisturbed = try company()
        let calls = try killer.calls("seatwarden", Self.once, in: undisturbed)
        #expect(calls.count > 1000)
        #expect(calls.sweep.count > 50)
        try undisturbed.relay()
        let expected = try Result(undisturbed)
        #expect(expected.mails.count == 2)
        #expect(expected.actions.count == 1)

        for call in calls.sweep {
            let company = try company()
            let wasKilled = try killer.run("seatwarden", Self.once, in: company, killedBefore: call)
            // The last calls are not quite the same in every run.
            #expect(wasKilled || calls.isLast(call), "call \(call)")
            // The relay may have taken what was published before the cycle is finished.
            try company.relay()
            let outcome = try company.once()
            #expect(outcome.status == 0, "call \(call): \(outcome.errors)")
            try company.relay()
            #expect(try Result(company) == expected, "call \(call)")
            for folder in ["mail/tmp", "mail/new", "mail/cur", "mail/corrupt", "actions/tmp"] {
                #expect(company.names(in: "outbox/\(folder)") == [], "call \(call)")
            }
            #expect(try company.once().output.contains("Nothing is new"), "call \(call)")
        }
    }

    @Test func `a cycle that is killed again and again still comes to the same end`() throws {
        let killer = try #require(Killer.shared)
        let undisturbed = try company()
        let calls = try killer.calls("seatwarden", Self.once, in: undisturbed)
        try undisturbed.relay()
        let expected = try Result(undisturbed)
        let company = try company()
        // Each run gets a little further than the one before.
        for call in stride(from: 1, through: calls.changes, by: Swift.max(1, calls.changes / 12)) {
            _ = try killer.run("seatwarden", Self.once, in: company, killedBefore: .change(call))
        }
        try company.once()
        try company.relay()
        #expect(try Result(company) == expected)
    }

    @Test func `a relay killed at any write is finished by the next, with nothing lost or doubled`()
        throws
    {
        let killer = try #require(Killer.shared)
        let undisturbed = try company()
        try undisturbed.once()
        let calls = try killer.calls("seatwarden-relay", ["once"], in: undisturbed)
        #expect(calls.count > 200)
        #expect(calls.sweep.count > 10)
        let expected = try undisturbed.files(in: "maildir/new")
        let sent = try undisturbed.files(in: "outbox/mail/sent")

        for call in calls.sweep {
            let company = try company()
            try company.once()
            let wasKilled = try killer.run(
                "seatwarden-relay",
                ["once"],
                in: company,
                killedBefore: call
            )
            #expect(wasKilled || calls.isLast(call), "call \(call)")
            let outcome = try company.relay()
            #expect(outcome.status == 0, "call \(call): \(outcome.errors)")
            #expect(try company.files(in: "maildir/new") == expected, "call \(call)")
            #expect(company.names(in: "maildir/tmp") == [], "call \(call)")
            #expect(try company.files(in: "outbox/mail/sent") == sent, "call \(call)")
            for folder in ["new", "cur", "failed", "held", "corrupt"] {
                #expect(company.names(in: "outbox/mail/\(folder)") == [], "call \(call)")
            }
            #expect(try company.relay().output.hasPrefix("sent 0,"), "call \(call)")
        }
    }

    @Test func `the sweep can fail: a mail that nobody finishes is missed`() throws {
        // Without the second run of the daemon, a kill before the commit leaves nothing to deliver.
        let killer = try #require(Killer.shared)
        let company = try company()
        #expect(try killer.run("seatwarden", Self.once, in: company, killedBefore: .change(40)))
        try company.relay()
        #expect(try company.files(in: "maildir/new") == [:])
    }
}
