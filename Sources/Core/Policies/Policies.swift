package import CivilTime
import Columns
package import Diagnostics
package import Facts
package import Settings
package import Templates

/// Reads, merges, checks and compiles policy files.
///
/// - Parameters:
///   - files: the administrator's policy files; their order does not matter.
///   - shipped: the policies that came with the program: a library for `use`, not in force by themselves.
///   - templates: the mail templates, shipped and own.
///   - configuration: gives lists, contacts, currency and language.
///   - schema: the fact tables.
///   - today: the day against which the ends of exceptions are checked; `nil` leaves that out.
/// - Returns: the policies without mistakes, and everything that is wrong in all files. A set with errors is
///   not to be put in force: the old one stays.
package func loadPolicies(
    _ files: [SourceText],
    shipped: [SourceText],
    templates: TemplateLibrary,
    configuration: Configuration,
    schema: FactSchema,
    today: Day? = nil
) -> (set: PolicySet, diagnostics: DiagnosticList) {
    let problems = Problems()
    let own = readDocuments(files, isShipped: false, problems)
    let library = readDocuments(shipped, isShipped: true, problems)
    let loader = PolicyLoader(
        own: own, shipped: library, templates: templates, configuration: configuration, schema: schema,
        today: today, problems: problems)
    return (loader.load(), problems.list)
}

private func readDocuments(
    _ sources: [SourceText], isShipped: Bool, _ problems: Problems
) -> PolicyDocuments {
    var documents = PolicyDocuments()
    for source in sources.sorted(by: { precedes($0.name, $1.name) }) {
        let file = PolicyFile(source, isShipped: isShipped)
        documents.read(file)
        for diagnostic in file.reporter.list.sorted { problems.append(diagnostic) }
    }
    return documents
}
