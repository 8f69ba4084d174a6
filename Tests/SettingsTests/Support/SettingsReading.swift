import Diagnostics
import Settings

/// The configuration of a text, and what was reported: `LINE:COLUMN CODE MESSAGE`.
func configured(_ text: String) -> (configuration: Configuration, mistakes: [String]) {
    let reporter = Reporter(SourceText(name: "config.yaml", text: text))
    let configuration = readConfiguration(reporter.source, reporter: reporter)
    return (configuration, reporter.list.sorted.map(line))
}

private func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.range.map { "\($0.line):\($0.column) " } ?? ""
    let mark = diagnostic.severity == .warning ? "warning " : ""
    return "\(place)\(mark)\(diagnostic.code) \(diagnostic.message)"
}
