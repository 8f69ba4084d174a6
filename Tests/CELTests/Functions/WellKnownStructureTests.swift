import Testing

@testable import CEL

/// Messages of protobuf that stand for a value.
@Suite struct WellKnownStructureTests {
    @Test(arguments: [
        ("BoolValue{value: true}", "true"), ("BoolValue{}", "false"),
        ("Int32Value{,}", "0"), ("{StringValue{value: 'a'}: 1}['a']", "1"),
        ("{UInt32Value{}: 1}", "{0u: 1}"),
        ("StringValue{value: 'a'} + 'b'", "'ab'"), ("StringValue{}", "''"),
        ("BytesValue{value: b'abc'}", "3 bytes"), ("DoubleValue{value: 1.5}", "1.5"),
        ("FloatValue{value: 0.1} == 0.1", "false"), ("FloatValue{value: 0.5} == 0.5", "true"),
        ("FloatValue{value: 1e300}", "Infinity"),
        ("Int64Value{value: -9223372036854775808}", "-9223372036854775808"),
        ("Int32Value{value: 2147483647}", "2147483647"),
        ("Int32Value{value: 2147483648}", "2147483648 is out of the range of Int32Value"),
        ("Int32Value{value: -2147483649}", "-2147483649 is out of the range of Int32Value"),
        ("UInt32Value{value: 4294967295u}", "4294967295u"),
        ("UInt32Value{value: 4294967296u}", "4294967296u is out of the range of UInt32Value"),
        ("UInt64Value{value: 18446744073709551615u}", "18446744073709551615u"),
        (
            "Int32Value{value: dyn('a')}",
            "the field 'value' of google.protobuf.Int32Value is int, "
                + "not string"
        ),
        ("Int32Value{?value: optional.none()}", "0"), ("Int32Value{?value: {'a': 7}.?a}", "7"),
        ("type(Int32Value{value: 1}) == int", "true"),
        ("Int32Value{value: 34} == dyn(DoubleValue{value: 34.0})", "true"),
        ("Value{}", "null"), ("Value{null_value: NullValue.NULL_VALUE}", "null"),
        ("Value{number_value: 2.5}", "2.5"), ("Value{string_value: 'a'}", "'a'"),
        ("Value{bool_value: true}", "true"),
        ("Value{struct_value: {'a': [1, 'b']}}", "{'a': [1, 'b']}"),
        ("Value{list_value: [1, null]}[0] == 1.0", "true"),
        ("Value{bool_value: true, string_value: 'a'}", "a Value has only one of its fields"),
        ("Struct{fields: {'a': 1}}.a == 1.0", "true"), ("Struct{}", "{}"),
        ("Struct{fields: {'a': 1}}.fields", "there is no key 'fields'"),
        ("Struct{fields: dyn({1: 2})}", "a key of JSON is a string, not int"),
        ("ListValue{}", "[]"),
        (
            "ListValue{values: [b'any', 9007199254740993, 9u]}",
            "['YW55', '9007199254740993', 9]"
        ),
        ("ListValue{values: [timestamp(0), duration('90s')]}", "['1970-01-01T00:00:00Z', '90s']"),
        ("ListValue{values: [int]}", "type is no value of JSON"),
        ("Timestamp{seconds: 1, nanos: 5}", "1970-01-01T00:00:01.000000005Z"),
        ("Timestamp{nanos: -1}", "the fields are out of the range of timestamps"),
        ("Timestamp{seconds: 253402300800}", "the fields are out of the range of timestamps"),
        ("Duration{seconds: -1, nanos: -500000000}", "-1.5s"),
        ("Duration{seconds: 1, nanos: -1}", "the fields are out of the range of durations"),
        ("Duration{seconds: 9223372036854775807}", "the fields are out of the range of durations"),
        ("NullValue.NULL_VALUE", "0"),
    ])
    func `making a message gives the value that it stands for`(text: String, value: String) throws {
        var options = Environment.Options.standard
        options.container = "google.protobuf"
        #expect(try shown(text, in: Environment(options)) == value)
    }

    @Test(arguments: [
        (
            "google.protobuf.BoolValue{value: 1}",
            "the field 'value' of google.protobuf.BoolValue is bool, not int"
        ),
        (
            "google.protobuf.BoolValue{val: true}",
            "google.protobuf.BoolValue has no field 'val'"
        ),
        ("google.protobuf.BoolValue{value: true}.value", "bool has no field 'value'"),
        (
            "google.protobuf.BoolValu{}",
            "there is no structure 'google.protobuf.BoolValu' here; "
                + "did you mean 'google.protobuf.BoolValue'?"
        ),
        (
            "google.protobuf.BoolValue{value: true, value: true}",
            "the field 'value' stands twice here"
        ),
        ("BoolValue{}", "there is no structure 'BoolValue' here"),
    ])
    func `a mistake in one is seen before the evaluation`(text: String, message: String) throws {
        #expect(try shown(text) == message)
    }

    @Test(arguments: [
        ("google.protobuf.Int32Value{}", "int?"), ("google.protobuf.StringValue{}", "string?"),
        ("google.protobuf.Value{}", "dyn"), ("google.protobuf.ListValue{}", "list(dyn)"),
        ("google.protobuf.Struct{}", "map(string, dyn)"),
        ("google.protobuf.Timestamp{}", "timestamp"), ("google.protobuf.Duration{}", "duration"),
    ])
    func `the type is that of the value`(text: String, type: String) {
        #expect(Environment().compile(text).program?.type.description == type)
    }
}
