// K. Thompson, "Regular Expression Search Algorithm", 1968.

/// A regular expression as a machine that is in several states at once.
///
/// Its time is linear in the length of the text, so that no pattern can stall a cycle.
struct Pattern: Sendable {
    /// States of the machine; repetitions with numbers are written out.
    static let maximumStates = 2000
    /// States times code points of one search.
    static let maximumSteps = 50_000_000

    enum Assertion: Sendable {
        case start, end, wordBoundary, noWordBoundary
    }

    private enum State: Sendable {
        case take(ScalarSet, next: Int)
        case assert(Assertion, next: Int)
        case fork(Int, Int)
        case match
    }

    private var states: [State] = [.match]
    private var start = 0

    /// Reads a pattern.
    init(_ text: String) throws(PatternError) {
        start = try add(try PatternReader.read(text), before: 0)
    }

    // MARK: Building, from the end to the start

    /// Adds the states of a part, which lead on to a state, and returns the first of them.
    private mutating func add(_ node: PatternNode, before next: Int) throws(PatternError) -> Int {
        switch node {
        case .set(let set): return try add(.take(set, next: next))
        case .assertion(let assertion): return try add(.assert(assertion, next: next))
        case .sequence(let parts):
            var first = next
            for part in parts.reversed() { first = try add(part, before: first) }
            return first
        case .choice(let branches):
            var first = try add(branches[branches.count - 1], before: next)
            for branch in branches.dropLast().reversed() {
                let other = try add(branch, before: next)
                first = try add(.fork(other, first))
            }
            return first
        case .repetition(let part, let least, let most):
            return try add(part, least: least, most: most, before: next)
        }
    }

    private mutating func add(
        _ part: PatternNode,
        least: Int,
        most: Int?,
        before next: Int
    ) throws(PatternError) -> Int {
        var first = next
        if let most {
            for _ in least..<most {
                let once = try add(part, before: first)
                first = try add(.fork(once, next))
            }
        } else {
            let loop = try add(.fork(next, next))
            states[loop] = .fork(try add(part, before: loop), next)
            first = loop
        }
        for _ in 0..<least {
            let whole = try add(part, before: first)
            // What is empty leads nowhere, however often it is repeated.
            if whole == first { break }
            first = whole
        }
        return first
    }

    private mutating func add(_ state: State) throws(PatternError) -> Int {
        guard states.count < Self.maximumStates else {
            throw PatternError(
                message: "the pattern is too large: more than \(Self.maximumStates) states"
            )
        }
        states.append(state)
        return states.count - 1
    }

    // MARK: Searching

    /// Whether any part of a text matches.
    func matches(in text: String) throws(EvaluationError) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard
            scalars.count.multipliedReportingOverflow(by: states.count).partialValue
                <= Self.maximumSteps
        else {
            throw EvaluationError(
                .budget,
                "a text of \(scalars.count) characters is too long for a pattern of "
                    + "\(states.count) states"
            )
        }
        var current = StateSet(states.count)
        var next = StateSet(states.count)
        for place in 0...scalars.count {
            // A match may begin at every place.
            if enter(start, at: place, of: scalars, &current) { return true }
            guard place < scalars.count else { return false }
            for index in current.members {
                guard case .take(let set, let target) = states[index], set.contains(scalars[place])
                else {
                    continue
                }
                if enter(target, at: place + 1, of: scalars, &next) { return true }
            }
            swap(&current, &next)
            next.removeAll()
        }
        return false
    }

    /// Enters a state and all that are reached from it without a code point.
    ///
    /// - Returns: whether the end of the pattern is among them.
    private func enter(
        _ state: Int,
        at place: Int,
        of scalars: [Unicode.Scalar],
        _ set: inout StateSet
    ) -> Bool {
        var pending = [state]
        while let index = pending.popLast() {
            guard set.insert(index) else { continue }
            switch states[index] {
            case .match: return true
            case .take: break
            case .fork(let first, let second): pending += [second, first]
            case .assert(let assertion, let next):
                if holds(assertion, at: place, of: scalars) { pending.append(next) }
            }
        }
        return false
    }

    private func holds(_ assertion: Assertion, at place: Int, of scalars: [Unicode.Scalar]) -> Bool
    {
        let isAfterWord = place > 0 && ScalarSet.word.contains(scalars[place - 1])
        let isBeforeWord = place < scalars.count && ScalarSet.word.contains(scalars[place])
        return switch assertion {
        case .start: place == 0
        case .end: place == scalars.count
        case .wordBoundary: isAfterWord != isBeforeWord
        case .noWordBoundary: isAfterWord == isBeforeWord
        }
    }
}

/// The states that a machine is in, each once.
private struct StateSet {
    private(set) var members: [Int] = []
    private var isMember: [Bool]

    init(_ count: Int) { isMember = Array(repeating: false, count: count) }

    mutating func insert(_ state: Int) -> Bool {
        guard !isMember[state] else { return false }
        isMember[state] = true
        members.append(state)
        return true
    }

    mutating func removeAll() {
        for member in members { isMember[member] = false }
        members.removeAll(keepingCapacity: true)
    }
}
