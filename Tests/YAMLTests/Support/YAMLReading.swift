import Diagnostics
import YAML

/// The documents of a text, and what was reported, as `LINE:COLUMN CODE`.
func reading(_ text: String) -> (documents: [Node], mistakes: [String], messages: [String]) {
    let reporter = Reporter(SourceText(name: "t.yaml", text: text))
    let documents = readDocuments(reporter.source, reporter: reporter)
    return (documents, places(reporter), reporter.list.sorted.map(\.message))
}

/// What was reported, as `LINE:COLUMN CODE`.
func places(_ reporter: Reporter) -> [String] {
    reporter.list.sorted.map { diagnostic in
        guard let range = diagnostic.range else { return diagnostic.code }
        return "\(range.line):\(range.column) \(diagnostic.code)"
    }
}

/// The values in flow style, to compare whole documents at a glance: `{a: [1, 2]}`.
func flow(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.text
    case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
        "{" + entries.map { "\(flow($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
}
