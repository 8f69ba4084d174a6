import CivilTime

/// Reads kept rows one after the other: for files of few rows; large ones are read by column.
struct StateRows: ~Copyable {
    private let columns: StateColumns
    private var row = -1
    private var texts: [StateTexts] = []
    private var days: [StateDays] = []
    private var numbers: [StateNumbers] = []

    init(_ body: [UInt8]) { columns = StateColumns(body) }

    /// Makes a column readable and gives its position; `nil` when the file had none of that name.
    mutating func column(_ name: String) -> Int? {
        guard columns.has(name) else { return nil }
        texts.append(columns.texts(name))
        days.append(columns.days(name))
        numbers.append(columns.numbers(name))
        return texts.count - 1
    }

    /// Goes to the next row; `false` after the last.
    mutating func advance() -> Bool {
        row += 1
        return row < columns.rowCount
    }

    /// The text of a cell; `nil` where it is absent.
    func text(_ column: Int?) -> String? { column.flatMap { texts[$0][row] } }

    /// The day of a cell that holds a day or a moment in UTC.
    func day(_ column: Int?) -> Day? { column.flatMap { days[$0][row] } }

    /// The number of a cell.
    func number(_ column: Int?) -> Double? { column.flatMap { numbers[$0][row] } }

    /// The whole number of a cell, fractions dropped.
    func int(_ column: Int?) -> Int? { number(column).map(whole) }
}
