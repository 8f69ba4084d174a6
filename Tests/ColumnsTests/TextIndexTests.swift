import Columns
import Testing

@Suite struct TextIndexTests {
    @Test func `texts are told apart by their bytes, and kept once`() {
        var texts = CodedText()
        // The same letter as one character and as two.
        for text in ["é", "e\u{301}", nil, "é", "", "b"] { texts.append(text) }
        #expect(texts.dictionary.map { $0.utf8.count } == [2, 3, 0, 1])
        #expect(texts.codes == [0, 1, CodedText.null, 0, 2, 3])
    }

    @Test func `texts that came with their codes are known`() {
        var texts = CodedText(codes: [1, 0, CodedText.null], dictionary: ["a", "b"])
        texts.append("b")
        texts.append("c")
        #expect(texts.codes == [1, 0, CodedText.null, 1, 2])
        #expect((0..<5).map { texts[$0] } == ["b", "a", nil, "b", "c"])
    }

    @Test func `a thousand texts find their codes again`() {
        var texts = CodedText()
        for number in 0..<1000 { texts.append("text \(number)") }
        for number in stride(from: 999, through: 0, by: -7) {
            #expect(texts.code(for: "text \(number)") == UInt32(number))
        }
    }

    @Test func `a row of codes is the row of their texts`() {
        var table = Table("t", columns: [("name", .text), ("days", .num)])
        table.append([.text("Ada"), .num(1)])
        let code = Array("Ada".utf8).withUnsafeBufferPointer { table.code(of: $0.span, at: 0) }
        #expect(code == 0)
        table.append([.code(code ?? 9), .cell(.null)])
        var plain = Table("t", columns: [("name", .text), ("days", .num)])
        plain.append([.text("Ada"), .num(1)])
        plain.append([.text("Ada"), .null])
        #expect(table == plain)
        #expect(table == Table("t", of: plain.columns))
        let other = Array("Eve".utf8).withUnsafeBufferPointer { table.code(of: $0.span, at: 0) }
        #expect(other == nil)
    }
}
