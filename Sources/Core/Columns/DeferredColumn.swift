/// A column that is made when somebody asks for it, and then kept.
package struct DeferredColumn: Sendable {
    /// The name of the column.
    package let name: String
    private let made: Deferred<Column>

    /// A column that a function makes under this name.
    package init(_ name: String, _ make: @escaping @Sendable () -> Column) {
        self.name = name
        made = Deferred(make)
    }

    /// A column that is there already.
    package init(made column: Column) {
        name = column.name
        made = Deferred(made: column)
    }

    /// The column.
    package var column: Column { made.value }
    /// Whether somebody has asked for it.
    package var isMade: Bool { made.isMade }
}
