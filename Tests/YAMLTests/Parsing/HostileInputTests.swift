import Diagnostics
import TestSupport
import Testing
import YAML

@Suite struct HostileInputTests {
    @Test(arguments: [
        ("a: \u{0}\n", "1:4 control-character", "the control character U+0000"),
        ("a: 1\nb: \u{7}\n", "2:4 control-character", "the control character U+0007"),
        ("a: \u{85}x\n", "1:4 control-character", "the control character U+0085"),
        ("a: x\u{2028}b: 2\n", "1:5 control-character", "a Unicode line separator"),
        ("a: 1\rb: 2\n", "1:5 control-character", "a carriage return without a line feed"),
        ("a: \u{FEFF}\n", "1:4 control-character", "a byte order mark inside the text"),
    ])
    func `characters that no editor shows are refused`(text: String, place: String, name: String) {
        let (documents, mistakes, messages) = reading(text)
        #expect(documents == [])
        #expect(mistakes == [place])
        #expect(messages.first?.hasPrefix(name + " cannot stand in a YAML file") == true)
    }

    @Test func `a byte order mark at the start and CRLF are read`() {
        let (documents, mistakes, _) = reading("\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\n")
        #expect(mistakes == [])
        #expect(documents.map(flow) == ["{a: 1, b: x\ny\n}"])
    }

    @Test(
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF], 1, 4, "this byte is not UTF-8; save the file as UTF-8"),
            (
                [0x61, 0x0A, 0xC3, 0xA9, 0x62, 0xC3], 2, 3,
                "this byte is not UTF-8; save the file as UTF-8"
            ),
            ([0xFF, 0xFE, 0x61, 0x00], 1, 1, "the file is UTF-16; save the file as UTF-8"),
        ] as [([UInt8], Int, Int, String)]
    )
    func `bytes that are no UTF-8 are told by line and column`(
        bytes: [UInt8],
        line: Int,
        column: Int,
        message: String
    ) throws {
        let error = try #require(throws: InvalidText.self) {
            try SourceText(name: "x.yaml", utf8: bytes)
        }
        #expect(error.diagnostic.code == "encoding")
        #expect(error.diagnostic.range == SourceRange(line: line, column: column))
        #expect(error.diagnostic.message == message)
    }

    @Test func `a byte order mark is no part of the text`() throws {
        let source = try SourceText(name: "x", utf8: [0xEF, 0xBB, 0xBF, 0x61])
        #expect(source.text == "a")
    }

    @Test func `mutated and cut texts never trap and stay within their limits`() {
        let good = Array(
            """
            policy: idle # ä
            match:
              - a: "x \\u00e9 \\
                  y"
              - b: 'it''s
                  two'
            expr: >-
              folded
              text

                indented
            notes: |+
              literal

            tags: { k: [1, 2, { z: "q" }], ? m : n }
            ---
            override: x
            """.utf8
        )
        var generator = SeededGenerator(seed: 7)
        for round in 0..<3000 {
            var bytes = good
            if round % 3 == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                let characters = Array("{}[]:,&*!|>'\"%@`#-?\n\t \\0aé\u{0}".utf8)
                bytes[index] = characters[Int.random(in: 0..<characters.count, using: &generator)]
            }
            let (documents, mistakes, _) = reading(String(decoding: bytes, as: UTF8.self))
            #expect(documents.count <= 3 && mistakes.count <= 30)
        }
    }

    @Test func `a hostile crowd of mistakes is bounded`() {
        let text = (0..<5000).map { "a: *x\($0)\n" }.joined()
        let (_, mistakes, _) = reading(text)
        #expect(mistakes.count == DiagnosticList.maximumCount)
    }
}
