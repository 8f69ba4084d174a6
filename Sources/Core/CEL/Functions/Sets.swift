// cel-go, ext/README.md, "Sets": lists that are read as sets.

/// Functions of lists as sets.
let setFunctions = [
    FunctionDeclaration(
        "sets.contains",
        about: "Whether the first list has every element of the second.",
        [comparing { a, b in isSubset(b, of: a) }]
    ),
    FunctionDeclaration(
        "sets.equivalent",
        about: "Whether each of two lists has every element of the other.",
        [
            comparing { a, b in isSubset(b, of: a) && isSubset(a, of: b) }
        ]
    ),
    FunctionDeclaration(
        "sets.intersects",
        about: "Whether two lists have an element in common.",
        [
            comparing { a, b in
                let known = ElementSet(a)
                return b.contains { known.contains($0) }
            }
        ]
    ),
]

private func isSubset(_ elements: [Value], of whole: [Value]) -> Bool {
    let known = ElementSet(whole)
    return elements.allSatisfy { known.contains($0) }
}

private func comparing(_ compare: @escaping @Sendable ([Value], [Value]) -> Bool) -> Overload {
    Overload(
        isMember: false,
        [.list(.parameter("A")), .list(.parameter("A"))],
        .bool,
        .binary { (a: Value, b: Value) throws(EvaluationError) -> Value in
            guard case .list(let first) = a, case .list(let second) = b else {
                throw .noOverload([a, b])
            }
            return .bool(compare(first, second))
        }
    )
}
