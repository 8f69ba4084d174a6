// CEL specification, "Macros", and the extensions of the reference implementations. A call whose
// name, style and number of arguments stand here is a macro; every other call is a function.

/// A call that may be a macro, with its arguments as they were read.
struct MacroCall {
    let name: Syntax.Name
    /// What the call belongs to, for a macro of the style `member`.
    let target: Syntax?
    let arguments: [Syntax]
    /// Where the call begins.
    let start: Int
}

/// One form of a macro.
struct MacroForm: Sendable {
    /// How it is called.
    enum Style {
        /// `has(…)`
        case global
        /// `list.all(…)`
        case member
        /// `cel.bind(…)`
        case namespaced
    }

    typealias Expansion =
        @Sendable (inout Parser, MacroCall) throws(SyntaxError) -> Syntax

    let name: String
    let style: Style
    /// With how many arguments it is called.
    let counts: ClosedRange<Int>
    /// The part of the language that it belongs to; `nil` for the core.
    let part: Extension?
    /// What the call stands for.
    let expand: Expansion
}

/// The macros that a host admits.
struct MacroTable: Sendable {
    private let options: Environment.Options

    init(_ options: Environment.Options) { self.options = options }

    /// Whether `.?`, `[?` and the like are read.
    var readsOptionals: Bool { options.extensions.contains(.optionals) }

    /// The macro that a call is; `nil` where it is a call of a function.
    func form(_ name: String, _ style: MacroForm.Style, arguments count: Int) -> MacroForm? {
        guard options.readsMacros else { return nil }
        return Self.all[name]?.first { form in
            form.style == style && form.counts.contains(count)
                && (form.part.map(options.extensions.contains) ?? true)
        }
    }

    /// How the macros of the namespace are written, for messages.
    static let namespacedExamples = [
        "cel.bind": "cel.bind(name, value, expression)",
        "cel.block": "cel.block([value], expression)", "cel.index": "cel.index(0)",
        "cel.iterVar": "cel.iterVar(0, 0)", "cel.accuVar": "cel.accuVar(0, 0)",
    ]

    private static let all = Dictionary(grouping: forms, by: \.name)

    private static let forms: [MacroForm] =
        [
            MacroForm(name: "has", style: .global, counts: 0...Int.max, part: nil) {
                (parser, call) throws(SyntaxError) in
                try parser.presence(call)
            },
            walk("all", .all, names: 1, 2...2),
            walk("exists", .exists, names: 1, 2...2),
            walk("exists_one", .existsOne, names: 1, 2...2),
            walk("existsOne", .existsOne, names: 1, 2...2),
            walk("map", .map, names: 1, 2...3),
            walk("filter", .filter, names: 1, 2...2),
            walk("sortBy", .sortBy, names: 1, 2...2, .lists),
            walk("optMap", .optMap, names: 1, 2...2, .optionals),
            walk("optFlatMap", .optFlatMap, names: 1, 2...2, .optionals),
            walk("all", .all, names: 2, 3...3, .comprehensions),
            walk("exists", .exists, names: 2, 3...3, .comprehensions),
            walk("exists_one", .existsOne, names: 2, 3...3, .comprehensions),
            walk("existsOne", .existsOne, names: 2, 3...3, .comprehensions),
            walk("transformList", .transformList, names: 2, 3...4, .comprehensions),
            walk("transformMap", .transformMap, names: 2, 3...4, .comprehensions),
            walk("transformMapEntry", .transformMapEntry, names: 2, 3...4, .comprehensions),
        ] + namespaced

    private static let namespaced = [
        MacroForm(name: "bind", style: .namespaced, counts: 3...3, part: .bindings) {
            (parser, call) throws(SyntaxError) in
            try parser.binding(call)
        },
        MacroForm(name: "block", style: .namespaced, counts: 2...2, part: .blocks) {
            (parser, call) throws(SyntaxError) in
            try parser.block(call)
        },
        MacroForm(name: "index", style: .namespaced, counts: 1...1, part: .blocks) {
            (parser, call) throws(SyntaxError) in
            try parser.madeName("@index", call)
        },
        MacroForm(name: "iterVar", style: .namespaced, counts: 2...2, part: .blocks) {
            (parser, call) throws(SyntaxError) in
            try parser.madeName("@it", call)
        },
        MacroForm(name: "accuVar", style: .namespaced, counts: 2...2, part: .blocks) {
            (parser, call) throws(SyntaxError) in
            try parser.madeName("@ac", call)
        },
    ]

    private static func walk(
        _ name: String,
        _ macro: Macro,
        names count: Int,
        _ counts: ClosedRange<Int>,
        _ part: Extension? = nil
    ) -> MacroForm {
        MacroForm(name: name, style: .member, counts: counts, part: part) {
            (parser, call) throws(SyntaxError) in
            try parser.comprehension(macro, names: count, call)
        }
    }
}
