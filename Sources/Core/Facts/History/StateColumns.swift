import CivilTime
import Columns

// The rows of state files are kept column by column. A body: the format (1 byte, 1), how many rows
// (4 bytes), how many columns (2 bytes), then for each column its name, its kind (1 byte) and its
// numbers; before the numbers of texts the distinct texts. Texts have their length (4 bytes) before
// them. Bodies of the first version are small CSV texts (`CSVStateRows`), which begin with a letter.

/// Texts of a kept column: the distinct ones, and which of them each row has.
struct StateTexts: Sendable {
    /// For each row an index into `texts`, or `CodedText.null`.
    let codes: [UInt32]
    /// The distinct texts, none of them empty.
    let texts: [String]

    subscript(row: Int) -> String? {
        let code = codes[row]
        return code == CodedText.null ? nil : texts[Int(code)]
    }

    /// What a function makes of the texts, row by row; each text is asked for once.
    func map<Value>(absent: Value, _ make: (String) -> Value) -> [Value] {
        let values = texts.map(make)
        return codes.map { $0 == CodedText.null ? absent : values[Int($0)] }
    }
}

/// Days of a kept column.
struct StateDays: Sendable {
    fileprivate static let absent = Int32.min
    fileprivate let days: [Int32]

    subscript(row: Int) -> Day? {
        days[row] == Self.absent ? nil : Day(daysSince1970: days[row])
    }
}

/// Numbers of a kept column.
struct StateNumbers: Sendable {
    /// Not a number where a row has none.
    fileprivate let numbers: [Double]

    subscript(row: Int) -> Double? { numbers[row].isNaN ? nil : numbers[row] }

    /// The whole number of a row, fractions dropped.
    func int(_ row: Int) -> Int? { self[row].map(whole) }
}

/// The kept rows of a state file, column by column.
struct StateColumns: Sendable {
    /// The kinds of columns, as they are written.
    enum Kind: UInt8 {
        case text = 1
        case day, instant, whole, number
    }

    /// The first byte of a body.
    static let format: UInt8 = 1

    /// A column as it lies in the body.
    private enum Stored {
        case texts(StateTexts)
        case packedTexts(PackedNumbers, [String])
        case numbers(PackedNumbers, Kind)
    }

    /// How many rows there are.
    private(set) var rowCount = 0
    private var columns: [String: Stored] = [:]

    /// Rows of which nothing is known.
    init(rowCount: Int) { self.rowCount = rowCount }

    /// Reads a body; what is cut off or damaged has no rows.
    init(_ body: [UInt8]) {
        guard body.first == Self.format else {
            let old = CSVStateRows(body)
            rowCount = old.rowCount
            columns = old.columns.mapValues { .texts($0) }
            return
        }
        var reader = BodyReader(body)
        guard reader.number(UInt8.self) != nil, let rows = reader.number(UInt32.self),
            let count = reader.number(UInt16.self), rows <= body.count
        else { return }
        for _ in 0..<count {
            guard let name = reader.text(), let kind = reader.number(UInt8.self).flatMap(Kind.init),
                let column = Self.column(&reader, kind, rows: Int(rows))
            else {
                columns = [:]
                return
            }
            columns[name] = column
        }
        rowCount = columns.isEmpty ? 0 : Int(rows)
    }

    /// A number that is no whole one, as it is kept; zero has one form.
    static func stored(_ number: Double) -> Int64 {
        guard number.isFinite else { return PackedNumbers.absent }
        return number == 0 ? 0 : Int64(bitPattern: number.bitPattern)
    }

    private static func column(_ reader: inout BodyReader, _ kind: Kind, rows: Int) -> Stored? {
        guard kind == .text else {
            return PackedNumbers(&reader, count: rows).map { .numbers($0, kind) }
        }
        guard let count = reader.number(UInt32.self) else { return nil }
        var texts: [String] = []
        for _ in 0..<count {
            guard let text = reader.text() else { return nil }
            texts.append(text)
        }
        return PackedNumbers(&reader, count: rows).map { .packedTexts($0, texts) }
    }

    /// Whether the file had a column.
    func has(_ name: String) -> Bool { columns[name] != nil }

    /// The texts of a column; of days and numbers as tables print them.
    func texts(_ name: String?) -> StateTexts {
        switch name.flatMap({ columns[$0] }) {
        case nil:
            return StateTexts(
                codes: Array(repeating: CodedText.null, count: rowCount),
                texts: []
            )
        case .texts(let texts): return texts
        case .packedTexts(let codes, let texts):
            let limit = Int64(texts.count)
            return StateTexts(
                codes: codes.map { code in
                    guard let code, code >= 0, code < limit else { return CodedText.null }
                    return UInt32(truncatingIfNeeded: code)
                },
                texts: texts
            )
        case .numbers(let numbers, let kind):
            var texts = CodedText()
            for cell in numbers.map({ $0.map { kind.cell($0) } ?? .null }) {
                texts.append(cell.isNull ? nil : cellText(cell))
            }
            return StateTexts(codes: texts.codes, texts: texts.dictionary)
        }
    }

    /// The days of a column of days, moments in UTC or texts that begin with a day.
    func days(_ name: String) -> StateDays {
        if case .numbers(let numbers, let kind)? = columns[name] {
            return StateDays(
                days: numbers.map { $0.flatMap { kind.day($0)?.daysSince1970 } ?? StateDays.absent }
            )
        }
        return StateDays(
            days: texts(name).map(absent: StateDays.absent) {
                Day(String($0.prefix(10)))?.daysSince1970 ?? StateDays.absent
            }
        )
    }

    /// The numbers of a column.
    func numbers(_ name: String) -> StateNumbers {
        if case .numbers(let numbers, let kind)? = columns[name] {
            return StateNumbers(numbers: numbers.map { $0.flatMap { kind.number($0) } ?? .nan })
        }
        return StateNumbers(numbers: texts(name).map(absent: .nan) { Double($0) ?? .nan })
    }

    /// The identity of each row; 0 where it belongs to no person.
    var identities: [Int32] {
        if case .numbers(let numbers, .whole)? = columns["identity"] {
            return numbers.map { $0.flatMap(Int32.init(exactly:)) ?? 0 }
        }
        return texts("identity").map(absent: 0) { Int32($0) ?? 0 }
    }
}

extension StateColumns.Kind {
    /// What a stored number says.
    fileprivate func cell(_ stored: Int64) -> Cell {
        switch self {
        case .text: .null
        case .day: day(stored).map(Cell.day) ?? .null
        case .instant: .instant(Instant(secondsSince1970: stored))
        case .whole: .int(Int(stored))
        case .number: number(stored).map(Cell.num) ?? .null
        }
    }

    fileprivate func day(_ stored: Int64) -> Day? {
        switch self {
        case .day: Int32(exactly: stored).map { Day(daysSince1970: $0) }
        case .instant: Instant(secondsSince1970: stored).utcDay
        case .text, .whole, .number: nil
        }
    }

    fileprivate func number(_ stored: Int64) -> Double? {
        switch self {
        case .whole: Double(stored)
        case .number: Double(bitPattern: UInt64(bitPattern: stored))
        case .text, .day, .instant: nil
        }
    }
}
