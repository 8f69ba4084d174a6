import CivilTime

/// A date, and perhaps a time, as a cell writes it: `2026-11-24`, `2026-11-24 08:00:00`, ISO 8601 with
/// `Z`, fraction or offset, `11/24/2026`, `11/24/2026 8:00:00 AM`.
struct WrittenTime: Hashable {
    /// The date before day and month are told apart.
    enum Date: Hashable {
        /// Year first: there is no doubt.
        case day(Day)
        /// Year last: the order is not in the cell.
        case open(first: Int, second: Int, year: Int)
    }

    /// The date.
    let date: Date
    /// Seconds after midnight; 0 where no time is written.
    ///
    /// Fractions are dropped.
    let secondOfDay: Int
    /// Seconds east of UTC; 0 where nothing is written.
    let offset: Int

    /// The day in UTC; `nil` when there is no such date.
    ///
    /// A time of midnight is how tools write a plain date, whatever the offset, and is dropped.
    func day(_ order: DateOrder?) -> Day? {
        guard let day = calendarDay(order) else { return nil }
        return secondOfDay == 0 ? day : Instant(day, secondOfDay: secondOfDay - offset).utcDay
    }

    /// The moment; `nil` when there is no such date.
    func instant(_ order: DateOrder?) -> Instant? {
        calendarDay(order).map { Instant($0, secondOfDay: secondOfDay - offset) }
    }

    /// Whether the order must be known to read it.
    var isOpen: Bool { if case .open = date { true } else { false } }

    private func calendarDay(_ order: DateOrder?) -> Day? {
        switch (date, order) {
        case (.day(let day), _): day
        case (.open(let first, let second, let year), .mdy):
            Day(year: year, month: first, day: second)
        case (.open(let first, let second, let year), .dmy):
            Day(year: year, month: second, day: first)
        case (.open, nil): nil
        }
    }
}

extension WrittenTime {
    /// Reads a cell as it stands in a file, where a date can be a guarded text; `nil` when it is no date.
    init?(guarded cell: Span<UInt8>) {
        if let guarded = guardedText(cell) {
            self.init(cell.extracting(guarded))
        } else {
            self.init(cell)
        }
    }

    /// Reads a cell; `nil` when it is no date.
    init?(_ cell: Span<UInt8>) {
        var index = 0
        guard let date = readDate(cell, &index) else { return nil }
        self.date = date
        guard index < cell.count else {
            (secondOfDay, offset) = (0, 0)
            return
        }
        guard skip(cell, &index, UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")) != nil,
            let second = readClock(cell, &index), let offset = readOffset(cell, &index),
            index == cell.count
        else { return nil }
        secondOfDay = second
        self.offset = offset
    }
}

// Each of these takes what it names from the front of the cell and moves the index behind it.

private func readDate(_ cell: Span<UInt8>, _ index: inout Int) -> WrittenTime.Date? {
    guard let first = readDigits(cell, &index, 1...4) else { return nil }
    let width = index
    let (slash, point, dash) = (UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"))
    guard let mark = skip(cell, &index, dash, slash, point), width != 3 else { return nil }
    let isYearFirst = width == 4
    guard let second = readDigits(cell, &index, 1...2), skip(cell, &index, mark) != nil,
        let third = readDigits(cell, &index, isYearFirst ? 1...2 : 4...4)
    else { return nil }
    guard isYearFirst else { return .open(first: first, second: second, year: third) }
    return Day(year: first, month: second, day: third).map { .day($0) }
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, with or without AM and PM, as seconds after midnight.
private func readClock(_ cell: Span<UInt8>, _ index: inout Int) -> Int? {
    let colon = UInt8(ascii: ":")
    guard var hour = readDigits(cell, &index, 1...2), hour < 24, skip(cell, &index, colon) != nil,
        let minute = readDigits(cell, &index, 2...2), minute < 60
    else { return nil }
    var second = 0
    if skip(cell, &index, colon) != nil {
        // A leap second counts as the one before it.
        guard let written = readDigits(cell, &index, 2...2), written <= 60 else { return nil }
        second = min(written, 59)
        if skip(cell, &index, UInt8(ascii: "."), UInt8(ascii: ",")) != nil {
            guard readDigits(cell, &index, 1...9) != nil else { return nil }
        }
    }
    if let half = readHalf(cell, &index) {
        guard (1...12).contains(hour) else { return nil }
        hour = hour % 12 + half
    }
    return hour * 3600 + minute * 60 + second
}

/// `AM` or `PM` as the hours that it adds; a blank before it may be one that does not break.
private func readHalf(_ cell: Span<UInt8>, _ index: inout Int) -> Int? {
    var start = index
    for blank in [[0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF]] as [[UInt8]]
    where start + blank.count <= cell.count
        && blank.indices.allSatisfy({ cell[start + $0] == blank[$0] })
    {
        start += blank.count
        break
    }
    guard start + 2 <= cell.count, cell[start + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
    let half: Int
    switch cell[start] | 0x20 {
    case UInt8(ascii: "a"): half = 0
    case UInt8(ascii: "p"): half = 12
    default: return nil
    }
    index = start + 2
    return half
}

/// Nothing, `Z`, `UTC`, `+02:00`, `+0200` or `+02` as seconds east of UTC.
private func readOffset(_ cell: Span<UInt8>, _ index: inout Int) -> Int? {
    if index == cell.count || skip(cell, &index, UInt8(ascii: "Z"), UInt8(ascii: "z")) != nil {
        return 0
    }
    _ = skip(cell, &index, UInt8(ascii: " "))
    if skip(cell, &index, UInt8(ascii: "U")) != nil {
        return skip(cell, &index, UInt8(ascii: "T")) != nil
            && skip(cell, &index, UInt8(ascii: "C")) != nil ? 0 : nil
    }
    guard let sign = skip(cell, &index, UInt8(ascii: "+"), UInt8(ascii: "-")) else { return nil }
    let start = index
    guard let digits = readDigits(cell, &index, 2...4) else { return nil }
    var (hours, minutes) = (digits, 0)
    switch index - start {
    case 4:
        (hours, minutes) = (digits / 100, digits % 100)
    case 2 where index < cell.count:
        guard skip(cell, &index, UInt8(ascii: ":")) != nil,
            let written = readDigits(cell, &index, 2...2)
        else { return nil }
        minutes = written
    case 2: break
    default: return nil
    }
    guard hours < 24, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
}

/// As many digits as stand there; `nil` unless their number is in `width`.
private func readDigits(
    _ cell: Span<UInt8>,
    _ index: inout Int,
    _ width: ClosedRange<Int>
) -> Int? {
    var value = 0
    let start = index
    while index < cell.count, cell[index] >= 0x30, cell[index] <= 0x39 {
        guard index - start < width.upperBound else { return nil }
        value = value * 10 + Int(cell[index] - 0x30)
        index += 1
    }
    return width.contains(index - start) ? value : nil
}

/// One of some marks: the one that stands there.
private func skip(_ cell: Span<UInt8>, _ index: inout Int, _ marks: UInt8...) -> UInt8? {
    guard index < cell.count, marks.contains(cell[index]) else { return nil }
    index += 1
    return cell[index - 1]
}
