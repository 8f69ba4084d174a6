import Diagnostics

// CEL specification, "Gradual Type Checking". After a mistake the part has the type `dyn`, so that
// the rest is still checked and no mistake is reported twice.

/// Gives names and functions their meaning and every part its type.
struct Checker {
    let environment: Environment
    let source: [Unicode.Scalar]
    var problems: [Problem] = []
    let substitution = Substitution()
    /// The variables that are read, in the order in which they first are.
    private(set) var variableNames: [String] = []
    private var variablePositions: [String: Int] = [:]
    var fields: Set<FieldReference> = []
    /// Instructions of the patterns that were read.
    var patternsSize = 0
    /// The names that macros have bound.
    var scope = Scope()
    /// The paths that are known to have a value here.
    var present: Set<String>
    private var warned: Set<String> = []

    init(_ environment: Environment, source: [Unicode.Scalar], present: Set<String>) {
        self.environment = environment
        self.source = source
        self.present = present
    }

    var options: Environment.Options { environment.options }

    /// The whole expression, which must have a type.
    mutating func checkRoot(_ tree: Syntax, expecting expected: ValueType?) -> Expression {
        let raw = check(tree)
        guard let expected else { return raw.typed(substitution.settled(raw.type)) }
        let permitsNull = expected.isNullable || expected == .dyn || expected == .null
        let checked = adapt(permitsNull ? raw : read(raw, tree), to: expected)
        if !substitution.assign(checked.type, to: expected) {
            let found = shown(checked.type)
            if expected.unwrapped == .bool {
                report(
                    "not-bool",
                    "this must be true or false (bool), and it is \(found)",
                    tree.range
                )
            } else {
                let hint = conversionHint(checked.type, expected)
                report("type", "this must be \(expected), and it is \(found)\(hint)", tree.range)
            }
        }
        return checked.typed(substitution.settled(checked.type))
    }

    // MARK: Parts

    /// A part, whose value may be null; where it `passesNull`, a field of a null is null again, as
    /// before `orElse()`.
    mutating func check(_ syntax: Syntax, passesNull: Bool = false) -> Expression {
        switch syntax.kind {
        case .literal(let value): literal(value, syntax)
        case .name, .select: reference(syntax, passesNull: passesNull)
        case .optionalSelect(let operand, let field):
            optionalSelection(of: field, in: operand, syntax)
        case .has(let operand, let field): presence(of: field, in: operand, syntax)
        case .index(let operand, let index):
            place(operand, index, syntax, isOptional: false)
        case .optionalIndex(let operand, let index):
            place(operand, index, syntax, isOptional: true)
        case .list(let elements): list(elements, syntax)
        case .map(let entries): map(entries, syntax)
        case .structure(let name, let fields): structure(name, fields, syntax)
        case .optional(let value): misplaced(value, syntax)
        case .not(let operand):
            make(.not(condition(operand, of: "'!'")), .bool, syntax)
        case .negate(let operand): operation("-", [operand], syntax)
        case .and(let operands):
            make(.and(row(operands, of: "'&&'", guardedBy: true)), .bool, syntax)
        case .or(let operands):
            make(.or(row(operands, of: "'||'", guardedBy: false)), .bool, syntax)
        case .binary(let symbol, let left, let right): binary(symbol, left, right, syntax)
        case .conditional(let condition, let then, let otherwise):
            conditional(condition, then, otherwise, syntax, passesNull: passesNull)
        case .call(let target, let name, let arguments): call(target, name, arguments, syntax)
        case .comprehension(let macro, let comprehension):
            self.comprehension(macro, comprehension, syntax)
        case .bind(let bindings, let body): binding(bindings, body, syntax)
        }
    }

    /// A part that is used as a value: under `nullReadsFail` a null is an error there.
    mutating func value(_ syntax: Syntax) -> Expression { read(check(syntax), syntax) }

