import CivilTime
import Columns

// A column is declared once, as a fact: its name, where its value stands in the row, and what it
// says. The schema that the CEL checker, `facts --describe` and the documents read, and the table
// that is printed and evaluated, are both made of these declarations, so they cannot disagree.

/// One column of the table whose rows are `Row`.
struct Fact<Row>: Sendable {
    let schema: ColumnSchema
    let cell: @Sendable (Row) -> Cell

    /// Declares a column; type and nullability are those of the property.
    init<Value: CellValue>(
        _ name: String,
        _ value: any KeyPath<Row, Value> & Sendable,
        _ about: String,
        in unit: ColumnSchema.Unit? = nil
    ) {
        schema = ColumnSchema(
            name: name,
            type: Value.cellType,
            isNullable: Value.isNullable,
            about: about,
            unit: unit
        )
        cell = { $0[keyPath: value].cell }
    }
}

extension Fact where Row: Sendable {
    /// The column of some rows, which is made when somebody asks for it.
    func column(of rows: Deferred<[Row]>) -> DeferredColumn {
        DeferredColumn(schema.name) {
            var column = Column(schema.name, schema.type)
            for row in rows.value { column.append(cell(row)) }
            return column
        }
    }
}

/// One column of a table that is filled by `Columns`.
struct ColumnFact<Columns>: Sendable {
    let schema: ColumnSchema
    let column: @Sendable (Columns, inout Blanks) -> Column
    /// Makes room for so many more rows.
    let reserve: @Sendable (inout Columns, Int) -> Void

    /// Declares a column; type and nullability are those of the filling.
    init<Values: Filling>(
        _ name: String,
        _ filling: any WritableKeyPath<Columns, Values> & Sendable,
        _ about: String,
        in unit: ColumnSchema.Unit? = nil
    ) {
        schema = ColumnSchema(
            name: name,
            type: Values.cellType,
            isNullable: Values.isNullable,
            about: about,
            unit: unit
        )
        column = { $0[keyPath: filling].column(name, &$1) }
        reserve = { $0[keyPath: filling].reserve($1) }
    }
}

/// One column of a table whose columns are made on demand of `Source`.
struct DeferredFact<Source: Sendable>: Sendable {
    let schema: ColumnSchema
    private let make: @Sendable (Source) -> Column

    /// Declares a column; type and nullability are those of the filling.
    init<Values: Filling>(
        _ name: String,
        _ filling: any KeyPath<Source, Values> & Sendable,
        _ about: String,
        in unit: ColumnSchema.Unit? = nil
    ) {
        schema = ColumnSchema(
            name: name,
            type: Values.cellType,
            isNullable: Values.isNullable,
            about: about,
            unit: unit
        )
        make = { $0[keyPath: filling].column(name) }
    }

    /// The column, which is made when somebody asks for it.
    func column(of source: Source) -> DeferredColumn {
        let make = make
        return DeferredColumn(schema.name) { make(source) }
    }
}

/// The rows of a fact table.
protocol FactRow {
    /// Name, key, columns and relations.
    static var schema: TableSchema { get }
    /// The columns in the order of facts.md.
    static var facts: [Fact<Self>] { get }
}

extension FactRow {
    /// The table of these rows, which must be sorted by key.
    static func table(_ rows: some Sequence<Self>) -> Table {
        let facts = facts
        var table = Table(schema.name, columns: facts.map { ($0.schema.name, $0.schema.type) })
        for row in rows { table.append(facts.map { $0.cell(row) }) }
        return table
    }
}

/// A type whose values stand in a table.
protocol CellValue: SendableMetatype {
    static var cellType: CellType { get }
    static var isNullable: Bool { get }
    var cell: Cell { get }
}

extension CellValue {
    static var isNullable: Bool { false }
}

extension String: CellValue {
    static var cellType: CellType { .text }
    var cell: Cell { .text(self) }
}

extension Int: CellValue {
    static var cellType: CellType { .int }
    var cell: Cell { .int(self) }
}

extension Double: CellValue {
    static var cellType: CellType { .num }
    var cell: Cell { .num(self) }
}

extension Bool: CellValue {
    static var cellType: CellType { .bool }
    var cell: Cell { .bool(self) }
}

extension Day: CellValue {
    static var cellType: CellType { .day }
    var cell: Cell { .day(self) }
}

extension DaySet: CellValue {
    static var cellType: CellType { .days }
    var cell: Cell { .days(self) }
}

extension Array: CellValue where Element == String {
    static var cellType: CellType { .list }
    var cell: Cell { .list(self) }
}

extension Optional: CellValue where Wrapped: CellValue {
    static var cellType: CellType { Wrapped.cellType }
    static var isNullable: Bool { true }
    var cell: Cell { self?.cell ?? .null }
}

extension CellValue where Self: RawRepresentable, RawValue == String {
    static var cellType: CellType { .text }
    var cell: Cell { .text(rawValue) }
}
