package import Columns

/// The variables of an evaluation over many rows, in one of them.
struct RowBindings: Activation {
    private let bindings: [String: ColumnarBinding]
    var row: Int

    init(_ bindings: [String: ColumnarBinding], row: Int) {
        self.bindings = bindings
        self.row = row
    }

    func value(of variable: String) throws(EvaluationError) -> Value? {
        switch bindings[variable] {
        case .constant(let value): value
        case .rows(let rows): rows.structure(at: row)
        case .column(let column): Value(column[row])
        case .results(let result): try result.value(at: row)
        case .computed(let value): try value(row)
        case nil: nil
        }
    }
}

extension Value {
    /// A cell as expressions see it.
    package init(_ cell: Cell) {
        self =
            switch cell {
            case .null: .null
            case .text(let value): .string(value)
            case .int(let value): .int(Int64(value))
            case .num(let value): .double(value)
            case .bool(let value): .bool(value)
            case .day(let value): .day(value)
            case .instant(let value): .instant(value)
            case .list(let value): .list(value.map(Value.string))
            case .days(let value): .list(value.map(Value.day))
            }
    }
}
