import Foundation

/// A Swift file as text, and as code without comments and what stands in quotes.
struct SwiftFile {
    /// The files of Sources and of Tests, each read once.
    static let sources = Result {
        try files(below: "Sources", endingIn: ".swift").map(SwiftFile.init)
    }
    static let tests = Result { try files(below: "Tests", endingIn: ".swift").map(SwiftFile.init) }

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
        var state = State.code
        return lines.map { line in
            if state == .quoted { state = .code }
            guard state != .code || line.contains("\"") || line.contains("/") else { return line }
            var code: [UInt8] = []
            var rest = ArraySlice(line.utf8)
            while !rest.isEmpty {
                if state == .code, rest.starts(with: "//".utf8) { break }
                let (next, length) = step(from: state, rest)
                if state == .code, next == .code { code += rest.prefix(length) }
                state = next
                rest = rest.dropFirst(length)
            }
            return String(decoding: code, as: UTF8.self)
        }
    }

    private enum State { case code, quoted, text, comment }

    /// The state after the next sign, and how long the sign is.
    private static func step(from state: State, _ rest: ArraySlice<UInt8>) -> (State, Int) {
        func begins(_ sign: String) -> Bool { rest.starts(with: sign.utf8) }
        switch state {
        case .code where begins("/*"): return (.comment, 2)
        case .comment where begins("*/"): return (.code, 2)
        case .code where begins("\"\"\""): return (.text, 3)
        case .text where begins("\"\"\""): return (.code, 3)
        case .code where begins("\""): return (.quoted, 1)
        case .quoted where begins("\""): return (.code, 1)
        case .quoted where begins("\\"), .text where begins("\\"): return (state, 2)
        default: return (state, 1)
        }
    }
}
