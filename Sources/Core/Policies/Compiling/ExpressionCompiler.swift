import CEL
import Diagnostics

/// Compiles the expressions of one policy and reports their mistakes where they stand in its files.
struct ExpressionCompiler {
    /// What a value must be.
    enum Kind: String {
        case number = "a number"
        case day = "a day"
        case text = "a text"
        case texts = "a text or a list of texts"

        fileprivate func admits(_ type: ValueType) -> Bool {
            let type = type.unwrapped
            return switch self {
            case .number: type == .int || type == .double
            case .day: type == .day
            case .text: type == .string
            case .texts: type == .string || type == .list(.string)
            }
        }
    }

    let problems: Problems
    private(set) var environment: Environment
    /// Paths that earlier conditions have shown to have a value.
    private var present: Set<String> = []
    /// Whether the policy is about use, so that its rules compare with `as_of` and not with the
    /// clock.
    private let isAboutUse: Bool
    /// The fields that rules read.
    private(set) var reads: Set<FieldReference> = []
    /// What rules look up by name.
    private(set) var lookups: [Lookup] = []
    /// Parameters and variables with a mistake: that their type is not known is no mistake of those
    /// who read them.
    private var broken: Set<FieldReference>

    /// - Parameters:
    ///   - environment: what expressions may name.
    ///   - broken: parameters with a mistake.
    ///   - isAboutUse: whether the policy is about use.
    ///   - problems: where mistakes go.
    init(
        _ environment: Environment,
        broken: [String] = [],
        isAboutUse: Bool,
        problems: Problems
    ) {
        self.environment = environment
        self.broken = Set(broken.map { FieldReference(structure: "params", field: $0) })
        self.isAboutUse = isAboutUse
        self.problems = problems
    }

    /// Adds a name to the scope of what comes after.
    mutating func declare(_ variable: String, _ type: ValueType, about: String) {
        environment.declare(variable: variable, type, about: about)
    }

    /// A condition of a rule: what it shows to be present is so for the rules after it.
    mutating func match(_ formula: Formula) -> Program? {
        guard let program = rule(formula, expecting: .bool) else { return nil }
        present.formUnion(program.presentWhenTrue)
        return program
    }

    /// A condition that is passed over where it cannot be decided, so that nulls are no mistake:
    /// one of severity or of an exception.
    mutating func lenient(_ formula: Formula) -> Program? {
        rule(formula, expecting: .bool, warns: false)
    }

    /// A named value for the rules after it; where it is wrong, those are not blamed for it.
    mutating func variable(_ name: String, _ formula: Formula, among names: [FieldDeclaration]) -> (
        program: Program?, declaration: FieldDeclaration
    ) {
        let program = rule(formula, expecting: nil)
        if program.map(rests(onBroken:)) ?? true {
            broken.insert(FieldReference(structure: "variables", field: name))
        }
        let declaration = FieldDeclaration(
            name,
            program?.type ?? .dyn,
            about: "a variable of the policy"
        )
        // Under its full name the variable is evaluated; the structure is there for suggestions and
        // has().
        environment.declare(variable: "variables.\(name)", declaration.type)
        environment.declare(StructureDeclaration("variables", fields: names + [declaration]))
        environment.declare(variable: "variables", .structure("variables"), about: "the variables")
        return (program, declaration)
    }

    /// A value that decides, such as that of steps.
    mutating func rule(_ formula: Formula, _ kind: Kind, _ what: String) -> Program? {
        rule(formula, expecting: nil).flatMap { checked($0, formula, kind, what) }
    }

    /// A value that adds to a finding; a null in it is no mistake, it only leaves the place empty.
    func value(_ formula: Formula, _ kind: Kind, _ what: String) -> Program? {
        compile(formula, expecting: nil, warns: false).flatMap { checked($0, formula, kind, what) }
    }

    /// A condition that adds to a finding, such as the `if` of an entry.
    func filter(_ formula: Formula) -> Program? { compile(formula, expecting: .bool, warns: false) }

    private mutating func rule(
        _ formula: Formula,
        expecting type: ValueType?,
        warns: Bool = true
    ) -> Program? {
        guard let program = compile(formula, expecting: type, warns: warns) else { return nil }
        reads.formUnion(program.fields)
        lookups += program.lookups
        warnOfClock(program, formula)
        return program
    }

    private func compile(_ formula: Formula, expecting type: ValueType?, warns: Bool) -> Program? {
        let compilation = environment.compile(formula.text, expecting: type, present: present)
        for problem in compilation.problems {
            let origin = formula.origin(of: problem.offsets)
            switch problem.severity {
            case .error: problems.error(problem.code, problem.message, at: origin)
            case .warning where warns: problems.warning(problem.code, problem.message, at: origin)
            case .warning: break
            }
        }
        if let program = compilation.program, type == .bool, program.type == .dyn {
            guard rests(onBroken: program) else {
                problems.error(
                    "not-bool",
                    "this must be true or false (bool), and what it is shows only when it is evaluated "
                        + "(dyn)",
                    at: formula.whole
                )
                return nil
            }
        }
        return compilation.program
    }

    /// Whether an expression reads what has a mistake of its own.
    private func rests(onBroken program: Program) -> Bool {
        broken.contains { name in
            program.fields.contains(name)
                || program.references.contains("\(name.structure).\(name.field)")
        }
    }

    private func checked(_ program: Program, _ formula: Formula, _ kind: Kind, _ what: String)
        -> Program?
    {
        guard kind.admits(program.type) || rests(onBroken: program) else {
            problems.error(
                "type",
                "\(what) must be \(kind.rawValue), and this is \(program.type)",
                at: formula.whole
            )
            return nil
        }
        return program
    }

    private func warnOfClock(_ program: Program, _ formula: Formula) {
        guard isAboutUse else { return }
        for name in ["today", "now"] where program.references.contains(name) {
            problems.warning(
                "wall-clock",
                "'\(name)' in a rule about use counts days for which there is no data yet; compare "
                    + "with 'as_of', the last settled day of the row's data",
                at: formula.origin(of: offsets(of: name, in: formula.text))
            )
        }
    }
}

/// The first place of a word in a text, in code points; the whole text when it has none.
private func offsets(of word: String, in text: String) -> Range<Int> {
    let scalars = Array(text.unicodeScalars)
    let wanted = Array(word.unicodeScalars)
    func isPart(_ position: Int) -> Bool {
        guard scalars.indices.contains(position) else { return false }
        return scalars[position].properties.isAlphabetic || scalars[position] == "_"
            || scalars[position] == "."
    }
    guard scalars.count >= wanted.count else { return 0..<scalars.count }
    for start in 0...(scalars.count - wanted.count) {
        let end = start + wanted.count
        if Array(scalars[start..<end]) == wanted, !isPart(start - 1), !isPart(end) {
            return start..<end
        }
    }
    return 0..<scalars.count
}
