package import Columns

/// The fact tables as the rest of the program sees them: what there is, of which type, and what it
/// says.
package struct FactSchema: Hashable, Sendable {
    /// The tables in the order of facts.md.
    package let tables: [TableSchema]

    /// The table of a name.
    package subscript(name: String) -> TableSchema? { tables.first { $0.name == name } }
}

/// A fact table.
package struct TableSchema: Hashable, Sendable {
    /// The name of the table and of one row of it, such as `seat`.
    package let name: String
    /// The name of several rows, such as `seats`.
    package let plural: String
    /// What one row is, for people.
    package let about: String
    /// The columns that tell its rows apart, in the order in which a subject names them.
    package let key: [String]
    /// The column that holds the name of the row's team, where rows belong to teams.
    package let teamColumn: String?
    /// Whether policies over it compare with `as_of` rather than with `today` (rules about use).
    package let isAboutUse: Bool
    /// The columns in the order of facts.md.
    package let columns: [ColumnSchema]
    /// What its rows are connected with.
    package let relations: [RelationSchema]

    /// The column of a name.
    package subscript(column: String) -> ColumnSchema? { columns.first { $0.name == column } }
}

/// A column of a fact table.
package struct ColumnSchema: Hashable, Sendable {
    /// What a number counts.
    package enum Unit: String, Hashable, Sendable {
        /// The units; money is in `money.currency`.
        case days, tokens, money, people, rows, share
    }

    /// The name of the column.
    package let name: String
    /// The type of its values.
    package let type: CellType
    /// Whether a value may be absent.
    package let isNullable: Bool
    /// What it says, as a short phrase.
    package let about: String
    /// What a number counts.
    package let unit: Unit?
}

/// A connection from the rows of one table to those of another.
package struct RelationSchema: Hashable, Sendable {
    /// The name of the connection, used like a column.
    package let name: String
    /// The table that it leads to.
    package let target: String
    /// Whether it leads to any number of rows rather than to one at most.
    package let isMany: Bool
    /// How many rows it leads to at most, as far as real installations go.
    package var mostRows = 1_000
    /// What it leads to, as a short phrase.
    package let about: String
}
