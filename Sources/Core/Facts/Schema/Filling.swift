import CivilTime
import Columns

// Large tables are filled column by column: a value goes straight into the array of its column, and
// no row ever exists. The declarations of columns (`ColumnFact`) point at these.

/// A column while it is filled.
protocol Filling: SendableMetatype {
    /// The type of its values.
    static var cellType: CellType { get }
    /// Whether a value may be absent.
    static var isNullable: Bool { get }
    /// Makes room for so many more rows.
    mutating func reserve(_ count: Int)
    /// The finished column; one without any value takes its elements from `blanks`.
    func column(_ name: String, _ blanks: inout Blanks) -> Column
}

extension Filling {
    /// The finished column.
    func column(_ name: String) -> Column {
        var blanks = Blanks()
        return column(name, &blanks)
    }
}

/// Elements of columns without any value: all of one type share them.
struct Blanks {
    fileprivate var values: [CellType: Column.Values] = [:]

    fileprivate mutating func shared(_ type: CellType, or own: Column.Values) -> Column.Values {
        if let known = values[type] { return known }
        values[type] = own
        return own
    }
}

/// A value that a column keeps in an array; `nil` where it is absent.
protocol FillingValue: CellValue {
    associatedtype Stored
    static var filler: Stored { get }
    var element: Stored? { get }
    static func values(_ elements: [Stored]) -> Column.Values
}

/// A column of numbers, truth values, days or lists.
struct ValueFilling<Value: FillingValue>: Filling {
    static var cellType: CellType { Value.cellType }
    static var isNullable: Bool { Value.isNullable }

    private var elements: [Value.Stored] = []
    private var valid = Bitmap()

    mutating func reserve(_ count: Int) { elements.reserveCapacity(elements.count + count) }

    /// Adds a row.
    mutating func append(_ value: Value) {
        let element = value.element
        if Value.isNullable { valid.append(element != nil) }
        elements.append(element ?? Value.filler)
    }

    /// Adds rows that are alike.
    mutating func append(_ value: Value, count: Int) {
        for _ in 0..<count { append(value) }
    }

    func column(_ name: String, _ blanks: inout Blanks) -> Column {
        let validity = Value.isNullable ? valid.validity : Validity(count: elements.count)
        var values = Value.values(elements)
        if validity.nullCount == elements.count {
            values = blanks.shared(Value.cellType, or: values)
        }
        return Column(name, values, validity)
    }
}

/// A column of texts: a row is added by the code of its text.
struct TextFilling<Value: CellValue>: Filling {
    static var cellType: CellType { .text }
    static var isNullable: Bool { Value.isNullable }

    /// For each row the code of its text.
    private(set) var codes: [UInt32] = []
    private var valid = Bitmap()
    private var coded = CodedText()
    private var known: [UInt32] = []

    mutating func reserve(_ count: Int) { codes.reserveCapacity(codes.count + count) }

    /// Lets texts be asked for by numbers below a limit.
    mutating func know(_ limit: Int) { known = Array(repeating: Self.unknown, count: limit) }

    /// The code of a text; it is looked for by its bytes.
    mutating func code(_ text: String?) -> UInt32 {
        text.map { coded.code(for: $0) } ?? CodedText.null
    }

    /// The code of a text that belongs to a number, which is asked for once.
    mutating func code(of number: Int32, _ text: () -> String?) -> UInt32 {
        let place = Int(number)
        if known[place] == Self.unknown { known[place] = code(text()) }
        return known[place]
    }

    /// The same for texts of which no two are alike, which need not be looked for.
    mutating func code(of number: Int32, distinct text: () -> String) -> UInt32 {
        let place = Int(number)
        if known[place] == Self.unknown { known[place] = coded.add(text()) }
        return known[place]
    }

    /// The texts by code.
    var texts: [String] { coded.dictionary }

    /// Adds a row.
    mutating func append(_ code: UInt32) {
        codes.append(code)
        if Value.isNullable { valid.append(code != CodedText.null) }
    }

    /// Adds rows that are alike.
    mutating func append(_ code: UInt32, count: Int) {
        for _ in 0..<count { append(code) }
    }

    func column(_ name: String, _ blanks: inout Blanks) -> Column {
        let validity = Value.isNullable ? valid.validity : Validity(count: codes.count)
        var values = Column.Values.text(CodedText(codes: codes, dictionary: coded.dictionary))
        if validity.nullCount == codes.count { values = blanks.shared(.text, or: values) }
        return Column(name, values, validity)
    }

    /// What stands for a number whose text was not asked for; far beyond the codes of any table.
    private static var unknown: UInt32 { CodedText.null - 1 }
}

/// A column of sets of days, which are made when a row is looked at.
struct DaysFilling: Filling {
    static var cellType: CellType { .days }
    static var isNullable: Bool { false }

    var days = DaysOnDemand(count: 0) { _ in DaySet() }

    mutating func reserve(_ count: Int) {}

    func column(_ name: String, _ blanks: inout Blanks) -> Column {
        Column(name, .daysOnDemand(days), Validity(count: days.count))
    }
}

/// Bits, one a row.
private struct Bitmap {
    private var words: [UInt64] = []
    private var count = 0

    mutating func append(_ bit: Bool) {
        if count & 63 == 0 { words.append(0) }
        words[count >> 6] |= (bit ? 1 : 0) << UInt64(count & 63)
        count += 1
    }

    var validity: Validity { Validity(words: words, count: count) }
}

extension Int: FillingValue {
    static var filler: Int { 0 }
    var element: Int? { self }
    static func values(_ elements: [Int]) -> Column.Values { .int(elements) }
}

extension Double: FillingValue {
    static var filler: Double { 0 }
    var element: Double? { self }
    static func values(_ elements: [Double]) -> Column.Values { .num(elements) }
}

extension Bool: FillingValue {
    static var filler: Bool { false }
    var element: Bool? { self }
    static func values(_ elements: [Bool]) -> Column.Values { .bool(elements) }
}

extension Day: FillingValue {
    static var filler: Day { Day(daysSince1970: 0) }
    var element: Day? { self }
    static func values(_ elements: [Day]) -> Column.Values { .day(elements) }
}

extension Array: FillingValue where Element == String {
    static var filler: [String] { [] }
    var element: [String]? { self }
    static func values(_ elements: [[String]]) -> Column.Values { .list(elements) }
}

extension Optional: FillingValue where Wrapped: FillingValue {
    static var filler: Wrapped.Stored { Wrapped.filler }
    var element: Wrapped.Stored? { flatMap(\.element) }
    static func values(_ elements: [Wrapped.Stored]) -> Column.Values { Wrapped.values(elements) }
}
