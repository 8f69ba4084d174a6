/// What an expression may be at most: it comes from outside, and neither its reading nor its
/// evaluation may take the process down.
package enum Bounds {
    /// Code points of an expression.
    package static let textLength = 65_536
    /// Nodes of its tree.
    package static let nodes = 20_000
    /// Levels of its tree, so that no recursion over it outgrows the stack.
    ///
    /// The specification asks for at least 32. Rows of `&&` or `||` are one level, however long.
    package static let depth = 200
    /// Levels of lists, maps and optional values that an expression puts into each other.
    package static let valueDepth = 250
    /// Parts of a type, which grows with the values that an expression puts into each other.
    static let typeParts = 500
    /// Octets of a pattern.
    package static let patternLength = 20_000
    /// Octets of memory that a pattern may take, with what its searches remember.
    package static let patternMemory: Int64 = 1 << 20
    /// The same of a pattern that an evaluation comes to, and which it reads each time.
    package static let foundPatternMemory: Int64 = 1 << 17
    /// Octets of a text times instructions of the pattern that is looked for in it: some
    /// nanoseconds each in the worst case.
    package static let patternWork = 50_000_000
    /// Instructions of all patterns that are written out in an expression.
    package static let patternsSize = 100_000
    /// Mistakes that are reported of one expression.
    package static let problems = 20
    /// Code points of the sentence that says what is wrong.
    package static let messageLength = 500
    /// Code points or octets of a text or octets that an operator or function makes.
    package static let madeText = 1_000_000
    /// Elements of a list that an operator or function makes.
    package static let madeList = 1_000_000
    /// Steps that an expression of a policy may take by its bound.
    package static let policyCost = Program.defaultBudget
    /// Elements of a list or map of the host whose declaration gives no limit.
    package static let mostElements = 10_000
    /// Code points of a text of the host whose declaration gives no limit.
    package static let mostCharacters = 256
    /// Octets that a code point takes at most.
    static let octetsOfCharacter = 4
    /// Instructions of a pattern that a text meets in one step for each eight octets.
    static let instructionsOfStep = 8
    /// Octets that are walked through or copied in one step.
    static let octetsOfStep = 8
}
