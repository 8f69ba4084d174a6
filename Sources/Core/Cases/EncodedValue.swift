// The form of values in ../shared/conformance/README.md: an object of one key, which names the type.

import CEL
import CivilTime
import Tabular

/// The value that an object of one key stands for.
///
/// - Throws: where it is none.
func decodedValue(_ json: JSONValue) throws(CaseError) -> Value {
    guard let members = json.object, members.count == 1, let member = members.first else {
        throw CaseError("a value is an object of one key, as {\"int\": \"1\"}")
    }
    let content = member.value
    let value: Value? =
        switch member.key {
        case "null": .null
        case "bool": content.bool.map(Value.bool)
        case "int": content.string.flatMap { Int64($0) }.map(Value.int)
        case "uint": content.string.flatMap { UInt64($0) }.map(Value.uint)
        case "double": content.string.flatMap(decodedDouble).map(Value.double)
        case "string": content.string.map(Value.string)
        case "bytes": content.string.flatMap(Base64.octets).map(Value.bytes)
        case "list": try decodedList(content)
        case "map": try decodedMap(content)
        case "type": content.string.map(Value.type)
        case "timestamp": content.string.flatMap { Timestamp($0) }.map(Value.timestamp)
        case "duration": content.string.flatMap { TimeLength($0) }.map(Value.duration)
        default: nil
        }
    guard let value else { throw CaseError("this is no value of type '\(member.key)'") }
    return value
}

private func decodedList(_ json: JSONValue) throws(CaseError) -> Value? {
    guard let elements = json.array else { return nil }
    var values: [Value] = []
    for element in elements { values.append(try decodedValue(element)) }
    return .list(values)
}

private func decodedMap(_ json: JSONValue) throws(CaseError) -> Value? {
    guard let entries = json.array else { return nil }
    var map = MapValue()
    for entry in entries {
        guard let pair = entry.array, pair.count == 2 else {
            throw CaseError("an entry of a map is a list of its key and its value")
        }
        let key = try decodedValue(pair[0])
        guard map.insert(key, try decodedValue(pair[1])) else {
            throw CaseError("a key of a map stands twice in it, or is of no type that keys have")
        }
    }
    return .map(map)
}

private func decodedDouble(_ text: String) -> Double? {
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default:
        // Swift also reads "inf", "nan" and hexadecimal digits.
        let isPlain = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        return isPlain ? Double(text) : nil
    }
}

/// A constant as protobuf's JSON mapping prints `cel.expr.Constant`.
func decodedConstant(_ json: JSONValue) throws(CaseError) -> Value {
    guard let member = json.object?.first else { throw CaseError("a constant is an object") }
    let text: String? =
        switch member.value {
        case .string(let text), .number(let text): text
        default: nil
        }
    let value: Value? =
        switch member.key {
        case "nullValue": .null
        case "boolValue": member.value.bool.map(Value.bool)
        case "int64Value": text.flatMap { Int64($0) }.map(Value.int)
        case "uint64Value": text.flatMap { UInt64($0) }.map(Value.uint)
        case "doubleValue": text.flatMap(decodedDouble).map(Value.double)
        case "stringValue": member.value.string.map(Value.string)
        case "bytesValue": text.flatMap(Base64.octets).map(Value.bytes)
        case "timestampValue": text.flatMap { Timestamp($0) }.map(Value.timestamp)
        case "durationValue": text.flatMap { TimeLength($0) }.map(Value.duration)
        default: nil
        }
    guard let value else { throw CaseError("'\(member.key)' is no constant that can be read") }
    return value
}

/// Writes a value in that form.
///
/// What a small expression makes can be large beyond all memory when it is written out, since equal parts
/// are held once; so the writing is bounded.
struct ValueEncoder {
    /// Values of all depths in one answer.
    static let maximumParts = 1_000_000
    /// Bytes of one answer.
    static let maximumBytes = 64 << 20

    private var parts = 0

    mutating func encode(_ value: Value, into json: inout JSONWriter) throws(CaseError) {
        parts += 1
        guard parts <= Self.maximumParts, json.text.utf8.count <= Self.maximumBytes else {
            throw CaseError("the value is too large to be written out")
        }
        try json.object { (json) throws(CaseError) in try member(of: value, into: &json) }
    }

    private mutating func member(of value: Value, into json: inout JSONWriter) throws(CaseError) {
        switch value {
        case .null: json.member("null") { $0.value(true) }
        case .bool(let bool): json.member("bool") { $0.value(bool) }
        case .int(let number): json.member("int", String(number))
        case .uint(let number): json.member("uint", String(number))
        case .double(let number): json.member("double", encodedDouble(number))
        case .string(let text): json.member("string", text)
        case .bytes(let bytes): json.member("bytes", Base64.text(of: bytes))
        case .timestamp(let moment): json.member("timestamp", moment.description)
        case .duration(let length): json.member("duration", length.description)
        case .day(let day): json.member("day", day.description)
        case .type(let name): json.member("type", name)
        case .list(let elements):
            try json.member("list") { (json) throws(CaseError) in
                try json.array { (json) throws(CaseError) in
                    for element in elements { try encode(element, into: &json) }
                }
            }
        case .map(let map):
            try json.member("map") { (json) throws(CaseError) in
                try json.array { (json) throws(CaseError) in
                    for entry in map.entries { try pair(entry, into: &json) }
                }
            }
        case .optional(nil): json.member("optional") { $0.null() }
        case .optional(let inner?):
            try json.member("optional") { (json) throws(CaseError) in
                try encode(inner, into: &json)
            }
        case .opaque(let opaque): json.member(opaque.base.typeName, opaque.base.shown)
        case .structure: throw CaseError("a value of type \(value.typeName) has no form in JSON")
        }
    }

    private mutating func pair(
        _ entry: MapValue.Entry,
        into json: inout JSONWriter
    ) throws(CaseError) {
        try json.array { (json) throws(CaseError) in
            try encode(entry.key, into: &json)
            try encode(entry.value, into: &json)
        }
    }
}

/// The shortest digits that read back as the same number, always with a point or an exponent.
private func encodedDouble(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return number.description
}
