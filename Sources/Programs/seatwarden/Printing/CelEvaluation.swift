import CEL
import Cases
import Diagnostics
import Tabular

/// An expression that was evaluated for a person: its value, its parts, and what is wrong with it.
struct CelEvaluation {
    /// What messages call the expression.
    static let sourceName = "expression"

    private let item: Case
    private let source: SourceText
    private let type: ValueType?
    private let steps: [TraceStep]
    private var value: Value?
    private var list = DiagnosticList()

    /// Evaluates an expression.
    ///
    /// - Parameters:
    ///   - item: the expression with its variables.
    ///   - withSteps: whether what each part comes to is asked for.
    ///   - isForPeople: whether the value is printed as an expression would write it.
    init(of item: Case, withSteps: Bool, isForPeople: Bool) {
        self.item = item
        source = SourceText(name: Self.sourceName, text: item.expression)
        let compilation = item.compiled()
        let activation = Bindings(item.bindings)
        type = compilation.program?.type
        steps = withSteps ? compilation.program?.trace(activation) ?? [] : []
        for problem in compilation.problems { note(problem) }
        guard let program = compilation.program, !item.isCheckedOnly else { return }
        do throws(EvaluationError) {
            let value = try program.evaluate(activation)
            self.value = value
            if isForPeople, value.notation == nil { noteSize() }
        } catch {
            note(error)
        }
    }

    /// Whether the expression is right and has a value that can be printed.
    var isGood: Bool { !list.hasErrors }

    /// What is wrong or doubtful, each with its place.
    var messages: String { list.sorted.map { "\($0)\n" }.joined() }

    /// The steps and the value, or the type; empty where there is none.
    var text: String {
        var page = Page()
        for step in steps { page.line("  " + step.line) }
        if let notation = value?.notation { page.line(notation) }
        if item.isCheckedOnly, let type { page.line("\(type)") }
        return page.text
    }

    /// The answer in the form of `--cases`.
    var json: String { item.answer().line + "\n" }

    // MARK: Mistakes

    private mutating func note(_ problem: Problem) {
        var hint = ""
        let name = text(at: problem.offsets)
        if problem.code == "unknown-name", Binding.isName(name),
            !problem.message.contains("did you mean")
        {
            hint = "; a variable gets its value by --bind \(name)=JSON"
        }
        list.append(Diagnostic(problem, hint: hint, in: source))
    }

    private mutating func note(_ failure: EvaluationError) {
        let place = failure.offsets.map(source.range(of:))
        let code = failure.kind.code
        list.append(Diagnostic(.error, code: code, failure.message, in: source, at: place))
    }

    private mutating func noteSize() {
        let message = "the value is too large to be printed"
        list.append(Diagnostic(.error, code: "too-large", message, in: source, at: nil))
    }

    private func text(at offsets: Range<Int>) -> String {
        let scalars = source.text.unicodeScalars.dropFirst(offsets.lowerBound)
        return String(String.UnicodeScalarView(scalars.prefix(offsets.count)))
    }
}

extension Diagnostic {
    /// What is wrong with an expression, as a person sees it.
    init(_ problem: Problem, hint: String = "", in source: SourceText) {
        self.init(
            problem.severity,
            code: problem.code,
            problem.message + hint,
            in: source,
            at: source.range(of: problem.offsets)
        )
    }
}

extension TraceStep {
    /// The part and its value on one line.
    fileprivate var line: String {
        let part = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch value {
        case .success(let value): return "\(part) = \(value.shown())"
        case .failure(let error):
            return "\(part) has no value: \(error.message)"
                + (isAbsorbed ? " (which does not matter here)" : "")
        }
    }
}

extension EvaluationError.Kind {
    /// Stable name of the kind.
    fileprivate var code: String {
        switch self {
        case .absent: "absent"
        case .unboundVariable: "unbound"
        case .noSuchField: "no-such-field"
        case .noSuchKey: "no-such-key"
        case .outOfRange: "out-of-range"
        case .divisionByZero: "division-by-zero"
        case .overflow: "overflow"
        case .conversion: "conversion"
        case .noOverload: "no-overload"
        case .invalidArgument: "invalid-argument"
        case .budget: "budget"
        }
    }
}
