// cel-go, ext/README.md, "Lists". `first` and `last` belong to the optional values, `sortBy` is a macro.

/// Functions of lists.
let listFunctions = [
    FunctionDeclaration(
        "slice",
        about: "The elements from a place on, before another.",
        [
            list([.int, .int]) {
                (elements, values) throws(EvaluationError) -> [Value] in
                guard let start = Int64(values[1]), let end = Int64(values[2]) else {
                    throw .noOverload(values)
                }
                guard start >= 0, start <= end, end <= Int64(elements.count) else {
                    throw EvaluationError(
                        .outOfRange,
                        "slice(\(start), \(end)) is no part of a list of \(elements.count) elements"
                    )
                }
                return Array(elements[Int(start)..<Int(end)])
            }
        ]
    ),
    FunctionDeclaration(
        "flatten",
        about: "The elements of the lists in a list, of one level or so many.",
        [
            Overload(isMember: true, [.list(.list(element))], .list(element), flattening),
            Overload(isMember: true, [.list(.dyn), .int], .list(.dyn), flattening),
        ]
    ),
    FunctionDeclaration(
        "sort",
        about: "The elements in their order, which must be of one type that has one.",
        [
            list([]) { (elements, _) throws(EvaluationError) -> [Value] in
                try sorted(elements, by: elements)
            }
            .inspecting { arguments, types in
                guard case .list(let inner) = types[0].unwrapped, !inner.unwrapped.isOrdered else {
                    return Inspection()
                }
                let message = "a list of \(inner) cannot be sorted: they have no order"
                return Inspection(mistakes: [("type", message, arguments[0].range)])
            }
        ]
    ),
    FunctionDeclaration(
        "distinct",
        about: "The elements without those that stood before.",
        [
            list([]) { (elements, _) throws(EvaluationError) -> [Value] in
                var known = ElementSet()
                var result: [Value] = []
                for element in elements where known.insert(element) {
                    result.append(element)
                }
                return result
            }
        ]
    ),
    FunctionDeclaration(
        "reverse",
        about: "The elements from the last to the first.",
        [list([]) { elements, _ in elements.reversed() }]
    ),
    FunctionDeclaration(
        "lists.range",
        about: "The whole numbers from 0 on, so many.",
        [
            .function(.list(.int)) { (count: Int64) throws(EvaluationError) -> Value in
                guard count >= 0 else {
                    throw EvaluationError(.invalidArgument, "lists.range() cannot make \(count)")
                }
                try checkMade(list: Int(count))
                return .list((0..<count).map(Value.int))
            }
        ]
    ),
]

private let element = ValueType.parameter("A")

/// A member of a list that makes a list of the same type.
private func list(
    _ others: [ValueType],
    _ body:
        @escaping @Sendable (_ elements: [Value], _ values: [Value])
        throws(EvaluationError) -> [Value]
) -> Overload {
    Overload(
        isMember: true,
        [.list(element)] + others,
        .list(element),
        .any { (values: [Value]) throws(EvaluationError) -> Value in
            guard case .list(let elements) = values[0] else { throw .noOverload(values) }
            return .list(try body(elements, values))
        }
    )
}

private let flattening = Overload.Body.any {
    (values: [Value]) throws(EvaluationError) -> Value in
    guard case .list(let elements) = values[0],
        let depth = values.count == 1 ? 1 : Int64(values[1])
    else { throw .noOverload(values) }
    guard depth >= 0 else {
        throw EvaluationError(.invalidArgument, "flatten() cannot go \(depth) levels deep")
    }
    var result: [Value] = []
    try flatten(elements, depth, into: &result)
    return .list(result)
}

private func flatten(
    _ elements: [Value],
    _ depth: Int64,
    into result: inout [Value]
) throws(EvaluationError) {
    for element in elements {
        if depth > 0, case .list(let inner) = element {
            try flatten(inner, depth - 1, into: &result)
        } else {
            result.append(element)
            try checkMade(list: result.count)
        }
    }
}