    /// The use of a part as a value.
    mutating func read(_ expression: Expression, _ syntax: Syntax) -> Expression {
        guard options.nullReadsFail else { return expression }
        switch expression.form {
        // Whatever a host hands over may be null, also against its declaration.
        case .variable, .local, .bound, .select, .index, .bind: break
        case .call, .conditional, .orElse:
            guard resolved(expression.type).mayBeNull else { return expression }
        default: return expression
        }
        let path = warnIfUnguarded(expression, syntax)
        let error = EvaluationError.absent(path, offsets: syntax.range)
        return Expression(
            form: .present(expression, error),
            type: resolved(expression.type).unwrapped,
            range: syntax.range
        )
    }

    /// Warns where what may be null is read and nothing guards it, once for each path.
    ///
    /// - Returns: the path, or the text where it is none.
    mutating func warnIfUnguarded(_ expression: Expression, _ syntax: Syntax) -> String {
        let path = syntax.path ?? text(syntax.range)
        guard options.warnsOfNullable, resolved(expression.type).isNullable,
            !present.contains(path),
            warned.insert(path).inserted
        else { return path }
        report(
            "nullable",
            "\(path) may be null: those rows will be reported as unknown; "
                + "guard with has() or orElse()",
            syntax.range,
            .warning
        )
        return path
    }

    /// A part that must be true or false.
    mutating func condition(_ syntax: Syntax, of what: String) -> Expression {
        let expression = value(syntax)
        if !substitution.assign(expression.type, to: .bool) {
            report(
                "not-bool",
                "\(what) needs a bool here, and this is \(shown(expression.type))",
                syntax.range
            )
        }
        return expression
    }

    private mutating func row(_ operands: [Syntax], of what: String, guardedBy outcome: Bool)
        -> [Expression]
    {
        let outer = present
        defer { present = outer }
        return operands.map { operand in
            let expression = condition(operand, of: what)
            present.formUnion(operand.pathsPresent(whenItIs: outcome))
            return expression
        }
    }

    mutating func literal(_ value: Value, _ syntax: Syntax) -> Expression {
        let type: ValueType =
            switch value {
            case .bool: .bool
            case .int: .int
            case .uint: .uint
            case .double: .double
            case .string: .string
            case .bytes: .bytes
            default: .null
            }
        return make(.literal(value), type, syntax)
    }

    // MARK: Names of variables

    /// The place of a variable among those that are read.
    mutating func position(ofVariable name: String) -> Int {
        if let known = variablePositions[name] { return known }
        variablePositions[name] = variableNames.count
        variableNames.append(name)
        return variableNames.count - 1
    }

    // MARK: Helpers of all parts

    mutating func make(_ form: Expression.Form, _ type: ValueType, _ syntax: Syntax) -> Expression {
        guard !type.parts.isEmpty, resolved(type).hasMoreParts(than: Bounds.typeParts) else {
            return Expression(form: form, type: type, range: syntax.range)
        }
        if !problems.contains(where: { $0.code == "too-deep" }) {
            report(
                "too-deep",
                "the type of this has too many levels of lists or maps",
                syntax.range
            )
        }
        return Expression(form: form, type: .dyn, range: syntax.range)
    }

    func resolved(_ type: ValueType) -> ValueType { substitution.resolve(type) }

    /// A type as messages show it.
    func shown(_ type: ValueType) -> String {
        let text = substitution.settled(type).unwrapped.description
        return text.count > 100 ? text.prefix(100) + "…" : text
    }

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: source[range])
        return String(view)
    }

    mutating func report(
        _ code: String,
        _ message: String,
        _ range: Range<Int>,
        _ severity: Diagnostic.Severity = .error
    ) {
        guard options.checksTypes, problems.count < Bounds.problems else { return }
        problems.append(Problem(code, message, range, severity))
    }

    /// "; did you mean 'x'?", or nothing.
    func suggestion(for name: String, among names: some Sequence<String>) -> String {
        nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    }
}
