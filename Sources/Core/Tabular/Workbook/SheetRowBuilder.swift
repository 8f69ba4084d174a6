/// Puts together the rows of a sheet from the elements of its part.
///
/// worksheet/sheetData/row/c is a cell, with its value in v, or a text in is/t or is/r/t; is/rPh/t is how a
/// text is read aloud. Everything else is looks.
final class SheetRowBuilder: MarkupHandler {
    /// The row that was completed last, one cell for each column up to the last one that says something.
    private var record = Record()
    /// How many cells a row has, once the header has said it; cells to the right of it are nobody's.
    var width: Int?

    private let book: Workbook
    private let sheet: String
    private let limits: TabularLimits
    private var depth = 0
    private var isData = false
    private var isRow = false
    private var isCell = false
    private var isInline = false
    private var isRun = false
    private var isCaptured = false

    /// The row's number, and what its cells say, one behind the other.
    private var row = 0
    private var bytes: [UInt8] = []
    private var cells: [Cell] = []

    /// The cell that has begun.
    private var column = 0
    private var form = CellForm.number
    private var style = 0
    private var start = 0
    private var hasFormula = false

    private struct Cell {
        let column: Int
        let range: Range<Int>
    }

    init(_ book: Workbook, sheet: String, _ limits: TabularLimits) {
        self.book = book
        self.sheet = sheet
        self.limits = limits
    }

    /// Hands over the row that was completed last, for one that is filled anew.
    func exchange(_ record: inout Record) { swap(&record, &self.record) }

    func begin(_ element: MarkupElement) throws(TabularError) {
        depth += 1
        switch depth {
        case 2: isData = element.isNamed("sheetData")
        case 3:
            isRow = isData && element.isNamed("row")
            if isRow { try beginRow(element) }
        case 4:
            isCell = isRow && element.isNamed("c")
            if isCell { try beginCell(element) }
        case 5 where isCell:
            isCaptured = element.isNamed("v")
            isInline = element.isNamed("is")
            if element.isNamed("f") { hasFormula = true }
        case 6 where isInline:
            isCaptured = element.isNamed("t")
            isRun = element.isNamed("r")
        case 7 where isRun: isCaptured = element.isNamed("t")
        default: break
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) throws(TabularError) {
        guard isCaptured else { return }
        bytes.append(contentsOf: piece)
        guard bytes.count - start <= limits.maximumCellBytes else {
            throw TabularError(
                .cellTooLarge,
                line: row,
                "the cell is longer than \(limits.maximumCellBytes) bytes"
            )
        }
    }

    func end(_ element: MarkupElement) throws(TabularError) -> Bool {
        isCaptured = false
        defer { depth -= 1 }
        switch depth {
        case 3 where isRow:
            isRow = false
            return !cells.isEmpty ? finishRow() : false
        case 4 where isCell:
            isCell = false
            try finishCell()
        case 5: isInline = false
        case 6: isRun = false
        default: break
        }
        return false
    }

    private func beginRow(_ element: MarkupElement) throws(TabularError) {
        let number = element.attribute("r") == nil ? row + 1 : element.attributeNumber("r")
        guard let number, number > row, number <= SheetBounds.rows else {
            throw damaged("its rows are not in order")
        }
        row = number
        column = -1
        bytes.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }

    private func beginCell(_ element: MarkupElement) throws(TabularError) {
        if let reference = element.attribute("r") {
            guard let place = CellPlace(reference), place.row == row else {
                throw damaged("a cell of row \(row) has a place that is none")
            }
            column = place.column
        } else {
            column += 1
        }
        guard let form = CellForm(element) else {
            throw damaged("a cell of row \(row) is of no known kind")
        }
        self.form = form
        style = element.attributeNumber("s") ?? 0
        start = bytes.count
        hasFormula = false
    }

    private func damaged(_ message: String) -> TabularError {
        TabularError(
            .damagedArchive,
            line: nil,
            "the sheet '\(sheet)' of the workbook is damaged: \(message)"
        )
    }
}

extension SheetRowBuilder {
    /// Replaces what was captured with what the cell says.
    private func finishCell() throws(TabularError) {
        if bytes.count == start {
            if hasFormula, form != .text { bytes.append(contentsOf: unsavedFormula.utf8) }
        } else {
            try interpret()
        }
        guard bytes.count > start else { return }
        guard column < limits.maximumColumns else {
            throw TabularError(
                .tooLarge,
                line: row,
                "the row has cells beyond column \(limits.maximumColumns)"
            )
        }
        guard bytes.count <= limits.maximumRowBytes else {
            throw TabularError(
                .tooLarge,
                line: row,
                "the row is longer than \(limits.maximumRowBytes) bytes"
            )
        }
        cells.append(Cell(column: column, range: start..<bytes.count))
        // Cells come in order, except where a careless program wrote them.
        if let before = cells.dropLast().last, before.column >= column {
            guard !cells.dropLast().contains(where: { $0.column == column }) else {
                throw damaged("row \(row) has one cell twice")
            }
            cells.sort { $0.column < $1.column }
        }
    }

    private func interpret() throws(TabularError) {
        switch form {
        case .text: resolveEscapes(&bytes, from: start)
        case .date: break
        case .error: if bytes[start...].elementsEqual("#N/A".utf8) { replace(with: "") }
        case .truth: replace(with: bytes[start...].elementsEqual("1".utf8) ? "TRUE" : "FALSE")
        case .shared:
            guard let number = Int(String(decoding: bytes[start...], as: UTF8.self)),
                let text = book.texts[number]
            else { throw damaged("a cell of row \(row) has a text that is missing") }
            bytes.removeLast(bytes.count - start)
            bytes.append(contentsOf: text)
        case .number:
            let isDate = book.styles.isDate(style)
            if !isDate, isPlainInteger(bytes[start...]) { return }
            let text = String(decoding: bytes[start...], as: UTF8.self)
            guard let digits = plainDigits(text) else {
                throw damaged("a cell of row \(row) is said to be a number and is none")
            }
            let date = isDate ? Double(text).flatMap(book.dateSystem.text(ofSerial:)) : nil
            replace(with: date ?? digits)
        }
    }

    private func replace(with text: String) {
        bytes.removeLast(bytes.count - start)
        bytes.append(contentsOf: text.utf8)
    }

    /// - Returns: whether the row says anything in the columns that count.
    private func finishRow() -> Bool {
        record.begin(line: row)
        var next = 0
        let count = width ?? (cells.last.map { $0.column + 1 } ?? 0)
        for column in 0..<count {
            if next < cells.count, cells[next].column == column {
                record.append(bytes[cells[next].range])
                next += 1
            } else {
                record.append(EmptyCollection())
            }
        }
        return !record.isEmpty
    }
}
