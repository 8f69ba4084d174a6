import CivilTime
import Diagnostics
import Facts
import Policies
import Settings
import Templates
import TestSupport
import Testing

/// What is shipped is checked as it is shipped.
@Suite struct ShippedFileTests {
    @Test func `the commented configuration has no mistake and lacks nothing`() throws {
        let source = SourceText(
            name: "config.example.yaml",
            text: try text(of: "config.example.yaml")
        )
        let reporter = Reporter(source)
        let configuration = readConfiguration(source, reporter: reporter)
        #expect(reporter.list.sorted.map { "\($0.message)" } == [])
        #expect(configuration.missingForService().map { "\($0.message)" } == [])
    }

    @Test(arguments: [true, false])
    func `the shipped policies have no mistake`(asShipped: Bool) throws {
        let paths = files(below: "Policies", endingIn: ".yaml").filter {
            !$0.contains("templates/")
        }
        #expect(paths.count >= 4)
        let sources = try paths.map { SourceText(name: $0, text: try text(of: $0)) }
        let texts = try
            (files(below: "Policies/templates", endingIn: ".txt")
            + files(below: "Policies/templates", endingIn: ".html")).map { path in
                let name = String(path.dropFirst("Policies/templates/".count))
                return (path: name, SourceText(name: path, text: try text(of: path)))
            }
        let (set, diagnostics) = loadPolicies(
            asShipped ? [] : sources,
            shipped: asShipped ? sources : [],
            templates: TemplateLibrary(files: texts),
            configuration: .standard,
            schema: .all,
            today: Day("2026-11-24")
        )
        // That a row may turn out unknown is meant, and each policy says so.
        let mistakes = diagnostics.sorted.filter { $0.code != "nullable" }
        #expect(mistakes.map { "\($0.file): \($0.message)" } == [])
        #expect(set.policies.count == (asShipped ? 0 : paths.count))
    }
}
