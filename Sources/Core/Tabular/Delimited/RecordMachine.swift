// RFC 4180 with the tolerance that real files need: any line end, a quote inside a bare cell is
// a character, blanks behind a closing quote are dropped. What cannot be told apart from damage is an
// error: a quoted cell that goes on behind its closing quote would swallow the rows that follow.

/// Puts records together from bytes that come in pieces; every byte is looked at once.
struct RecordMachine {
    private enum State { case cellStart, bare, quoted, quoteClosed }

    /// What separates cells; a comma until the header line says something else.
    var delimiter: Delimiter {
        get { Delimiter(rawValue: scanner.delimiter) ?? .comma }
        set { scanner = StructureScanner(delimiter: newValue.rawValue) }
    }

    private var scanner = StructureScanner(delimiter: Delimiter.comma.rawValue)
    private let limits: TabularLimits
    private var state = State.cellStart
    /// Whether the last byte was a CR, so that a LF belongs to the same line end.
    private var isAfterReturn = false
    /// The line of the byte that comes next.
    private(set) var line = 1
    private var quoteLine = 0
    private(set) var record = Record()

    init(limits: TabularLimits) {
        self.limits = limits
    }

    /// Passes over whole lines before the header.
    mutating func skipLines(_ count: Int) { line += count }

    /// Makes room for the next record.
    mutating func beginRecord() { record.begin(line: line) }

    /// Takes bytes until a record is complete or they are used up.
    ///
    /// - Returns: the index of the first byte not taken, and whether `record` is complete.
    mutating func consume(
        _ input: [UInt8],
        from start: Int
    ) throws(TabularError) -> (next: Int, isComplete: Bool) {
        let bytes = input.span
        var index = start
        while index < bytes.count {
            if isAfterReturn {
                isAfterReturn = false
                if bytes[index] == StructureScanner.lineFeed {
                    if state == .quoted { try extend(StructureScanner.lineFeed) }
                    index += 1
                    continue
                }
            }
            switch state {
            case .cellStart:
                state = .bare
                guard bytes[index] == StructureScanner.quote else { continue }
                state = .quoted
                quoteLine = line
                record.beginQuotes()
                index += 1
            case .bare:
                let end = scanner.endOfBareStretch(bytes, from: index)
                try extend(bytes, index..<end)
                index = end
                guard index < bytes.count else { break }
                index += 1
                if try separate(at: bytes[index - 1]) { return (index, true) }
            case .quoted:
                let end = scanner.endOfQuotedStretch(bytes, from: index)
                try extend(bytes, index..<end)
                index = end
                guard index < bytes.count else { break }
                try continueQuoted(at: bytes[index])
                index += 1
            case .quoteClosed:
                let byte = bytes[index]
                index += 1
                if byte == StructureScanner.quote {
                    try extend(byte)
                    state = .quoted
                } else if byte == scanner.delimiter || byte < 0x0E && byte != 0x09 {
                    if try separate(at: byte) { return (index, true) }
                } else if byte != UInt8(ascii: " ") && byte != 0x09 {
                    throw strayQuote
                }
            }
        }
        return (index, false)
    }

    /// Takes the end of the text.
    ///
    /// - Returns: whether `record` holds a last row, one without a line end.
    mutating func finish() throws(TabularError) -> Bool {
        if state == .quoted {
            throw TabularError(
                .unterminatedQuote,
                line: quoteLine,
                column: record.count + 1,
                "a cell begins with a quotation mark and never ends: the file is cut off or damaged"
            )
        }
        guard state != .cellStart || record.count > 0 else { return false }
        try endCell()
        record.endWithoutLineEnd()
        return true
    }

    /// A delimiter or a line end after a cell: whether the record is complete.
    private mutating func separate(at byte: UInt8) throws(TabularError) -> Bool {
        guard byte != 0 else { throw nulByte }
        if byte == scanner.delimiter {
            try endCell()
            return false
        }
        guard byte == StructureScanner.lineFeed || byte == StructureScanner.carriageReturn else {
            throw strayQuote
        }
        try endCell()
        isAfterReturn = byte == StructureScanner.carriageReturn
        line += 1
        return true
    }

    private mutating func continueQuoted(at byte: UInt8) throws(TabularError) {
        switch byte {
        case StructureScanner.quote:
            state = .quoteClosed
        case 0:
            throw nulByte
        default:
            try extend(byte)
            isAfterReturn = byte == StructureScanner.carriageReturn
            line += 1
        }
    }

    private mutating func endCell() throws(TabularError) {
        record.endCell()
        state = .cellStart
        guard record.count <= limits.maximumColumns else {
            throw TabularError(
                .tooLarge,
                line: record.line,
                "the row has more than \(limits.maximumColumns) cells"
            )
        }
    }

    private mutating func extend(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(TabularError) {
        try reserve(range.count)
        record.extend(bytes.extracting(range))
    }

    private mutating func extend(_ byte: UInt8) throws(TabularError) {
        try reserve(1)
        record.extend(byte)
    }

    private func reserve(_ count: Int) throws(TabularError) {
        guard record.unfinishedBytes + count <= limits.maximumCellBytes else {
            throw TabularError(
                .cellTooLarge,
                line: record.line,
                column: record.count + 1,
                "the cell is longer than \(limits.maximumCellBytes) bytes"
            )
        }
        guard record.bytes.count + count <= limits.maximumRowBytes else {
            throw TabularError(
                .tooLarge,
                line: record.line,
                "the row is longer than \(limits.maximumRowBytes) bytes"
            )
        }
    }

    private var strayQuote: TabularError {
        TabularError(
            .unterminatedQuote,
            line: quoteLine,
            column: record.count + 1,
            "text goes on behind the closing quotation mark of a cell: the file is damaged"
        )
    }

    private var nulByte: TabularError {
        TabularError(
            .nulBytes,
            line: line,
            column: record.count + 1,
            "the file holds NUL bytes, which no text has: it is damaged, or UTF-16 without its mark"
        )
    }
}
