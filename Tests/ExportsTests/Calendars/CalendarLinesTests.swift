import Testing

@testable import Exports

struct CalendarLinesTests {
    @Test func `folded lines are joined, also in the middle of a letter`() {
        let letter = Array("é".utf8)
        let text =
            Array("\u{FEFF}SUMMARY:Va\r\n cation\r\n\r\n".utf8) + Array("X:".utf8) + [letter[0]]
            + Array("\n\t".utf8) + [letter[1]] + Array("\nLAST:1".utf8)
        var lines = CalendarLines(text)
        var found: [String] = []
        while lines.advance() {
            found.append("\(lines.number) \(String(decoding: lines.bytes, as: UTF8.self))")
        }
        #expect(found == ["1 SUMMARY:Vacation", "4 X:é", "6 LAST:1"])
    }

    @Test func `of a line beyond the bound only the beginning is held`() {
        let piece = String(repeating: "x", count: 40_000)
        var lines = CalendarLines(Array("ATTACH:\(piece)\n \(piece)\nUID:1\n".utf8))
        var found: [(count: Int, isCut: Bool)] = []
        while lines.advance() { found.append((lines.bytes.count, lines.isCut)) }
        #expect(found.map(\.count) == [CalendarLines.maximumLineBytes, 5])
        #expect(found.map(\.isCut) == [true, false])
    }

    @Test(arguments: [
        (#"attendee;CN="Lovelace; Ada: A";ROLE=CHAIR:mailto:a@b.c"#, "ATTENDEE", "mailto:a@b.c"),
        ("SUMMARY:10:30; later", "SUMMARY", "10:30; later"),
        ("X;FLAG:1", "X", "1"),
        (#"X;MEMBER="a","b":1"#, "X", "1"),
    ])
    func `a property is a name, parameters and a value`(line: String, name: String, value: String) {
        let property = CalendarProperty(Array(line.utf8))
        #expect(property?.name == name)
        #expect(property?.value == value)
    }

    @Test func `parameters are read without their quotation marks`() {
        let line = #"X;CN="Lovelace; Ada: A";role=Chair;MEMBER="a","b":1"#
        let parameters = CalendarProperty(Array(line.utf8))?.parameters
        #expect(parameters == ["CN": "Lovelace; Ada: A", "ROLE": "Chair", "MEMBER": "a,b"])
    }

    @Test(arguments: ["SUMMARY", #"X;CN="open:1"#, ";", "", "X;A=b"])
    func `what has no value is no property`(line: String) {
        #expect(CalendarProperty(Array(line.utf8)) == nil)
    }

    @Test func `texts lose their escapes`() {
        let property = CalendarProperty(Array(#"SUMMARY:away\, ill\; see \\x\nnext\"#.utf8))
        #expect(property?.text == #"away, ill; see \x next"#)
    }
}
