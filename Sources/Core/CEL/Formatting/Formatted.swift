/// An expression in the one form in which it is best read: no more parentheses than needed, one
/// space around operators, comments gone; macros stay as they were written.
///
/// The result reads back as the same tree, and is its own form.
/// - Parameters:
///   - text: the expression.
///   - width: where a row of `&&` or `||` does not fit in so many columns, each of its operands
///     stands on a line of its own; without, everything is one line.
/// - Returns: the text.
/// - Throws: the first mistake, where it cannot be read.
package func formatted(_ text: String, width: Int? = nil) throws(Problem) -> String {
    do throws(SyntaxError) {
        let tree = try Parser.parse(Array(text.unicodeScalars))
        return Formatter(width: width).text(of: tree)
    } catch {
        throw error.problem
    }
}
