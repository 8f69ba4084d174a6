import CEL
import CivilTime
import Facts

/// The functions of policies that look ahead in who is there when (policy-language §3).
let presenceFunctions = [
    FunctionDeclaration(
        "present",
        [
            presence(of: .string) { person, facts, range in
                guard case .string(let key) = person else { return nil }
                return facts.daysPresent(key, in: range)
            }
        ]
    ),
    FunctionDeclaration(
        "uncovered",
        [
            presence(of: .list(.string)) { people, facts, range in
                guard case .list(let values) = people else { return nil }
                let keys = values.compactMap { if case .string(let key) = $0 { key } else { nil } }
                return facts.daysUncovered(keys, in: range)
            }
        ]
    ),
]

/// A function of people, a first and a last day, both of which count.
private func presence(
    of people: ValueType,
    _ count: @escaping @Sendable (Value, FactSet, DayRange) -> Int?
) -> Overload {
    Overload(
        isMember: false,
        parameters: [people, .day, .day],
        result: .int,
        // For each person the days of ten years are looked through, word by word.
        cost: CallCost(.linear(times: 60, plus: 60))
    ) { (arguments) throws(EvaluationError) in
        guard arguments.count == 4, case .structure(let facts) = arguments[0],
            let facts = facts.base as? FactHandle, case .day(let first) = arguments[2],
            case .day(let last) = arguments[3]
        else { throw EvaluationError(.noOverload, "it takes people and two days") }
        guard let range = DayRange(first, last) else { return .int(0) }
        guard let days = count(arguments[1], facts.source.facts, range) else {
            throw EvaluationError(
                .invalidArgument,
                "from \(first) to \(last) is more than ten years"
            )
        }
        return .int(Int64(days))
    }.reading(factsVariable)
}
