import Tabular
import TestSupport
import Testing

@Suite struct DelimitedWriterTests {
    @Test func `quotes only what needs quotes`() {
        var writer = DelimitedWriter()
        writer.row(["plain", "a b", "a,b", "a;b", "say \"so\"", "two\nlines", "tab\there", "", nil])
        writer.row([nil])
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(
            text == #"""
                plain,a b,"a,b",a;b,"say ""so""","two
                lines","tab\#there","",


                """#
        )
    }

    @Test func `what is written is read back`() throws {
        let alphabet = ["", "a", "\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "ß", "例", "'", "-"]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            var expected: [[String]] = [["h1", "h2", "h3"]]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                expected.append(
                    (0..<3).map { _ in
                        (0..<Int.random(in: 0...5, using: &generator))
                            .map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
                    }
                )
            }
            var writer = DelimitedWriter()
            for row in expected { writer.row(row.map(Optional.some)) }
            #expect(try rows(writer.bytes, blank: true).map(\.cells) == expected)
        }
    }
}
