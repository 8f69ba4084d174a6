import Columns

/// The rows of a body of the first version: a line of column names, then a line a row, cells quoted
/// where they must be, absent cells empty.
struct CSVStateRows {
    private(set) var rowCount = 0
    private(set) var columns: [String: StateTexts] = [:]

    private let bytes: [UInt8]
    private var position = 0
    private var fields: [(range: Range<Int>, isQuoted: Bool)] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard advance() else { return }
        let names = fields.indices.map { text($0) ?? "" }
        var texts = names.map { _ in CodedText() }
        while advance() {
            for column in texts.indices { texts[column].append(text(column)) }
            rowCount += 1
        }
        for (name, column) in zip(names, texts) {
            columns[name] = StateTexts(codes: column.codes, texts: column.dictionary)
        }
    }

    /// Goes to the next line; `false` after the last.
    private mutating func advance() -> Bool {
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
    private func text(_ column: Int) -> String? {
        guard column < fields.count, !fields[column].range.isEmpty else { return nil }
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
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
