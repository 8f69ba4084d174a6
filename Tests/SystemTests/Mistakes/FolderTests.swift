import Foundation
import Glibc
import TestSupport
import Testing

/// Folders that cannot be used, and a state that somebody else is working on.
@Suite struct FolderTests {
    @Test(arguments: ["outbox", "inbox", "state"])
    func `a file in the place of a folder ends the cycle before anything is made`(_ name: String)
        throws
    {
        let company = try Company()
        try company.remove("inbox")
        try company.write("not a folder", to: name)
        let before = try company.tree()
        let outcome = try company.once()
        #expect(outcome.status == 73)
        let what = name == "state" ? "state folder" : name
        #expect(
            outcome.text
                == "seatwarden: the \(what) cannot be used: cannot open \(name): Not a directory\n"
        )
        try company.expectUntouched(since: before)
    }

    static let isRoot = geteuid() == 0
    static let setpriv = Program.installed("setpriv")

    @Test(
        .enabled(if: isRoot && setpriv != nil, "needs root and setpriv to become another user"),
        arguments: ["outbox", "inbox", "state"]
    )
    func `a folder that this user may not write to is named, and nothing is made`(_ name: String)
        throws
    {
        let company = try Company()
        try company.makeFolder(name)
        // Another user's run, in folders of that user but for one.
        let nobody: uid_t = 65_534
        for path in [company.url.path, company.path("inbox")] {
            #expect(chown(path, nobody, nobody) == 0)
        }
        #expect(chown(company.path(name), 0, 0) == 0)
        #expect(chmod(company.path(name), 0o755) == 0)
        let before = try company.tree()
        let outcome = try #require(Self.setpriv).run(
            [
                "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups",
                Program("seatwarden").path, "once", "--config", "config.yaml", "--at", Company.now,
            ],
            in: company.url.path
        )
        #expect(outcome.status == 77)
        let what = name == "state" ? "state folder" : name
        #expect(
            outcome.text
                == "seatwarden: the \(what) cannot be used: cannot write \(name): Permission denied\n"
        )
        try company.expectUntouched(since: before)
    }

    @Test func `a second cycle on a locked state says who holds it and tries later`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        let lock = try Lock(company.path("state"))
        let before = try company.tree()
        let outcome = try company.once(at: "2026-11-25T08:00:00Z")
        #expect(outcome.status == 75)
        #expect(
            outcome.errors.hasPrefix("seatwarden: another seatwarden (process ")
                && outcome.errors.hasSuffix(") holds state/lock; it works on this folder alone\n")
        )
        #expect(outcome.output == "")
        try company.expectUntouched(since: before)
        // Looking is allowed meanwhile.
        #expect(try company.seatwarden("alerts").status == 0)
        #expect(try company.once(at: "2026-11-25T08:00:00Z", "--dry-run").status == 0)
        withExtendedLifetime(lock) {}
    }

    @Test func `a second relay tries later`() throws {
        let company = try Company.harbourStudio()
        try company.once()
        try company.relay()
        let lock = try Lock(company.path("relay"))
        let before = try company.tree()
        let outcome = try company.relay()
        #expect(outcome.status == 75)
        #expect(outcome.output == "")
        try company.expectUntouched(since: before)
        withExtendedLifetime(lock) {}
    }

    @Test func `a relay without an outbox says who makes it`() throws {
        let company = try Company(Company.usualConfiguration)
        let before = try company.tree()
        for command in ["once", "status", "release"] {
            let outcome = try company.relay(command)
            #expect(outcome.status == 66)
            #expect(
                outcome.text
                    == "seatwarden-relay: there is no outbox in outbox; seatwarden makes it in its "
                    + "first cycle\n"
            )
        }
        try company.expectUntouched(since: before)
    }

    @Test func `a state of another program is left alone`() throws {
        let company = try Company()
        try company.makeFolder("state")
        try company.write(
            "this is no database, but somebody's notes about one",
            to: "state/state.db"
        )
        let bytes = try company.text("state/state.db")
        let outcome = try company.once()
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("seatwarden: state/state.db is damaged"))
        #expect(try company.text("state/state.db") == bytes)
    }
}

/// A lock on a folder as another program would hold it.
private final class Lock {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }

    deinit { close(descriptor) }
}
