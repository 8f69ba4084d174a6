// CEL specification, "Syntax": the grammar. Binary operators are read by precedence climbing; rows
// of && and || become one node each. Recursion is bounded by `Bounds.depth` on the way down, and
// the height of the tree on the way up, so that later recursion over it is bounded as well.

/// Reads tokens into a tree; the first mistake of the text ends it.
struct Parser {
    let tokens: [Token]
    /// The calls that are macros.
    let macros: MacroTable
    private var place = 0
    private var depth = 0
    private var nodes = 0

    private init(_ tokens: [Token], _ macros: MacroTable) {
        self.tokens = tokens
        self.macros = macros
    }

    /// The tree of a whole expression.
    static func parse(
        _ source: [Unicode.Scalar],
        _ options: Environment.Options = .standard
    ) throws(SyntaxError) -> Syntax {
        guard source.count <= Bounds.textLength else {
            throw SyntaxError(
                "the expression has more than \(Bounds.textLength) characters",
                0..<1,
                code: "too-long"
            )
        }
        var parser = Parser(try Lexer.tokens(of: source), MacroTable(options))
        guard parser.current.kind != .end else {
            throw SyntaxError("the expression is empty", 0..<0)
        }
        let tree = try parser.expression()
        guard parser.current.kind == .end else {
            throw parser.surplus
        }
        return tree
    }

    /// What is wrong where an expression could end and does not; words of other languages are
    /// answered with what stands for them here.
    private var surplus: SyntaxError {
        let hint =
            switch (current.word, place > 0 ? tokens[place - 1].word : nil) {
            case ("and", _): "; both must hold: &&"
            case ("or", _): "; one must hold: ||"
            case ("is", _): "; to compare, write =="
            case (_, "not"): "; the opposite of x is !x"
            default: ""
            }
        return SyntaxError("\(current.shown) cannot follow here\(hint)", current.range)
    }

    // MARK: Operators

    mutating func expression() throws(SyntaxError) -> Syntax {
        try descend()
        defer { depth -= 1 }
        let condition = try row(.or)
        guard take(.question) else { return condition }
        let then = try row(.or)
        try expect(.colon, "between the two results of '?'")
        let otherwise = try expression()
        return try node(
            .conditional(condition, then, otherwise),
            condition.range.lowerBound..<otherwise.range.upperBound,
            [condition, then, otherwise]
        )
    }

    private mutating func row(_ symbol: Token.Symbol) throws(SyntaxError) -> Syntax {
        var operands: [Syntax] = []
        repeat {
            operands.append(symbol == .or ? try row(.and) : try relation(above: 1))
        } while take(symbol)
        guard operands.count > 1, let last = operands.last else { return operands[0] }
        return try node(
            symbol == .or ? .or(operands) : .and(operands),
            operands[0].range.lowerBound..<last.range.upperBound,
            operands
        )
    }

    private mutating func relation(above precedence: Int) throws(SyntaxError) -> Syntax {
        var left = try unary()
        while let symbol = binaryOperator, symbol.precedence >= precedence {
            place += 1
            let right = try relation(above: symbol.precedence + 1)
            left = try node(
                .binary(symbol, left, right),
                left.range.lowerBound..<right.range.upperBound,
                [left, right]
            )
        }
        return left
    }

    private var binaryOperator: BinaryOperator? {
        switch current.kind {
        case .symbol(let symbol): BinaryOperator(rawValue: symbol.rawValue)
        case .identifier("in"): .contained
        default: nil
        }
    }

    private mutating func unary() throws(SyntaxError) -> Syntax {
        // A row of signs is read in a loop, else it would be recursion without a bound.
        var signs: [Int] = []
        let sign: Token.Symbol = current.kind == .symbol(.not) ? .not : .minus
        while current.kind == .symbol(sign) {
            signs.append(current.range.lowerBound)
            place += 1
        }
        // The last minus belongs to the number after it: the least int has no other literal.
        let minus = sign == .minus && current.isNumber ? signs.popLast() : nil
        var operand = try member(minusAt: minus)
        for begin in signs.reversed() {
            operand = try node(
                sign == .not ? .not(operand) : .negate(operand),
                begin..<operand.range.upperBound,
                [operand]
            )
        }
        return operand
    }

    // MARK: Helpers of all parts

    var current: Token { tokens[place] }

    mutating func advance() { place += 1 }

    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        place += 1
        return true
    }

    mutating func expect(_ symbol: Token.Symbol, _ purpose: String) throws(SyntaxError) {
        guard take(symbol) else {
            throw SyntaxError(
                "'\(symbol.rawValue)' is missing \(purpose), before \(current.shown)",
                current.range
            )
        }
    }

    var previousEnd: Int { place > 0 ? tokens[place - 1].range.upperBound : 0 }

    private mutating func descend() throws(SyntaxError) {
        depth += 1
        if depth > Bounds.depth { throw tooDeep(current.range) }
    }

    func tooDeep(_ range: Range<Int>) -> SyntaxError {
        SyntaxError(
            "the expression is nested more than \(Bounds.depth) levels deep",
            range,
            code: "too-deep"
        )
    }

    mutating func node(_ kind: Syntax.Kind, _ range: Range<Int>, _ parts: [Syntax])
        throws(SyntaxError)
        -> Syntax
    {
        nodes += 1
        guard nodes <= Bounds.nodes else {
            throw SyntaxError(
                "the expression has more than \(Bounds.nodes) parts",
                range,
                code: "too-long"
            )
        }
        let height = 1 + (parts.lazy.map(\.height).max() ?? 0)
        guard height <= Bounds.depth else { throw tooDeep(range) }
        return Syntax(kind: kind, range: range, height: height)
    }
}
