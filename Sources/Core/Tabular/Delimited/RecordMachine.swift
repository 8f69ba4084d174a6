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
    private(set) var isAfterReturn = false
    /// The line of the byte that comes next.
    private(set) var line: Int
    private var quoteLine = 0

    init(limits: TabularLimits, line: Int = 1) {
        self.limits = limits
        self.line = line
    }

    /// Passes over whole lines before the header.
    mutating func skipLines(_ count: Int) { line += count }

    /// How many lines end in bytes that were not taken yet.
    func lineEnds(_ bytes: [UInt8], from start: Int) -> Int {
        var wasReturn = isAfterReturn
        var count = 0
        for byte in bytes[start...] {
            let isPair = wasReturn && byte == StructureScanner.lineFeed
            wasReturn = byte == StructureScanner.carriageReturn
            if wasReturn || byte == StructureScanner.lineFeed && !isPair { count += 1 }
        }
        return count
    }

    /// Takes bytes until a record is complete or they are used up.
    ///
    /// - Parameters:
    ///   - input: the bytes.
    ///   - start: the first one not taken yet.
    ///   - record: takes the cells; the same one until it is complete.
    /// - Returns: the index of the first byte not taken, and whether `record` is complete.
    /// - Throws: what makes the text unreadable from here on.
    mutating func consume(
        _ input: [UInt8],
        from start: Int,
        into record: inout Record
    ) throws(TabularError) -> (next: Int, isComplete: Bool) {
        let bytes = input.span
        var index = start
        while index < bytes.count {
            if isAfterReturn {
                isAfterReturn = false
                if bytes[index] == StructureScanner.lineFeed {
                    if state == .quoted { try extend(&record, StructureScanner.lineFeed) }
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
                try extend(&record, bytes, index..<end)
                index = end
                guard index < bytes.count else { break }
                index += 1
                if try separate(&record, at: bytes[index - 1]) { return (index, true) }
            case .quoted:
                let end = scanner.endOfQuotedStretch(bytes, from: index)
                try extend(&record, bytes, index..<end)
                index = end
                guard index < bytes.count else { break }
                try continueQuoted(&record, at: bytes[index])
                index += 1
            case .quoteClosed:
                let byte = bytes[index]
                index += 1
                if byte == StructureScanner.quote {
                    try extend(&record, byte)
                    state = .quoted
                } else if byte == scanner.delimiter || byte < 0x0E && byte != 0x09 {
                    if try separate(&record, at: byte) { return (index, true) }
                } else if byte != UInt8(ascii: " ") && byte != 0x09 {
                    throw strayQuote(record)
                }
            }
        }
        return (index, false)
    }

    /// Takes the end of the text.
    ///
    /// - Returns: whether `record` holds a last row, one without a line end.
    mutating func finish(_ record: inout Record) throws(TabularError) -> Bool {
        if state == .quoted {
            throw TabularError(
                .unterminatedQuote,
                line: quoteLine,
                column: record.count + 1,
                "a cell begins with a quotation mark and never ends: the file is cut off or damaged"
            )
        }
        guard state != .cellStart || record.count > 0 else { return false }
        try endCell(&record)
        record.endWithoutLineEnd()
        return true
    }

    /// A delimiter or a line end after a cell: whether the record is complete.
    private mutating func separate(
        _ record: inout Record,
        at byte: UInt8
    ) throws(TabularError) -> Bool {
        guard byte != 0 else { throw nulByte(record) }
        if byte == scanner.delimiter {
            try endCell(&record)
            return false
        }
        guard byte == StructureScanner.lineFeed || byte == StructureScanner.carriageReturn else {
            throw strayQuote(record)
        }
        try endCell(&record)
        isAfterReturn = byte == StructureScanner.carriageReturn
        line += 1
        return true
    }

    private mutating func continueQuoted(
        _ record: inout Record,
        at byte: UInt8
    ) throws(TabularError) {
        switch byte {
        case StructureScanner.quote:
            state = .quoteClosed
        case 0:
            throw nulByte(record)
        default:
            try extend(&record, byte)
            isAfterReturn = byte == StructureScanner.carriageReturn
            line += 1
        }
    }

    private mutating func endCell(_ record: inout Record) throws(TabularError) {
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

    private func extend(
        _ record: inout Record,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(TabularError) {
        try reserve(record, range.count)
        record.extend(bytes.extracting(range))
    }

    private func extend(_ record: inout Record, _ byte: UInt8) throws(TabularError) {
        try reserve(record, 1)
        record.extend(byte)
    }

    private func reserve(_ record: Record, _ count: Int) throws(TabularError) {
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

    private func strayQuote(_ record: Record) -> TabularError {
        TabularError(
            .unterminatedQuote,
            line: quoteLine,
            column: record.count + 1,
            "text goes on behind the closing quotation mark of a cell: the file is damaged"
        )
    }

    private func nulByte(_ record: Record) -> TabularError {
        TabularError(
            .nulBytes,
            line: line,
            column: record.count + 1,
            "the file holds NUL bytes, which no text has: it is damaged, or UTF-16 without its mark"
        )
    }
}
