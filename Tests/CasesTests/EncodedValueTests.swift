import CEL
import CivilTime
import Tabular
import Testing

@testable import Cases

@Suite struct EncodedValueTests {
    static let forms: [(json: String, value: Value)] = [
        (#"{"null":true}"#, .null),
        (#"{"bool":false}"#, .bool(false)),
        (#"{"int":"-9223372036854775808"}"#, .int(.min)),
        (#"{"uint":"18446744073709551615"}"#, .uint(.max)),
        (#"{"double":"0.1"}"#, .double(0.1)),
        (#"{"double":"10.0"}"#, .double(10)),
        (#"{"double":"-0.0"}"#, .double(-0.0)),
        (#"{"double":"6.02214e+23"}"#, .double(6.02214e23)),
        (#"{"double":"5e-324"}"#, .double(.leastNonzeroMagnitude)),
        (#"{"double":"NaN"}"#, .double(.nan)),
        (#"{"double":"Infinity"}"#, .double(.infinity)),
        (#"{"double":"-Infinity"}"#, .double(-.infinity)),
        (#"{"string":"a\"\\\n\u0000é𝔘"}"#, .string("a\"\\\n\0é𝔘")),
        (#"{"bytes":"AP9h"}"#, .bytes([0, 0xFF, 0x61])),
        (#"{"list":[{"int":"1"},{"list":[]}]}"#, .list([.int(1), .list([])])),
        (#"{"type":"google.protobuf.Duration"}"#, .type("google.protobuf.Duration")),
        (#"{"duration":"-1.5s"}"#, .duration(TimeLength(nanoseconds: -1_500_000_000))),
        (#"{"duration":"0s"}"#, .duration(TimeLength(nanoseconds: 0))),
    ]

    @Test(arguments: forms) func `a value is read and written in one form`(
        _ json: String,
        _ value: Value
    ) throws {
        #expect(try decoded(json) == value)
        #expect(try encoded(value) == json)
    }

    @Test(arguments: ["2009-02-13T23:31:30Z", "2009-02-13T23:31:30.025Z", "0001-01-01T00:00:00Z"])
    func `a moment has the digits that it needs`(_ text: String) throws {
        let json = #"{"timestamp":"\#(text)"}"#
        #expect(try encoded(try decoded(json)) == json)
    }

    @Test func `a map keeps the order of its entries`() throws {
        let json =
            #"{"map":[[{"string":"b"},{"int":"1"}],[{"uint":"2"},{"null":true}],"#
            + #"[{"bool":true},{"map":[]}]]}"#
        let value = try decoded(json)
        guard case .map(let map) = value else {
            Issue.record("no map")
            return
        }
        #expect(map.entries.map(\.key) == [.string("b"), .uint(2), .bool(true)])
        #expect(try encoded(value) == json)
    }

    @Test(arguments: [
        "3", "null", "[]", "{}", #"{"int":"1","uint":"1"}"#, #"{"int":1}"#, #"{"int":"1.5"}"#,
        #"{"int":"9223372036854775808"}"#, #"{"uint":"-1"}"#, #"{"double":"inf"}"#,
        #"{"double":"0x10"}"#, #"{"double":"1e"}"#, #"{"bool":"true"}"#, #"{"string":1}"#,
        #"{"bytes":"?"}"#, #"{"list":{}}"#, #"{"list":[1]}"#, #"{"map":[[{"int":"1"}]]}"#,
        #"{"map":[[{"double":"1.0"},{"int":"1"}]]}"#,
        #"{"map":[[{"int":"1"},{"int":"1"}],[{"uint":"1"},{"int":"2"}]]}"#,
        #"{"timestamp":"yesterday"}"#, #"{"duration":"1"}"#, #"{"color":"red"}"#,
    ])
    func `what is no value is refused`(_ json: String) {
        #expect(throws: CaseError.self) { try decoded(json) }
    }

    @Test func `a small value of equal parts that is huge in writing is refused`() {
        var value = Value.list([.int(1), .int(1)])
        for _ in 0..<60 { value = .list([value, value]) }
        #expect(throws: CaseError("the value is too large to be written out")) {
            try encoded(value)
        }
        var text = Value.string(String(repeating: "x", count: 1_000_000))
        for _ in 0..<10 { text = .list([text, text]) }
        #expect(throws: CaseError.self) { try encoded(text) }
    }

    @Test(arguments: [
        (#"{"int64Value":"-3"}"#, Value.int(-3)), (#"{"uint64Value":"3"}"#, .uint(3)),
        (#"{"doubleValue":1.5}"#, .double(1.5)), (#"{"doubleValue":"NaN"}"#, .double(.nan)),
        (#"{"boolValue":true}"#, .bool(true)), (#"{"stringValue":"é"}"#, .string("é")),
        (#"{"bytesValue":"YQ=="}"#, .bytes([0x61])), (#"{"nullValue":null}"#, .null),
        (#"{"durationValue":"1s"}"#, .duration(TimeLength(nanoseconds: 1_000_000_000))),
    ])
    func `a constant is read as protobuf prints it`(_ json: String, _ value: Value) throws {
        #expect(try decodedConstant(try read(json)) == value)
    }

    @Test(arguments: ["{}", "1", #"{"int64Value":"x"}"#, #"{"boolValue":1}"#, #"{"other":1}"#])
    func `what is no constant is refused`(_ json: String) {
        #expect(throws: CaseError.self) { try decodedConstant(try read(json)) }
    }
}

func read(_ json: String) throws -> JSONValue {
    var reader = try JSONReader(Array(json.utf8), permitsNUL: true)
    return try reader.value()
}

private func decoded(_ json: String) throws -> Value { try decodedValue(try read(json)) }

private func encoded(_ value: Value) throws -> String {
    var json = JSONWriter()
    var encoder = ValueEncoder()
    try encoder.encode(value, into: &json)
    return json.text
}
