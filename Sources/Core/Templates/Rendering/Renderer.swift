import CEL

/// Names of loops before the names of the message.
struct Scope: Activation {
    private let base: any Activation
    private var locals: [String: Value] = [:]

    init(_ base: some Activation) {
        self.base = base
    }

    /// The scope of one element of a loop.
    func with(_ name: String, _ value: Value) -> Scope {
        var copy = self
        copy.locals[name] = value
        return copy
    }

    func value(of variable: String) throws(EvaluationError) -> Value? {
        if let local = locals[variable] { return local }
        return try base.value(of: variable)
    }
}

/// Writes the output of a template, within its limits.
struct Renderer {
    let place: Place
    let language: Language
    private(set) var output = ""
    private var steps = 0

    init(place: Place, language: Language) {
        self.place = place
        self.language = language
    }

    mutating func render(_ nodes: [Node], in scope: Scope) throws(EvaluationError) {
        for node in nodes {
            steps += 1
            guard steps <= Template.maximumSteps else {
                throw tooMuch("more than \(Template.maximumSteps) pieces")
            }
            switch node {
            case .text(let text):
                try write(text)
            case .value(let program):
                try write(escaped(text(of: program, in: scope), for: place))
            case .condition(let program, let then, let otherwise):
                guard case .bool(let holds)? = try value(of: program, in: scope) else { continue }
                try render(holds ? then : otherwise, in: scope)
            case .loop(let program, let name, let body, let otherwise):
                try loop(program, name, body, otherwise, in: scope)
            }
        }
    }

    private mutating func loop(
        _ program: Program,
        _ name: String,
        _ body: [Node],
        _ otherwise: [Node],
        in scope: Scope
    ) throws(EvaluationError) {
        guard case .list(let elements)? = try value(of: program, in: scope) else {
            return try write(escaped(language.unknown, for: place))
        }
        if elements.isEmpty { return try render(otherwise, in: scope) }
        for element in elements { try render(body, in: scope.with(name, element)) }
    }

    /// The value of an expression; `nil` where it is absent.
    private func value(of program: Program, in scope: Scope) throws(EvaluationError) -> Value? {
        do {
            let value = try program.evaluate(scope)
            return value == .null ? nil : value
        } catch {
            if case .absent = error.kind { return nil }
            throw EvaluationError(error.kind, "{{ \(program.text) }}: \(error.message)")
        }
    }

    private func text(of program: Program, in scope: Scope) throws(EvaluationError) -> String {
        guard let value = try value(of: program, in: scope) else { return language.unknown }
        guard let text = language.text(of: value) else {
            throw EvaluationError(
                .noOverload,
                "{{ \(program.text) }}: a value of this type cannot be printed"
            )
        }
        return text
    }

    private mutating func write(_ text: String) throws(EvaluationError) {
        guard output.utf8.count + text.utf8.count <= Template.maximumOutput else {
            throw tooMuch("more than \(Template.maximumOutput) bytes")
        }
        output += text
    }

    private func tooMuch(_ what: String) -> EvaluationError {
        EvaluationError(.budget, "the template's output is \(what)")
    }
}
