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

    /// Adds a row.
    ///
    /// - Parameter cells: one value for each column, in the columns' order.
    package mutating func append(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "\(name): \(cells.count) cells in a row")
        for position in columns.indices { columns[position].append(cells[position]) }
        rowCount += 1
    }
}
