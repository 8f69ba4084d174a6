package import CEL
package import Diagnostics

/// A template as far as it could be compiled.
package struct TemplateCompilation: Sendable {
    /// The template; `nil` where there are errors.
    package let template: Template?
    /// All mistakes, each in the file in which it stands (also in partials).
    package let diagnostics: [Diagnostic]
}

/// Compiles and type-checks a template.
///
/// - Parameters:
///   - source: the template and where its mistakes are shown.
///   - place: where the output goes.
///   - environment: what may be named in braces.
///   - library: where partials are found: `partials/NAME.html` for HTML, else `partials/NAME.txt`.
///   - language: how values are written.
/// - Returns: the template and its mistakes.
package func compileTemplate(
    _ source: TemplateSource,
    place: Place,
    in environment: Environment,
    library: TemplateLibrary,
    language: Language = .english
) -> TemplateCompilation {
    var compiler = TemplateCompiler(source, place: place, library: library)
    let nodes = compiler.compile(in: environment)
    let isUsable = !compiler.diagnostics.contains { $0.severity == .error }
    return TemplateCompilation(
        template: isUsable
            ? Template(nodes: nodes, place: place, language: language, programs: compiler.programs)
            : nil,
        diagnostics: compiler.diagnostics
    )
}

/// Compiles a template and reports its mistakes; a mistake in a partial is reported where the
/// partial is included, with its place in the message.
///
/// - Parameters:
///   - source: the template; with `range`, a text inside the reporter's source.
///   - place: where the output goes.
///   - environment: what may be named in braces.
///   - library: where partials are found.
///   - language: how values are written.
///   - reporter: reports about the file in which the template stands.
///   - range: for a template inside another file: the place of a stretch of it in that file.
/// - Returns: `nil` where there are errors.
package func compileTemplate(
    _ source: SourceText,
    place: Place,
    in environment: Environment,
    library: TemplateLibrary,
    language: Language = .english,
    reporter: Reporter,
    range: ((Range<Int>) -> SourceRange)? = nil
) -> Template? {
    let origin = range.map { TemplateSource(source.text, in: reporter.source, range: $0) }
    let compilation = compileTemplate(
        origin ?? TemplateSource(source),
        place: place,
        in: environment,
        library: library,
        language: language
    )
    for diagnostic in compilation.diagnostics {
        var (message, place) = (diagnostic.message, diagnostic.range)
        if diagnostic.file != reporter.source.name {
            let position = diagnostic.range.map { ":\($0.line):\($0.column)" } ?? ""
            message = "in \(diagnostic.file)\(position): \(message)"
            place = nil
        }
        switch diagnostic.severity {
        case .error: reporter.error(diagnostic.code, message, at: place)
        case .warning: reporter.warning(diagnostic.code, message, at: place)
        }
    }
    return compilation.template
}
