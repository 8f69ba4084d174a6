import Tabular
import TestSupport
import Testing

/// All rows of a text, each with its line.
func rows(
    _ bytes: [UInt8],
    pieces: Int? = nil,
    limits: TabularLimits = .standard,
    blank: Bool = false
) throws(TabularError) -> [(line: Int, cells: [String])] {
    var reader = DelimitedReader(limits: limits, keepsBlankLines: blank)
    var found: [(line: Int, cells: [String])] = []
    var record = Record()
    func drain() throws(TabularError) {
        while try reader.advance(into: &record) {
            found.append((record.line, (0..<record.count).map(record.text)))
        }
    }
    var offset = 0
    while offset < bytes.count {
        let end = min(offset + (pieces ?? bytes.count), bytes.count)
        try reader.feed(bytes[offset..<end])
        try drain()
        offset = end
    }
    try reader.finish()
    try drain()
    return found
}

@Suite struct DelimitedReaderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let rows: [[String]]
        var lines: [Int]?
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "one row without a line end", text: "a,b", rows: [["a", "b"]]),
        Case(name: "line ends of Unix", text: "a,b\n1,2\n", rows: [["a", "b"], ["1", "2"]]),
        Case(
            name: "line ends of Windows",
            text: "a,b\r\n1,2\r\n",
            rows: [["a", "b"], ["1", "2"]]
        ),
        Case(name: "line ends of old Macs", text: "a,b\r1,2\r", rows: [["a", "b"], ["1", "2"]]),
        Case(
            name: "blank lines are no rows, and count as lines",
            text: "\n\na\n\r\n\n1\n\n",
            rows: [["a"], ["1"]],
            lines: [3, 6]
        ),
        Case(name: "empty cells", text: "a,b,c\n,,\n", rows: [["a", "b", "c"], ["", "", ""]]),
        Case(
            name: "a trailing delimiter is an empty cell",
            text: "a,\n1,",
            rows: [["a", ""], ["1", ""]]
        ),
        Case(name: "quotes", text: "\"a\",\"b c\"\n", rows: [["a", "b c"]]),
        Case(
            name: "doubled quotes",
            text: "\"say \"\"so\"\"\",\"\"\"\"\n",
            rows: [["say \"so\"", "\""]]
        ),
        Case(name: "an empty quoted cell is a row", text: "a\n\"\"\n", rows: [["a"], [""]]),
        Case(
            name: "delimiters and line breaks inside quotes",
            text: "a,b\n\"x,y\r\nz\",1\n2,3\n",
            rows: [["a", "b"], ["x,y\r\nz", "1"], ["2", "3"]],
            lines: [1, 2, 4]
        ),
        Case(
            name: "a quoted CR and a quoted LF are one line each",
            text: "a\n\"x\ry\nz\"\nend\n",
            rows: [["a"], ["x\ry\nz"], ["end"]],
            lines: [1, 2, 5]
        ),
        Case(
            name: "a quote inside a bare cell is a character",
            text: "5\" pipe,x\n",
            rows: [["5\" pipe", "x"]]
        ),
        Case(
            name: "blanks behind a closing quote are dropped",
            text: "\"a\" ,b\n",
            rows: [["a", "b"]]
        ),
        Case(name: "spaces around bare cells stay", text: " a , b \n", rows: [[" a ", " b "]]),
        Case(name: "semicolons", text: "a;b\n1,5;2\n", rows: [["a", "b"], ["1,5", "2"]]),
        Case(name: "tabs", text: "a\tb\n\"x\ty\"\t2\n", rows: [["a", "b"], ["x\ty", "2"]]),
        Case(
            name: "a delimiter inside a quoted header does not count",
            text: "\"a;b;c\",d\n1,2\n",
            rows: [["a;b;c", "d"], ["1", "2"]]
        ),
        Case(name: "nothing", text: "", rows: []),
        Case(name: "only line ends", text: "\r\n\n\r", rows: []),
        Case(name: "text that is not ASCII", text: "Zoë,例子\n", rows: [["Zoë", "例子"]]),
    ]

    @Test(arguments: cases) func `reads rows as spreadsheets write them`(_ example: Case) throws {
        let found = try rows(Array(example.text.utf8))
        #expect(found.map(\.cells) == example.rows)
        if let lines = example.lines { #expect(found.map(\.line) == lines) }
    }

    @Test(arguments: cases) func `pieces of any size make the same rows`(_ example: Case) throws {
        let bytes = Array(example.text.utf8)
        let whole = try rows(bytes)
        for size in 1...7 {
            let found = try rows(bytes, pieces: size)
            #expect(found.map(\.cells) == whole.map(\.cells), "pieces of \(size)")
            #expect(found.map(\.line) == whole.map(\.line), "pieces of \(size)")
        }
    }

    @Test func `blank lines are rows where they are asked for`() throws {
        let found = try rows(Array("a\n\nb\n".utf8), blank: true)
        #expect(found.map(\.cells) == [["a"], [""], ["b"]])
    }

    @Test func `an empty quoted cell can be told from an absent one`() throws {
        var reader = DelimitedReader()
        try reader.feed(Array("\"\",,x\n".utf8)[...])
        var record = Record()
        #expect(try reader.advance(into: &record))
        #expect((0..<3).map(record.isQuoted) == [true, false, false])
        #expect(!record.isEmpty)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let kind: TabularError.Kind
        let line: Int?
        let message: String
        var testDescription: String { message }

        init(_ text: String, _ kind: TabularError.Kind, line: Int?, _ message: String) {
            bytes = Array(text.utf8)
            (self.kind, self.line, self.message) = (kind, line, message)
        }
    }

    static let damages = [
        Damage(
            "a,b\n1,\"2\n3,4\n",
            .unterminatedQuote,
            line: 2,
            "line 2, column 2: a cell begins with a quotation mark and never ends: "
                + "the file is cut off or damaged"
        ),
        Damage(
            "a,b\n1,\"2\nx\"y,4\n",
            .unterminatedQuote,
            line: 2,
            "line 2, column 2: text goes on behind the closing quotation mark of a cell: "
                + "the file is damaged"
        ),
        Damage(
            "a,b\n1,2\n3,\u{0}4\n",
            .nulBytes,
            line: 3,
            "line 3, column 2: the file holds NUL bytes, which no text has: it is damaged, or UTF-16 "
                + "without its mark"
        ),
        Damage(
            "a,b\n\"1\n\u{0}\",2\n",
            .nulBytes,
            line: 3,
            "line 3, column 1: the file holds NUL bytes, which no text has: it is damaged, or UTF-16 "
                + "without its mark"
        ),
        Damage(
            "a,b\n\"1\"\u{1},2\n",
            .unterminatedQuote,
            line: 2,
            "line 2, column 1: text goes on behind the closing quotation mark of a cell: "
                + "the file is damaged"
        ),
    ]

    @Test(arguments: damages) func `damage is named with its place`(_ damage: Damage) {
        for size in [1, 3, 1000] {
            let error = #expect(throws: TabularError.self) { try rows(damage.bytes, pieces: size) }
            #expect(error?.kind == damage.kind)
            #expect(error?.line == damage.line)
            #expect(error?.description == damage.message)
        }
    }

    @Test func `text that is no UTF-8 is refused, also where two cells would make a character`() {
        for bytes in [Array("a\nM".utf8) + [0xFC], Array("a,b\n".utf8) + [0xC3, 0x2C, 0xA9]] {
            let error = #expect(throws: TabularError.self) { try rows(bytes) }
            #expect(error?.kind == .encoding)
            #expect(error?.line == 2)
        }
    }

    @Test func `a line of ten million characters ends at the limit of a cell`() {
        let bytes =
            Array("a,b\n".utf8) + [UInt8](repeating: 0x61, count: 10_000_000) + Array(",x\n".utf8)
        let error = #expect(throws: TabularError.self) { try rows(bytes, pieces: 65_536) }
        #expect(error?.kind == .cellTooLarge)
        #expect(error?.line == 2)
        #expect(error?.column == 1)
    }

    @Test func `each limit holds at its edge`() throws {
        var limits = TabularLimits()
        limits.maximumCellBytes = 4
        limits.maximumColumns = 3
        limits.maximumRowBytes = 12
        limits.maximumHeaderBytes = 16
        func kind(_ text: String) -> TabularError.Kind? {
            do throws(TabularError) {
                _ = try rows(Array(text.utf8), pieces: 5, limits: limits)
                return nil
            } catch {
                return error.kind
            }
        }
        #expect(kind("a\n1234\n") == nil)
        #expect(kind("a\n12345\n") == .cellTooLarge)
        #expect(kind("a\n\"1\n\n\n\"\n") == nil)
        #expect(kind("a\n\"\n\n\n\n\n\"\n") == .cellTooLarge)
        #expect(kind("a\n\"\"\"\"\"\"\"\"\"\"\"\"\n") == .cellTooLarge)
        #expect(kind("a\n1,2,3\n") == nil)
        #expect(kind("a\n1,2,3,4\n") == .tooLarge)
        #expect(kind("a\n1234,1234,123\n") == .tooLarge)
        #expect(kind(String(repeating: "a,", count: 20)) == .tooLarge)
    }

    @Test(arguments: [1, 5, 1000])
    func `the limit of the header line does not depend on pieces`(_ pieces: Int) throws {
        var limits = TabularLimits()
        limits.maximumHeaderBytes = 16
        let long = String(repeating: "x", count: 16)
        for (text, line) in [
            ("\(long)\na\n", 1), ("#TYPE \(long)\na\n", 1), ("sep=;\n\(long)\na\n", 2),
        ] {
            let error = #expect(throws: TabularError.self) {
                try rows(Array(text.utf8), pieces: pieces, limits: limits)
            }
            #expect(error?.kind == .tooLarge)
            #expect(error?.line == line)
        }
        limits.maximumColumns = 8
        let wide = #expect(throws: TabularError.self) {
            try rows(Array(repeating: 0x2C, count: 40), pieces: pieces, limits: limits)
        }
        #expect(wide?.message == "the row has more than 8 cells")
        let fits = "sep=;\n#TYPE x\n\(long.dropLast())\na\n"
        #expect(try rows(Array(fits.utf8), pieces: pieces, limits: limits).count == 2)
    }

    @Test(arguments: [1, 5, 1000])
    func `UTF-16 that is damaged is said to be so in its line`(_ pieces: Int) throws {
        func utf16(_ text: String) -> [UInt8] {
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        let half: [UInt8] = [0x00, 0xDC]
        for (bytes, line) in [
            (Array(utf16("a,b\r\n1,2\r\n3,4").dropLast()), 3),
            (utf16("a\r\n1\r\n2\r\n") + half + [0x0A, 0], 4), (utf16("a\rb\nc\r") + half, 4),
        ] {
            let error = #expect(throws: TabularError.self) { try rows(bytes, pieces: pieces) }
            #expect(error?.kind == .encoding)
            #expect(error?.line == line)
        }
    }

    @Test func `mutated and truncated texts never trap`() {
        let text = "a,\"b\",c\r\n\"x\"\"y\",\"1\n2\",é\n,,\n5\" p,\"\",z\n"
        let original = Array(text.utf8)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<4000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                let interesting: [UInt8] = [
                    0, 0x0A, 0x0D, 0x22, 0x2C, 0x3B, 0x09, 0xFF, 0xFE, 0xEF, 0xC3,
                ]
                bytes[index] =
                    Bool.random(using: &generator)
                    ? interesting.randomElement(using: &generator) ?? 0
                    : UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            let whole = Result { try rows(bytes) }
            let pieces = Result { try rows(bytes, pieces: 3) }
            switch (whole, pieces) {
            case (.success(let a), .success(let b)): #expect(a.map(\.cells) == b.map(\.cells))
            case (.failure(let a as TabularError), .failure(let b as TabularError)): #expect(a == b)
            default: Issue.record("pieces and whole differ for \(bytes)")
            }
        }
    }
}
