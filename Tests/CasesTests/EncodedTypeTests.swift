import CEL
import Tabular
import Testing

@testable import Cases

@Suite struct EncodedTypeTests {
    static let forms: [(json: String, type: ValueType)] = [
        (#"{"dyn":{}}"#, .dyn),
        (#"{"null":null}"#, .null),
        (#"{"primitive":"BOOL"}"#, .bool),
        (#"{"primitive":"INT64"}"#, .int),
        (#"{"primitive":"UINT64"}"#, .uint),
        (#"{"primitive":"DOUBLE"}"#, .double),
        (#"{"primitive":"STRING"}"#, .string),
        (#"{"primitive":"BYTES"}"#, .bytes),
        (#"{"wrapper":"STRING"}"#, .wrapper(.string)),
        (#"{"wellKnown":"TIMESTAMP"}"#, .timestamp),
        (#"{"wellKnown":"DURATION"}"#, .duration),
        (#"{"listType":{"elemType":{"dyn":{}}}}"#, .list(.dyn)),
        (
            #"{"mapType":{"keyType":{"primitive":"STRING"},"valueType":{"wrapper":"INT64"}}}"#,
            .map(.string, .wrapper(.int))
        ),
        (#"{"messageType":"com.example.Seat"}"#, .structure("com.example.Seat")),
        (#"{"typeParam":"T"}"#, .parameter("T")),
        (#"{"type":{"primitive":"INT64"}}"#, .type(.int)),
        (#"{"type":{"type":{"dyn":{}}}}"#, .type(.type(.dyn))),
        (#"{"abstractType":{"name":"net.IP"}}"#, .abstract("net.IP", [])),
        (
            #"{"abstractType":{"name":"tuple","parameterTypes":[{"dyn":{}},{"typeParam":"T"}]}}"#,
            .abstract("tuple", [.dyn, .parameter("T")])
        ),
    ]

    @Test(arguments: forms) func `a type is read and written in one form`(
        _ json: String,
        _ type: ValueType
    ) throws {
        #expect(try decodedType(try read(json)) == type)
        #expect(encoded(type) == json)
    }

    @Test(arguments: [
        ("google.protobuf.Duration", ValueType.duration), ("google.protobuf.Any", .dyn),
        ("google.protobuf.Int32Value", .wrapper(.int)),
        ("google.protobuf.Struct", .map(.string, .dyn)),
        ("google.protobuf.ListValue", .list(.dyn)),
    ])
    func `well-known messages are types of the language`(_ name: String, _ type: ValueType) throws {
        #expect(try decodedType(try read(#"{"messageType":"\#(name)"}"#)) == type)
    }

    @Test func `what is left out is dyn`() throws {
        #expect(try decodedType(try read(#"{}"#)) == .dyn)
        #expect(try decodedType(try read(#"{"listType":{}}"#)) == .list(.dyn))
        #expect(try decodedType(try read(#"{"mapType":{}}"#)) == .map(.dyn, .dyn))
    }

    @Test func `what the checker could not find out is dyn`() {
        #expect(encoded(.list(.parameter("%3"))) == #"{"listType":{"elemType":{"dyn":{}}}}"#)
    }

    @Test(arguments: [
        "1", "[]", #"{"primitive":"INT32"}"#, #"{"primitive":1}"#, #"{"wellKnown":"DAY"}"#,
        #"{"listType":{"elemType":1}}"#, #"{"abstractType":{}}"#, #"{"function":{}}"#,
        #"{"dyn":{},"null":null}"#,
    ])
    func `what is no type is refused`(_ json: String) {
        #expect(throws: CaseError.self) { try decodedType(try read(json)) }
    }
}

private func encoded(_ type: ValueType) -> String {
    var json = JSONWriter()
    encode(type, into: &json)
    return json.text
}
