import CivilTime
import Columns
import Exports
import Tabular
import TestSupport
import Testing

@Suite struct ContentsTests {
    private typealias Member = HandMadeArchive.Member

    private static let north = "email,offering_name,team_alias\na@example.com,Revit,North\n"
    private static let south =
        "Product;Email;Role;Team\nRevit;b@example.com;User;South\nRevit;c@example.com;;South\n"
    private static let groups = "group,email\nCivil,a@example.com\n"

    private func zip(_ members: [(String, String)]) -> [UInt8] {
        HandMadeArchive(members.map { HandMadeArchive.Member($0.0, $0.1) }).bytes
    }

    private func rows(_ content: ExportContent) -> Export? {
        if case .rows(let export) = content { export } else { nil }
    }

    private func days(_ content: ExportContent) -> DayRows? {
        if case .days(let days) = content { days } else { nil }
    }

    @Test func `one file in an archive is read as if it lay there alone`() throws {
        let bytes = zip([("export/users.csv", Self.north)])
        #expect(try readExport(bytes) == read(Self.north))
        let content = try readContent(MemorySource(bytes)).content
        #expect(rows(content) == (try read(Self.north)))
    }

    @Test func `files of one export follow one another with all their columns`() throws {
        let bytes = zip([("b.csv", Self.south), ("a.csv", Self.north)])
        let export = try readExport(bytes)
        #expect(export.dataset == .users)
        #expect(export.keys == ["email", "role", "team", "offering"])
        #expect(
            export.column("email") == ["a@example.com", "b@example.com", "c@example.com"]
        )
        #expect(export.column("role") == ["null", "User", "null"])
        #expect(export.column("team") == ["North", "South", "South"])
        #expect(export.lines == [2, 2, 3])
    }

    @Test func `a folder and an archive say the same`() throws {
        let files = [("a.csv", Self.north), ("b.csv", Self.south), ("g.csv", Self.groups)]
        let archive = try readContents(
            [NamedSource(name: "x.zip", MemorySource(zip(files)))]
        )
        let folder = try readContents(
            files.map { NamedSource(name: $0.0, MemorySource(Array($0.1.utf8))) }
        )
        for contents in [archive, folder] {
            #expect(contents.items.map(\.content.dataset) == [.users, .groups])
            #expect(contents.items.map(\.places) == [["'a.csv'", "'b.csv'"], ["'g.csv'"]])
            #expect(contents.skipped == [])
        }
        #expect(archive.items.map { rows($0.content) } == folder.items.map { rows($0.content) })
    }

    @Test func `what is no export is left out, copies too`() throws {
        let block = "Filter,Value\nDate range,2025-11-01 - 2026-10-31\n"
        let report = "email,offering_name,seat_assignment\na@example.com,Revit,assigned\n"
        let contents = try readContents(
            [
                NamedSource(
                    name: "x.zip",
                    MemorySource(
                        zip(
                            [
                                ("0.csv", block), ("1.csv", report), ("1 (copy).csv", report),
                                ("__MACOSX/._1.csv", "x"), (".DS_Store", "x"), ("folder/", ""),
                                ("README.txt", "hello"), ("1.csv.source.json", "{}"),
                                ("logo.png", "\u{89}PNG"), ("manual.pdf", "%PDF-1.7"), ("n", ""),
                            ]
                        )
                    )
                )
            ]
        )
        #expect(contents.items.map(\.places) == [["'1 (copy).csv'"]])
        #expect(
            contents.skipped.sorted()
                == ["'1.csv'", "0.csv", "README.txt", "logo.png", "manual.pdf", "n"]
        )
        let export = try #require(rows(contents.items[0].content))
        #expect(export.table.rowCount == 1)
        // The first download of a Usage report is its block of filters.
        #expect(export.filters?.range?.first == Day("2025-11-01"))
    }

    @Test func `day rows of several files are those of one`() throws {
        let header = "day_used,email,offering_name,tokens_used,team_alias\n"
        let first = [
            "2026-01-02,a@example.com,Revit,2,North", "2026-01-01,b@example.com,Revit,1,North",
        ]
        let second = [
            "2026-03-01,b@example.com,Revit,4,North", "2026-01-02,a@example.com,Revit,0.5,North",
            "2026-02-01,c@example.com,Maya,3,South", "bad,c@example.com,Maya,3,South",
        ]
        let parts = [first, second].map { header + $0.joined(separator: "\n") + "\n" }
        let whole = header + (first + second).joined(separator: "\n") + "\n"
        let bytes = zip([("1.csv", parts[0]), ("2.csv", parts[1])])
        let united = try #require(
            days(try readContent(MemorySource(bytes), lenient).content)
        )
        let expected = try #require(
            days(try readContent(MemorySource(Array(whole.utf8)), lenient).content)
        )
        #expect(united.groups == expected.groups)
        #expect(united.counts == expected.counts)
        #expect(united.lastRows == expected.lastRows)
        #expect(united.tokens == expected.tokens)
        #expect(united.extent == expected.extent)
        #expect(united.rowCount == 5)
        #expect(united.columns == expected.columns)
        for group in 0..<united.groups.rowCount {
            #expect(united.days[group] == expected.days[group])
        }
        #expect(
            united.refusedRows.map(\.description) == [
                "line 5, column 'day_used': 'bad' is no date: write it like 2026-11-24, in '2.csv'"
            ]
        )
    }

    @Test func `a workbook inside an archive is read`() throws {
        let book = HandMadeWorkbook(
            [.init("Users", texts: [["email", "role"], ["a@example.com", "User"]])]
        )
        let archive = HandMadeArchive([HandMadeArchive.Member("book.xlsx", book.bytes)])
        #expect(try readExport(archive.bytes).column("email") == ["a@example.com"])
        let contents = try readContents([NamedSource(name: "z", MemorySource(archive.bytes))])
        #expect(contents.items[0].places == ["the sheet 'Users' of 'book.xlsx'"])
    }

    @Test(
        arguments: [
            (
                [("inner.zip", HandMadeArchive([.init("a.csv", groups)]).bytes)],
                ExportError.Kind.workbook, "'inner.zip' inside the ZIP archive is an archive itself"
            ),
            (
                [("a.csv", Array(groups.utf8)), ("b.csv", Array(north.utf8))], .unknownDataset,
                "\"Groups\" in 'a.csv' and \"Users\" in 'b.csv'"
            ),
            (
                [("notes.txt", Array("hello".utf8))], .unknownDataset,
                "In 'notes.txt': The columns of this file fit no known export"
            ),
            (
                [
                    ("a.csv", Array(groups.utf8)),
                    ("b.csv", Array("x@y.z,Revit,2026-01-01,5\n".utf8)),
                ],
                .unknownDataset, "In 'b.csv': The first line of this file holds data"
            ),
            (
                [("a.csv", Array(groups.utf8)), ("b.csv", Array((groups + "a,\"b\n").utf8))],
                .unterminatedQuote, "In 'b.csv': "
            ),
            ([(".DS_Store", [1])], .emptyFile, "no file of an export"),
        ] as [([(String, [UInt8])], ExportError.Kind, String)]
    )
    func `an archive that cannot be read names what is to blame`(
        _ members: [(String, [UInt8])],
        _ kind: ExportError.Kind,
        _ message: String
    ) {
        let archive = HandMadeArchive(members.map { HandMadeArchive.Member($0.0, $0.1) })
        let error = #expect(throws: ExportError.self) { try readExport(archive.bytes) }
        #expect(error?.kind == kind)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `filters that contradict each other say nothing of the range`() throws {
        func book(_ range: String, _ email: String) -> [UInt8] {
            HandMadeWorkbook(
                [
                    .init("F", texts: [["Date range", range], ["Status", "Active"]]),
                    .init(
                        "R",
                        texts: [
                            ["email", "offering_name", "seat_assignment"],
                            [email, "Revit", "assigned"],
                        ]
                    ),
                ]
            ).bytes
        }
        let archive = HandMadeArchive(
            [
                .init("a.xlsx", book("2025-11-01 - 2026-10-31", "a@example.com")),
                .init("b.xlsx", book("2025-12-01 - 2026-10-31", "b@example.com")),
            ]
        )
        let export = try readExport(archive.bytes)
        #expect(export.table.rowCount == 2)
        #expect(export.filters?.range == nil)
        #expect(export.filters?.isFiltered == true)
    }
}
