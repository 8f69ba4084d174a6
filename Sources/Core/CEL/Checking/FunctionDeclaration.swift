/// A function by its name, with all its forms.
package struct FunctionDeclaration: Sendable {
    /// The name under which it is called.
    package let name: String
    /// Its forms, which differ in the types of their arguments.
    package let overloads: [Overload]

    /// A function with its forms.
    package init(_ name: String, _ overloads: [Overload]) {
        self.name = name
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
    /// What it costs; `nil` where that follows from the function's name.
    var cost: CallCost?
    /// A variable of the host that is handed to the body before the arguments; no expression can name
    /// it.
    var context: String?
    let body: Body
    /// Whether it is the language's own, so that its name says what it does.
    let isBuiltIn: Bool

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
        self.init(
            isMember: isMember,
            parameters,
            result,
            isVariadic: isVariadic,
            .any(body),
            isBuiltIn: false
        )
        self.cost = cost
    }

    init(
        isMember: Bool,
        _ parameters: [ValueType],
        _ result: ValueType,
        isVariadic: Bool = false,
        _ body: Body,
        isBuiltIn: Bool = true
    ) {
        self.isMember = isMember
        self.isVariadic = isVariadic
        self.parameters = parameters
        self.result = result
        self.body = body
        self.isBuiltIn = isBuiltIn
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
        return isMember
            ? "\(shown[0]).(\(shown.dropFirst().joined(separator: ", ")))"
            : "(\(shown.joined(separator: ", ")))"
    }
}
