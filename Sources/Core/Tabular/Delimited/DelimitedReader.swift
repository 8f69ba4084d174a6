/// Reads delimited text (CSV and its relatives) row by row from bytes that come in pieces.
///
/// The encoding is decided from the byte order mark and the delimiter from the first line. Memory is the
/// piece fed last and one row.
///
///     var reader = DelimitedReader()
///     try reader.feed(chunk)
///     while try reader.advance() { use(reader.record) }
///     // and behind the last chunk
///     try reader.finish()
///     while try reader.advance() { use(reader.record) }
package struct DelimitedReader {
    private let limits: TabularLimits
    private let keepsBlankLines: Bool
    private var decoder = TextDecoder()
    private var input: [UInt8] = []
    /// The first byte of `input` that was not taken yet.
    private var position = 0
    private var isAtEnd = false
    private var isDelimiterKnown = false
    private var machine: RecordMachine
    /// Whether `machine.record` was handed out, so that the next row begins.
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

    /// The row that `advance` found last.
    package var record: Record { machine.record }

    /// What separates the cells; `nil` until the header line is there.
    package var delimiter: Delimiter? { isDelimiterKnown ? machine.delimiter : nil }

    /// Hands over the next piece of the text; call `advance` until it is `false` before the next one.
    ///
    /// - Throws: `encoding`.
    package mutating func feed(_ chunk: ArraySlice<UInt8>) throws(TabularError) {
        dropTaken()
        try decoder.decode(chunk, into: &input)
    }

    /// States that there are no more pieces.
    ///
    /// - Throws: `encoding`.
    package mutating func finish() throws(TabularError) {
        dropTaken()
        try decoder.finish(into: &input)
        isAtEnd = true
    }

    /// Goes to the next row.
    ///
    /// - Returns: whether there is one; `false` asks for the next piece, and is the end after `finish`.
    /// - Throws: what makes the text unreadable from here on.
    package mutating func advance() throws(TabularError) -> Bool {
        guard try decideDelimiter() else { return false }
        while true {
            if isRecordComplete { machine.beginRecord() }
            isRecordComplete = false
            let step = try machine.consume(input, from: position)
            position = step.next
            if step.isComplete {
                isRecordComplete = true
            } else {
                guard isAtEnd, try machine.finish() else { return false }
                isRecordComplete = true
            }
            if keepsBlankLines || !machine.record.isBlank { break }
        }
        try checkEncoding()
        return true
    }

    private mutating func dropTaken() {
        input.removeFirst(position)
        position = 0
    }

    private mutating func decideDelimiter() throws(TabularError) -> Bool {
        if isDelimiterKnown { return true }
        if let preamble = Preamble.skip(input.span, from: position, isLast: isAtEnd) {
            position = preamble.next
            machine.skipLines(preamble.lines)
        }
        let found = Delimiter.detect(input.span, from: position, isLast: isAtEnd)
        guard (found == nil ? input.count : 0) <= limits.maximumHeaderBytes else {
            throw TabularError(
                .tooLarge,
                line: 1,
                "the first line is longer than \(limits.maximumHeaderBytes) bytes: it is no header"
            )
        }
        guard let found else { return false }
        machine.delimiter = found
        isDelimiterKnown = true
        return true
    }

    private func checkEncoding() throws(TabularError) {
        do {
            _ = try UTF8Span(validating: machine.record.bytes.span)
        } catch {
            throw TabularError(
                .encoding,
                line: machine.record.line,
                "the text is neither UTF-8 nor UTF-16: it was saved with an older encoding"
            )
        }
    }
}
