import Columns
import Testing

@Suite struct FoldingTests {
    @Test(
        arguments: [
            ("  AutoCAD LT\t", "autocad lt"), ("ÜMIT", "ümit"), ("U\u{308}mit", "ümit"), ("ẞ", "ß"),
            ("ΟΔΟΣ", "οδος"), ("ΟΔΟΣ ΑΘΗΝΆΣ.", "οδος αθηνάς."), ("ΣΑΣ", "σας"), ("Σ", "σ"),
            ("Α\u{301}Σ\u{301}", "άς\u{301}"), ("ΟΣ'Α", "οσ'α"), ("straße", "straße"),
            ("İ", "i\u{307}"), ("\u{A0}x\u{2003}", "x"),
            ("", ""),
            (" \r\n ", ""), ("例子", "例子"), ("\u{212B}", "å"), ("\u{1F600}", "\u{1F600}"),
        ])
    func `spellings of one name meet`(_ written: String, _ folded: String) {
        #expect(fold(written).unicodeScalars.elementsEqual(folded.unicodeScalars))
    }

    @Test func `folding twice changes nothing more`() {
        for text in ["ÀÉ", "a\u{323}\u{307}", "ǅ", "ﬁ", "Ω", "K", " x "] {
            #expect(fold(fold(text)).unicodeScalars.elementsEqual(fold(text).unicodeScalars))
        }
    }

    @Test func `trimming keeps what is inside`() {
        #expect(trim(" \u{3000}a  b\n") == "a  b")
        #expect(trim("ab"[...]) == "ab")
        #expect(trim(" \t") == "")
    }

    @Test func `texts sort by code points`() {
        let sorted = ["", "A", "Z", "a", "b", "é", "ﬀ", "\u{1F600}"]
        for (index, text) in sorted.enumerated() {
            for (other, next) in sorted.enumerated() {
                #expect(precedes(text, next) == (index < other))
            }
        }
        // Canonical equivalents are two texts here, while == unites them.
        #expect(precedes("e\u{301}", "é"))
    }
}
