// CEL specification, "Regular Expressions".

/// `text.matches(pattern)` and `matches(text, pattern)`.
let matchFunction = FunctionDeclaration(
    "matches",
    about: "Whether any part of a text matches a regular expression of RE2's syntax.",
    [true, false].map { isMember in
        Overload(
            isMember: isMember,
            [.string, .string],
            .bool,
            .metered { (values: [Value], spend: Spend) throws(EvaluationError) -> Value in
                guard let text = String(values[0]), let pattern = String(values[1]) else {
                    throw .noOverload(values)
                }
                return try search(text, for: try compiled(pattern, spend), spend)
            }
        )
        .inspecting(inspectPattern)
    }
)

/// Reads a pattern that is written out once, and reports its mistakes at once.
@Sendable private func inspectPattern(_ arguments: [Expression], _ types: [ValueType])
    -> Inspection
{
    var inspection = Inspection()
    guard case .literal(.string(let text)) = arguments[1].form else { return inspection }
    do throws(PatternError) {
        let pattern = try Pattern(text)
        inspection.patternSize = pattern.size
        inspection.body = .metered {
            (values: [Value], spend: Spend) throws(EvaluationError) -> Value in
            guard let text = String(values[0]) else { throw .noOverload(values) }
            return try search(text, for: pattern, spend)
        }
    } catch {
        inspection.mistakes = [
            ("pattern", "this is no pattern: \(error.message)", arguments[1].range)
        ]
    }
    return inspection
}

private func search(_ text: String, for pattern: Pattern, _ spend: Spend) throws(EvaluationError)
    -> Value
{
    try spend(pattern.steps(in: text))
    return .bool(try pattern.matches(in: text))
}

/// Reads a pattern that is known only now; what that costs grows with its size.
private func compiled(_ text: String, _ spend: Spend) throws(EvaluationError) -> Pattern {
    let result: Result<Pattern, PatternError>
    do throws(PatternError) {
        result = .success(try Pattern(text))
    } catch {
        result = .failure(error)
    }
    switch result {
    case .success(let pattern):
        try spend(pattern.size * Pattern.stepsOfReading)
        return pattern
    case .failure(let error):
        // That it is too large shows only after as much work as the largest makes.
        try spend(error.isTooLarge ? 50_000 : text.utf8.count * Pattern.stepsOfReading)
        throw EvaluationError(.invalidArgument, "this is no pattern: \(error.message)")
    }
}
