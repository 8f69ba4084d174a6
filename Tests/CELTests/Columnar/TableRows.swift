import CivilTime
import Columns

@testable import CEL

/// A table of columns and relations as a host has them.
final class TableRows: ColumnarRows {
    let structure: StructureDeclaration
    let columns: [String: Column]
    let relations: [String: ColumnarRelation]
    /// Fields whose columns are not handed out, so that rows are asked.
    let hidden: Set<String>
    let rowCount: Int

    init(
        _ structure: StructureDeclaration,
        rowCount: Int,
        _ columns: [Column],
        relations: [String: ColumnarRelation] = [:],
        hidden: Set<String> = []
    ) {
        self.structure = structure
        self.rowCount = rowCount
        self.columns = Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.relations = relations
        self.hidden = hidden
    }

    private func name(_ position: Int) -> String? {
        let name = structure.fields[position].name
        return hidden.contains(name) ? nil : name
    }

    func column(at position: Int) -> Column? { name(position).flatMap { columns[$0] } }
    func relation(at position: Int) -> ColumnarRelation? {
        name(position).flatMap { relations[$0] }
    }
    func structure(at row: Int) -> Value { .structure(TableRow(table: self, row: row)) }
}

/// One row of it.
private struct TableRow: StructureValue {
    let table: TableRows
    let row: Int

    var typeName: String { table.structure.name }
    var identity: String { "\(typeName) \(row)" }

    func value(of field: String) throws(EvaluationError) -> Value? {
        if let column = table.columns[field] { return Value(column[row]) }
        guard let relation = table.relations[field] else { return nil }
        let target = relation.rows[row]
        return target < 0 ? .null : relation.target.structure(at: Int(target))
    }
}
