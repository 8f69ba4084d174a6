import Foundation
import TestSupport
import Testing

/// Expects that every key of a JSON object is named in a section of docs/status-and-explain.md.
func expectDocumented(
    _ json: [String: Any],
    section: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = Checkout.folder.appending(path: "docs/status-and-explain.md")
    let document = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(document.range(of: section)?.upperBound)
    let text = document[start...].split(separator: "\n## ").first ?? ""
    let words = Set(
        text.matches(of: #/`([^`]+)`/#).flatMap { match in
            match.1.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init)
        }
    )
    let missing = keys(of: json).subtracting(words)
    #expect(missing.sorted() == [], sourceLocation: sourceLocation)
}

/// Every key in a value, at any depth; what an override sets is named by people.
private func keys(of value: Any) -> Set<String> {
    switch value {
    case let object as [String: Any]:
        object.reduce(into: Set(object.keys)) { all, member in
            if member.key != "sets" { all.formUnion(keys(of: member.value)) }
        }
    case let list as [Any]: list.reduce(into: []) { $0.formUnion(keys(of: $1)) }
    default: []
    }
}
