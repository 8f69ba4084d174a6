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
                let compiled = try compiled(pattern, spend)
                try spend(saturated(values[0].weight, times: compiled.times))
                return .bool(try compiled.matches(in: text))
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
        inspection.cost = CallCost(.linear(times: pattern.times))
        inspection.body = .binary { (text: Value, other: Value) throws(EvaluationError) -> Value in
            guard let searched = String(text) else { throw .noOverload([text, other]) }
            return .bool(try pattern.matches(in: searched))
        }
    } catch {
        inspection.mistakes = [
            ("pattern", "this is no pattern: \(error.message)", arguments[1].range)
        ]
    }
    return inspection
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
        try spend(pattern.stepsOfReading)
        return pattern
    case .failure(let error):
        // That it is too large shows only after as much work as the largest makes.
        try spend(
            Pattern.stepsOfInstruction * (error.isTooLarge ? Bounds.patternSize : text.utf8.count)
        )
        throw EvaluationError(.invalidArgument, "this is no pattern: \(error.message)")
    }
}
