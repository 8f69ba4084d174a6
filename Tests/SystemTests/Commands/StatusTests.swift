import Foundation
import Glibc
import TestSupport
import Testing

/// `seatwarden status` of the real program: what needs a person, and what does not.
@Suite struct StatusTests {
    private func status(_ company: Company) throws -> (codes: [String], outcome: Program.Outcome) {
        let outcome = try company.seatwarden("status", "--json")
        let json = try outcome.json()
        let needs = try #require(json["needs"] as? [[String: Any]])
        #expect(json["ok"] as? Bool == needs.isEmpty)
        #expect(outcome.status == (needs.isEmpty ? 0 : 1))
        return (needs.compactMap { $0["code"] as? String }, outcome)
    }

    @Test func `after a cycle all is well, and it is said on one screen`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let before = try company.quietTree()
        let outcome = try company.seatwarden("status")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output.hasPrefix("Seatwarden is well. 19 alerts are firing.\n"))
        #expect(outcome.output.split(separator: "\n").count < 40)
        // How long a mail waits is by the clock.
        let text = outcome.output.replacing(#/oldest for \d+ \w+/#, with: "oldest for a while")
        let file = Checkout.folder.appending(path: "Tests/SystemTests/Golden/status/quiet.txt")
        let difference = try Golden.difference(text.utf8, from: file)
        #expect(difference == nil)
        try company.expectQuiet(since: before)
    }

    @Test func `the JSON has the documented keys`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let (codes, outcome) = try status(company)
        #expect(codes == [])
        let json = try outcome.json()
        try expectDocumented(json, section: "## `seatwarden status --json`")
        #expect(json["last_cycle"] as? String == Company.now)
        #expect((json["daemon"] as? [String: Any])?["running"] as? Bool == false)
        #expect((json["findings"] as? [Any])?.count == 6)
    }

    @Test func `old data names the teams and what to export`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        try company.once(at: "2027-01-20T08:00:00Z")
        let (codes, _) = try status(company)
        #expect(Set(codes) == ["data-late"])
        let text = try company.seatwarden("status").output
        #expect(text.hasPrefix("5 things need you:\n"))
        #expect(text.contains("users is too old: Harbour Studio North (57 days), "))
        #expect(text.contains("the category Users, and click Export; in English, "))
    }

    @Test func `a refused file is named with its reason until it is deleted`() throws {
        let company = try Company()
        try company.drop("nothing,known\n1,2\n", as: "odd.csv")
        try company.once()
        let (codes, outcome) = try status(company)
        #expect(codes == ["no-data", "refused-files"])
        let inbox = try #require(try outcome.json()["inbox"] as? [String: Any])
        let refused = try #require((inbox["refused"] as? [[String: Any]])?.first)
        #expect(refused["name"] as? String == "odd.csv")
        let why = try #require(refused["why"] as? String)
        #expect(why.hasPrefix("it "))
        #expect(try company.seatwarden("status").output.contains("     odd.csv: \(why)\n"))
        try company.remove("inbox/refused/odd.csv")
        #expect(try status(company).codes == ["no-data"])
    }

    @Test func `files with today's date in their names count from midnight UTC on`() throws {
        let company = try Company()
        let example = Checkout.folder.appending(path: "Examples/harbour-studio/inbox")
        let users = example.appending(path: "users_yard_2026-11-23.csv")
        try company.drop(
            try String(contentsOf: users, encoding: .utf8),
            as: "users_2026-11-24.csv"
        )
        try company.once(at: "2026-11-24T08:00:00Z")
        #expect(try status(company).codes == ["no-data"])
        let text = try company.seatwarden("status").output
        #expect(
            text.hasPrefix(
                """
                1 thing needs you:
                  1. no data counts yet
                     1 file counts from 2026-11-25T00:00:00Z on: the day in its name is not over (UTC)
                """
            )
        )
        #expect(text.contains("\n  none counts yet\n"))
        try company.once(at: "2026-11-25T08:00:00Z")
        #expect(try status(company).codes == [])
    }

    @Test func `a mail that came back is named, with what the server said`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let name = try #require(company.names(in: "outbox/mail/new").first)
        try FileManager.default.moveItem(
            atPath: company.path("outbox/mail/new/\(name)"),
            toPath: company.path("outbox/mail/failed/\(name)")
        )
        try company.write(
            #"{"attempts":1,"reason":"550 no such user"}"#,
            to: "outbox/mail/failed/\(name.prefix(32)).json"
        )
        #expect(try status(company).codes == ["mail-failed"])
        #expect(
            try company.seatwarden("status").output.contains("The server said: 550 no such user")
        )
    }

    @Test func `a broken policy is named with its place, and what stands is still shown`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        try company.write(
            "policy: broken\nresource: seat\nexpr: seat.lost\n",
            to: "policies/x.yaml"
        )
        let (codes, outcome) = try status(company)
        #expect(codes == ["mistakes"])
        let json = try outcome.json()
        let policies = try #require(json["policies"] as? [String: Any])
        #expect(policies["errors"] as? Int == 1)
        #expect((json["data"] as? [Any])?.isEmpty == false)
        let findings = try #require(json["findings"] as? [[String: Any]])
        let firing = findings.first { $0["policy"] as? String == "idle-seats" }?["firing"] as? Int
        #expect(firing == 8)
        let text = try company.seatwarden("status").output
        #expect(text.contains("policies/x.yaml:3:12: error: seat has no field 'lost'"))
    }

    @Test func `a broken configuration without a state says both`() throws {
        let company = try Company("unknown_key: 1\n")
        let outcome = try company.seatwarden("status")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("run `seatwarden once` first"))
        #expect(outcome.errors.contains("have mistakes; see 'seatwarden check'"))
    }

    @Test func `a lock that is held is seen, and can still be taken afterwards`() throws {
        let company = try Company()
        try company.once()
        func isLocked() throws -> Bool? {
            let (codes, outcome) = try status(company)
            #expect(codes == ["no-data"])
            return (try outcome.json()["daemon"] as? [String: Any])?["locked"] as? Bool
        }
        #expect(try isLocked() == false)
        let descriptor = open(company.path("state/lock"), O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(try isLocked() == true)
        #expect(try company.seatwarden("status").output.contains("is at work: process"))
        #expect(flock(descriptor, LOCK_UN) == 0)
        #expect(try isLocked() == false)
        #expect(try company.once(at: "2026-11-24T09:00:00Z").status == 0)
    }

    @Test func `more findings than max_findings need a person`() throws {
        let company = try Company.harbourStudio()
        try company.write(
            "policy: idle-seats\nuse: shipped/idle-seats\nmax_findings: { count: 3 }\n",
            to: "policies/idle-seats.yaml"
        )
        try company.once()
        #expect(try status(company).codes == ["held-findings"])
    }

    @Test func `what cannot be seen is said, and hides nothing else`() throws {
        let company = try Company()
        try company.once()
        try FileManager.default.removeItem(atPath: company.path("outbox"))
        try company.write("not a folder", to: "outbox")
        let (codes, outcome) = try status(company)
        #expect(codes == ["no-data"])
        let json = try outcome.json()
        #expect(json["outbox"] is NSNull)
        #expect((json["unseen"] as? [String])?.count == 1)
    }

    /// Runs a program as the user nobody; `nil` where only root could, or it may not come so far.
    private func asNobody(_ words: [String], in company: Company) throws -> Program.Outcome? {
        guard geteuid() == 0, let setpriv = Program.installed("setpriv") else { return nil }
        let become = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]
        let program = Program("seatwarden").path
        let reach = try setpriv.run(become + ["test", "-x", program], in: company.url.path)
        guard reach.status == 0 else { return nil }
        return try setpriv.run(become + [program] + words, in: company.url.path)
    }

    @Test func `another user is told whom to become`() throws {
        let company = try Company()
        try company.once()
        let words = ["status", "--config", company.path("config.yaml")]
        guard let outcome = try asNobody(words, in: company) else {
            return print("not tried: it needs root, setpriv, and a program that others may run")
        }
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("may not be used by this user"))
        #expect(outcome.errors.hasSuffix("sudo -u root seatwarden status\n"))
    }

    @Test func `a relay on hold is seen where its ledger may be read`() throws {
        let company = try Company()
        try company.once()
        try company.makeFolder("relay")
        try company.write(
            #"{"at":"2026-11-24T08:00:00Z","event":"queue-held","text":"535 no"}"# + "\n",
            to: "relay/ledger.jsonl"
        )
        #expect(try status(company).codes == ["no-data", "relay-on-hold"])
    }
}
