import Exports
import Facts
import Foundation
import Notices
import Spooling
import TestSupport
import Testing

@testable import Cycle

/// Every reason for which a file is refused, and what a person reads of it.
@Suite struct RefusalTests {
    /// A file, and what must be said.
    struct Case: Sendable, CustomTestStringConvertible {
        let headline: String
        let bytes: [UInt8]
        /// What stands under "What is wrong".
        let explanation: String
        /// A part of what to do.
        let step: String
        var exported: String?

        init(
            _ headline: String,
            _ text: String,
            _ explanation: String,
            do step: String,
            exported: String? = nil
        ) {
            self.init(headline, Array(text.utf8), explanation, do: step, exported: exported)
        }

        init(
            _ headline: String,
            _ bytes: [UInt8],
            _ explanation: String,
            do step: String,
            exported: String? = nil
        ) {
            self.headline = headline
            self.bytes = bytes
            self.explanation = explanation
            self.step = step
            self.exported = exported
        }

        var testDescription: String { headline }
    }

    private static let report = "email,team,offering_name,seat_assignment,last_accessed\n"
    private static let anew = "Reporting > Usage Report"
    private static let any = "Reporting > Export for Users"

    static let cases = [
        Case(
            "it is no whole calendar",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026",
            "cut off",
            do: "export the calendar again as .ics"
        ),
        Case("it is empty", "", "has no first line with the names", do: any),
        Case("a quotation mark in it is not closed", report + "\"a,North\n", "Line 2", do: anew),
        Case("it is no text file", "email,role\n\u{0}a,User\n", "NUL", do: "category Users"),
        Case(
            "its letters are stored in a way that cannot be read",
            Array("email,role\nM\u{FC}".unicodeScalars.map { UInt8($0.value) }),
            "neither UTF-8 nor UTF-16",
            do: "CSV UTF-8"
        ),
        Case("its JSON is damaged", "[{\"email\": ", "Line 1", do: any),
        Case(
            "it is damaged, perhaps cut off",
            "PK\u{3}\u{4}rest",
            "ends early",
            do: "download is complete"
        ),
        Case(
            "it is an old Excel workbook",
            [0xD0, 0xCF, 0x11, 0xE0],
            "an old Excel workbook (.xls), which cannot be read",
            do: "Save As"
        ),
        Case(
            "it is empty",
            "PK\u{5}\u{6}" + String(repeating: "\u{0}", count: 18),
            "no file of an export in it",
            do: any
        ),
        Case(
            "a column stands in it twice",
            "email,role,Email\na,User,b\n",
            "names the column 'email' more than once",
            do: "category Users"
        ),
        Case("it is compressed", [0x1F, 0x8B, 8], "a compressed file", do: "Unpack it"),
        Case("it is a PDF", "%PDF-1.7", "The file is a PDF.", do: any),
        Case("it is a web page", "<!DOCTYPE html>", "probably that of the sign-in", do: any),
        Case("it is an XML file", "<?xml version=\"1.0\"?>", "perhaps a spreadsheet", do: any),
        Case(
            "it is too large",
            "email,role\n\(String(repeating: "x", count: 140_000)),User\n",
            "the cell is longer than 131072 bytes",
            do: "category Users"
        ),
        Case(
            "it is no export that Seatwarden knows",
            "fruit,colour\napple,red\n",
            "'fruit', 'colour'",
            do: "inputs: columns"
        ),
        Case(
            "its first line does not name the columns",
            "ada@example.com,North,AutoCAD\n",
            "holds data where the names of the columns must stand",
            do: any
        ),
        Case(
            "a column is missing: the product or collection",
            "email,team,seat_assignment\na@b.c,North,assigned\n",
            "looked for 'offering_name'",
            do: "Choose the team North"
        ),
        Case(
            "it ends in the middle of a row",
            report + "a@b.c,North,AutoCAD,assigned,\nb@b.c,North",
            "ends in the middle of line 3",
            do: anew
        ),
        Case(
            "1 of its 1 rows cannot be read",
            report + "a@b.c,North,AutoCAD,assigned,soon\n",
            "line 2, column 'last_accessed': 'soon' is no date: write it like 2026-11-24",
            do: anew
        ),
        Case(
            "its dates can be read in two ways",
            report + "a@b.c,North,AutoCAD,assigned,03/04/2026\n",
            "Line 2, column 'last_accessed': '03/04/2026' can be read as month/day or as day/month",
            do: "date_order (mdy or dmy)"
        ),
        Case(
            "two of its rows contradict each other",
            "as_of,team,tokens_available\n2026-01-02,North,1\n2026-01-02,North,2\n",
            "Lines 2 and 3 state different balances of 'North'",
            do: "Correct the rows"
        ),
        Case(
            "the file .source.json beside it is wrong or missing",
            users("Ada"),
            "'exported_at' must be a moment",
            do: "Correct that file, or remove it",
            exported: "soon"
        ),
        Case(
            "the file .source.json beside it is wrong or missing",
            "usage_category,tokens_used,day_used,product_line_code\nA,1,2026-01-02,XYZ\n",
            "does not say which contract",
            do: "{\"team\": \"name of the contract\"}"
        ),
        Case(
            "it says that it was exported in the future",
            users("Ada"),
            "The file says it was exported at 2027-01-01T06:00:00Z",
            do: "Look at the date in the file's name",
            exported: "2027-01-01T06:00:00Z"
        ),
    ]

