import Testing

/// Habits that the formatter does not know.
@Suite struct StyleTests {
    /// At 400 lines one asks whether two ideas live in a file; beyond this they do.
    private static let longestFile = 500

    private let sources: [SwiftFile]
    private let tests: [SwiftFile]

    init() throws {
        sources = try SwiftFile.sources.get()
        tests = try SwiftFile.tests.get()
    }

    @Test func `there are sources and tests to look at`() {
        #expect(sources.count > 100)
        #expect(tests.count > 50)
    }

    @Test func `nothing traps by a shortcut, and nothing is left for later`() {
        let words = ["try!", "as!", "fatalError(", "unsafeBitCast("]
        var violations = sources.flatMap { $0.places(of: words) }
        for file in sources + tests {
            for (index, line) in file.lines.enumerated()
            where ["TO" + "DO", "FIX" + "ME"].contains(where: line.contains) {
                violations.append("\(file.path):\(index + 1): \(line)")
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `only programs print`() {
        let violations = sources.filter { !$0.path.hasPrefix("Sources/Programs/") }.flatMap {
            $0.places(of: ["print(", "debugPrint(", "dump("])
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `the core knows no clock and no chance`() {
        let words = [
            "Date(", "UUID(", "SystemRandomNumberGenerator", "ContinuousClock", ".random(in",
        ]
        let violations = sources.filter { $0.path.hasPrefix("Sources/Core/") }.flatMap {
            $0.places(of: words)
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `no file is too long`() {
        let long = (sources + tests).filter { $0.lines.count > Self.longestFile }
        #expect(long.map { "\($0.path): \($0.lines.count) lines" } == [])
    }

    @Test func `every package declaration says what it is`() {
        let violations = sources.flatMap { file in
            file.code.indices.filter { file.isUndocumented($0) }.map {
                "\(file.path):\($0 + 1): \(file.lines[$0].drop { $0 == " " })"
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `a folder below Sources is a target`() throws {
        let folders = Set(try PackageGraph().targets.map(\.folder))
        let strays = sources.map(\.path).filter {
            !folders.contains($0.split(separator: "/").prefix(3).joined(separator: "/"))
        }
        #expect(strays.isEmpty, "\(strays)")
    }
}

extension SwiftFile {
    /// Whether a line declares something for other targets and no comment stands above it; operators
    /// and hashing mean what they mean everywhere.
    fileprivate func isUndocumented(_ index: Int) -> Bool {
        let line = code[index].drop { $0 == " " }
        guard line.hasPrefix("package "), !line.hasPrefix("package import"),
            line.firstMatch(of: #/\bfunc (?:[^\w\s(`]|hash\(into)/#) == nil
        else { return false }
        var above = index - 1
        while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
        return above < 0 || !lines[above].drop { $0 == " " }.hasPrefix("///")
    }
}
