// CEL specification, "Regular Expressions".

/// `text.matches(pattern)` and `matches(text, pattern)`.
let matchFunction = FunctionDeclaration(
    "matches",
    about: "Whether any part of a text matches a regular expression of RE2's syntax.",
    [
        Overload.member(.bool, matches).inspecting(inspectPattern),
        Overload.function(.bool, matches).inspecting(inspectPattern),
    ]
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

/// Reads a pattern that is written out once, and sees its mistakes at once.
@Sendable private func inspectPattern(_ arguments: [Expression], _ types: [ValueType])
    -> Inspection
{
    var inspection = Inspection()
    guard case .literal(.string(let text)) = arguments[1].form else { return inspection }
    do throws(PatternError) {
        let pattern = try Pattern(text)
        inspection.patternSize = pattern.size
        let times = 1 + pattern.size / Bounds.instructionsOfStep
        inspection.cost = CallCost(.linear(times: times))
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
