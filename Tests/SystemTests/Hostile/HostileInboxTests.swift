import Foundation
import Glibc
import TestSupport
import Testing

/// Whatever lies in the inbox: nothing hangs, nothing is followed, everything else is taken in.
@Suite struct HostileInboxTests {
    private let team = Team(people: [.init(name: "Ada", role: "Primary admin")])

    /// A company with a good export beside what a test puts there.
    private func company() throws -> Company {
        let company = try Company()
        try company.drop(exportsOf: team, on: .written("2026-11-23"))
        return company
    }

    @Test func `links, pipes and folders are left alone and named`() throws {
        let company = try company()
        try company.write("email,role\nroot@example.com,Primary admin\n", to: "secret.csv")
        #expect(symlink("../secret.csv", company.path("inbox/link.csv")) == 0)
        #expect(symlink("/nowhere", company.path("inbox/broken.csv")) == 0)
        #expect(mkfifo(company.path("inbox/pipe.csv"), 0o666) == 0)
        try company.makeFolder("inbox/folder.csv")
        let outcome = try company.soon("once", "--at", Company.now)
        #expect(outcome.status == 0)
        for (name, what) in [
            ("link.csv", "is a link, and links are not followed; copy the file itself"),
            ("broken.csv", "is a link, and links are not followed; copy the file itself"),
            ("pipe.csv", "is not a file"),
            ("folder.csv", "is an empty folder"),
        ] {
            #expect(outcome.output.contains("note: inbox/\(name) \(what)\n"))
            #expect(company.names(in: "inbox").contains(name))
        }
        #expect(try company.rows(of: "seat") == 1)
        #expect(try company.text("secret.csv").contains("root@example.com"))
    }

