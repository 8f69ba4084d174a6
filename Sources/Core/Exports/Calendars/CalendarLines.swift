import Tabular

/// The lines of a calendar, one after the other, with folded ones joined (RFC 5545, section 3.1).
struct CalendarLines {
    /// Bytes of a line that are kept: names and days are short, and what is longer is a picture.
    static let maximumLineBytes = 1 << 16

    /// The line, without its end.
    private(set) var bytes: [UInt8] = []
    /// On which line of the file it begins, from 1.
    private(set) var number = 0
    /// Whether it is longer than what is kept of it.
    private(set) var isCut = false

    private let file: [UInt8]
    private var position: Int
    private var nextNumber = 1

    /// Before the first line of a file, behind a byte order mark.
    init(_ file: [UInt8]) {
        self.file = file
        position = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Goes to the next line that is not blank; `false` after the last.
    mutating func advance() -> Bool {
        repeat {
            guard position < file.count else { return false }
            read()
        } while bytes.allSatisfy { $0 <= 0x20 }
        return true
    }

    /// Reads a line with those that go on with it: they begin with white space, also in the middle of
    /// a letter of several bytes.
    private mutating func read() {
        bytes.removeAll(keepingCapacity: true)
        isCut = false
        number = nextNumber
        while true {
            let end = file[position...].firstIndex(of: 0x0A) ?? file.count
            let last = end > position && file[end - 1] == 0x0D ? end - 1 : end
            let room = Self.maximumLineBytes - bytes.count
            if last - position > room { isCut = true }
            bytes += file[position..<min(last, position + room)]
            position = min(end + 1, file.count)
            nextNumber += 1
            guard position < file.count, file[position] == 0x20 || file[position] == 0x09 else {
                return
            }
            position += 1
        }
    }
}

/// One line of a calendar: `NAME;PARAMETER=VALUE:VALUE`.
struct CalendarProperty: Hashable {
    /// In capital letters.
    let name: String
    /// By name in capital letters, without quotation marks.
    let parameters: [String: String]
    /// As it is written: texts are escaped.
    let value: String

    /// Takes a line apart; `nil` for one without a value, or with a quotation mark that is not closed.
    init?(_ line: [UInt8]) {
        var place = 0
        func text(to end: Int) -> String { String(decoding: line[place..<end], as: UTF8.self) }
        func end(_ marks: String) -> Int {
            let marks = Array(marks.utf8)
            return line[place...].firstIndex { marks.contains($0) } ?? line.count
        }
        let nameEnd = end(";:")
        name = text(to: nameEnd).uppercased()
        place = nameEnd
        var parameters: [String: String] = [:]
        while place < line.count, line[place] == UInt8(ascii: ";") {
            place += 1
            let keyEnd = end("=;:")
            let key = text(to: keyEnd).uppercased()
            place = keyEnd
            var value = ""
            if place < line.count, line[place] == UInt8(ascii: "=") {
                place += 1
                // A list of values stays one text with its commas: nobody here asks for its parts.
                while place < line.count, line[place] != UInt8(ascii: ";"),
                    line[place] != UInt8(ascii: ":")
                {
                    let isQuoted = line[place] == UInt8(ascii: "\"")
                    if isQuoted { place += 1 }
                    let valueEnd = end(isQuoted ? "\"" : "\";:")
                    value += text(to: valueEnd)
                    place = valueEnd
                    guard isQuoted else { continue }
                    guard place < line.count else { return nil }
                    place += 1
                }
            }
            parameters[key] = parameters[key] ?? value
        }
        guard place < line.count, line[place] == UInt8(ascii: ":") else { return nil }
        self.parameters = parameters
        place += 1
        value = text(to: line.count)
    }

    /// The value as a text, without its escapes (RFC 5545, section 3.3.11).
    var text: String {
        guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
        var plain = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            plain.append(isEscaped && (scalar == "n" || scalar == "N") ? " " : scalar)
            isEscaped = false
        }
        return String(plain)
    }
}

/// Why an event cannot be read: the property that is to blame, and what is wrong with it.
struct CalendarProblem: Error, Hashable {
    /// Its name.
    let property: String
    /// Without the place.
    let message: String

    init(_ property: String, _ message: String) {
        self.property = property
        self.message = message
    }
}
