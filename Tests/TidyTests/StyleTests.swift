import Testing

/// Habits that the formatter does not know.
@Suite struct StyleTests {
    /// At 400 lines one asks whether two ideas live in a file; beyond this they do.
    private static let longestFile = 500

    private let sources = files(below: "Sources", endingIn: ".swift")
    private let tests = files(below: "Tests", endingIn: ".swift")

    @Test func `there are sources and tests to look at`() {
        #expect(sources.count > 100)
        #expect(tests.count > 50)
    }

    @Test func `nothing traps by a shortcut, and nothing is left for later`() throws {
        let words = ["try!", "as!", "fatalError(", "unsafeBitCast("]
        var violations = try sources.flatMap { try SwiftFile($0).places(of: words) }
        for path in sources + tests {
            for (index, line) in try SwiftFile(path).lines.enumerated()
            where ["TO" + "DO", "FIX" + "ME"].contains(where: line.contains) {
                violations.append("\(path):\(index + 1): \(line)")
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `only programs print`() throws {
        let violations = try sources.filter { !$0.hasPrefix("Sources/Programs/") }.flatMap {
            try SwiftFile($0).places(of: ["print(", "debugPrint(", "dump("])
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `the core knows no clock and no chance`() throws {
        let words = [
            "Date(", "UUID(", "SystemRandomNumberGenerator", "ContinuousClock", ".random(in",
        ]
        let violations = try sources.filter { $0.hasPrefix("Sources/Core/") }.flatMap {
            try SwiftFile($0).places(of: words)
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `no file is too long`() throws {
        for path in sources + tests {
            let count = try SwiftFile(path).lines.count
            #expect(count <= Self.longestFile, "\(path): \(count) lines")
        }
    }

    @Test func `every package declaration says what it is`() throws {
        let violations = try sources.flatMap { path in
            let file = try SwiftFile(path)
            return file.code.indices.filter { file.isUndocumented($0) }.map {
                "\(path):\($0 + 1): \(file.lines[$0].drop { $0 == " " })"
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `a folder below Sources is a target`() throws {
        let folders = Set(try PackageGraph().targets.map(\.folder))
        let strays = sources.filter {
            !folders.contains($0.split(separator: "/").prefix(3).joined(separator: "/"))
        }
        #expect(strays.isEmpty, "\(strays)")
    }
}

extension SwiftFile {
    /// Whether a line declares something for other targets and no comment stands above it; operators
    /// mean what they mean everywhere.
    fileprivate func isUndocumented(_ index: Int) -> Bool {
        let line = code[index].drop { $0 == " " }
        guard line.hasPrefix("package "), !line.hasPrefix("package import"),
            line.firstMatch(of: #/\bfunc [^\w\s(`]/#) == nil
        else { return false }
        var above = index - 1
        while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
        return above < 0 || !lines[above].drop { $0 == " " }.hasPrefix("///")
    }
}
