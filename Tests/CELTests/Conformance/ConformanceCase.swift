import CEL
import CivilTime
import Foundation
import Tabular

@testable import Cases

/// One case of the specification's test data with what it must give, as
/// ../shared/conformance/README.md describes it.
struct ConformanceCase: Sendable {
    let file: String
    let section: String
    let name: String
    let item: Case
    /// `nil` where an error is expected, or nothing is evaluated.
    let value: Value?
    let type: CEL.ValueType?

    var id: String { "\(file)/\(section)/\(name)" }
    var expression: String { item.expression }
    var readsMacros: Bool { item.options.readsMacros }
    /// Whether it belongs to no part of the language's core.
    var isOfExtension: Bool { file.hasSuffix("_ext") || file == "optionals" }

    /// The cases of a file; without a way to find zones, only offsets are known.
    static func read(
        _ url: URL,
        zoneNamed: (@Sendable (String) -> Zone?)? = nil
    ) throws -> [ConformanceCase] {
        var reader = try JSONReader(Array(Data(contentsOf: url)), permitsNUL: true)
        let file = url.deletingPathExtension().lastPathComponent
        return try (reader.value().array ?? []).map {
            try ConformanceCase($0, file: file, zoneNamed: zoneNamed)
        }
    }

    private init(
        _ json: JSONValue,
        file: String,
        zoneNamed: (@Sendable (String) -> Zone?)?
    ) throws {
        self.file = file
        section = json["section"]?.string ?? ""
        name = json["name"]?.string ?? ""
        item = try Case(json, zoneNamed: zoneNamed)
        value = try json["value"].flatMap { try $0.isNull ? nil : decodedValue($0) }
        type = try json["deduced_type"].map { try decodedType($0) }
    }

    /// What is wrong with the outcome; `nil` when it is as expected.
    var mistake: String? {
        switch item.answer() {
        case .error(let message):
            return value == nil && !item.isCheckedOnly ? nil : message
        case .checked(let type): return mistake(inType: type)
        case .value(let result, let type):
            guard let value else { return "an error was expected, not \(result.shown())" }
            return result == value ? mistake(inType: type) : "\(result), not \(value)"
        }
    }

    private func mistake(inType deduced: CEL.ValueType?) -> String? {
        guard let type, type != deduced else { return nil }
        return "type \(deduced?.description ?? "none"), not \(type)"
    }
}
