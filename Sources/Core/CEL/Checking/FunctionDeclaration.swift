/// A function by its name, with all its forms.
package struct FunctionDeclaration: Sendable {
    /// The name under which it is called.
    package let name: String
    /// What it does, as a sentence for people; empty where nobody wrote one.
    package let about: String
    /// Its forms, which differ in the types of their arguments.
    package let overloads: [Overload]

    /// A function with its forms.
    package init(_ name: String, about: String = "", _ overloads: [Overload]) {
        self.name = name
        self.about = about
        self.overloads = overloads
    }
}

/// One form of a function.
package struct Overload: Sendable {
    /// What is done with the arguments; it is called with as many as there are parameters, and must
    /// itself refuse values of other types, as where the types were not known beforehand.
    enum Body: Sendable {
        case unary(@Sendable (Value) throws(EvaluationError) -> Value)
        case binary(@Sendable (Value, Value) throws(EvaluationError) -> Value)
        case any(@Sendable ([Value]) throws(EvaluationError) -> Value)
    }

    /// Whether it is called on its first parameter, as `x.f(y)`.
    package let isMember: Bool
    /// The types of the arguments, that of the target first.
    ///
    /// One declared `.wrapper` is handed nulls; under `.policy` the others never are.
    package let parameters: [ValueType]
    /// The type of the result.
    package let result: ValueType
    /// Whether the last parameter stands for any number of arguments, but at least one.
    package let isVariadic: Bool
    /// Whether it is meant only where no other form can be.
    private(set) var isLastResort = false
    /// Looks at the arguments of a call when the expression is checked.
    private(set) var inspect: Inspection.Function?
    /// What it costs; `nil` where that follows from the function's name.
    private(set) var cost: CallCost?
    /// A variable of the host that is handed to the body before the arguments; no expression can name
    /// it.
    private(set) var context: String?
    private(set) var body: Body
    /// Whether it is the language's own, so that its name and types say what it does.
    private(set) var isBuiltIn = true

    /// A form of a function.
    ///
    /// - Parameters:
    ///   - isMember: whether it is called on its first parameter.
    ///   - parameters: the types of the arguments.
    ///   - result: the type of the result.
    ///   - isVariadic: whether the last parameter stands for any number of arguments.
    ///   - cost: what a call costs; without, it walks through its arguments and makes no more than
    ///     they are.
    ///   - body: what is done with the arguments.
    package init(
        isMember: Bool,
        parameters: [ValueType],
        result: ValueType,
        isVariadic: Bool = false,
        cost: CallCost? = nil,
        body: @escaping @Sendable ([Value]) throws(EvaluationError) -> Value
    ) {
        self.init(isMember: isMember, parameters, result, isVariadic: isVariadic, .any(body))
        self.cost = cost
        isBuiltIn = false
    }

    init(
        isMember: Bool,
        _ parameters: [ValueType],
        _ result: ValueType,
        isVariadic: Bool = false,
        _ body: Body
    ) {
        self.isMember = isMember
        self.isVariadic = isVariadic
        self.parameters = parameters
        self.result = result
        self.body = body
    }

    /// The same form, which looks at its arguments when the expression is checked.
    func inspecting(_ inspect: @escaping Inspection.Function) -> Overload {
        var overload = self
        overload.inspect = inspect
        return overload
    }

    /// The same form, for where no other can be meant.
    var asLastResort: Overload {
        var overload = self
        overload.isLastResort = true
        return overload
    }

    /// The same form as it is after its arguments were looked at.
    func with(_ inspection: Inspection) -> Overload {
        var overload = self
        overload.body = inspection.body ?? body
        overload.cost = inspection.cost ?? cost
        return overload
    }

    /// The same form, whose body is handed the value of a variable before the arguments: for what a
    /// function looks up in the host's data.
    ///
    /// The variable need not be declared; a function with such a form has no other.
    package func reading(_ variable: String) -> Overload {
        var overload = self
        overload.context = variable
        return overload
    }

    func call(_ arguments: [Value]) throws(EvaluationError) -> Value {
        switch body {
        case .unary(let body): try body(arguments[0])
        case .binary(let body): try body(arguments[0], arguments[1])
        case .any(let body): try body(arguments)
        }
    }

    /// The types of so many arguments; `nil` where it takes another number of them.
    func parameters(for count: Int) -> [ValueType]? {
        if count == parameters.count { return parameters }
        guard isVariadic, count > parameters.count, let last = parameters.last else { return nil }
        return parameters + Array(repeating: last, count: count - parameters.count)
    }

    /// The types as messages show them: `(string, int)`, or `string.(int)` for a member.
    var signature: String {
        var shown = parameters.map(\.description)
        if isVariadic { shown.append("…") }
        let target = isMember ? shown.removeFirst() + "." : ""
        return "\(target)(\(shown.joined(separator: ", ")))"
    }
}

/// What is seen of a call when the expression is checked, beyond the types of its arguments.
struct Inspection {
    /// Looks at the arguments, with their types as far as they are known.
    typealias Function = @Sendable (_ arguments: [Expression], _ types: [ValueType]) -> Inspection

    /// A body that is better for these arguments.
    var body: Overload.Body?
    /// What the call costs, where these arguments say it better.
    var cost: CallCost?
    /// What is wrong with them.
    var mistakes: [(code: String, message: String, range: Range<Int>)] = []
    /// Instructions of the pattern that was read.
    var patternSize = 0
}
