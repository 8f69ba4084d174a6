import CEL
import Columns

/// Rows of one table, as a host hands them to expressions.
final class SeatRows: ColumnarRows {
    let structure: StructureDeclaration
    let columns: [Column]
    /// The relation behind the last field.
    let related: ColumnarRelation?

    init(_ structure: StructureDeclaration, _ columns: [Column], _ related: ColumnarRelation?) {
        self.structure = structure
        self.columns = columns
        self.related = related
    }

    var rowCount: Int { columns[0].count }

    func column(at position: Int) -> Column? {
        position < columns.count ? columns[position] : nil
    }

    func relation(at position: Int) -> ColumnarRelation? {
        position == columns.count ? related : nil
    }

    func structure(at row: Int) -> Value { .structure(SeatRow(table: self, row: row)) }

    /// The row as a map, with its relation as another.
    func map(at row: Int) -> Value {
        var map = MapValue()
        for (field, column) in zip(structure.fields, columns) {
            map.insert(.string(field.name), Value(column[row]))
        }
        if let related, let pools = related.target as? SeatRows {
            let target = related.rows[row]
            let value = target < 0 ? Value.null : pools.map(at: Int(target))
            map.insert(.string(structure.fields[columns.count].name), value)
        }
        return .map(map)
    }
}

/// One row of it.
private struct SeatRow: StructureValue {
    let table: SeatRows
    let row: Int

    var typeName: String { table.structure.name }
    var identity: String { "\(row)" }

    func value(of field: String) throws(EvaluationError) -> Value? {
        guard let position = table.structure.position(of: field) else { return nil }
        return try value(of: field, at: position)
    }

    func value(of field: String, at position: Int) throws(EvaluationError) -> Value? {
        if position < table.columns.count { return Value(table.columns[position][row]) }
        guard let related = table.related, related.rows[row] >= 0 else { return .null }
        return related.target.structure(at: Int(related.rows[row]))
    }
}
