import Foundation

/// The cases of the specification's suite that docs/cel.md says are left out.
package enum LeftOutCases {
    /// Their names with the reason of each; the page has a line for each, as
    /// `` - `file/section/name`: reason ``.
    package static func read() throws -> [String: String] {
        let page = try String(
            contentsOf: Checkout.folder.appending(path: "docs/cel.md"),
            encoding: .utf8
        )
        guard let heading = page.firstRange(of: "\n## Cases left out\n") else {
            throw CocoaError(.fileReadCorruptFile)
        }
        let section = page[heading.upperBound...].prefix(upToHeading: "\n## ")
        let entries = section.matches(of: #/(?m)^- `([^`]+)`: (.+)$/#).map {
            (String($0.1), String($0.2))
        }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }
}

extension Substring {
    fileprivate func prefix(upToHeading mark: String) -> Substring {
        firstRange(of: mark).map { self[..<$0.lowerBound] } ?? self
    }
}
