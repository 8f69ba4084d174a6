/// Named columns of equal length, of which some may be made when they are first asked for.
package struct Table: Sendable {
    /// The name of the table.
    package let name: String
    /// How many rows there are.
    package private(set) var rowCount = 0
    /// The columns that are there; empty where all are made on demand.
    private var made: [Column]
    /// The columns that are made on demand; empty where all are there.
    private let onDemand: [DeferredColumn]
    private let index: [String: Int]

    /// All columns in their order; those that nobody has asked for yet are made.
    package var columns: [Column] { onDemand.isEmpty ? made : onDemand.map(\.column) }

    /// A table without rows.
    package init(_ name: String, columns: [(name: String, type: CellType)]) {
        self.name = name
        made = columns.map { Column($0.name, $0.type) }
        onDemand = []
        index = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) }
        )
    }

    /// A table of finished columns.
    ///
    /// - Precondition: they are of one length, and no two of one name.
    package init(_ name: String, finished columns: [Column]) {
        self.name = name
        made = columns
        onDemand = []
        rowCount = columns.first?.count ?? 0
        for column in columns {
            precondition(column.count == rowCount, "\(name).\(column.name): another length")
        }
        index = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) }
        )
    }

    /// A table of columns that are made when they are asked for.
    ///
    /// - Parameters:
    ///   - name: the name of the table.
    ///   - rowCount: how many rows each of them will have.
    ///   - columns: the columns, no two of one name.
    package init(_ name: String, rowCount: Int, onDemand columns: [DeferredColumn]) {
        self.name = name
        self.rowCount = rowCount
        made = []
        onDemand = columns
        index = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) }
        )
    }

    /// The names of the columns that are there, or that somebody has asked for.
    package var madeColumns: [String] {
        made.map(\.name) + onDemand.filter(\.isMade).map(\.name)
    }

    /// The names of all columns, of which none is made for that.
    package var columnNames: [String] { made.map(\.name) + onDemand.map(\.name) }

    /// The column at a position.
    package func column(at position: Int) -> Column {
        onDemand.isEmpty ? made[position] : onDemand[position].column
    }

    /// The position of a column; `nil` when there is none of that name.
    package func position(of column: String) -> Int? { index[column] }

    /// A column by name.
    package subscript(column: String) -> Column? { index[column].map { self.column(at: $0) } }

    /// The value of a row in a column; absent also where there is no such column.
    package subscript(row: Int, column: String) -> Cell {
        index[column].map { self.column(at: $0)[row] } ?? .null
    }

    /// The value of a row in the column at a position.
    package subscript(row: Int, at position: Int) -> Cell { column(at: position)[row] }

    /// A value of a row that is to be added.
    package enum Entry {
        /// Any value.
        case cell(Cell)
        /// A text that the column has already, by its code.
        case code(UInt32)
    }

    /// The code of a text that a column has already; `nil` where it is new there, or no text column.
    package func code(of utf8: Span<UInt8>, at position: Int) -> UInt32? {
        column(at: position).code(of: utf8)
    }

    /// Adds a row, for which texts need not be made again.
    ///
    /// - Precondition: the columns are not made on demand.
    /// - Parameter entries: one for each column, in the columns' order.
    package mutating func append(_ entries: [Entry]) {
        precondition(entries.count == made.count, "\(name): \(entries.count) cells in a row")
        for position in made.indices {
            switch entries[position] {
            case .cell(let cell): made[position].append(cell)
            case .code(let code): made[position].append(code: code)
            }
        }
        rowCount += 1
    }

    /// Adds a row.
    ///
    /// - Precondition: the columns are not made on demand.
    /// - Parameter cells: one value for each column, in the columns' order.
    package mutating func append(_ cells: [Cell]) {
        precondition(cells.count == made.count, "\(name): \(cells.count) cells in a row")
        for position in made.indices { made[position].append(cells[position]) }
        rowCount += 1
    }
}

extension Table: Hashable {
    /// Whether both have the same rows, whenever their columns are made.
    package static func == (a: Table, b: Table) -> Bool {
        a.name == b.name && a.rowCount == b.rowCount && a.columns == b.columns
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(rowCount)
        hasher.combine(columnNames)
    }
}
