import Foundation

/// A Swift file as text, and as code without comments and what stands in quotes.
struct SwiftFile {
    let path: String
    let lines: [String]
    let code: [String]

    init(_ path: String) throws {
        self.path = path
        lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        code = SwiftFile.code(lines)
    }

    /// The modules that the file imports, with the line of each.
    var imports: [(module: String, line: Int)] {
        code.enumerated().compactMap { index, line in
            let pattern =
                #/^(?:@testable |package |public |private |internal )*import (?:\w+ )?(\w+)/#
            return line.prefixMatch(of: pattern).map { (String($0.1), index + 1) }
        }
    }

    /// The places at which code has one of some words, as `path:line: word`.
    func places(of words: [String]) -> [String] {
        code.enumerated().flatMap { index, line in
            words.filter { contains(line, $0) }.map { "\(path):\(index + 1): \($0)" }
        }
    }

    private func contains(_ line: String, _ word: String) -> Bool {
        var rest = Substring(line)
        while let range = rest.range(of: word) {
            let before = rest[..<range.lowerBound].last
            if before.map({ !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }) ?? true {
                return true
            }
            rest = rest[range.upperBound...]
        }
        return false
    }

    /// Lines without comments and quoted text; a quote inside an interpolation ends at its line.
    private static func code(_ lines: [String]) -> [String] {
        var isInText = false
        var isInComment = false
        return lines.map { line in
            var code = ""
            var rest = Substring(line)
            var isQuoted = false
            while !rest.isEmpty {
                if isInComment {
                    guard let end = rest.range(of: "*/") else { return code }
                    isInComment = false
                    rest = rest[end.upperBound...]
                } else if rest.hasPrefix("\"\"\"") {
                    isInText.toggle()
                    rest = rest.dropFirst(3)
                } else if isInText || isQuoted {
                    if rest.hasPrefix("\""), isQuoted { isQuoted = false }
                    rest = rest.dropFirst(rest.hasPrefix("\\") ? 2 : 1)
                } else if rest.hasPrefix("//") {
                    return code
                } else if rest.hasPrefix("/*") {
                    isInComment = true
                } else if rest.hasPrefix("\"") {
                    isQuoted = true
                    rest = rest.dropFirst()
                } else {
                    code.append(rest.removeFirst())
                }
            }
            return code
        }
    }
}
