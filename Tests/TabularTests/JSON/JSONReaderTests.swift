import Tabular
import TestSupport
import Testing

@Suite struct JSONReaderTests {
    static let values: [(text: String, value: JSONValue)] = [
        ("null", .null),
        (" true ", .bool(true)),
        ("false", .bool(false)),
        ("0", .number("0")),
        ("-12.50e+3", .number("-12.50e+3")),
        ("123456789012345678901234567890", .number("123456789012345678901234567890")),
        ("\"\"", .string("")),
        (#""a\"\\\/\b\f\n\r\té""#, .string("a\"\\/\u{8}\u{C}\n\r\té")),
        (#""\u00e9\uD835\uDD18""#, .string("é𝔘")),
        ("[]", .array([])),
        ("[1, [2],\n{}]", .array([.number("1"), .array([.number("2")]), .object([])])),
        (
            #"{"b": 1, "a": null}"#,
            .object([JSONMember("b", .number("1")), JSONMember("a", .null)])
        ),
        ("\u{FEFF}[]", .array([])),
    ]

    @Test(arguments: values) func `reads every kind of value`(_ text: String, _ value: JSONValue)
        throws
    {
        #expect(try readJSON(Array(text.utf8)) == value)
    }

    @Test func `a text has a NUL only where the caller permits it`() throws {
        var reader = try JSONReader(Array(#""a\u0000b""#.utf8), permitsNUL: true)
        #expect(try reader.value() == .string("a\0b"))
        var half = try JSONReader(Array(#""\uD800""#.utf8), permitsNUL: true)
        #expect(throws: TabularError.self) { try half.value() }
    }

    static let damages: [(text: String, message: String)] = [
        ("", "line 1, column 1: the file ends early"),
        ("[1, 2", "line 1, column 6: the file ends early"),
        ("{\"a\": \"b", "line 1, column 9: the file ends early"),
        ("tru", "line 1, column 4: the file ends early"),
        ("-", "line 1, column 2: the file ends early"),
        ("truf", "line 1, column 4: this is no value of JSON"),
        ("[1 2]", "line 1, column 4: ']' is missing here"),
        ("{\"a\" 1}", "line 1, column 6: ':' is missing here"),
        ("{a: 1}", "line 1, column 2: '\"' is missing here"),
        ("[1,]", "line 1, column 4: this is no value of JSON"),
        ("{\"a\": 1,}", "line 1, column 9: '\"' is missing here"),
        ("01", "line 1, column 2: text follows the end of the JSON value"),
        ("1.", "line 1, column 3: the file ends early"),
        ("1.x", "line 1, column 3: this is no value of JSON"),
        ("+1", "line 1, column 1: this is no value of JSON"),
        ("NaN", "line 1, column 1: this is no value of JSON"),
        ("[]\n[]", "line 2, column 1: text follows the end of the JSON value"),
        ("{\"é\": 1, \"é\": 2}", "line 1, column 14: the key 'é' stands twice in one object"),
        ("\"a\nb\"", "line 1, column 3: a line break or control character stands inside a text"),
        (#""\x""#, #"line 1, column 4: '\x' is no escape of JSON"#),
        (#""\u00g0""#, #"line 1, column 6: four hexadecimal digits must follow '\u'"#),
        (#""\uD800""#, #"line 1, column 8: '\u' names no character of a text"#),
        (#""\uD800\u0061""#, #"line 1, column 14: half of a character is missing behind '\u'"#),
        (#""\u0000""#, #"line 1, column 8: '\u' names no character of a text"#),
    ]

    @Test(arguments: damages) func `damage is named with its place`(
        _ text: String,
        _ message: String
    ) {
        let error = #expect(throws: TabularError.self) { try readJSON(Array(text.utf8)) }
        #expect(error?.kind == .damagedJSON)
        #expect(error?.description == message)
    }

    @Test func `depth and size are bounded`() {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try readJSON(Array(deepest.utf8)) }
        let deeper = #expect(throws: TabularError.self) { try readJSON(Array("[\(deepest)]".utf8)) }
        #expect(deeper?.message == "more than 64 levels of lists and objects")
        let hostile = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: TabularError.self) { try readJSON(hostile) }

        let long = #expect(throws: TabularError.self) {
            try readJSON(Array("[12]".utf8), maximumBytes: 3)
        }
        #expect(long?.kind == .tooLarge)
        let text = "\"" + String(repeating: "a", count: 131_073) + "\""
        let cell = #expect(throws: TabularError.self) { try readJSON(Array(text.utf8)) }
        #expect(cell?.kind == .cellTooLarge)
    }

    @Test func `the parts of one value are bounded, the rows of a list are not`() throws {
        var limits = TabularLimits()
        limits.maximumValues = 4
        let list = Array("[1, 2, 3, 4]".utf8)
        let error = #expect(throws: TabularError.self) { try readJSON(list, limits: limits) }
        #expect(error?.kind == .tooLarge)
        #expect(error?.message == "more than 4 values belong together")
        var reader = try JSONReader(list, limits: limits)
        var numbers: [Int] = []
        try reader.beginList()
        while try reader.nextElement(after: numbers.count) {
            numbers.append(try reader.value().int ?? 0)
        }
        try reader.end()
        #expect(numbers == [1, 2, 3, 4])
    }

    @Test func `lines are counted as the reader goes`() throws {
        var reader = try JSONReader(Array("[\n1,\n\n 2]\n".utf8))
        var lines: [Int] = []
        try reader.beginList()
        while try reader.nextElement(after: lines.count) {
            lines.append(try reader.line())
            _ = try reader.value()
        }
        #expect(lines == [2, 4])
    }

    @Test func `text that is no UTF-8 is refused`() {
        let error = #expect(throws: TabularError.self) { try readJSON([0x22, 0xFC, 0x22]) }
        #expect(error?.kind == .encoding)
    }

    @Test func `values answer for their kind only`() throws {
        let value = try readJSON(Array(#"{"n": 12, "x": 2.5, "t": "a", "l": [true]}"#.utf8))
        #expect(value["n"]?.int == 12)
        #expect(value["n"]?.double == 12)
        #expect(value["x"]?.int == nil)
        #expect(value["x"]?.double == 2.5)
        #expect(value["t"]?.string == "a")
        #expect(value["t"]?.int == nil)
        #expect(value["l"]?.array == [.bool(true)])
        #expect(value["missing"] == nil)
        #expect(JSONValue.null["a"] == nil)
    }

    @Test func `mutated and truncated texts never trap`() {
        let original = Array(
            #"{"generated": "2026-10-31", "rows": [{"a": -1.5e3, "b": "x\u00e9\n"}, {"a": null}, []]}"#
                .utf8
        )
        var generator = SeededGenerator(seed: 3)
        var damaged = 0
        for _ in 0..<4000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            do { _ = try readJSON(bytes) } catch { damaged += 1 }
        }
        #expect(damaged > 3000)
    }
}
