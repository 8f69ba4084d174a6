import CEL
import Diagnostics
import Templates

/// Compiles the templates of a policy against the scope of its groups.
struct MessageCompiler {
    /// The template of policies that name none.
    static let general = "general"
    /// The line of policies that write none.
    private static let standardSummary = "{{ policy.title }}: {{ count }}"

    private let environment: Environment
    private let templates: TemplateLibrary
    private let language: Language
    private let problems: Problems

    init(
        environment: Environment, templates: TemplateLibrary, language: Language, problems: Problems
    ) {
        self.environment = environment
        self.templates = templates
        self.language = language
        self.problems = problems
    }

    /// The message in a template; `nil` when something is wrong with it, which is reported.
    func message(_ definition: Definition, template: Sourced<String>?) -> CompiledMessage? {
        guard let summary = summary(of: definition) else { return nil }
        let name = template?.value ?? Self.general
        guard let folder = templates[name, language: language.code] else {
            var message = "there is no template '\(name)'"
            if let near = nearestName(to: name, among: templates.names) {
                message += "; did you mean '\(near)'?"
            }
            problems.error(
                "unknown-template", message, at: template?.origin ?? definition.id.origin)
            return nil
        }
        // The templates of a message may show its summary.
        var environment = environment
        environment.declare(variable: "summary", .string, about: "the summary of the message")
        let errors = problems.errorCount
        let subject = folder.subject.flatMap { compile(TemplateSource($0), .header, environment) }
        let text = folder.text.flatMap { compile(TemplateSource($0), .text, environment) }
        let html = folder.html.flatMap { compile(TemplateSource($0), .html, environment) }
        guard problems.errorCount == errors else { return nil }
        // A missing part is derived from the others; the summary serves where there is only a subject.
        return CompiledMessage(
            name: name, summary: summary, subject: subject,
            text: text ?? html?.asText() ?? summary,
            html: html ?? text?.asHTML() ?? summary.asHTML())
    }

    private func summary(of definition: Definition) -> Template? {
        guard let formula = definition.summary else {
            let source = TemplateSource(.init(name: "summary", text: Self.standardSummary))
            return compile(source, .text, environment)
        }
        let source = TemplateSource(formula.text, in: formula.origin.source) {
            formula.origin(of: $0).range
        }
        return compile(source, .text, environment)
    }

    private func compile(
        _ source: TemplateSource, _ place: Place, _ environment: Environment
    ) -> Template? {
        let compilation = compileTemplate(
            source, place: place, in: environment, library: templates, language: language)
        for diagnostic in compilation.diagnostics { problems.append(diagnostic) }
        return compilation.template
    }
}
