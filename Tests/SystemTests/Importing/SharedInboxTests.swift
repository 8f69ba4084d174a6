import Foundation
import Glibc
import TestSupport
import Testing

/// An inbox that this user may not write to, as a shared or synchronised folder is.
@Suite(.enabled(if: FolderTests.isRoot && FolderTests.setpriv != nil, "needs root and setpriv"))
struct SharedInboxTests {
    private static let nobody: uid_t = 65_534

    /// A company whose programs run as somebody who may read the inbox and no more.
    private func company() throws -> Company {
        let company = try Company(
            Company.smallConfiguration.replacing(
                "stable_for: 0s",
                with: "stable_for: 0s, keep: true"
            )
        )
        try company.drop(exportsOf: Team(people: [.init(name: "Ada")]), on: .written("2026-11-23"))
        try company.drop("fruit\napple\n", as: "fruit.csv")
        for name in ["", "policies"] {
            #expect(chown(company.path(name), Self.nobody, Self.nobody) == 0)
        }
        #expect(chmod(company.path("inbox"), 0o755) == 0)
        return company
    }

    private func run(_ company: Company, _ arguments: String...) throws -> Program.Outcome {
        let setpriv = try #require(FolderTests.setpriv)
        return try setpriv.run(
            [
                "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups",
                Program("seatwarden").path,
            ] + arguments + ["--config", "config.yaml"],
            in: company.url.path
        )
    }

    @Test func `files are taken in and stay, and a refused one is told once and named by status`()
        throws
    {
        let company = try company()
        let before = try company.tree("inbox")
        let outcome = try run(company, "once", "--at", Company.now)
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.contains("users_2026-11-23.csv         users         1 row"))
        #expect(outcome.output.contains("fruit.csv: refused: "))
        #expect(
            outcome.output.contains(
                "inbox may not be written to: every file stays there (inputs.keep)"
            )
        )
        #expect(try company.tree("inbox") == before)
        let mails = company.names(in: "outbox/mail/new")
        #expect(mails.count == 1)
        let again = try run(company, "once", "--at", "2026-11-24T09:00:00Z")
        #expect(again.status == 0, "\(again.text)")
        #expect(company.names(in: "outbox/mail/new") == mails)
        let status = try run(company, "status")
        #expect(status.output.contains("1 refused file in inbox"), "\(status.output)")
        #expect(status.output.contains("fruit.csv: "))
    }
}
