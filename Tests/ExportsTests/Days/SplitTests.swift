import CScan
import TestSupport
import Testing

@Suite struct SplitTests {
    /// What a split of a text finds.
    private struct Found: Equatable {
        var positions: [UInt32] = []
        var rows: [UInt32] = []
        var lineFeeds: UInt32 = 0
        var hasForeign = false
        var isStrange = false
        var isInside = false
    }

    private func split(_ text: [UInt8], window: Int, isWide: Int32) -> Found {
        let padded = text + [UInt8](repeating: 0, count: 64)
        var positions = [UInt32](repeating: 0, count: text.count + 16)
        var rows = positions
        var state = scan_state()
        state.after_end = 1
        for start in stride(from: 0, to: text.count, by: window) {
            let end = UInt32(min(start + window, text.count))
            scan_split(padded, UInt32(start), end, 0x2C, &positions, &rows, &state, isWide)
        }
        return Found(
            positions: Array(positions[..<Int(state.position_count)]),
            rows: Array(rows[..<Int(state.row_count)]),
            lineFeeds: state.line_feeds,
            hasForeign: state.has_foreign != 0,
            isStrange: state.is_strange != 0,
            isInside: state.inside != 0
        )
    }

    /// The same, byte by byte.
    private func plain(_ text: [UInt8]) -> Found {
        var found = Found()
        var before: UInt8 = 0x0A
        var wasClosed = false
        for (index, byte) in text.enumerated() {
            let next = index + 1 < text.count ? text[index + 1] : 0
            if byte == 0x0A { found.lineFeeds += 1 }
            if byte >= 0x80 { found.hasForeign = true }
            if byte == 0 || byte == 0x0D && next != 0x0A { found.isStrange = true }
            if wasClosed, ![0x2C, 0x0A, 0x0D, 0x22].contains(byte) { found.isStrange = true }
            wasClosed = false
            if byte == 0x22 {
                if !found.isInside, ![0x2C, 0x0A, 0x22].contains(before) { found.isStrange = true }
                wasClosed = found.isInside
                found.isInside.toggle()
            } else if !found.isInside, byte == 0x2C || byte == 0x0A {
                found.positions.append(UInt32(index))
                if byte == 0x0A { found.rows.append(UInt32(found.positions.count)) }
            }
            before = byte
        }
        return found
    }

    @Test func `a vector at a time finds what a byte at a time finds`() {
        var generator = SeededGenerator(seed: 3)
        let marks: [UInt8] = Array("a,b,\n\"\"\r\nxyz\t".utf8) + [0xC3, 0xA9]
        for round in 0..<1000 {
            let count = Int.random(in: 0..<400, using: &generator)
            var text = (0..<count).map { _ in marks.randomElement(using: &generator) ?? 0 }
            // Mostly texts that are not strange, since then the rest need not agree.
            if round % 4 != 0 {
                text = Array(
                    (0..<count / 6).map { _ in
                        ["ab,", "\"x,\ny\",", "c\n", "\"\"\"\"\r\n", "é,", "\"q\"\n"]
                            .randomElement(using: &generator) ?? ""
                    }.joined().utf8
                )
            }
            let expected = plain(text)
            for isWide in [0, scan_is_wide()] {
                for window in [64, 128, 1024] {
                    let found = split(text, window: window, isWide: isWide)
                    #expect(found.isStrange == expected.isStrange, "\(text)")
                    if !expected.isStrange { #expect(found == expected, "\(text)") }
                }
            }
        }
    }

    @Test func `UTF-8 is told as the standard library tells it`() {
        var generator = SeededGenerator(seed: 4)
        let scalars: [Unicode.Scalar] = [
            "a", "é", "例", "\u{1F600}", "\u{7FF}", "\u{800}", "\u{FFFD}",
        ]
        for _ in 0..<5000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<20, using: &generator) {
                text += Array(String(scalars.randomElement(using: &generator) ?? "a").utf8)
            }
            if Bool.random(using: &generator), !text.isEmpty {
                let index = Int.random(in: 0..<text.count, using: &generator)
                text[index] = UInt8.random(in: 0x7F...0xFF, using: &generator)
            }
            let isValid = String(validating: text, as: UTF8.self) != nil
            #expect((scan_is_utf8(text, text.count) == 1) == isValid, "\(text)")
        }
    }
}
