import Tabular
import Testing

@Suite struct PreambleTests {
    /// The rows of a text that comes in pieces, each with the line on which it begins.
    private func rows(_ text: String, piece: Int) throws -> [String] {
        var reader = DelimitedReader()
        var record = Record()
        var rows: [String] = []
        func take() throws {
            while try reader.advance(into: &record) {
                let cells = (0..<record.count).map(record.text)
                rows.append("\(record.line): " + cells.joined(separator: "|"))
            }
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try reader.feed(bytes[start..<min(start + piece, bytes.count)])
            try take()
        }
        try reader.finish()
        try take()
        return rows
    }

    static let texts: [(text: String, rows: [String])] = [
        ("sep=;\na;b,c\n1;2\n", ["2: a|b,c", "3: 1|2"]),
        ("sep=,\r\na,b\r\n1,2\r\n", ["2: a|b", "3: 1|2"]),
        ("\"sep=;\"\r\na;b\r\n", ["2: a|b"]),
        ("SEP=\t\ra\tb\r1\t2\r", ["2: a|b", "3: 1|2"]),
        ("\u{FEFF}sep=;\na;b\n", ["2: a|b"]),
        ("\n\r\nsep=;\na;b\n", ["4: a|b"]),
        ("#TYPE System.Management.Automation.PSCustomObject\r\n\"a\",\"b\"\r\n", ["2: a|b"]),
        // The header decides the delimiter, whatever was said of it.
        ("sep=;\na,b\n", ["2: a|b"]),
        // An ordinary first cell.
        ("sep=;x,b\n1,2\n", ["1: sep=;x|b", "2: 1|2"]),
        ("separator,b\n", ["1: separator|b"]),
        ("#TYPED,b\n", ["1: #TYPED|b"]),
        ("a,b\nsep=;\n", ["1: a|b", "2: sep=;"]),
        ("sep=;", []),
        ("sep=;\r\n", []),
        ("", []),
    ]

    @Test(arguments: texts)
    func `a line for another program is passed over and counted`(_ text: String, _ rows: [String])
        throws
    {
        for piece in [1, 2, 3, 5, 1000] {
            #expect(try self.rows(text, piece: piece) == rows, "in pieces of \(piece) bytes")
        }
    }
}
