/// Reads delimited text (CSV and its relatives) row by row from bytes that come in pieces.
///
/// The encoding is decided from the byte order mark and the delimiter from the first line. Memory is the
/// piece fed last and one row.
///
///     var reader = DelimitedReader()
///     var record = Record()
///     try reader.feed(chunk)
///     while try reader.advance(into: &record) { use(record) }
///     // and behind the last chunk
///     try reader.finish()
///     while try reader.advance(into: &record) { use(record) }
package struct DelimitedReader {
    private let limits: TabularLimits
    private let keepsBlankLines: Bool
    private var decoder = TextDecoder()
    private var input: [UInt8] = []
    /// The first byte of `input` that was not taken yet.
    private var position = 0
    /// Bytes of the decoded text before `input`.
    private var dropped = 0
    private var isAtEnd = false
    private var isDelimiterKnown = false
    /// What a line before the header says.
    private var statedDelimiter: Delimiter?
    private var machine: RecordMachine
    /// Whether the record was handed out, so that the next row begins.
    private var isRecordComplete = true

    /// A reader at the beginning of a text.
    ///
    /// - Parameters:
    ///   - limits: how much it takes in.
    ///   - keepsBlankLines: whether a line without anything is a row with one absent cell; files of people
    ///     end in such lines, and they mean nothing.
    package init(limits: TabularLimits = .standard, keepsBlankLines: Bool = false) {
        self.limits = limits
        self.keepsBlankLines = keepsBlankLines
        machine = RecordMachine(limits: limits)
    }

    /// A reader in the middle of a text in UTF-8, at the beginning of a row.
    ///
    /// - Parameters:
    ///   - delimiter: what the header line has decided.
    ///   - line: the line on which the row begins.
    ///   - limits: how much it takes in.
    package init(delimiter: Delimiter, line: Int, limits: TabularLimits = .standard) {
        self.limits = limits
        keepsBlankLines = false
        decoder = TextDecoder(behindMark: true)
        machine = RecordMachine(limits: limits, line: line)
        machine.delimiter = delimiter
        isDelimiterKnown = true
    }

    /// What separates the cells; `nil` until the header line is there.
    package var delimiter: Delimiter? { isDelimiterKnown ? machine.delimiter : nil }

    /// Bytes of the file up to the end of the last row; `nil` in UTF-16.
    var bytesTaken: Int? {
        decoder.utf8MarkBytes.map {
            let taken = dropped + position
            // The machine takes a LF behind a CR with the next row: here it belongs to the last one.
            guard machine.isAfterReturn, position < input.count,
                input[position] == StructureScanner.lineFeed
            else { return $0 + taken }
            return $0 + taken + 1
        }
    }

    /// The line on which the next row begins.
    var nextLine: Int { machine.line }

    /// Hands over the next piece of the text; call `advance` until it is `false` before the next one.
    ///
    /// - Throws: `encoding`.
    package mutating func feed(_ chunk: ArraySlice<UInt8>) throws(TabularError) {
        dropTaken()
        do throws(TabularError) {
            try decoder.decode(chunk, into: &input)
        } catch {
            throw located(error)
        }
    }

    /// Reads the next piece straight to where it is needed.
    ///
    /// - Parameters:
    ///   - count: the most bytes.
    ///   - read: fills a buffer and says how far.
    /// - Returns: how many bytes there were.
    /// - Throws: `encoding`, and what reading throws.
    package mutating func feed(
        upTo count: Int,
        _ read: (UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
    ) throws(TabularError) -> Int {
        dropTaken()
        do throws(TabularError) {
            return try decoder.decode(upTo: count, into: &input, read)
        } catch {
            throw located(error)
        }
    }

    /// States that there are no more pieces.
    ///
    /// - Throws: `encoding`.
    package mutating func finish() throws(TabularError) {
        dropTaken()
        do throws(TabularError) {
            try decoder.finish(into: &input)
        } catch {
            throw located(error)
        }
        isAtEnd = true
    }

    /// Goes to the next row.
    ///
    /// - Parameter record: takes the row; the same one from call to call, since a row can come in pieces.
    /// - Returns: whether there is one; `false` asks for the next piece, and is the end after `finish`.
    /// - Throws: what makes the text unreadable from here on.
    package mutating func advance(into record: inout Record) throws(TabularError) -> Bool {
        guard try decideDelimiter() else { return false }
        while true {
            if isRecordComplete { record.begin(line: machine.line) }
            isRecordComplete = false
            let step = try machine.consume(input, from: position, into: &record)
            position = step.next
            if step.isComplete {
                isRecordComplete = true
            } else {
                guard isAtEnd, try machine.finish(&record) else { return false }
                isRecordComplete = true
            }
            if keepsBlankLines || !record.isBlank { break }
        }
        guard record.isUTF8 else { throw Self.noUTF8(line: record.line) }
        return true
    }

    private mutating func dropTaken() {
        input.removeFirst(position)
        dropped += position
        position = 0
    }

    private mutating func decideDelimiter() throws(TabularError) -> Bool {
        if isDelimiterKnown { return true }
        guard try skipPreambles() else { return false }
        // No further than a header reaches, so that pieces of any size come to the same.
        let end = min(input.count, position + limits.maximumHeaderBytes)
        let found = Delimiter.detect(
            input.span.extracting(0..<end),
            from: position,
            isLast: isAtEnd && end == input.count,
            stated: statedDelimiter
        )
        guard found != nil || end == input.count else { throw tooLong }
        guard let found else { return false }
        machine.delimiter = found
        isDelimiterKnown = true
        return true
    }

    /// Passes over the lines before the header.
    ///
    /// - Returns: whether they all were seen.
    private mutating func skipPreambles() throws(TabularError) -> Bool {
        while true {
            switch Preamble(input.span, from: position, isLast: isAtEnd) {
            case .none: return true
            case .unfinished:
                guard input.count - position <= limits.maximumHeaderBytes else { throw tooLong }
                return false
            case .line(let next, let lines, let delimiter):
                guard next - position <= limits.maximumHeaderBytes else { throw tooLong }
                position = next
                machine.skipLines(lines)
                statedDelimiter = delimiter ?? statedDelimiter
            }
        }
    }

    /// Says that a header does not end where it should, and which limit it is beyond.
    private var tooLong: TabularError {
        let line = input[position...].prefix(limits.maximumHeaderBytes)
        let isWide = Delimiter.allCases.contains { delimiter in
            line.count { $0 == delimiter.rawValue } >= limits.maximumColumns
        }
        return TabularError(
            .tooLarge,
            line: machine.line,
            isWide
                ? "the row has more than \(limits.maximumColumns) cells"
                : "the line is longer than \(limits.maximumHeaderBytes) bytes: it is no header"
        )
    }

    /// Says of damaged UTF-16 in which line it is: behind what was decoded.
    private func located(_ error: TabularError) -> TabularError {
        guard error.kind == .encoding else { return error }
        let lines = machine.lineEnds(input, from: position)
        return TabularError(.encoding, line: machine.line + lines, error.message)
    }

    private static func noUTF8(line: Int) -> TabularError {
        TabularError(
            .encoding,
            line: line,
            "the text is neither UTF-8 nor UTF-16: it was saved with an older encoding"
        )
    }
}
