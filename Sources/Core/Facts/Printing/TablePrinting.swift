import CivilTime
package import Columns
package import Tabular

// A table for machines and for people (architecture §4, `facts`): columns in the order of facts.md,
// rows by key, null empty in CSV, sets of days only in JSON.

extension Table {
    /// The columns of some names, in that order; all where none are named.
    ///
    /// Only JSON prints sets of days.
    private func selected(_ names: [String]?, withDays: Bool) -> [Column] {
        let wanted = names.map { names in names.compactMap { self[$0] } } ?? columns
        return wanted.filter { withDays || $0.type != .days }
    }

    /// The rows that are meant, in their order.
    private func rows(_ rows: [Int]?) -> [Int] { rows ?? Array(0..<rowCount) }

    /// CSV (RFC 4180, with LF): a header, then a line a row.
    ///
    /// A text that a spreadsheet would take for a formula is printed as it is: this is for
    /// machines.
    ///
    /// Columns by name and rows by number, in the order in which they are given; `nil` means all.
    package func csv(columns: [String]? = nil, rows: [Int]? = nil) -> String {
        let columns = selected(columns, withDays: false)
        var writer = DelimitedWriter()
        writer.row(columns.map(\.name))
        var bytes = writer.bytes
        var cells = columns.map { CSVCells($0) }
        for row in self.rows(rows) {
            for place in cells.indices {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                cells[place].write(row, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A JSON list of objects, one a line, with the columns as keys in their order.
    ///
    /// Columns by name and rows by number, in the order in which they are given; `nil` means all.
    package func json(columns: [String]? = nil, rows: [Int]? = nil) -> String {
        let columns = selected(columns, withDays: true)
        let lines = self.rows(rows).map { row in
            var json = JSONWriter()
            json.object { json in
                for column in columns { json.member(column.name) { $0.value(column[row]) } }
            }
            return json.text
        }
        return lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
    }

    /// Aligned text for people: numbers to the right, `-` for what is absent, control characters
    /// left out.
    ///
    /// Columns by name and rows by number, in the order in which they are given; `nil` means all.
    package func alignedText(columns: [String]? = nil, rows: [Int]? = nil) -> String {
        let columns = selected(columns, withDays: false)
        let rows = self.rows(rows)
        let cells = columns.map { column in
            [column.name] + rows.map { row in column[row].isNull ? "-" : printable(column[row]) }
        }
        let widths = cells.map { $0.lazy.map(displayWidth).max() ?? 0 }
        var text = ""
        for line in 0...rows.count {
            var row = ""
            for (position, column) in columns.enumerated() {
                let cell = cells[position][line]
                let fill = String(repeating: " ", count: widths[position] - displayWidth(cell))
                let isNumber = column.type == .int || column.type == .num
                row += (position == 0 ? "" : "  ") + (isNumber ? fill + cell : cell + fill)
            }
            while row.last == " " { row.removeLast() }
            text += row + "\n"
        }
        return text
    }
}

extension JSONWriter {
    /// Writes a cell: lists and sets of days as lists of texts, days and moments as texts.
    package mutating func value(_ cell: Cell) {
        switch cell {
        case .null: null()
        case .text(let text): value(text)
        case .int(let number): value(number)
        case .num(let number): value(number)
        case .bool(let bool): value(bool)
        case .day(let day): value(day.description)
        case .instant(let instant): value(instant.description)
        case .list(let texts): array { json in for text in texts { json.value(text) } }
        case .days(let days): array { json in for day in days { json.value(day.description) } }
        }
    }
}

/// A cell on one line of a terminal: numbers with at most two decimals, white space as spaces.
private func printable(_ cell: Cell) -> String {
    if case .num(let number) = cell { return rounded(number) }
    var text = ""
    for scalar in cellText(cell).unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
            if scalar.properties.isWhitespace { text += " " }
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text
}

private func rounded(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return numberText(number) }
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
}

/// How many columns of a terminal a text takes: East Asian wide characters two.
private func displayWidth(_ text: String) -> Int {
    text.reduce(0) { width, character in
        let value = character.unicodeScalars.first?.value ?? 0
        let isWide =
            (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value)
            || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
            || (0x1F300...0x1FAFF).contains(value)
        return width + (isWide ? 2 : 1)
    }
}
