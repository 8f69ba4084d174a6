import CivilTime
import Columns
import Foundation
import TestSupport
import Tabular
import Testing

@testable import Exports

/// Everything that day rows say, to be compared and printed.
private struct Said: Equatable {
    private let lists: [[String]]
    private let groups: Table
    private let days: [DaySet]
    private let refused: [RowProblem]

    init(_ rows: DayRows) {
        lists = [
            ["\(rows.dataset) \(rows.generation) \(rows.rowCount) \(rows.refusedRowCount)"],
            rows.columns, rows.unknownColumns, rows.counts.map(String.init),
            rows.lastRows.map(String.init), rows.tokens.map { "\($0)" },
            [rows.extent.map { "\($0)" } ?? "none"],
        ]
        groups = rows.groups
        days = (0..<rows.days.count).map { rows.days[$0] }
        refused = rows.refusedRows
    }
}

private let fewBytes = [16, 64, 100, 1000, 1 << 20]

private func workers(_ count: Int) -> Workers {
    Workers(count: count) { work in
        DispatchQueue.concurrentPerform(iterations: count) { _ in work() }
    }
}

private func reading(
    _ bytes: [UInt8],
    _ options: ReadingOptions = lenient,
    blockBytes: Int = 64,
    threads: Int = 1,
    from point: ResumePoint? = nil
) throws(ExportError) -> ContentReading {
    let source = MemorySource(bytes)
    let file = try OpenedExport(source, options)
    guard let reader = DayRowReader(file, source, options, blockBytes: blockBytes) else {
        // A header that was damaged can be that of another data set.
        return try readContent(source, options)
    }
    return try reader.read(workers(threads), from: point)
}

private func said(_ reading: ContentReading) throws -> Said {
    switch reading.content {
    case .days(let rows): return Said(rows)
    case .rows: throw ExportError(.unknownDataset, "no day rows")
    }
}

/// What a reading gave, or why it gave nothing.
private func outcome(_ read: () throws -> Said) -> Result<Said, ExportError> {
    do {
        return .success(try read())
    } catch let error as ExportError {
        return .failure(error)
    } catch {
        return .failure(ExportError(.unreadable, "\(error)"))
    }
}

private func reference(
    _ bytes: [UInt8],
    _ options: ReadingOptions = lenient
) -> Result<Said, ExportError> {
    outcome {
        let export = try readExport(bytes, options)
        guard export.dataset.hasDayRows else { throw ExportError(.unknownDataset, "no day rows") }
        return Said(DayRows(export))
    }
}

