import Testing

@testable import Notices

@Suite struct LayoutTests {
    @Test func `lines are wrapped at spaces with their indentation`() {
        #expect(wrapped("aaa bbb ccc", at: 7) == "aaa bbb\nccc")
        #expect(wrapped("- aaa bbb ccc", at: 9) == "- aaa bbb\n  ccc")
        #expect(wrapped("  aaa bbb ccc", at: 9) == "  aaa bbb\n  ccc")
        #expect(wrapped("https://example.com/long x", at: 9) == "https://example.com/long\nx")
        #expect(wrapped("short\n\nlines stay", at: 20) == "short\n\nlines stay")
        #expect(wrapped("äää ööö", at: 7) == "äää ööö")
    }

    @Test func `a deep indentation never leaves lines without room`() {
        let line = String(repeating: " ", count: 60) + "aaa bbb ccc ddd eee"
        #expect(wrapped(line).split(separator: "\n").allSatisfy { $0.count <= wrapColumn })
    }

    @Test func `empty lines are neither doubled nor left at the ends`() {
        #expect(trimmedLines("\n\na  \n\n\n\nb\n\n") == "a\n\nb")
        #expect(trimmedLines(" \n") == "")
    }

    @Test func `a subject says the worst first and counts what does not fit`() {
        #expect(
            subjectLine([
                "12 idle seats in North, 25,140 USD a year", "token budget of Yard ends 9 Dec",
            ])
                == "12 idle seats in North, 25,140 USD a year · token budget of Yard ends 9 Dec"
        )
        let many = (1...9).map { "\($0) idle seats of AutoCAD in North" }
        #expect(
            subjectLine(many)
                == "1 idle seats of AutoCAD in North · 2 idle seats of AutoCAD in North · "
                + "3 idle seats of AutoCAD in North · 6 more"
        )
        #expect(subjectLine(["a\r\nb"], prefix: "Reminder: ") == "Reminder: a b")
        #expect(subjectLine([]) == "Seatwarden")
    }

    @Test func `a single long subject is cut at a word`() {
        let line = subjectLine([String(repeating: "word ", count: 60)])
        #expect(line.unicodeScalars.count <= SubjectLength.longest)
        #expect(line.hasSuffix("word…"))
    }

    @Test func `bare tags are dressed, dressed ones are left alone`() {
        let html = dressed(
            "<p>a</p><p style=\"color:red\">b</p><a href=\"https://x\">c</a>",
            "#123456"
        )
        #expect(html.contains("<p style=\"margin:0 0 12px;"))
        #expect(html.contains("<p style=\"color:red\">b</p>"))
        #expect(html.contains("<a style=\"color:#123456;\" href=\"https://x\">"))
    }

    @Test(arguments: [Weight.info, .warning, .critical])
    func `each colour can be read on white`(_ weight: Weight) throws {
        for colour in [Look.accent(weight), Look.ink, Look.quiet] {
            let value = try #require(UInt32(colour.dropFirst(), radix: 16))
            let channels = [16, 8, 0].map { shift -> Double in
                let part = Double(value >> UInt32(shift) & 0xFF) / 255
                return part <= 0.03928 ? part / 12.92 : power((part + 0.055) / 1.055)
            }
            let luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
            #expect(1.05 / (luminance + 0.05) >= 4.5)
        }
    }

    /// x to the power of 2.4, near enough: x² · x^(2/5) by Newton's method.
    private func power(_ x: Double) -> Double {
        var root = 1.0
        for _ in 0..<60 {
            root -= (root * root * root * root * root - x * x) / (5 * root * root * root * root)
        }
        return x * x * root
    }
}
