import CivilTime
import Columns
import Tabular

// The rows of state files are kept as small CSV texts of our own: a line of column names, then a
// line a row in the file's order, cells quoted where they must be, absent cells empty. Readable in
// the database, and read back in one pass over bytes.

/// Writes rows as `StateRows` reads them.
struct StateRowsWriter {
    private var writer = DelimitedWriter()
    private(set) var count = 0

    var bytes: [UInt8] { writer.bytes }

    init(columns: [String]) {
        writer.row(columns)
    }

    /// Adds a row.
    mutating func append(identity: Int?, _ columns: [Column], row: Int) {
        if let identity { writer.cell(String(identity)) }
        for column in columns {
            let cell = column[row]
            writer.cell(cell.isNull ? nil : cellText(cell))
        }
        writer.endRow()
        count += 1
    }
}

/// Reads kept rows one after the other.
struct StateRows: ~Copyable {
    private let bytes: [UInt8]
    private var position = 0
    private var fields: [(range: Range<Int>, isQuoted: Bool)] = []
    private var positions: [String: Int] = [:]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard advance() else { return }
        for index in fields.indices { positions[text(index) ?? ""] = index }
    }

    /// The position of a column; `nil` when the file had none of that name.
    func column(_ name: String) -> Int? { positions[name] }

    /// Goes to the next row; `false` after the last.
    mutating func advance() -> Bool {
        fields.removeAll(keepingCapacity: true)
        guard position < bytes.count else { return false }
        while position < bytes.count {
            let isQuoted = bytes[position] == quote
            let start = isQuoted ? position + 1 : position
            if isQuoted { skipQuoted() } else { skipPlain() }
            fields.append((start..<Swift.max(start, isQuoted ? position - 1 : position), isQuoted))
            guard position < bytes.count, bytes[position] == comma else { break }
            position += 1
            if position == bytes.count { fields.append((position..<position, false)) }
        }
        position += 1
        return true
    }

    private mutating func skipPlain() {
        while position < bytes.count, bytes[position] != comma, bytes[position] != newline {
            position += 1
        }
    }

    private mutating func skipQuoted() {
        position += 1
        while position < bytes.count {
            if bytes[position] == quote {
                position += 1
                guard position < bytes.count, bytes[position] == quote else { return }
            }
            position += 1
        }
    }

    /// The text of a cell; `nil` where it is absent.
    func text(_ column: Int?) -> String? {
        guard let column, column < fields.count, !fields[column].range.isEmpty else { return nil }
        let slice = bytes[fields[column].range]
        guard fields[column].isQuoted else { return String(decoding: slice, as: UTF8.self) }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in slice {
            isEscaped = byte == quote && !isEscaped
            if !isEscaped { plain.append(byte) }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The day of a cell that holds a day or a moment in UTC.
    func day(_ column: Int?) -> Day? { text(column).flatMap { Day(String($0.prefix(10))) } }

    /// The number of a cell.
    func number(_ column: Int?) -> Double? { text(column).flatMap(Double.init) }

    /// The whole number of a cell, fractions dropped.
    func int(_ column: Int?) -> Int? { number(column).map(whole) }

    /// The identity of the row; 0 where it belongs to no person.
    func identity() -> Int { int(positions["identity"]) ?? 0 }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