    @Test func `a sidecar that is a link or a pipe is no sidecar`() throws {
        let company = try company()
        try company.write("{\"team\": \"South\"}", to: "secret.json")
        try company.drop(team.users(of: .written("2026-11-22")).text, as: "linked.csv")
        #expect(symlink("../secret.json", company.path("inbox/linked.csv.source.json")) == 0)
        try company.drop(team.users(of: .written("2026-11-22")).text + "\n", as: "piped.csv")
        #expect(mkfifo(company.path("inbox/piped.csv.source.json"), 0o666) == 0)
        let outcome = try company.soon("once", "--at", Company.now)
        #expect(outcome.status == 0)
        #expect(
            company.names(in: "inbox/refused").filter { $0.hasSuffix(".why.txt") } == [
                "linked.csv.why.txt", "piped.csv.why.txt",
            ]
        )
        #expect(try company.rows(of: "seat") == 1)
    }

    /// A file that is no export, and what the reason beside it says.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: @Sendable () -> [UInt8]
        let why: String

        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "empty", bytes: { [] }, why: "empty"),
        Case(
            name: "one huge line",
            bytes: { Array(repeating: 0x78, count: 40 << 20) },
            why: "the line is longer"
        ),
        Case(
            name: "one huge quoted cell",
            bytes: { Array("email,role\n\"".utf8) + Array(repeating: 0x0A, count: 20 << 20) },
            why: "cell"
        ),
        Case(
            name: "a million columns",
            bytes: { Array(repeating: 0x2C, count: 1_000_000) + [0x0A] },
            why: "more than 2048 cells"
        ),
        Case(
            name: "NUL bytes",
            bytes: { Array("email,role\n\u{0}\u{0}@example.com,User\n".utf8) },
            why: "NUL"
        ),
        Case(name: "only NUL bytes", bytes: { Array(repeating: 0, count: 1 << 20) }, why: "Line 1"),
        Case(
            name: "an open quote",
            bytes: { Array("email,role\n\"ada@example.com,User\n".utf8) },
            why: "quot"
        ),
        Case(
            name: "half of UTF-16",
            bytes: { [0xFF, 0xFE, 0x65, 0x00, 0x6D] },
            why: "ends inside a character of UTF-16"
        ),
        Case(
            name: "noise",
            bytes: { (0..<300_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) } },
            why: "Line 1"
        ),
        Case(
            name: "a workbook",
            bytes: { Array("PK\u{3}\u{4}rest of an archive".utf8) },
            why: "CSV"
        ),
        Case(
            name: "a web page",
            bytes: { Array("<!DOCTYPE html><html>Sign in</html>".utf8) },
            why: "web page"
        ),
        Case(
            name: "deep JSON",
            bytes: { Array(repeating: 0x5B, count: 1 << 20) },
            why: "64 levels"
        ),
    ]

    @Test(arguments: cases)
    func `what is no export is refused with a reason, and the rest is taken in`(_ hostile: Case)
        throws
    {
        let company = try company()
        try company.write(hostile.bytes(), to: "inbox/hostile.csv")
        let outcome = try company.soon("once", "--at", Company.now)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let why = try #require(company.files(in: "inbox/refused")["hostile.csv.why.txt"])
        let reason = String(decoding: why, as: UTF8.self)
        #expect(reason.contains(hostile.why), "\(reason.prefix(500))")
        #expect(reason.count > 30 && reason.utf8.count < 3000)
        #expect(!reason.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(company.names(in: "outbox/mail/new").count == 1)
        #expect(try company.rows(of: "seat") == 1)
    }

    @Test func `a name that is not UTF-8 is counted, and one that looks like a command is a name`()
        throws
    {
        let company = try company()
        let bytes: [CChar] =
            Array("\(company.path("inbox"))/".utf8CString.dropLast()) + [-1, 0x61, 0]
        let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o644)
        #expect(descriptor >= 0)
        close(descriptor)
        let odd = "$(touch pwned); \u{1B}[31m<b>\n' users.csv"
        try company.write("no export", to: "inbox/\(odd)")
        let outcome = try company.soon("once", "--at", Company.now)
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains(
                "note: inbox has 1 names that are not UTF-8; rename the files\n"
            )
        )
        #expect(!outcome.output.contains("\u{1B}"))
        #expect(company.names(in: "inbox/refused") == [odd, odd + ".why.txt"])
        #expect(!company.exists("pwned"))
        #expect(try company.rows(of: "seat") == 1)
        let key = try #require(company.names(in: "outbox/mail/new").first?.prefix(32))
        let mail = try company.text("outbox/mail/new/\(key).eml")
        #expect(!mail.contains("\u{1B}") && !mail.contains("<b>\n"))
    }

    @Test func `a file that still grows waits, and is taken when it is whole`() throws {
        let company = try Company(
            Company.smallConfiguration.replacing("stable_for: 0s", with: "stable_for: 1s")
        )
        let users = team.users(of: .written("2026-11-23"))
        try company.drop(users.text, as: "users.csv", sidecar: users.sidecar)
        let writer = try Writer(
            adding: "x@example.com,X,Y,User,Active,AutoCAD,North",
            to: company.path("inbox/users.csv")
        )
        let early = try company.once()
        writer.stop()
        #expect(early.status == 0)
        #expect(early.output.contains("users.csv  still changes; it waits for the next cycle\n"))
        #expect(try company.rows(of: "seat") == 0)
        #expect(company.names(in: "inbox").contains("users.csv"))
        #expect(company.names(in: "inbox/done") == [])
        let late = try company.once()
        #expect(late.output.contains("users.csv  users"))
        #expect(company.names(in: "inbox/done").count == 2)
    }

    @Test(.enabled(if: FolderTests.isRoot && FolderTests.setpriv != nil, "needs root and setpriv"))
    func `a file that may not be read is told with the chmod that helps`() throws {
        let company = try company()
        let nobody: uid_t = 65_534
        for path in ["", "inbox", "policies"] {
            #expect(chown(company.path(path), nobody, nobody) == 0)
        }
        try company.write("email\n", to: "inbox/private.csv")
        #expect(chmod(company.path("inbox/private.csv"), 0o600) == 0)
        let setpriv = try #require(FolderTests.setpriv)
        let outcome = try setpriv.run(
            [
                "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups",
                Program("seatwarden").path, "once", "--config", "config.yaml", "--at", Company.now,
            ],
            in: company.url.path
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.contains(
                "private.csv: unreadable: inbox/private.csv may not be read; run: chmod g+r "
                    + "inbox/private.csv\n"
            )
        )
        #expect(company.names(in: "inbox").contains("private.csv"))
    }
}

/// A program that adds lines to a file until it is stopped, as a slow copy does.
private final class Writer {
    private let process = Process()

    init(adding line: String, to path: String) throws {
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // Ends by itself, so that a test that is cut off leaves nothing running for long.
        let loop = "n=0; while [ $n -lt 200000 ]; do echo \"$1\" >> \"$2\"; n=$((n + 1)); done"
        process.arguments = ["-c", loop, "sh", line, path]
        try process.run()
    }

    func stop() {
        // SIGKILL: what a test's thread starts inherits its blocked signals.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
