import CivilTime
import Columns
import Tabular

/// Writes the cells of one column as CSV: what comes again and again is formed once.
struct CSVCells {
    private let column: Column
    /// The texts as they are written, code by code, and where each ends; of other columns empty.
    private var texts: [UInt8] = []
    private var ends = [0]
    /// The value that was written last, and how: neighbours often agree.
    private var last: (cell: Cell, text: [UInt8]) = (.null, [])

    init(_ column: Column) {
        self.column = column
        guard case .text(let text) = column.values else { return }
        for text in text.dictionary {
            texts += Self.written(text)
            ends.append(texts.count)
        }
    }

    /// An empty text is an empty cell too: spreadsheets show the quotation marks of one.
    private static func written(_ text: String) -> [UInt8] {
        var writer = DelimitedWriter()
        writer.cell(text.isEmpty ? nil : text)
        return writer.bytes
    }

    /// Adds the cell of a row.
    mutating func write(_ row: Int, to bytes: inout [UInt8]) {
        guard column.validity[row] else { return }
        switch column.values {
        case .text(let text):
            let code = Int(text.codes[row])
            bytes.append(contentsOf: texts[ends[code]..<ends[code + 1]])
        case .int(let ints): Self.write(ints[row], to: &bytes)
        case .bool(let bools): bytes.append(contentsOf: (bools[row] ? "true" : "false").utf8)
        case .day(let days): Self.write(days[row], to: &bytes)
        case .num(let nums): write(.num(nums[row]), to: &bytes)
        case .list(let lists) where lists[row].isEmpty: break
        case .instant, .list, .days, .daysOnDemand: write(column[row], to: &bytes)
        }
    }

    private mutating func write(_ cell: Cell, to bytes: inout [UInt8]) {
        if cell != last.cell { last = (cell, Self.written(cellText(cell))) }
        bytes.append(contentsOf: last.text)
    }

    private static func write(_ day: Day, to bytes: inout [UInt8]) {
        let (year, month, date) = day.date
        guard (1000...9999).contains(year) else {
            bytes.append(contentsOf: day.description.utf8)
            return
        }
        write(year, to: &bytes)
        writePart(month, to: &bytes)
        writePart(date, to: &bytes)
    }

    /// A month or a day of the month.
    private static func writePart(_ part: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "-"))
        if part < 10 { bytes.append(UInt8(ascii: "0")) }
        write(part, to: &bytes)
    }

    private static func write(_ number: Int, to bytes: inout [UInt8]) {
        guard (0...9999).contains(number) else {
            bytes.append(contentsOf: String(number).utf8)
            return
        }
        var rest = number
        var place = number < 10 ? 1 : number < 100 ? 10 : number < 1000 ? 100 : 1000
        while place > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / place))
            rest %= place
            place /= 10
        }
    }
}
