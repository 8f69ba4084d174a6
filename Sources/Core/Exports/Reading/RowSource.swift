import Tabular

/// The rows of a file behind its header, as often as they are asked for.
enum RowSource {
    /// Delimited text.
    case delimited([UInt8])
    /// A list of JSON objects.
    case json(JSONRows)

    /// Recognises the form of a file by its first bytes.
    ///
    /// - Throws: what is said of files that are no text, and of damaged JSON.
    init(_ bytes: [UInt8]) throws(ExportError) {
        try refuseForeignForm(bytes)
        let start = bytes.prefix(64).first { !Self.isLead($0) }
        if start == UInt8(ascii: "[") || start == UInt8(ascii: "{") {
            self = .json(try JSONRows(bytes))
        } else {
            self = .delimited(bytes)
        }
    }

    /// Goes to the header.
    ///
    /// - Returns: the header and a cursor before the first row; `nil` when there is no header.
    func open() throws(ExportError) -> (header: [String], rows: RowCursor)? {
        switch self {
        case .delimited(let bytes):
            var rows = RowCursor(delimited: DelimitedRows(bytes))
            guard let header = try rows.next() else { return nil }
            return ((0..<header.count).map(header.text), rows)
        case .json(let rows):
            return rows.headers.isEmpty ? nil : (rows.headers, RowCursor(json: rows.cursor()))
        }
    }

    /// A byte order mark, white space, or the other half of a code unit of UTF-16.
    private static func isLead(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0xEF || byte == 0xBB || byte == 0xBF || byte >= 0xFE
    }
}

/// A place between two rows of a file.
struct RowCursor {
    // Two optionals and no enum: a payload cannot be changed in place, and a copied row buffer would be
    // copied again for every row.
    private var delimited: DelimitedRows?
    private var json: JSONRows.Cursor?

    init(delimited: DelimitedRows) { self.delimited = delimited }
    init(json: JSONRows.Cursor) { self.json = json }

    /// The next row; `nil` at the end.
    mutating func next() throws(ExportError) -> Record? {
        do {
            if try delimited?.advance() ?? false { return delimited?.record }
            if try json?.advance() ?? false { return json?.record }
            return nil
        } catch {
            throw ExportError(error)
        }
    }
}
