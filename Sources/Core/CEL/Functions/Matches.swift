// CEL specification, "Regular Expressions".

/// `text.matches(pattern)` and `matches(text, pattern)`: whether any part of the text matches.
let matchFunction = FunctionDeclaration(
    "matches",
    [.function(.bool, matches), .member(.bool, matches)]
)

@Sendable private func matches(_ text: String, _ pattern: String) throws(EvaluationError) -> Value {
    let compiled: Pattern
    do throws(PatternError) {
        // It is read anew each time, which must not take long.
        compiled = try Pattern(pattern, memory: Bounds.foundPatternMemory)
    } catch {
        throw EvaluationError(.invalidArgument, "this is no pattern: \(error.message)")
    }
    return .bool(try compiled.matches(in: text))
}

extension Overload {
    /// The function for a pattern that is known when the expression is checked.
    static func matching(_ pattern: Pattern) -> Overload {
        var overload = function(.bool) { (text: String) throws(EvaluationError) -> Value in
            .bool(try pattern.matches(in: text))
        }
        overload.cost = CallCost(.linear(times: 1 + pattern.size / Bounds.instructionsOfStep))
        return overload
    }
}
