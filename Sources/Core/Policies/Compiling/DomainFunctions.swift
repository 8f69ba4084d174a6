import CEL
import Columns

/// The functions of policies that the language itself does not have.
let domainFunctions = [
    FunctionDeclaration("fold", [textFunction(named: "fold") { fold($0) }]),
    FunctionDeclaration(
        "domain",
        [
            textFunction(named: "domain") { address in
                address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) } ?? ""
            }
        ]),
]

private func textFunction(
    named name: String, _ body: @escaping @Sendable (String) -> String
) -> Overload {
    Overload(isMember: false, parameters: [.string], result: .string) {
        (arguments) throws(EvaluationError) in
        guard case .string(let text)? = arguments.first else {
            throw EvaluationError(.noOverload, "\(name) takes a text")
        }
        return .string(body(text))
    }
}
