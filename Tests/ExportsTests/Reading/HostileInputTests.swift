import Columns
import Exports
import TestSupport
import Testing

@Suite struct HostileInputTests {
    static let originals = [
        """
        Hashed Autodesk ID,Email,Product,Seat assignment,Assigned date,Days inactive,Last accessed,
        f00,a@example.com,"AEC, all",assigned,2024-05-10T21:20:32Z,239,02/13/2026,
        f01,*****,"two
        lines",unassigned,2024-05-10 21:20:32+02:00,1.5,03/04/2026,
        """,
        #"{"x": 1, "rows": [{"usageDate": "2026-09-23", "productName": "Revit", "source": "sus", "tokens": 7}]}"#,
        "as_of,team,tokens_available\n2026-01-02,North,412\n2026-01-02,South,7\n",
    ]

    @Test(arguments: originals) func `mutated and truncated files never trap`(_ text: String) {
        let original = Array(text.utf8)
        var generator = SeededGenerator(seed: 11)
        let marks = Array("\0\n\r\",;\t-/*:.{}[]\\0193e\u{FEFF}".utf8) + [0xFF, 0xFE]
        for _ in 0..<3000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                let mark = marks.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = mark
                case 1: bytes.insert(mark, at: index)
                default: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            if Int.random(in: 0..<4, using: &generator) == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            do throws(ExportError) {
                let export = try readExport(bytes, lenient)
                #expect(export.lines.count == export.table.rowCount)
                _ = canonicalJSON(export)
            } catch {
                #expect(error.description.utf8.count < 4000)
                _ = canonicalJSON(error)
            }
        }
    }

    @Test func `every beginning of a file is read or refused`() {
        for text in Self.originals {
            let bytes = Array(text.utf8)
            for count in 0...bytes.count {
                do {
                    _ = try readExport(Array(bytes.prefix(count)), lenient)
                } catch {
                    #expect(error.description.hasSuffix("."))
                }
            }
        }
    }
}
