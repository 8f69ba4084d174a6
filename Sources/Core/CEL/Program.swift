/// An expression that was read and checked, ready to be evaluated any number of times.
package struct Program: Sendable {
    /// How many steps an evaluation may take: about one for each part of the expression that is
    /// evaluated, and one for each element or eight octets that are walked through or copied.
    package static let defaultBudget = 10_000_000

    /// The expression as it was written.
    package let text: String
    /// The variables that it reads, by their full names.
    package let references: Set<String>
    /// The fields of declared structures that it reads.
    package let fields: Set<FieldReference>
    /// Paths that have a value wherever the expression is true (`has(a.b) && …` shows `a.b`).
    package let presentWhenTrue: Set<String>
    /// The steps that an evaluation takes while all values are as large as they were declared.
    package let cost: CostEstimate

    let source: [Unicode.Scalar]
    let root: Expression
    let variables: [String]
    let slots: Int

    init(
        text: String,
        source: [Unicode.Scalar],
        root: Expression,
        variables: [String],
        fields: Set<FieldReference>,
        slots: Int,
        cost: CostEstimate,
        presentWhenTrue: Set<String>
    ) {
        self.text = text
        self.source = source
        self.root = root
        self.variables = variables
        self.fields = fields
        self.slots = slots
        self.cost = cost
        self.presentWhenTrue = presentWhenTrue
        references = Set(variables)
    }

    /// The type of the result; a `.wrapper` where it may be null.
    package var type: ValueType { root.type }

    /// The literal texts in source order, with their places including the quotes.
    ///
    /// A host that knows which texts can be meant can look for those that never will be.
    package var literalTexts: [(text: String, offsets: Range<Int>)] {
        var found: [(text: String, offsets: Range<Int>)] = []
        var pending = [root]
        while let expression = pending.popLast() {
            if case .literal(.string(let text)) = expression.form {
                found.append((text, expression.range))
            }
            pending += expression.parts.reversed()
        }
        return found
    }

    /// The value of the expression.
    ///
    /// - Parameters:
    ///   - activation: the values of the variables; each is asked for at most once.
    ///   - budget: how many steps the evaluation may take.
    /// - Returns: the value, of type `type`.
    /// - Throws: the error that nothing absorbed.
    package func evaluate(
        _ activation: some Activation,
        budget: Int = Program.defaultBudget
    ) throws(EvaluationError) -> Value {
        var evaluator = Evaluator(self, activation, budget: budget)
        return try evaluator.evaluate(root)
    }
}

/// The values of variables, asked for when an expression needs them.
package protocol Activation {
    /// The value of a variable; `nil` where it has none. An error is absorbed as every error of an
    /// evaluation is.
    func value(of variable: String) throws(EvaluationError) -> Value?
}

/// Variables with the values of a dictionary.
package struct Bindings: Activation, Sendable, ExpressibleByDictionaryLiteral {
    private let values: [String: Value]

    /// Variables by name.
    package init(_ values: [String: Value]) { self.values = values }

    /// Variables by name; of a name given twice the last counts.
    package init(dictionaryLiteral elements: (String, Value)...) {
        values = Dictionary(elements, uniquingKeysWith: { $1 })
    }

    /// The value that was given under a name.
    package func value(of variable: String) throws(EvaluationError) -> Value? { values[variable] }
}
