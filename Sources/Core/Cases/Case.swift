package import CEL
import Diagnostics
import Tabular

/// An expression with everything that decides its value: what it may name, and what the names stand for.
package struct Case: Sendable {
    /// A name with the type that the checker takes it for.
    package struct Variable: Sendable {
        /// The name, which may have points.
        package let name: String
        /// The type.
        package let type: ValueType

        /// A name with its type.
        package init(_ name: String, _ type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    /// The expression as it was written.
    package var expression: String
    /// How the language is read.
    package var options: Environment.Options
    /// Whether only the type is asked for.
    package var isCheckedOnly = false
    /// What may be named, in the order of declaration.
    package var variables: [Variable] = []
    /// Functions beside those of the language; they can be checked and not called.
    package var functions: [FunctionDeclaration] = []
    /// What the names stand for.
    package var bindings: [String: Value] = [:]

    /// An expression that names nothing.
    package init(_ expression: String, _ options: Environment.Options = .standard) {
        self.expression = expression
        self.options = options
    }

    /// Declares a variable of the type of its value, and gives it the value.
    package mutating func bind(_ name: String, to value: Value) {
        variables.append(Variable(name, declaredType(of: value)))
        bindings[name] = value
    }

    /// Reads and checks the expression.
    package func compiled() -> Compilation {
        var environment = Environment(options)
        for variable in variables { environment.declare(variable: variable.name, variable.type) }
        for function in functions { environment.declare(function) }
        return environment.compile(expression)
    }

    /// What comes of it: never a crash, and never without end.
    ///
    /// - Parameter budget: how many steps the evaluation may take.
    /// - Returns: the value with its type, or why there is none.
    package func answer(budget: Int = Program.defaultBudget) -> Answer {
        let compilation = compiled()
        guard let program = compilation.program else {
            let errors = compilation.problems.filter { $0.severity == .error }
            return .error(errors.map { place($0.offsets) + $0.message }.joined(separator: "; "))
        }
        let type = options.checksTypes ? program.type : nil
        if isCheckedOnly { return .checked(type) }
        do throws(EvaluationError) {
            return .value(try program.evaluate(Bindings(bindings), budget: budget), type)
        } catch {
            return .error((error.offsets.map(place) ?? "") + error.message)
        }
    }

    /// Where in the expression, counted from 1.
    private func place(_ offsets: Range<Int>) -> String {
        let place = SourceText(name: "", text: expression).range(of: offsets)
        return "\(place.line):\(place.column): "
    }
}

/// What came of a case.
package enum Answer: Sendable {
    /// Its value, with the type where types were checked.
    case value(Value, ValueType?)
    /// Only its type.
    case checked(ValueType?)
    /// Why it has no value.
    case error(String)

    /// The answer as one line of JSON, without its end.
    package var line: String {
        do throws(CaseError) {
            switch self {
            case .value(let value, let type): return try object(value, type)
            case .checked(let type): return try object(nil, type)
            case .error(let message): return Answer.line(forError: message)
            }
        } catch {
            return Answer.line(forError: error.message)
        }
    }

    private func object(_ value: Value?, _ type: ValueType?) throws(CaseError) -> String {
        var json = JSONWriter()
        try json.object { (json) throws(CaseError) in
            try json.member("value") { (json) throws(CaseError) in
                guard let value else { return json.null() }
                var encoder = ValueEncoder()
                try encoder.encode(value, into: &json)
            }
            if let type { json.member("deduced_type") { encode(type, into: &$0) } }
        }
        return json.text
    }

    private static func line(forError message: String) -> String {
        var json = JSONWriter()
        json.object { $0.member("error", message) }
        return json.text
    }
}

/// Why something is no case, or a value has no form in JSON.
package struct CaseError: Error, Hashable, Sendable {
    /// The reason, without a place.
    package let message: String

    init(_ message: String) { self.message = message }
}

extension CaseError: CustomStringConvertible {
    /// The reason.
    package var description: String { message }
}
