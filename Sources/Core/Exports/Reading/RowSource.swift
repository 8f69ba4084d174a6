import Tabular

/// The rows of a file behind its header, as often as they are asked for.
enum RowSource {
    /// Delimited text.
    case delimited(any ByteSource)
    /// A list of JSON objects.
    case json(JSONRows)
    /// A sheet of a workbook.
    case sheet(SheetSource)
    /// A calendar of absences.
    case calendar(CalendarRows)

    /// Recognises the form of a file by its first bytes.
    ///
    /// - Parameters:
    ///   - source: a file that is no archive.
    ///   - options: further spellings of headers, which tell the rows of JSON from other lists, and the
    ///     zone of calendars.
    /// - Throws: what is said of files that are no text, and of damaged JSON and calendars.
    init(_ source: any ByteSource, _ options: ReadingOptions) throws(ExportError) {
        try refuseForeignForm(source)
        let beginning = try asExportError { () throws(TabularError) in
            try source.bytes(in: 0..<64)
        }
        let start = beginning.first { !Self.isLead($0) }
        guard !Self.isCalendar(beginning) else {
            self = .calendar(try CalendarRows(source, zone: options.zone))
            return
        }
        if start == UInt8(ascii: "[") || start == UInt8(ascii: "{") {
            guard source.count <= ReadingLimits.stateFileBytes else {
                throw ReadingLimits.tooLarge(ReadingLimits.stateFileBytes)
            }
            self = .json(try JSONRows(source, aliases: options.aliases))
        } else {
            self = .delimited(source)
        }
    }

    /// Goes to the header.
    ///
    /// - Returns: the header and a cursor before the first row; `nil` when there is no header.
    func open() throws(ExportError) -> (header: [String], rows: RowCursor)? {
        switch self {
        case .delimited(let source):
            var rows = RowCursor(delimited: DelimitedRows(source))
            guard try rows.advance() else { return nil }
            return ((0..<rows.record.count).map(rows.record.text), rows)
        case .json(let rows):
            return rows.headers.isEmpty ? nil : (rows.headers, RowCursor(json: rows.cursor()))
        case .sheet(let sheet):
            return (sheet.header, RowCursor(sheet: try sheet.rows()))
        case .calendar(let calendar):
            return (CalendarRows.header, RowCursor(calendar: calendar))
        }
    }

    /// The header that `open` has found, with its place.
    func header(
        _ opened: (header: [String], rows: RowCursor),
        _ options: ReadingOptions
    ) -> Header {
        let sheet = if case .sheet(let sheet) = self { sheet } else { nil as SheetSource? }
        return Header(
            opened.header,
            line: sheet?.headerRow ?? opened.rows.record.line,
            isOnSheet: sheet != nil,
            aliases: options.aliases
        )
    }

    /// Whether a text begins as calendars do, whatever its name is.
    static func isCalendar(_ beginning: [UInt8]) -> Bool {
        let text = beginning.drop { isLead($0) }.prefix(15)
        return String(decoding: text, as: UTF8.self).uppercased() == "BEGIN:VCALENDAR"
    }

    /// A byte order mark, white space, or the other half of a code unit of UTF-16.
    private static func isLead(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0xEF || byte == 0xBB || byte == 0xBF || byte >= 0xFE
    }
}

/// A place between two rows of a file.
struct RowCursor {
    // Optionals and no enum: a payload cannot be changed in place, and the buffers behind it would be
    // copied for every row.
    private var delimited: DelimitedRows?
    private var json: JSONRows.Cursor?
    private var sheet: SheetRows?
    private var calendar: CalendarRows?
    /// How many rows of a calendar were handed out.
    private var count = 0
    /// The row that `advance` found last; one buffer for all.
    private(set) var record = Record()

    /// Where the next row begins in a text in UTF-8, and what separates its cells.
    var place: (offset: Int, line: Int, delimiter: Delimiter)? {
        guard let rows = delimited, let next = rows.next, let delimiter = rows.delimiter else {
            return nil
        }
        return (next.offset, next.line, delimiter)
    }

    init(delimited: DelimitedRows) { self.delimited = delimited }
    init(json: JSONRows.Cursor) { self.json = json }
    init(sheet: SheetRows) { self.sheet = sheet }
    init(calendar: CalendarRows) { self.calendar = calendar }

    /// Goes to the next row.
    ///
    /// - Returns: whether there is one.
    mutating func advance() throws(ExportError) -> Bool {
        do {
            if let found = try delimited?.advance(into: &record) { return found }
            if let found = try sheet?.advance(into: &record) { return found }
            if let calendar {
                guard count < calendar.rows.count else { return false }
                calendar.fill(&record, count)
                count += 1
                return true
            }
            return try json?.advance(into: &record) ?? false
        } catch {
            throw ExportError(error)
        }
    }
}