@Suite struct DayRowReaderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var options = lenient
        var testDescription: String { name }
    }

    private static let header = "day_used,email,offering_name,version,access_option,team_alias\n"

    static let cases = [
        Case(name: "no rows", text: header),
        Case(
            name: "the same group on several days, twice on one",
            text: header + "2026-01-02,a@b.c,Revit,2026,x,North\n2026-01-03,a@b.c,Revit,,,North\n"
                + "2026-01-02,a@b.c,Revit,2026,x,North\n"
        ),
        Case(
            name: "a first row in a year that cannot be meant",
            text: header + "8627-05-05,a@b.c,Revit,2026,x,North\n"
                + "2026-06-18,a@b.c,Revit,2026,x,North\n2026-06-19,a@b.c,Revit,2026,x,North\n"
        ),
        Case(
            name: "quotes make no other group",
            text: header + "2026-01-02,a@b.c,Revit,2026,x,North\n"
                + "\"2026-01-03\",\"a@b.c\",\"Revit\",\"2026\",\"x\",\"North\"\n"
        ),
        Case(
            name: "what says nothing makes no other group",
            text: header + "2026-01-02,,Revit,2026,x,North\n2026-01-03,*****,Revit,2026,x,North\n"
        ),
        Case(
            name: "no line end at the end",
            text: header
                + "2026-01-02,a@b.c,Revit,2026,x,North\n2026-01-03,b@b.c,Revit,2026,x,North"
        ),
        Case(name: "cut off", text: header + "2026-01-02,a@b.c,Revit,2026,x,North\n2026-01-03,b@"),
        Case(
            name: "lines with and without a trailing delimiter",
            text: header
                + "2026-01-02,a@b.c,Revit,2026,x,North,\n2026-01-03,b@b.c,Revit,2026,x,North\n"
        ),
        Case(
            name: "bad rows have the lines of the file, also behind a cell of two lines",
            text: header
                + "2026-01-02,\"a\n@b.c\",Revit,2026,x,North\nsoon,b@b.c,Revit,2026,x,North\n"
                + "\n2026-01-02,b@b.c,Revit\n2026-01-02,a@b.c,Maya,2026,x,North\n"
        ),
        Case(
            name: "too many bad rows",
            text: header + "2026-01-02,a@b.c,Revit,2026,x,North\nsoon,b@b.c,Revit,2026,x,North\n",
            options: ReadingOptions()
        ),
        Case(
            name: "a quote inside a bare cell",
            text: header
                + "2026-01-02,a@b.c,5\" pipes,2026,x,North\n2026-01-02,a@b.c,Revit,2026,x,\"N\"\n"
        ),
        Case(
            name: "an unclosed quote",
            text: header
                + "2026-01-02,a@b.c,\"Revit,2026,x,North\n2026-01-02,a@b.c,Revit,2026,x,N\n"
        ),
        Case(
            name: "dates with the month first",
            text: header + "02/03/2026,a@b.c,Revit,2026,x,N\n02/13/2026,a@b.c,Revit,2026,x,N\n"
        ),
        Case(
            name: "dates with the day first, where the configuration says so",
            text: header + "02/03/2026,a@b.c,Revit,2026,x,N\n13/02/2026,a@b.c,Revit,2026,x,N\n",
            options: ReadingOptions(dateOrder: .dmy, maxBadRows: 1)
        ),
        Case(
            name: "dates that can be read in two ways",
            text: header + "2026-01-01,a@b.c,Revit,2026,x,N\n02/03/2026,a@b.c,Revit,2026,x,N\n"
        ),
        Case(
            name: "days of many years",
            text: header + "2026-01-02,a@b.c,Revit,2026,x,N\n1999-12-31,a@b.c,Revit,2026,x,N\n"
                + "2031-05-06,a@b.c,Revit,2026,x,N\n2010-05-06,c@b.c,Revit,2026,x,N\n"
        ),
        Case(
            name: "tokens are added in the order of the file",
            text: "day_used,email,offering_name,tokens_used\n"
                + ["0.1", "0.2", "0.3", "1e15", "0.7"].map { "2026-01-02,a@b.c,Revit,\($0)\n" }
                .joined()
        ),
        Case(
            name: "a product without a name goes by its code",
            text: "usageDate,userName,productName,productLineCode,usageCategory,tokensConsumed\n"
                + "2026-01-02,ada,,RVT,DESKTOP,-2\n2026-01-03,ada,RVT,RVT,DESKTOP,3\n"
        ),
        Case(
            name: "the first and the last day that there are",
            text: header + "1990-01-01,a@b.c,Revit,2026,x,N\n2099-12-31,a@b.c,Revit,2026,x,N\n"
                + "0001-01-01,b@b.c,Revit,2026,x,N\n2100-01-01,b@b.c,Revit,2026,x,N\n"
        ),
        Case(
            name: "what spreadsheets and scripts have damaged, in keys and elsewhere",
            text: header + "2026-01-02,a@b.c,#REF!,2026,x,N\n2026-01-02,a@b.c,Revit,2026,#NAME?,N\n"
                + "2026-01-02,a@b.c,Revit,1.2E+15,x,N\n2026-01-02,a@b.c,Revit,2026,\" ####\",N\n"
                + "2026-01-02,nan,Revit,2026,x,N\n2026-01-02,a@b.c,Revit,null,x,N\n"
                + "2026-01-02,a@b.c,Revit,\u{A0}#REF!,x,N\n2026-01-02,a@b.c,Revit,2026,n/a,N\n"
                + "2026-01-02,a@b.c,Revit,2026,\"=\"\"x\"\"\",N\n\"=\"\"2026-01-04\"\"\",a@b.c,,,,\n"
        ),
        Case(
            name: "texts that are in no key, behind a row of the same group",
            text: header + "2026-01-02,a@b.c,Revit,2026,x,N\n"
                + ["#REF!", "1.2E+15", "nan", "\" ####\"", "n/a"].flatMap {
                    [
                        "2026-01-03,a@b.c,Revit,\($0),x,N\n",
                        "2026-01-03,a@b.c,Revit,2026,\($0),N\n",
                        "2026-01-03,a@b.c,Revit,2026,x,\($0)\n",
                    ]
                }
                .joined()
        ),
        Case(
            name: "guarded dates with the year last",
            text: header + "\"=\"\"13/01/2026\"\"\",a@b.c,Revit,2026,x,N\n14/01/2026,a@b.c,,,,\n"
        ),
        Case(
            name: "guarded dates that can be read both ways",
            text: header + "\"=\"\"03/04/2026\"\"\",a@b.c,Revit,2026,x,N\n"
        ),
        Case(
            name: "more cells than a row may have",
            text: header + "2026-01-02,a@b.c,Revit,2026,x,N\n2026-01-02,a@b.c,Revit,2026,x,N"
                + String(repeating: ",", count: 3000) + "\n"
        ),
        Case(name: "UTF-8 that is damaged", text: header + "2026-01-02,a@b.c,Revit,2026,x,N\n"),
    ]

    @Test(arguments: cases)
    func `blocks of any size give what reading row by row gives`(_ example: Case) throws {
        var bytes = Array(example.text.utf8)
        if example.name.hasSuffix("damaged") { bytes[bytes.count - 3] = 0xC3 }
        let expected = reference(bytes, example.options)
        for size in fewBytes {
            let found = outcome {
                try said(reading(bytes, example.options, blockBytes: size, threads: 2))
            }
            #expect(found == expected, "blocks of \(size)")
        }
    }

    @Test(arguments: [100, 70_000, 100_000, 130_000])
    func `half a character is found at the beginning of a row of any length`(_ length: Int) throws {
        var bytes = Array("day_used,email,note,offering_name\n".utf8)
        for letter in [UInt8(ascii: "x"), 0xC3] {
            bytes += Array("2026-01-02,a@b.c,".utf8) + [letter]
            bytes += [UInt8](repeating: UInt8(ascii: "y"), count: length) + Array(",Revit\n".utf8)
        }
        let expected = reference(bytes, lenient)
        #expect(throws: ExportError.self) { try expected.get() }
        #expect(outcome { try said(reading(bytes, blockBytes: 1 << 20)) } == expected)
    }

    @Test func `random files read by blocks and threads give what reading row by row gives`() throws
    {
        var vectorCount = 0
        for seed in 0..<200 as Range<UInt64> {
            var texts = DayRowTexts(seed: seed)
            for _ in 0..<3 {
                let bytes = texts.next()
                let expected = reference(bytes)
                let size = fewBytes[Int(seed) % fewBytes.count]
                let found = outcome {
                    let reading = try reading(
                        bytes,
                        blockBytes: size,
                        threads: 1 + Int(seed) % 3
                    )
                    if reading.end != nil { vectorCount += 1 }
                    return try said(reading)
                }
                #expect(
                    found == expected,
                    "seed \(seed), blocks of \(size): \(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
        // The files are not all such as must be read with care.
        #expect(vectorCount > 100)
    }

    @Test func `more rows than a batch and more groups than a table begins with`() throws {
        var text = Self.header
        for row in 0..<6000 {
            text +=
                "2026-01-\(row % 28 < 9 ? "0" : "")\(row % 28 + 1),p\(row * 7 % 1700)@b.c,Revit,,,N\n"
        }
        let bytes = Array(text.utf8)
        let expected = reference(bytes)
        for threads in 1...3 {
            let found = outcome { try said(reading(bytes, blockBytes: 4096, threads: threads)) }
            #expect(found == expected, "\(threads) threads")
        }
    }

    @Test func `a row longer than a cell may be, or than a block, is read with care`() throws {
        let long = String(repeating: "x", count: 140_000)
        let text = Self.header + "2026-01-02,\"\(long)\",Revit,2026,x,N\n"
        #expect(outcome { try said(reading(Array(text.utf8))) } == reference(Array(text.utf8)))
        let some = Self.header + "2026-01-02,\(long.prefix(120_000)),Revit,2026,x,N\n"
        #expect(outcome { try said(reading(Array(some.utf8))) } == reference(Array(some.utf8)))
    }

    @Test func `UTF-16 is read row by row`() throws {
        let text = Self.header + "2026-01-02,zoë@b.c,Revit,2026,x,North\n"
        var utf16: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let read = try reading(utf16)
        #expect(read.end == nil)
        #expect(try .success(said(read)) == reference(Array(text.utf8)))
    }
}

@Suite struct ResumeTests {
    private static let header = "day_used,email,offering_name,team_alias\n"

    private func rows(_ count: Int, from start: Int = 0) -> String {
        (start..<start + count).map {
            $0 % 9 == 4 ? "soon,x,Revit,N\n" : "2026-01-0\($0 % 8 + 1),p\($0 % 5)@b.c,\"AEC\",N\n"
        }.joined()
    }

    @Test(arguments: [16, 64, 1 << 20])
    func `a file is read on where an older one ended`(_ blockBytes: Int) throws {
        let old = Array((Self.header + rows(20)).utf8)
        let new = Array((Self.header + rows(50)).utf8)
        let first = try reading(old, blockBytes: blockBytes)
        let point = try #require(first.end)
        #expect(point.offset == old.count)
        #expect(point.line == 22)
        #expect((point.rowCount, point.refusedRowCount) == (18, 2))
        #expect(try point.blocks.begin(MemorySource(new)))

        let rest = try reading(new, blockBytes: blockBytes, threads: 2, from: point)
        let whole = try reading(new, blockBytes: blockBytes)
        #expect(rest.isContinuation)
        #expect(rest.blocks == whole.blocks)
        #expect(rest.end == whole.end)
        guard case .days(let a) = rest.content, case .days(let b) = whole.content,
            case .days(let before) = first.content
        else { throw CancellationError() }
        #expect(a.rowCount + before.rowCount == b.rowCount)
        #expect(before.refusedRows + a.refusedRows == b.refusedRows)
        // Every group is in both parts here, in another order perhaps.
        for group in 0..<b.groups.rowCount {
            let email = b.groups[group, "email"]
            let same = try #require(
                (0..<a.groups.rowCount).first { a.groups[$0, "email"] == email }
            )
            #expect(a.lastRows[same] == b.lastRows[group])
        }
    }

    @Test func `what a part cannot say is said of the whole file`() throws {
        let old = Array((Self.header + rows(4)).utf8)
        let point = try #require(try reading(old).end)
        let bad = old + Array("2026-01-01,5\" pipe,AEC,N\n".utf8)
        let found = try reading(bad, from: point)
        #expect(!found.isContinuation)
        #expect(try .success(said(found)) == reference(bad))
        let worse = old + Array("soon,x,Revit,N\n".utf8)
        let error = #expect(throws: ExportError.self) {
            try reading(worse, ReadingOptions(), from: point)
        }
        #expect(error?.lines == [6])
    }

    @Test func `where all dates together decide, or the last line is open, nothing is read on`()
        throws
    {
        let dated = Self.header + "02/13/2026,a@b.c,Revit,N\n"
        #expect(try reading(Array(dated.utf8)).end == nil)
        let open = Self.header + "2026-01-02,a@b.c,Revit,N"
        #expect(try reading(Array(open.utf8)).end == nil)
    }
}
