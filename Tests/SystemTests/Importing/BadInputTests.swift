import Foundation
import Glibc
import TestSupport
import Testing

/// Files that must not be taken in: each is told by one message that names the place and what was
/// expected, nothing of it is taken in, and what was known stays.
@Suite struct BadInputTests {
    /// A file, and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let file: String
        let bytes: @Sendable () -> [UInt8]
        /// Parts of the message.
        let says: [String]

        init(
            _ name: String,
            as file: String = "bad.csv",
            _ bytes: @escaping @Sendable () -> [UInt8],
            says: String...
        ) {
            self.name = name
            self.file = file
            self.bytes = bytes
            self.says = says
        }

        init(_ name: String, _ text: String, says: String...) {
            self.name = name
            file = "bad.csv"
            bytes = { Array(text.utf8) }
            self.says = says
        }

        var testDescription: String { name }
    }

    private static let report = "email,team,offering_name,seat_assignment,last_accessed\n"

    static let cases = [
        Case(
            "a missing required column",
            "email,team,seat_assignment\nada@example.com,North,assigned\n",
            says: "\"Usage report\"",
            "no column for the product or collection",
            "looked for 'offering_name'",
            "found 'email', 'team', 'seat_assignment'"
        ),
        Case(
            "an unknown header",
            "fruit,colour\napple,red\n",
            says: "fit no known export",
            "'fruit', 'colour'",
            "Known are Usage report"
        ),
        Case("an unclosed quote", report + "\"ada@example.com,North\n", says: "Line 2", "quot"),
        Case("NUL bytes", report + "a\u{0}b,North,AutoCAD,assigned,\n", says: "Line 2", "NUL"),
        Case(
            "UTF-16 that was cut in half",
            {
                [0xFF, 0xFE]
                    + "email,role\na@b.c,User\n".utf16.flatMap {
                        [UInt8($0 & 0xFF), UInt8($0 >> 8)]
                    }.dropLast()
            },
            says: "ends inside a character of UTF-16"
        ),
        Case(
            "a million columns",
            { Array(repeating: 0x2C, count: 1_000_000) + [0x0A] },
            says: "Line 1",
            "more than 2048 cells"
        ),
        Case(
            "dates that can be read in two ways",
            report + "a@b.c,North,AutoCAD,assigned,03/04/2026\n",
            says: "Line 2, column 'last_accessed'",
            "'03/04/2026' can be read as month/day or as day/month",
            "date_order"
        ),
        Case(
            "a web page under the name of a CSV file",
            "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
            says: "a web page, probably that of the sign-in"
        ),
        Case("an empty file", "", says: "empty", "no first line with the names of the columns"),
        Case(
            "a workbook that is protected by a password",
            as: "bad.xlsx",
            {
                [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
                    + Array(repeating: 0, count: 1016)
                    + "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
                    + Array(repeating: 0, count: 480)
            },
            says: "password"
        ),
    ]

    @Test(arguments: cases)
    func `what is no use is told once, with its place, and nothing of it is taken in`(_ bad: Case)
        throws
    {
        let company = try Company()
        try company.drop(exportsOf: Team(people: [.init(name: "Ada")]), on: .written("2026-11-23"))
        try company.once()
        let before = try company.rows(of: "seat")
        try company.write(bad.bytes(), to: "inbox/\(bad.file)")
        let outcome = try company.once(at: "2026-11-24T09:00:00Z")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(company.names(in: "inbox/refused") == [bad.file, "\(bad.file).why.txt"])
        let why = try company.text("inbox/refused/\(bad.file).why.txt")
            .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ")
        for part in bad.says { #expect(why.contains(part), "\(why)") }
        #expect(try company.rows(of: "seat") == before)
        #expect(try company.rows(of: "dataset") == 2)
        // The command says the same, and takes nothing in either.
        let refused = try company.seatwarden("import", "inbox/refused/\(bad.file)")
        #expect(refused.status == 65)
        for part in bad.says { #expect(refused.output.contains(part), "\(refused.output)") }
    }

    @Test func `a line of a gigabyte ends in bounded memory and time`() throws {
        let company = try Company()
        let path = company.path("inbox/line.csv")
        // Sparse behind a quoted cell that never ends: a gibibyte that takes no room on the disk.
        try company.write("email,role\n\"", to: "inbox/line.csv")
        #expect(truncate(path, 1 << 30) == 0)
        let limited = try #require(Program.installed("sh"))
        let program = Program("seatwarden").path
        let outcome = try limited.run(
            [
                "-c", "ulimit -v 1500000; ulimit -t 20; exec \"$@\"", "sh", program, "once",
                "--config",
                "config.yaml", "--at", Company.now,
            ],
            in: company.url.path
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(company.names(in: "inbox/refused") == ["line.csv", "line.csv.why.txt"])
        let look = try limited.run(
            [
                "-c", "ulimit -v 1500000; ulimit -t 20; exec \"$@\"", "sh", program, "import",
                "--dry-run", "--rows", "--json", "inbox/refused/line.csv",
            ],
            in: company.url.path
        )
        #expect(look.status == 65)
        #expect(
            ["nul_bytes", "cell_too_large", "too_large", "unterminated_quote"]
                .contains(try look.json()["error"] as? String)
        )
    }

    @Test func `a bad row below the limit is left out, counted and shown`() throws {
        let company = try Company()
        let good = (1...150).map { "p\($0)@example.com,North,AutoCAD,assigned,2026-11-20\n" }
            .joined()
        try company.write(
            Self.report + good + "x@example.com,North,AutoCAD,assigned,soon\n",
            to: "r.csv"
        )
        let look = try company.seatwarden("import", "--dry-run", "r.csv")
        #expect(look.status == 0)
        #expect(look.output.contains("rows          150, 1 left out"))
        #expect(
            look.output.contains("left out: line 152, column 'last_accessed': 'soon' is no date")
        )
        let rows = try company.seatwarden("import", "--dry-run", "--rows", "--json", "r.csv").json()
        let refused = try #require(rows["refused_rows"] as? [[String: Any]])
        #expect(refused.map { $0["line"] as? Int } == [152])
        #expect((rows["rows"] as? [Any])?.count == 150)
    }
}