    @Test(arguments: cases) func `each reason has a headline, a place and a way out`(_ one: Case)
        throws
    {
        let desk = try Desk()
        try Data(one.bytes).write(to: desk.scratch.url.appending(path: "inbox/file.csv"))
        if let exported = one.exported {
            try desk.scratch.write(
                #"{"exported_at": "\#(exported)"}"#,
                to: "inbox/file.csv.source.json"
            )
        }
        var history = History()
        let taking = try desk.take(into: &history)
        let feedback = try #require(taking.refused.first?.feedback)
        #expect(feedback.headline == one.headline)
        #expect(feedback.explanation.contains(one.explanation), "\(feedback.explanation)")
        #expect(feedback.steps.contains { $0.contains(one.step) }, "\(feedback.steps)")
        #expect(feedback.keptAs == "file.csv")
        #expect(feedback.meanwhile.contains("Nothing was lost"))
        // Short enough to be read, and nobody's address is in it.
        #expect(feedback.note.utf8.count < 3000)
        #expect(!feedback.note.contains("@b.c") && !feedback.note.contains("ada@"))
    }

    @Test func `every kind of mistake in an export is in the table`() throws {
        var kinds: Set<ExportError.Kind> = [.columnCount]
        for one in Self.cases {
            do { _ = try readExport(one.bytes) } catch { kinds.insert(error.kind) }
        }
        // Told of the sidecar, of a file that no test writes (a gibibyte), and of the disk.
        #expect(
            Set(ExportError.Kind.allCases).subtracting(kinds) == [.sidecar, .tooLarge, .unreadable]
        )
    }

    @Test func `a smaller file than before says what stays in use`() throws {
        let desk = try Desk()
        let rows = ["Ada", "Bob", "Cyd"].flatMap { users($0).split(separator: "\n").dropFirst() }
        let header = users("Ada").prefix { $0 != "\n" }
        try desk.drop(
            ([header] + rows).joined(separator: "\n") + "\n",
            as: "users_2026-11-16.csv"
        )
        try desk.drop(users("Ada"), as: "users_2026-11-23.csv")
        var history = History()
        let feedback = try #require(try desk.take(into: &history).refused.first?.feedback)
        #expect(feedback.headline == "it has far fewer rows than the file before it")
        #expect(feedback.explanation.hasPrefix("It has 1 row of North, after 3 before."))
        #expect(feedback.what == "a file of \"Users\" of North, 1 row")
        #expect(feedback.explanation.contains("With it 2 rows would vanish."))
        #expect(
            feedback.steps.last
                == "If the smaller file is right: put the very same file into the inbox once more within "
                + "30 days, or run: seatwarden import --confirm "
                + desk.scratch.path("inbox/refused/users_2026-11-23.csv")
        )
        #expect(
            feedback.meanwhile
                == "The newest good file of \"Users\" of North, users_2026-11-16.csv with data up to "
                + "17 Nov 2026, stays in use. Nothing was lost, and nothing of this file was taken in."
        )
    }

    @Test func `a second file of a name is told under the name that it gets`() throws {
        let desk = try Desk()
        try desk.scratch.write("x", to: "inbox/refused/file.csv")
        try desk.drop("", as: "file.csv")
        var history = History()
        let feedback = try #require(try desk.take(into: &history).refused.first?.feedback)
        #expect(feedback.keptAs == "file.csv.2")
    }

    @Test func `the user who dropped it is named`() throws {
        let desk = try Desk()
        try desk.drop("", as: "file.csv")
        var history = History()
        let refusal = try #require(try desk.take(into: &history).refused.first)
        #expect(refusal.feedback.droppedBy == NSUserName())
    }
}
