import CEL
import Cases
import Diagnostics
import Tabular

/// An expression that was evaluated for a person: its value, its parts, and what is wrong with it.
struct CelEvaluation {
    private let source: SourceText
    private let answer: Answer
    private let type: ValueType?
    private let steps: [TraceStep]
    private var list = DiagnosticList()

    init(of item: Case, withSteps: Bool) {
        source = SourceText(name: "expression", text: item.expression)
        let compilation = item.compiled()
        type = compilation.program?.type
        let activation = Bindings(item.bindings)
        steps = withSteps ? compilation.program?.trace(activation) ?? [] : []
        var failure: EvaluationError?
        if let program = compilation.program, !item.isCheckedOnly {
            do throws(EvaluationError) {
                answer = .value(try program.evaluate(activation), program.type)
            } catch {
                answer = .error(error.message)
                failure = error
            }
        } else {
            let first = compilation.problems.first { $0.severity == .error }
            answer = first.map { .error($0.message) } ?? .checked(type)
        }
        for problem in compilation.problems { note(problem) }
        if let failure { note(failure) }
        if case .value(let value, _) = answer, value.notation == nil { noteSize() }
    }

    /// Whether the expression is right and has a value that can be printed.
    var isGood: Bool { !list.hasErrors }

    /// What is wrong or doubtful, each with its place.
    var messages: String { list.sorted.map { "\($0)\n" }.joined() }

    /// The steps and the value, or the type; empty where there is none.
    var text: String {
        var page = Page()
        for step in steps { page.line("  " + step.line) }
        switch answer {
        case .value(let value, _): if let notation = value.notation { page.line(notation) }
        case .checked: if let type { page.line("\(type)") }
        case .error: break
        }
        return page.text
    }

    /// The answer in the form of `--cases`, with the steps where they were asked for.
    var json: String { answer.line + "\n" }

    // MARK: Mistakes

    private mutating func note(_ problem: Problem) {
        var message = problem.message
        if problem.code == "unknown-name", !message.contains("did you mean") {
            let name = text(at: problem.offsets)
            message += "; a variable gets its value by --bind \(name)=JSON"
        }
        append(problem.severity, problem.code, message, problem.offsets)
    }

    private mutating func note(_ failure: EvaluationError) {
        append(.error, failure.kind.code, failure.message, failure.offsets)
    }

    private mutating func noteSize() {
        append(.error, "too-large", "the value is too large to be printed", nil)
    }

    private mutating func append(
        _ severity: Diagnostic.Severity,
        _ code: String,
        _ message: String,
        _ offsets: Range<Int>?
    ) {
        list.append(
            Diagnostic(
                severity,
                code: code,
                message,
                in: source,
                at: offsets.map(source.range(of:))
            )
        )
    }

    private func text(at offsets: Range<Int>) -> String {
        let scalars = source.text.unicodeScalars.dropFirst(offsets.lowerBound)
        return String(String.UnicodeScalarView(scalars.prefix(offsets.count)))
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
