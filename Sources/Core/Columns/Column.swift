package import CivilTime

/// A column of one type: values in an array of primitives, and a bitmap of the rows that have one.
package struct Column: Hashable, Sendable {
    /// The values, row by row; where a row has none, the element is a filler without a meaning.
    package enum Values: Hashable, Sendable {
        /// The kinds of values.
        case text(CodedText)
        case int([Int])
        case num([Double])
        case bool([Bool])
        case day([Day])
        case instant([Instant])
        case list([[String]])
        case days([DaySet])
        /// Sets of days that are made when a row is looked at.
        case daysOnDemand(DaysOnDemand)
    }

    /// The name of the column.
    package let name: String
    /// The values.
    package private(set) var values: Values
    /// The rows that have a value.
    package private(set) var validity = Validity()

    /// A column without rows.
    package init(_ name: String, _ type: CellType) {
        self.name = name
        values =
            switch type {
            case .text: .text(CodedText())
            case .int: .int([])
            case .num: .num([])
            case .bool: .bool([])
            case .day: .day([])
            case .instant: .instant([])
            case .list: .list([])
            case .days: .days([])
            }
    }

    /// A finished column.
    ///
    /// - Precondition: there is an element for each row, also for those without a value.
    package init(_ name: String, _ values: Values, _ validity: Validity) {
        self.name = name
        self.values = values
        self.validity = validity
        precondition(elementCount == validity.count, "\(name): rows are missing")
    }

    /// A column of texts that have their codes.
    package init(_ name: String, _ texts: CodedText) {
        self.name = name
        values = .text(texts)
        for code in texts.codes { validity.append(code != CodedText.null) }
    }

    /// The type of its values.
    package var type: CellType {
        switch values {
        case .text: .text
        case .int: .int
        case .num: .num
        case .bool: .bool
        case .day: .day
        case .instant: .instant
        case .list: .list
        case .days, .daysOnDemand: .days
        }
    }

    private var elementCount: Int {
        switch values {
        case .text(let column): column.codes.count
        case .int(let column): column.count
        case .num(let column): column.count
        case .bool(let column): column.count
        case .day(let column): column.count
        case .instant(let column): column.count
        case .list(let column): column.count
        case .days(let column): column.count
        case .daysOnDemand(let column): column.count
        }
    }

    /// How many rows it has.
    package var count: Int { validity.count }

    /// The value of a row.
    package subscript(row: Int) -> Cell {
        guard validity[row] else { return .null }
        switch values {
        case .text(let column): return column[row].map(Cell.text) ?? .null
        case .int(let column): return .int(column[row])
        case .num(let column): return .num(column[row])
        case .bool(let column): return .bool(column[row])
        case .day(let column): return .day(column[row])
        case .instant(let column): return .instant(column[row])
        case .list(let column): return .list(column[row])
        case .days(let column): return .days(column[row])
        case .daysOnDemand(let column): return .days(column[row])
        }
    }

    /// Adds a row.
    ///
    /// - Precondition: the value is absent or of the column's type (a whole number may stand in a
    ///   column of numbers).
    package mutating func append(_ cell: Cell) {
        validity.append(!cell.isNull)
        switch values {
        case .text(var column):
            precondition(cell.isNull || cell.text != nil, "\(name): \(cell) is no text")
            // The array must not be shared while it grows, else every row copies it.
            values = .int([])
            column.append(cell.text)
            values = .text(column)
        case .int(var column):
            values = .bool([])
            column.append(checked(cell, cell.int, 0))
            values = .int(column)
        case .num(var column):
            values = .bool([])
            column.append(checked(cell, cell.num, 0))
            values = .num(column)
        case .bool(var column):
            values = .int([])
            column.append(checked(cell, cell.bool, false))
            values = .bool(column)
        case .day(var column):
            values = .int([])
            column.append(checked(cell, cell.day, Day(daysSince1970: 0)))
            values = .day(column)
        case .instant(var column):
            values = .int([])
            column.append(checked(cell, cell.instant, Instant(secondsSince1970: 0)))
            values = .instant(column)
        case .list(var column):
            values = .int([])
            column.append(checked(cell, cell.list, []))
            values = .list(column)
        case .days(var column):
            values = .int([])
            column.append(checked(cell, cell.days, DaySet()))
            values = .days(column)
        case .daysOnDemand(let column):
            values = .days(
                (0..<column.count).map { column[$0] } + [checked(cell, cell.days, DaySet())]
            )
        }
    }

    /// The code of a text that the column has already.
    func code(of utf8: Span<UInt8>) -> UInt32? {
        guard case .text(let column) = values else { return nil }
        return column.code(of: utf8)
    }

    /// Adds a row with a text that the column has already.
    mutating func append(code: UInt32) {
        guard case .text(var column) = values else { preconditionFailure("\(name) has no texts") }
        validity.append(true)
        values = .int([])
        column.append(code: code)
        values = .text(column)
    }

    private func checked<Value>(_ cell: Cell, _ value: Value?, _ filler: Value) -> Value {
        precondition(cell.isNull || value != nil, "\(name): \(cell) is of another type")
        return value ?? filler
    }
}
