import CivilTime
import Foundation
import TestSupport
import Testing

/// The cases of the specification's own suite, read from where they lie.
@Suite struct ConformanceTests {
    static let folder = "conformance/cel"

    /// How many cases there are, all of which are run.
    static let count = 892

    /// The cases that fail, each with its reason; one that passes must be taken off.
    static let leftOut = LeftOutCases.read()

    static var cases: [ConformanceCase] {
        get throws {
            try Shared.files(in: folder, endingIn: ".json").flatMap {
                try ConformanceCase.read($0, zoneNamed: systemZone)
            }
        }
    }

    @Test(.enabled(if: Shared.has(folder), "../shared/conformance is missing"))
    func `every case passes or is listed with a reason`() throws {
        var passed = 0
        var unexpected: [String] = []
        let cases = try Self.cases
        for item in cases {
            let mistake = item.mistake
            if mistake == nil { passed += 1 }
            switch (mistake, Self.leftOut[item.id]) {
            case (let mistake?, nil):
                unexpected.append("\(item.id): \(item.expression): \(mistake)")
            case (nil, .some): unexpected.append("\(item.id) passes: take it off the list")
            default: break
            }
        }
        print("CEL conformance: \(passed) of \(cases.count) cases pass")
        #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
        #expect(cases.count == Self.count)
    }

    @Test(.enabled(if: Shared.has(folder), "../shared/conformance is missing"))
    func `at most ten cases are left out, and each is one of an extension`() throws {
        let known = Dictionary(try Self.cases.map { ($0.id, $0.isOfExtension) }) { $1 }
        #expect(Self.leftOut.keys.filter { known[$0] != true } == [])
        #expect(Self.leftOut.count <= 10)
        #expect(Self.leftOut.values.allSatisfy { !$0.isEmpty })
    }
}

/// A time zone of the machine that runs the tests.
@Sendable private func systemZone(_ name: String) -> Zone? {
    guard !name.contains(".."),
        let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)")
    else { return nil }
    return Zone(name: name, tzif: Array(data))
}
