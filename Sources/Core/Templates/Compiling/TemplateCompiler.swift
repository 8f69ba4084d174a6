import CEL
import Diagnostics

/// Makes nodes of a template's pieces: matches blocks, includes partials, compiles expressions.
///
/// All mistakes are collected; where there is one, the nodes are not used.
struct TemplateCompiler {
    let place: Place
    let library: TemplateLibrary
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var programs: [Program] = []
    private var html = HTMLContext()
    private var expandedSize = 0
    private var nesting = 0
    /// Whether reading was given up, so that ends of blocks are missing for no fault of theirs.
    private var isAbandoned = false
    /// Names of loops whose list has a mistake: that their type is not known is none of their own.
    private var unsure: Set<String> = []
    /// The partials being included, outermost first.
    private var including: [String] = []
    private var source: TemplateSource
    private var pieces: ArraySlice<Piece> = []

    init(_ source: TemplateSource, place: Place, library: TemplateLibrary) {
        self.source = source
        self.place = place
        self.library = library
    }

    /// The nodes of the whole template.
    mutating func compile(in environment: Environment) -> [Node] {
        let nodes = scanned(in: environment)
        if place == .html, !isAbandoned, html != HTMLContext() {
            let end = source.scalars.count
            report(
                "unsafe-html",
                "the template ends inside \(html.name); close it",
                at: max(0, end - 1)..<end
            )
        }
        return nodes
    }

    /// The nodes of the current source.
    private mutating func scanned(in environment: Environment) -> [Node] {
        let size = source.text.utf8.count
        guard size <= Template.maximumSize else {
            report(
                "too-large",
                "a template may have \(Template.maximumSize) bytes; this one has \(size)",
                at: 0..<1
            )
            return []
        }
        let (found, mistakes) = TemplateScanner.scan(source.scalars)
        for mistake in mistakes { report(mistake.code, mistake.message, at: mistake.range) }
        let outer = pieces
        pieces = found[...]
        defer { pieces = outer }
        return body(of: nil, in: environment).nodes
    }

    // MARK: - Blocks

    /// The nodes up to the tag that ends a body, which is taken; `nil` at the end of the source.
    private mutating func body(
        of opener: Tag?,
        in environment: Environment
    ) -> (nodes: [Node], end: Tag?) {
        var nodes: [Node] = []
        while let piece = pieces.popFirst() {
            switch piece {
            case .text(let text, _):
                if place == .html { html.advance(over: text) }
                nodes.append(.text(text))
            case .tag(let tag):
                switch tag.kind {
                case .otherwise, .end:
                    if opener != nil { return (nodes, tag) }
                    let written = tag.kind == .otherwise ? "{{else}}" : "this tag"
                    report("template-syntax", "\(written) stands outside any block", at: tag.range)
                default:
                    nodes += compiled(tag, in: environment)
                }
            }
        }
        return (nodes, nil)
    }

    private mutating func compiled(_ tag: Tag, in environment: Environment) -> [Node] {
        switch tag.kind {
        case .value(let range): return value(range, in: environment)
        case .condition(let range): return condition(range, tag, in: environment)
        case .each(let list, let name): return loop(list, name, tag, in: environment)
        case .partial(let name): return partial(name, tag, in: environment)
        case .comment, .otherwise, .end: return []
        }
    }

    /// Both bodies of a block, with the end of the block taken.
    private mutating func bodies(
        of opener: Tag,
        _ block: Tag.Block,
        in environment: Environment,
        else outer: Environment
    ) -> (main: [Node], otherwise: [Node]) {
        nesting += 1
        defer { nesting -= 1 }
        if nesting > Template.maximumNesting {
            report(
                "too-deep",
                "blocks may be nested \(Template.maximumNesting) deep",
                at: opener.range
            )
            // What is deeper is not read: each level needs room on the stack.
            pieces = []
            isAbandoned = true
            return ([], [])
        }
        let before = html
        var (main, end) = body(of: opener, in: environment)
        let afterMain = html
        var otherwise: [Node] = []
        html = before
        if end?.kind == .otherwise {
            (otherwise, end) = body(of: opener, in: outer)
            if let again = end, again.kind == .otherwise {
                report("template-syntax", "a block has one '{{else}}'", at: again.range)
                end = body(of: opener, in: outer).end
            }
        }
        // A loop that begins inside a tag and ends outside it would be open or closed by the data.
        if place == .html, !isAbandoned, html != afterMain || (block == .each && html != before) {
            report(
                "unsafe-html",
                "the bodies of '{{#\(block.rawValue)}}' must begin and end in the same "
                    + "place of the HTML; one ends inside \(afterMain.name)",
                at: opener.range
            )
        }
        check(end, closes: opener, block)
        return (main, otherwise)
    }

    private mutating func check(_ end: Tag?, closes opener: Tag, _ block: Tag.Block) {
        if isAbandoned { return }
        let line = source.range(of: opener.range).line
        let opening = "'{{#\(block.rawValue)}}' of line \(line)"
        guard let end else {
            report(
                "template-syntax",
                "'{{#\(block.rawValue)}}' is not closed; write '{{/\(block.rawValue)}}'",
                at: opener.range
            )
            return
        }
        if case .end(let other) = end.kind, other != block {
            report(
                "template-syntax",
                "'{{/\(other.rawValue)}}' closes the \(opening); write '{{/\(block.rawValue)}}'",
                at: end.range
            )
        }
    }

