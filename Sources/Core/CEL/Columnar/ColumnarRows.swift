package import Columns

/// A table of the host whose rows a variable stands for, one after the other.
///
/// Columns and relations say the same as the structures do, only faster. A cell is the value that a
/// structure has there: a text is a string, a whole number an int, a number a double, a day a day,
/// an instant a timestamp; without a value it is null.
package protocol ColumnarRows: Sendable {
    /// How many rows there are.
    var rowCount: Int { get }
    /// The column behind the field at a position of the structure's declaration; `nil` where there
    /// is none, and rows are asked one by one.
    func column(at position: Int) -> Column?
    /// The relation to at most one row behind the field at a position of the structure's
    /// declaration; `nil` where the field is none.
    func relation(at position: Int) -> ColumnarRelation?
    /// A row as a value.
    func structure(at row: Int) -> Value
}

/// A relation to at most one row of another table.
package struct ColumnarRelation: Sendable {
    /// For each row the row of the target, or -1 where there is none (the field is null).
    package let rows: [Int32]
    /// The other table.
    package let target: any ColumnarRows

    /// A relation.
    package init(rows: [Int32], target: any ColumnarRows) {
        self.rows = rows
        self.target = target
    }
}

/// What a variable stands for while a program is evaluated over many rows.
package enum ColumnarBinding: Sendable {
    /// The same value for all rows.
    case constant(Value)
    /// The rows of a table as structures.
    case rows(any ColumnarRows)
    /// The values of a column.
    case column(Column)
    /// What another program came to, also its errors.
    case results(ColumnarResult)
    /// What a function says of a row; it is asked only where the value is needed.
    case computed(@Sendable (_ row: Int) throws(EvaluationError) -> Value)
}
