// Types as protobuf's JSON mapping prints `cel.expr.Type` (google/cel-spec, proto/cel/expr/checked.proto).

import CEL
import Tabular

private let primitives: [(name: String, type: ValueType)] = [
    ("BOOL", .bool), ("INT64", .int), ("UINT64", .uint), ("DOUBLE", .double), ("STRING", .string),
    ("BYTES", .bytes),
]

/// Messages of protobuf that the language knows as types of its own.
private let messages: [String: ValueType] = [
    "google.protobuf.Any": .dyn,
    "google.protobuf.Value": .dyn,
    "google.protobuf.Struct": .map(.string, .dyn),
    "google.protobuf.ListValue": .list(.dyn),
    "google.protobuf.Timestamp": .timestamp,
    "google.protobuf.Duration": .duration,
    "google.protobuf.BoolValue": .wrapper(.bool),
    "google.protobuf.Int32Value": .wrapper(.int),
    "google.protobuf.Int64Value": .wrapper(.int),
    "google.protobuf.UInt32Value": .wrapper(.uint),
    "google.protobuf.UInt64Value": .wrapper(.uint),
    "google.protobuf.FloatValue": .wrapper(.double),
    "google.protobuf.DoubleValue": .wrapper(.double),
    "google.protobuf.StringValue": .wrapper(.string),
    "google.protobuf.BytesValue": .wrapper(.bytes),
]

/// The type that a declaration names.
///
/// - Throws: where it is none, or one that the language does not have.
func decodedType(_ json: JSONValue) throws(CaseError) -> ValueType {
    guard let members = json.object, members.count <= 1 else {
        throw CaseError("a type is an object of one key, as {\"primitive\": \"INT64\"}")
    }
    // A type of which nothing is said may be any.
    guard let (kind, content) = members.first.map({ ($0.key, $0.value) }) else { return .dyn }
    let type: ValueType? =
        switch kind {
        case "dyn": .dyn
        case "null": .null
        case "primitive": primitives.first { $0.name == content.string }?.type
        case "wrapper": primitives.first { $0.name == content.string }.map { .wrapper($0.type) }
        case "wellKnown": wellKnown[content.string ?? ""]
        case "listType": .list(try part("elemType", of: content))
        case "mapType":
            .map(try part("keyType", of: content), try part("valueType", of: content))
        case "messageType": content.string.map { messages[$0] ?? .structure($0) }
        case "typeParam": content.string.map(ValueType.parameter)
        case "type": .type(try decodedType(content))
        case "abstractType": try decodedAbstract(content)
        default: nil
        }
    guard let type else { throw CaseError("this is no type of kind '\(kind)'") }
    return type
}

private let wellKnown: [String: ValueType] = [
    "ANY": .dyn, "TIMESTAMP": .timestamp, "DURATION": .duration,
]

private func part(_ key: String, of json: JSONValue) throws(CaseError) -> ValueType {
    guard let part = json[key] else { return .dyn }
    return try decodedType(part)
}

private func decodedAbstract(_ json: JSONValue) throws(CaseError) -> ValueType? {
    guard let name = json["name"]?.string else { return nil }
    var parameters: [ValueType] = []
    for parameter in json["parameterTypes"]?.array ?? [] {
        parameters.append(try decodedType(parameter))
    }
    return .abstract(name, parameters)
}

/// Writes a type in that form.
func encode(_ type: ValueType, into json: inout JSONWriter) {
    json.object { json in
        if let primitive = primitives.first(where: { $0.type == type }) {
            json.member("primitive", primitive.name)
            return
        }
        switch type {
        case .null: json.member("null") { $0.null() }
        case .timestamp: json.member("wellKnown", "TIMESTAMP")
        case .duration: json.member("wellKnown", "DURATION")
        case .list(let element):
            json.member("listType") { $0.object { $0.member("elemType", element) } }
        case .map(let key, let value):
            json.member("mapType") {
                $0.object {
                    $0.member("keyType", key)
                    $0.member("valueType", value)
                }
            }
        case .wrapper(let inner):
            if let primitive = primitives.first(where: { $0.type == inner }) {
                json.member("wrapper", primitive.name)
            } else {
                // Protobuf has no word for it: only numbers, texts and the like may be absent there.
                json.member("dyn") { $0.object { _ in } }
            }
        case .structure(let name): json.member("messageType", name)
        case .day: json.member("abstractType") { $0.object { $0.member("name", "day") } }
        case .type(let named): json.member("type", named)
        case .abstract(let name, let parts): json.abstract(name, parts)
        // The checker's own parameters stand for what is not known.
        case .parameter(let name) where !name.hasPrefix("%"): json.member("typeParam", name)
        default: json.member("dyn") { $0.object { _ in } }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, _ type: ValueType) {
        member(key) { encode(type, into: &$0) }
    }

    fileprivate mutating func abstract(_ name: String, _ parts: [ValueType]) {
        member("abstractType") {
            $0.object { json in
                json.member("name", name)
                // As protobuf does, which leaves an empty list out.
                guard !parts.isEmpty else { return }
                json.member("parameterTypes") {
                    $0.array { json in for part in parts { encode(part, into: &json) } }
                }
            }
        }
    }
}
