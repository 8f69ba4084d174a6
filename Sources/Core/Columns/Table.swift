/// Named columns of equal length.
package struct Table: Hashable, Sendable {
    /// The name of the table.
    package let name: String
    /// The columns in their order.
    package private(set) var columns: [Column]
    /// How many rows there are.
    package private(set) var rowCount = 0
    private let index: [String: Int]

    /// A table without rows.
    package init(_ name: String, columns: [(name: String, type: CellType)]) {
        self.name = name
        self.columns = columns.map { Column($0.name, $0.type) }
        index = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) }
        )
    }

    /// A table of finished columns.
    ///
    /// - Precondition: they are of one length, and no two of one name.
    package init(_ name: String, finished columns: [Column]) {
        self.name = name
        self.columns = columns
        rowCount = columns.first?.count ?? 0
        for column in columns {
            precondition(column.count == rowCount, "\(name).\(column.name): another length")
        }
        index = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) }
        )
    }

    /// The position of a column; `nil` when there is none of that name.
    package func position(of column: String) -> Int? { index[column] }

    /// A column by name.
    package subscript(column: String) -> Column? { index[column].map { columns[$0] } }

    /// The value of a row in a column; absent also where there is no such column.
    package subscript(row: Int, column: String) -> Cell {
        index[column].map { columns[$0][row] } ?? .null
    }

    /// The value of a row in the column at a position.
    package subscript(row: Int, at position: Int) -> Cell { columns[position][row] }

    /// A value of a row that is to be added.
    package enum Entry {
        /// Any value.
        case cell(Cell)
        /// A text that the column has already, by its code.
        case code(UInt32)
    }

    /// The code of a text that a column has already; `nil` where it is new there, or no text column.
    package func code(of utf8: Span<UInt8>, at position: Int) -> UInt32? {
        columns[position].code(of: utf8)
    }

    /// Adds a row, for which texts need not be made again.
    ///
    /// - Parameter entries: one for each column, in the columns' order.
    package mutating func append(_ entries: [Entry]) {
        precondition(entries.count == columns.count, "\(name): \(entries.count) cells in a row")
        for position in columns.indices {
            switch entries[position] {
            case .cell(let cell): columns[position].append(cell)
            case .code(let code): columns[position].append(code: code)
            }
        }
        rowCount += 1
    }

    /// Adds a row.
    ///
    /// - Parameter cells: one value for each column, in the columns' order.
    package mutating func append(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "\(name): \(cells.count) cells in a row")
        for position in columns.indices { columns[position].append(cells[position]) }
        rowCount += 1
    }
}
