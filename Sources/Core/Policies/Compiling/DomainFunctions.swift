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
        FunctionDeclaration("team", [lookup(in: "team", by: 1)]),
        FunctionDeclaration("pool", [lookup(in: "pool", by: 2)]),
    ] + presenceFunctions

/// The tables in which functions of the same name look up a row by its key.
let lookupTables = ["team", "pool"]

/// The variable behind which functions find the facts; no expression can name it.
let factsVariable = "%facts"

/// `team(name)`, `pool(team, offering)`: the row with that key, null where there is none.
private func lookup(in table: String, by count: Int) -> Overload {
    Overload(
        isMember: false,
        parameters: Array(repeating: .string, count: count),
        result: .structure(table),
        cost: CallCost(.constant)
    ) { (arguments) throws(EvaluationError) in
        let names = arguments.dropFirst().compactMap { argument in
            if case .string(let name) = argument { name } else { String?.none }
        }
        guard case .structure(let facts)? = arguments.first,
            let facts = facts.base as? FactHandle, names.count == count
        else { throw EvaluationError(.noOverload, "\(table) takes texts") }
        return facts.source.structure(table, named: names).map { .structure($0) } ?? .null
    }.reading(factsVariable)
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
