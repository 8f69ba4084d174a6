import CivilTime
import Foundation
import TestSupport
import Testing

@testable import CEL

/// The cases of the specification's own suite, read from where they lie.
@Suite struct ConformanceTests {
    static let folder = "conformance/cel"

    /// Files of extensions that this version does not have.
    static let skippedFiles: [String: String] = [
        "bindings_ext": "cel.bind() is an extension of a later version",
        "block_ext": "cel.block() is an extension of a later version",
        "encoders_ext": "base64 is an extension of a later version",
        "math_ext": "math.* is an extension of a later version",
        "network_ext": "addresses are an extension of a later version",
        "optionals": "optional values are an extension of a later version",
    ]

    /// Sections of extensions that this version has in part.
    static let skippedSections: [String: String] = [
        "string_ext/quote": "strings.quote() is for a later version",
        "string_ext/format": "format() is for a later version",
        "string_ext/format_errors": "format() is for a later version",
        "string_ext/reverse": "reverse() is for a later version",
    ]

    /// Single cases that fail; one that passes must be taken off.
    static let skippedCases: [String: String] = [
        "dynamic/value_null/literal": protobuf,
        "proto2/literal_singular/int32_eq_uint": protobuf,
        "proto2/literal_singular/int32_eq_double": protobuf,
        "proto2/literal_singular/not_int32_eq_double": protobuf,
        "proto2/literal_singular/not_uint32_eq_int": protobuf,
        "proto2/literal_singular/not_uint32_eq_double": protobuf,
        "proto2/literal_singular/float_eq_int": protobuf,
        "proto2/literal_singular/not_float_eq_int": protobuf,
        "proto2/literal_singular/not_float_eq_uint": protobuf,
        "type_deduction/flexible_type_parameter_assignment/optional_dyn_promotion_2": optional,
        "type_deduction/legacy_nullable_types/null_assignable_to_abstract_parameter_candidate":
            optional,
    ]
    static let protobuf = "messages of protobuf cannot be made in an expression"
    static let optional = "optional values are an extension of a later version"

    static var cases: [ConformanceCase] {
        get throws {
            try Shared.files(in: folder, endingIn: ".json")
                .filter { skippedFiles[$0.deletingPathExtension().lastPathComponent] == nil }
                .flatMap(ConformanceCase.read)
                .filter { skippedSections["\($0.file)/\($0.section)"] == nil }
        }
    }

    @Test(.enabled(if: Shared.has(folder), "../shared/conformance is missing"))
    func `every case passes or is listed with a reason`() throws {
        var passed = 0
        var unexpected: [String] = []
        let cases = try Self.cases
        for item in cases {
            let mistake = item.mistake(zoneNamed: systemZone)
            if mistake == nil { passed += 1 }
            switch (mistake, Self.skippedCases[item.id]) {
            case (let mistake?, nil):
                unexpected.append("\(item.id): \(item.expression): \(mistake)")
            case (nil, .some): unexpected.append("\(item.id) passes: take it off the list")
            default: break
            }
        }
        print("CEL conformance: \(passed) of \(cases.count) cases pass")
        #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
        #expect(cases.count == 667)
    }

    @Test(.enabled(if: Shared.has(folder), "../shared/conformance is missing"))
    func `every listed name is one of a case`() throws {
        let ids = Set(try Self.cases.map(\.id))
        #expect(Self.skippedCases.keys.filter { !ids.contains($0) } == [])
    }
}

/// A time zone of the machine that runs the tests.
@Sendable private func systemZone(_ name: String) -> Zone? {
    guard !name.contains(".."),
        let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)")
    else { return nil }
    return Zone(name: name, tzif: Array(data))
}
