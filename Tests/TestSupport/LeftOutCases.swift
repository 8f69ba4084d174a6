import Foundation

/// The cases of the specification's suite that docs/cel.md says are left out.
package enum LeftOutCases {
    private static let heading = "\n## Cases left out\n"

    /// Reasons by the names of the cases: rows of the table below the heading, as
    /// `| file/section/name | reason |`.
    package static func read() -> [String: String] {
        let file = Checkout.folder.appending(path: "docs/cel.md")
        guard let page = try? String(contentsOf: file, encoding: .utf8),
            let start = page.range(of: heading)
        else { return [:] }
        let section = page[start.upperBound...].components(separatedBy: "\n## ")[0]
        var cases: [String: String] = [:]
        for line in section.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 2, cells[0].contains("/") else { continue }
            cases[cells[0].trimmingCharacters(in: ["`"])] = cells[1]
        }
        return cases
    }
}
