import CEL
import Testing

@testable import Cases

@Suite struct PlainValueTests {
    static let values: [(json: String, value: Value, type: ValueType)] = [
        ("null", .null, .dyn),
        ("true", .bool(true), .bool),
        ("73", .int(73), .int),
        ("-0", .int(0), .int),
        ("73.0", .double(73), .double),
        ("1e2", .double(100), .double),
        (#""AutoCAD""#, .string("AutoCAD"), .string),
        (#""a\u0000""#, .string("a\0"), .string),
        ("[1, 2]", .list([.int(1), .int(2)]), .list(.int)),
        ("[1, 2.5]", .list([.int(1), .double(2.5)]), .list(.dyn)),
        ("[null]", .list([.null]), .list(.dyn)),
        ("[]", .list([]), .list(.dyn)),
        ("[[1], [2]]", .list([.list([.int(1)]), .list([.int(2)])]), .list(.list(.int))),
        ("{}", .map(MapValue()), .map(.dyn, .dyn)),
        (
            #"{"b": 1, "a": 2}"#, .map(MapValue(["a": .int(2), "b": .int(1)])),
            .map(.string, .int)
        ),
        (
            #"{"b": 1, "a": "x"}"#, .map(MapValue(["a": .string("x"), "b": .int(1)])),
            .map(.string, .dyn)
        ),
    ]

    @Test(arguments: values) func `JSON that a person writes has a value and a type`(
        _ json: String,
        _ value: Value,
        _ type: ValueType
    ) throws {
        #expect(try plainValue(json) == value)
        #expect(declaredType(of: value) == type)
    }

    @Test func `an object keeps its order`() throws {
        guard case .map(let map) = try plainValue(#"{"b": 1, "a": 2}"#) else {
            Issue.record("no map")
            return
        }
        #expect(map.entries.map(\.key) == [.string("b"), .string("a")])
    }

    @Test(arguments: [
        ("AutoCAD", "this is no value of JSON"),
        ("'a'", "this is no value of JSON"),
        ("[1", "the file ends early"),
        ("1 2", "text follows the end of the JSON value"),
        (
            "9223372036854775808",
            "9223372036854775808 is larger than an int can be; write it with a point, as a double"
        ),
        ("1e999", "1e999 is larger than a double can be"),
    ])
    func `anything else is refused with its reason`(_ json: String, _ message: String) {
        #expect(throws: CaseError(message)) { try plainValue(json) }
    }
}
