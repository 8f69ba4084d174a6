package import Tabular

/// How the bytes of a file are written, for people: nothing depends on it.
package enum Dialect: Hashable, Sendable {
    /// How letters are stored.
    package enum Encoding: String, Hashable, Sendable {
        case utf8 = "UTF-8"
        case utf8WithMark = "UTF-8 with byte order mark"
        case utf16LittleEndian = "UTF-16 little-endian"
        case utf16BigEndian = "UTF-16 big-endian"
    }

    /// What stands behind a line.
    package enum LineEnd: String, Hashable, Sendable {
        case crlf = "CRLF"
        case lf = "LF"
        case cr = "CR"
    }

    /// Delimited text; without a line end where there is but one line.
    case text(Encoding, Delimiter, LineEnd?)
    /// JSON.
    case json
    /// A calendar.
    case calendar
    /// A workbook or another archive.
    case archive

    /// Bytes that are looked at: a header and more.
    private static let glance = 1 << 18

    /// Looks at the beginning of a file; `nil` where it is none of these.
    ///
    /// - Parameter source: the file.
    package init?(_ source: some ByteSource) {
        guard let bytes = try? source.bytes(in: 0..<Self.glance), !bytes.isEmpty else { return nil }
        if bytes.starts(with: [0x50, 0x4B]) {
            self = .archive
            return
        }
        let encoding = Encoding(bytes)
        var decoder = TextDecoder()
        var text: [UInt8] = []
        guard (try? decoder.decode(bytes[...], into: &text)) != nil else { return nil }
        let first = text.first { $0 > 0x20 }
        if RowSource.isCalendar(text) {
            self = .calendar
            return
        }
        if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            self = .json
            return
        }
        var reader = DelimitedReader()
        var record = Record()
        guard (try? reader.feed(text[...])) != nil, (try? reader.finish()) != nil,
            (try? reader.advance(into: &record)) != nil, let delimiter = reader.delimiter
        else { return nil }
        self = .text(encoding, delimiter, LineEnd(text))
    }
}

extension Dialect.Encoding {
    /// By the byte order mark; a text without one is UTF-8.
    fileprivate init(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8WithMark
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else {
            self = .utf8
        }
    }
}

extension Dialect.LineEnd {
    /// What stands behind the first line; a line break in a quoted cell is none.
    fileprivate init?(_ text: [UInt8]) {
        var isQuoted = false
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case 0x0A where !isQuoted:
                self = .lf
                return
            case 0x0D where !isQuoted:
                let isPair = index + 1 < text.count && text[index + 1] == 0x0A
                self = isPair ? .crlf : .cr
                return
            default: continue
            }
        }
        return nil
    }
}
