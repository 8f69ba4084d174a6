// cel-go, ext/README.md, "Sets": lists that are read as sets.

/// Functions of lists as sets.
let setFunctions = [
    FunctionDeclaration(
        "sets.contains",
        about: "Whether the first list has every element of the second.",
        [comparing { (a, b, spend) throws(EvaluationError) in try isSubset(b, of: a, spend) }]
    ),
    FunctionDeclaration(
        "sets.equivalent",
        about: "Whether each of two lists has every element of the other.",
        [
            comparing { (a, b, spend) throws(EvaluationError) in
                guard try isSubset(b, of: a, spend) else { return false }
                return try isSubset(a, of: b, spend)
            }
        ]
    ),
    FunctionDeclaration(
        "sets.intersects",
        about: "Whether two lists have an element in common.",
        [
            comparing { (a, b, spend) throws(EvaluationError) in
                let known = try ElementSet(a, spend)
                for element in b where try known.contains(element, spend) { return true }
                return false
            }
        ]
    ),
]

private func isSubset(_ elements: [Value], of whole: [Value], _ spend: Spend)
    throws(EvaluationError) -> Bool
{
    let known = try ElementSet(whole, spend)
    for element in elements where try !known.contains(element, spend) { return false }
    return true
}

private func comparing(
    _ compare:
        @escaping @Sendable ([Value], [Value], Spend) throws(EvaluationError) -> Bool
) -> Overload {
    Overload(
        isMember: false,
        [.list(.parameter("A")), .list(.parameter("A"))],
        .bool,
        .metered { (values: [Value], spend: Spend) throws(EvaluationError) -> Value in
            guard case .list(let a) = values[0], case .list(let b) = values[1] else {
                throw .noOverload(values)
            }
            return .bool(try compare(a, b, spend))
        }
    )
}