    // MARK: - Tags

    private mutating func value(_ range: Range<Int>, in environment: Environment) -> [Node] {
        if place == .html, let reason = html.refusal {
            report("unsafe-html", reason, at: range)
        }
        html.tookValue()
        guard let program = program(range, in: environment) else { return [] }
        if let advice = unprintable(program.type) {
            report("not-printable", "\(advice)", at: range)
        }
        return [.value(program)]
    }

    private mutating func condition(
        _ range: Range<Int>,
        _ tag: Tag,
        in environment: Environment
    ) -> [Node] {
        let program = program(range, in: environment, expecting: .bool)
        if let program, program.type == .dyn, unsure.isDisjoint(with: program.references) {
            report(
                "not-bool",
                "this must be true or false (bool), and what it is shows only when it is evaluated "
                    + "(dyn)",
                at: range
            )
        }
        let (then, otherwise) = bodies(of: tag, .condition, in: environment, else: environment)
        return program.map { [.condition($0, then: then, otherwise: otherwise)] } ?? []
    }

    private mutating func loop(
        _ list: Range<Int>,
        _ name: String,
        _ tag: Tag,
        in environment: Environment
    ) -> [Node] {
        let program = program(list, in: environment)
        var element = ValueType.dyn
        switch program?.type.unwrapped {
        case .list(let type): element = type
        case .dyn, nil: break
        case .some(let type):
            report("type", "'{{#each}}' goes through a list, and this is \(type)", at: list)
        }
        if program.map({ !unsure.isDisjoint(with: $0.references) }) ?? true { unsure.insert(name) }
        var inner = environment
        inner.declare(variable: name, element)
        let (body, otherwise) = bodies(of: tag, .each, in: inner, else: environment)
        return program.map { [.loop($0, name: name, body: body, otherwise: otherwise)] } ?? []
    }

    private mutating func partial(_ name: String, _ tag: Tag, in environment: Environment) -> [Node]
    {
        guard let file = library.partial(name, for: place) else {
            let path = library.path(ofPartial: name, for: place)
            let near = nearestName(to: name, among: library.partialNames(for: place))
            let advice = near.map { "; did you mean '\($0)'?" } ?? ""
            report("unknown-partial", "there is no partial \(path)\(advice)", at: tag.range)
            return []
        }
        guard !including.contains(name) else {
            report("partial-cycle", "the partial '\(name)' includes itself", at: tag.range)
            return []
        }
        guard including.count < Template.maximumPartialDepth else {
            report(
                "too-deep",
                "partials may include each other \(Template.maximumPartialDepth) deep",
                at: tag.range
            )
            return []
        }
        expandedSize += file.text.utf8.count
        guard expandedSize <= Template.maximumExpandedSize else {
            report(
                "too-large",
                "with its partials a template may grow to \(Template.maximumExpandedSize) bytes",
                at: tag.range
            )
            return []
        }
        let outer = source
        source = TemplateSource(partial: file, isAlone: tag.isAlone)
        including.append(name)
        defer {
            source = outer
            including.removeLast()
        }
        return scanned(in: environment)
    }

    // MARK: - Expressions

    /// An expression of the current source; its mistakes are shown where they stand in the file.
    private mutating func program(
        _ range: Range<Int>,
        in environment: Environment,
        expecting type: ValueType? = nil
    ) -> Program? {
        let text = String(String.UnicodeScalarView(source.scalars[range]))
        let compilation = environment.compile(text, expecting: type)
        // What may be absent prints as unknown here: no reason for a warning.
        for problem in compilation.problems where problem.code != "nullable" {
            let lower = range.lowerBound + problem.offsets.lowerBound
            report(
                problem.code,
                problem.message,
                at: lower..<lower + problem.offsets.count,
                severity: problem.severity
            )
        }
        if let program = compilation.program { programs.append(program) }
        return compilation.program
    }

    /// Why a value of a type cannot be printed; `nil` when it can.
    private func unprintable(_ type: ValueType) -> String? {
        switch type {
        case .bool, .int, .uint, .double, .string, .timestamp, .duration, .day, .dyn, .null:
            return nil
        case .wrapper(let inner): return unprintable(inner)
        case .list(.string): return nil
        case .list: return "a list cannot be printed; go through it with '{{#each … as NAME}}'"
        case .structure(let name): return "\(name) has several fields; print one of them"
        default: return "a value of type \(type) cannot be printed"
        }
    }

    private mutating func report(
        _ code: String,
        _ message: String,
        at range: Range<Int>,
        severity: Diagnostic.Severity = .error
    ) {
        // Each costs a walk to its line; more are of no use to anyone.
        guard diagnostics.count < DiagnosticList.maximumCount else { return }
        diagnostics.append(
            Diagnostic(
                severity,
                code: code,
                message,
                in: source.file,
                at: source.range(of: range)
            )
        )
    }
}
