import CEL
import Columns

/// The functions of policies that the language itself does not have.
let domainFunctions =
    [
        FunctionDeclaration("fold", [textFunction(named: "fold") { fold($0) }]),
        FunctionDeclaration(
            "domain",
            [
                textFunction(named: "domain") { address in
                    address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) }
                        ?? ""
                }
            ]
        ),
        FunctionDeclaration("team", [teamLookup.reading(factsVariable)]),
    ] + presenceFunctions

/// The variable behind which functions find the facts; no expression can name it.
let factsVariable = "%facts"

/// `team(name)`: the team of that name, null where there is none.
private let teamLookup = Overload(
    isMember: false,
    parameters: [.string],
    result: .structure("team"),
    cost: CallCost(.constant)
) { (arguments) throws(EvaluationError) in
    guard arguments.count == 2, case .structure(let facts) = arguments[0],
        let facts = facts.base as? FactHandle, case .string(let name) = arguments[1]
    else { throw EvaluationError(.noOverload, "team takes a text") }
    return facts.source.team(named: name).map { .structure($0) } ?? .null
}

private func textFunction(
    named name: String,
    _ body: @escaping @Sendable (String) -> String
) -> Overload {
    Overload(isMember: false, parameters: [.string], result: .string) {
        (arguments) throws(EvaluationError) in
        guard case .string(let text)? = arguments.first else {
            throw EvaluationError(.noOverload, "\(name) takes a text")
        }
        return .string(body(text))
    }
}
