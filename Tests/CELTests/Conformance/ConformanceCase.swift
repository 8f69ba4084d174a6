import CivilTime
import Foundation
import Testing

@testable import CEL

/// One case of the specification's test data, as ../shared/conformance/README.md describes it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let file: String
    let section: String
    let name: String
    let expression: String
    let container: String
    let isUnchecked: Bool
    let isCheckedOnly: Bool
    let readsMacros: Bool
    let variables: [(String, CEL.ValueType)]
    let functions: [FunctionDeclaration]
    let bindings: [String: Value]
    /// `nil` where an error is expected, or nothing is evaluated.
    let value: Value?
    let type: CEL.ValueType?

    var id: String { "\(file)/\(section)/\(name)" }
    var testDescription: String { id }
    /// Whether it belongs to no part of the language's core.
    var isOfExtension: Bool {
        file.hasSuffix("_ext") || file == "optionals"
    }

    /// The cases of a file.
    static func read(_ url: URL) throws -> [ConformanceCase] {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let file = url.deletingPathExtension().lastPathComponent
        return try (json as? [[String: Any]] ?? []).map { try ConformanceCase($0, file: file) }
    }

    private init(_ json: [String: Any], file: String) throws {
        self.file = file
        section = json["section"] as? String ?? ""
        name = json["name"] as? String ?? ""
        expression = json["expr"] as? String ?? ""
        container = json["container"] as? String ?? ""
        isUnchecked = json["disable_check"] as? Bool ?? false
        isCheckedOnly = json["check_only"] as? Bool ?? false
        readsMacros = !(json["disable_macros"] as? Bool ?? false)
        var variables: [(String, CEL.ValueType)] = []
        var functions: [FunctionDeclaration] = []
        for declaration in json["type_env"] as? [[String: Any]] ?? [] {
            let name = declaration["name"] as? String ?? ""
            if let identifier = declaration["ident"] as? [String: Any] {
                variables.append((name, try valueType(identifier["type"])))
            } else if let function = declaration["function"] as? [String: Any] {
                functions.append(FunctionDeclaration(name, try overloads(function)))
            }
        }
        self.variables = variables
        self.functions = functions
        bindings = try (json["bindings"] as? [String: Any] ?? [:]).mapValues(decodedValue)
        value = try (json["value"] as? [String: Any]).map(decodedValue)
        type = try json["deduced_type"].map(valueType)
    }

    /// What is wrong with the outcome; `nil` when it is as expected.
    func mistake(zoneNamed: @escaping @Sendable (String) -> Zone?) -> String? {
        var options = Environment.Options.standard
        options.checksTypes = !isUnchecked
        options.readsMacros = readsMacros
        options.container = container
        options.zoneNamed = zoneNamed
        var environment = Environment(options)
        for (name, type) in variables { environment.declare(variable: name, type) }
        for function in functions { environment.declare(function) }
        let compilation = environment.compile(expression)
        guard let program = compilation.program else {
            let expectsError = value == nil && !isCheckedOnly
            return expectsError ? nil : compilation.problems.map(\.message).joined(separator: "; ")
        }
        if let type, type != program.type { return "type \(program.type), not \(type)" }
        if isCheckedOnly { return nil }
        do {
            let result = try program.evaluate(Bindings(bindings))
            guard let value else { return "an error was expected, not \(result.brief)" }
            return result == value ? nil : "\(result), not \(value)"
        } catch {
            return value == nil ? nil : error.message
        }
    }
}

// MARK: Decoding

private struct Undecodable: Error { let what: String }

/// A value in the encoding of the data's README: an object of one key.
private func decodedValue(_ any: Any) throws -> Value {
    guard let (kind, content) = (any as? [String: Any])?.first else {
        throw Undecodable(what: "\(any)")
    }
    let text = content as? String ?? ""
    switch kind {
    case "null": return .null
    case "bool": return .bool(content as? Bool ?? false)
    case "int": return .int(try #require(Int64(text)))
    case "uint": return .uint(try #require(UInt64(text)))
    case "double": return .double(try #require(Double(text)))
    case "string": return .string(text)
    case "bytes": return .bytes(Array(try #require(Data(base64Encoded: text))))
    case "list": return .list(try (content as? [Any] ?? []).map(decodedValue))
    case "map":
        var map = MapValue()
        for entry in content as? [[Any]] ?? [] {
            map.insert(try decodedValue(entry[0]), try decodedValue(entry[1]))
        }
        return .map(map)
    case "type": return .type(text)
    case "timestamp": return .timestamp(try #require(Timestamp(text)))
    case "duration": return .duration(try #require(TimeLength(text)))
    default: throw Undecodable(what: kind)
    }
}

/// A type as protobuf's JSON mapping prints `cel.expr.Type`.
private func valueType(_ any: Any?) throws -> CEL.ValueType {
    guard let (kind, content) = (any as? [String: Any])?.first else {
        throw Undecodable(what: "type \(any ?? "nil")")
    }
    let parts = content as? [String: Any] ?? [:]
    switch kind {
    case "dyn": return .dyn
    case "null": return .null
    case "primitive":
        let primitives: [String: CEL.ValueType] = [
            "BOOL": .bool, "INT64": .int, "UINT64": .uint, "DOUBLE": .double, "STRING": .string,
            "BYTES": .bytes,
        ]
        return try #require(primitives[content as? String ?? ""])
    case "wellKnown": return content as? String == "TIMESTAMP" ? .timestamp : .duration
    case "listType": return .list(try valueType(parts["elemType"]))
    case "mapType": return .map(try valueType(parts["keyType"]), try valueType(parts["valueType"]))
    case "typeParam": return .parameter(content as? String ?? "")
    case "abstractType":
        return .abstract(
            parts["name"] as? String ?? "",
            try (parts["parameterTypes"] as? [Any] ?? []).map(valueType)
        )
    case "messageType" where content as? String == "google.protobuf.Duration": return .duration
    case "messageType" where content as? String == "google.protobuf.Timestamp": return .timestamp
    case "messageType": return .structure(content as? String ?? "")
    case "type": return .type
    default: throw Undecodable(what: kind)
    }
}

private func overloads(_ function: [String: Any]) throws -> [Overload] {
    try (function["overloads"] as? [[String: Any]] ?? []).map { overload in
        Overload(
            isMember: overload["isInstanceFunction"] as? Bool ?? false,
            parameters: try (overload["params"] as? [Any] ?? []).map(valueType),
            result: try valueType(overload["resultType"])
        ) { (_: [Value]) throws(EvaluationError) -> Value in
            throw EvaluationError(.noOverload, "declared for checking only")
        }
    }
}
