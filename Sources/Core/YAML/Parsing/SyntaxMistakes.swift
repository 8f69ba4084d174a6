import Diagnostics

// libyaml says where it gave up and in what words of the grammar; a person wants to know what to
// change. Its mark often stands behind the mistake, so the mark of the context is shown where that
// is the cause.

/// Reports what libyaml complained about; `quoted` is the newest scalar in quotes before it, since
/// a missing quote shows itself only later.
func report(
    _ problem: SyntaxProblem,
    in map: SourceMap,
    after quoted: Range<Int>?,
    to reporter: Reporter
) {
    if let tag = tagPosition(near: problem.index, in: map)
        ?? problem.contextIndex.flatMap({ tagPosition(near: $0, in: map) })
    {
        reportTag(at: tag, in: map, to: reporter)
    } else {
        let mistake = explain(problem, in: map, after: quoted)
        reporter.error(mistake.code, mistake.message, at: map.place(mistake.index))
    }
}

/// Reports a tag, which is mostly an expression that begins with `!`.
func reportTag(at index: Int, in map: SourceMap, to reporter: Reporter) {
    reporter.error(
        "tag",
        "YAML reads a text that begins with ! as a tag; put the whole text in quotes",
        at: map.range(from: index, to: map.lineEnd(after: index))
    )
}

private struct Mistake {
    var code = "yaml-syntax"
    let message: String
    let index: Int
}

private func explain(
    _ problem: SyntaxProblem,
    in map: SourceMap,
    after quoted: Range<Int>?
) -> Mistake {
    let context = problem.contextIndex ?? problem.index
    if let tab = tabPosition(problem, in: map) {
        return Mistake(
            code: "tab",
            message: "a tab cannot indent in YAML; use spaces",
            index: tab
        )
    }
    if problem.context.hasSuffix("a quoted scalar") {
        return explainQuoted(problem, in: map, from: context)
    }
    if let quoted, let mistake = explainSwallowed(quoted, before: problem.index, in: map) {
        return mistake
    }
    if let mistake = explainUnquoted(problem, in: map) { return mistake }
    switch problem.problem {
    case "mapping values are not allowed in this context":
        return Mistake(
            message: "a ':' cannot stand here; put a text that holds ': ' in quotes, "
                + "or check the indentation",
            index: problem.index
        )
    case "could not find expected ':'":
        return Mistake(
            message: "this line is neither 'key: value' nor part of a text; is a ':' missing?",
            index: context
        )
    case "did not find expected key":
        return Mistake(
            message:
                "a key is expected here; check the indentation against the mapping that begins "
                + "on line \(map.place(context).line)",
            index: problem.index
        )
    case "did not find expected '-' indicator":
        return Mistake(
            message: "'- ' is expected here; check the indentation against the list that begins "
                + "on line \(map.place(context).line)",
            index: problem.index
        )
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
        let bracket = problem.problem.hasSuffix("'}'") ? "}" : "]"
        return Mistake(
            message: "a ',' or '\(bracket)' is missing in what begins here",
            index: context
        )
    case "block sequence entries are not allowed in this context":
        return Mistake(
            message: "a list with '- ' begins on a line of its own",
            index: problem.index
        )
    case "did not find expected <document start>":
        return Mistake(
            message: "the document has ended before this; check the indentation",
            index: problem.index
        )
    default:
        let words = [problem.context, problem.problem].filter { !$0.isEmpty }
        return Mistake(
            message: "this is not YAML: \(words.joined(separator: " "))",
            index: problem.index
        )
    }
}

private func explainQuoted(_ problem: SyntaxProblem, in map: SourceMap, from start: Int) -> Mistake
{
    if problem.problem == "found unknown escape character" {
        let index = problem.index
        let pair = String(String.UnicodeScalarView(map.scalars[index...].prefix(2)))
        return Mistake(
            message: "'\(pair)' is no escape in double quotes; write '\\\\' for a backslash, "
                + "or use single quotes",
            index: index
        )
    }
    guard problem.problem.hasPrefix("found unexpected") else {
        return Mistake(
            message:
                "an escape in this quoted text is wrong; \\x takes 2 hex digits, \\u 4 and \\U 8",
            index: problem.index
        )
    }
    return Mistake(
        code: "unclosed-quote",
        message: "the quoted text that begins here is not closed: a quote is missing",
        index: start
    )
}

/// A missing quote lets a text run on to the next quote, lines later; the trouble shows only there.
private func explainSwallowed(
    _ quoted: Range<Int>,
    before index: Int,
    in map: SourceMap
) -> Mistake? {
    let (first, last) = (map.place(quoted.lowerBound).line, map.place(quoted.upperBound).line)
    guard first < last, map.place(index).line == last else { return nil }
    return Mistake(
        code: "unclosed-quote",
        message: "the quoted text that begins here ends on line \(last); is a quote missing?",
        index: quoted.lowerBound
    )
}

/// A value that begins with a character of YAML's own and goes on behind it.
private func explainUnquoted(_ problem: SyntaxProblem, in map: SourceMap) -> Mistake? {
    guard let start = valueStart(near: problem.index, in: map), start <= problem.index else {
        return nil
    }
    let mark = map.scalars[start]
    guard "{[\"'@`%|>,}]".unicodeScalars.contains(mark) else { return nil }
    let isBracket = mark == "{" || mark == "["
    // An ordinary list or mapping that is not closed is told as such.
    if isBracket, problem.problem.hasPrefix("did not find expected ','") {
        guard start + 1 < map.scalars.count, map.scalars[start + 1] == mark else { return nil }
    }
    return Mistake(
        message: "a text that begins with \(mark) must stand in quotes as a whole",
        index: start
    )
}

private func tabPosition(_ problem: SyntaxProblem, in map: SourceMap) -> Int? {
    if problem.problem.contains("tab character") {
        return problem.index
    }
    // In front of the place where it gave up, or there.
    let start = map.lineStart(of: problem.index)
    var index = start
    while index < map.scalars.count, isBlank(map.scalars[index]) {
        if map.scalars[index] == "\t", index <= problem.index { return index }
        index += 1
    }
    return nil
}

/// The `!` with which the value on a line begins.
private func tagPosition(near index: Int, in map: SourceMap) -> Int? {
    guard let start = valueStart(near: index, in: map), map.scalars[start] == "!" else {
        return nil
    }
    return start
}

/// Where the value begins on the line of an index: behind `- ` and behind the first `key: `.
private func valueStart(near index: Int, in map: SourceMap) -> Int? {
    let end = map.lineEnd(after: index)
    var start = map.lineStart(of: index)
    var position = start
    while position < end, map.scalars[position] == " " || map.scalars[position] == "-" {
        position += 1
    }
    start = position
    while position + 1 < end {
        if map.scalars[position] == ":", isBlank(map.scalars[position + 1]) {
            start = position + 1
            while start < end, isBlank(map.scalars[start]) { start += 1 }
            break
        }
        // A key is a word; anything else is a value already.
        guard isKeyCharacter(map.scalars[position]) else { break }
        position += 1
    }
    return start < end ? start : nil
}

private func isKeyCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
}
