/// Finds the part of an expression that takes it beyond its limit.
struct CostSearch {
    /// How many steps there may be; `nil` for any number.
    let limit: Int?
    /// The macros around the part that is looked at, the outermost first, and how often each walks.
    private var enclosing: [(name: String, times: Int)] = []
    private var culprit: Problem?

    /// A call that multiplies by less is not what makes an expression costly: what is around it is.
    private static let noticeable = 1_000

    init(limit: Int?) { self.limit = limit }

    /// Goes into the body of a macro.
    mutating func enter(_ name: String, times: Int) { enclosing.append((name, times)) }

    /// Leaves the body of a macro.
    mutating func leave() { enclosing.removeLast() }

    /// Looks at a macro or call whose parts have been looked at: of those that are too costly the
    /// innermost is meant.
    ///
    /// - Parameters:
    ///   - name: how it is called.
    ///   - range: where it stands.
    ///   - times: how often it does what it does.
    ///   - cost: the steps it takes once, with everything in it.
    mutating func note(_ name: String, _ range: Range<Int>, times: Int, _ cost: CostEstimate) {
        guard let limit, culprit == nil, times >= Self.noticeable else { return }
        let again = enclosing.reduce(1) { saturated($0, times: $1.times) }
        let steps = saturated(cost.maximum, times: again)
        guard steps > limit else { return }
        let isMacro = name.hasSuffix(")")
        let shown = isMacro ? name : name.first?.isLetter == true ? "\(name)()" : "'\(name)'"
        let chain = enclosing.reversed().reduce(shown) { "\($0) inside \($1.name)" }
        var reason =
            isMacro
            ? "it walks through up to \(grouped(times)) elements" : "its values may be large"
        if again > 1 { reason += ", up to \(grouped(again)) times over" }
        let remedy =
            enclosing.isEmpty
            ? "; narrow down what it is given" : "; use one macro less, or smaller lists"
        culprit = problem(chain, steps, limit, range, ": " + reason + remedy)
    }

    /// The one mistake of a too costly expression; `nil` where it is not.
    func problem(root: Range<Int>, cost: CostEstimate) -> Problem? {
        guard let limit, cost.maximum > limit else { return nil }
        let reason = ": its parts are too many together; leave some out"
        return culprit ?? problem("the expression", cost.maximum, limit, root, reason)
    }

    private func problem(
        _ what: String,
        _ steps: Int,
        _ limit: Int,
        _ range: Range<Int>,
        _ reason: String
    ) -> Problem {
        let allowed = "at most \(grouped(limit)) are allowed"
        return Problem(
            "too-costly",
            "\(what) may take \(rounded(steps)) steps here; \(allowed)\(reason)",
            range
        )
    }
}

/// A bound without digits that mean nothing: two are kept, rounded up.
private func rounded(_ steps: Int) -> String {
    let most = 1_000_000_000_000_000
    guard steps < most else { return "more than \(grouped(most))" }
    var unit = 1
    while steps / unit >= 100 { unit *= 10 }
    return grouped((steps + unit - 1) / unit * unit)
}

/// A number with commas between its thousands.
private func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place) % 3 == 0 { text += "," }
        text.append(digit)
    }
    return text
}
