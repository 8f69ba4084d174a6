/// How a zone goes on after its last recorded change: a POSIX TZ string (RFC 8536 §3.3), such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Sendable, Hashable {
    private let standard: Int
    private let summer: (offset: Int, from: Change, until: Change)?

    /// A day of each year and a time on it.
    private struct Change: Sendable, Hashable {
        enum Date: Sendable, Hashable {
            /// Day of the year 1...365, 29 February never counted.
            case julian(Int)
            /// Day of the year 0...365, 29 February counted.
            case dayOfYear(Int)
            /// The n-th (5: last) weekday (0: Sunday) of a month.
            case weekday(month: Int, week: Int, weekday: Int)
        }
        let date: Date
        let second: Int

        /// The wall-clock moment in a year, as seconds since 1970 without a zone.
        func moment(in year: Int) -> Int64 {
            Int64(day(in: year).daysSince1970) * 86_400 + Int64(second)
        }

        private func day(in year: Int) -> Day {
            guard let start = Day(year: year, month: 1, day: 1) else {
                return Day(daysSince1970: 0)
            }
            switch date {
            case .julian(let day):
                let isLeap = Day.length(ofYear: year) == 366
                return start.adding(day - 1 + (isLeap && day >= 60 ? 1 : 0))
            case .dayOfYear(let day):
                return start.adding(day)
            case .weekday(let month, let week, let weekday):
                guard let first = Day(year: year, month: month, day: 1) else { return start }
                let sundayFirst = (first.weekday.index + 1) % 7
                var day = 1 + (weekday - sundayFirst + 7) % 7 + (week - 1) * 7
                while day > Day.length(ofMonth: month, year: year) { day -= 7 }
                return first.adding(day - 1)
            }
        }
    }

    init?(posix text: String) {
        var scanner = Scanner(rest: Substring(text))
        guard scanner.name(), let west = scanner.time() else { return nil }
        standard = -west
        guard scanner.name() else {
            guard scanner.rest.isEmpty else { return nil }
            summer = nil
            return
        }
        var offset = standard + 3600
        if scanner.rest.first != ",", let west = scanner.time() { offset = -west }
        guard let from = scanner.change(), let until = scanner.change(), scanner.rest.isEmpty else {
            return nil
        }
        summer = (offset, from, until)
    }

    func offset(at second: Int64) -> Int {
        guard let summer else { return standard }
        let year = Instant(secondsSince1970: second + Int64(standard)).utcDay.year
        let from = summer.from.moment(in: year) - Int64(standard)
        let until = summer.until.moment(in: year) - Int64(summer.offset)
        let isSummer =
            from < until ? from <= second && second < until : !(until <= second && second < from)
        return isSummer ? summer.offset : standard
    }

    static func == (a: ZoneRule, b: ZoneRule) -> Bool {
        a.standard == b.standard && a.summer?.offset == b.summer?.offset
            && a.summer?.from == b.summer?.from && a.summer?.until == b.summer?.until
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(standard)
        hasher.combine(summer?.offset)
    }

    private struct Scanner {
        var rest: Substring

        mutating func name() -> Bool {
            if rest.first == "<" {
                guard let end = rest.firstIndex(of: ">") else { return false }
                rest = rest[rest.index(after: end)...]
                return true
            }
            let letters = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(letters.count)
            return letters.count >= 3
        }

        mutating func number() -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            return digits.count <= 3 ? Int(digits) : nil
        }

        mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time() -> Int? {
            let sign = skip("-") ? -1 : 1
            if sign == 1 { _ = skip("+") }
            guard let hours = number(), hours <= 167 else { return nil }
            var seconds = hours * 3600
            for factor in [60, 1] {
                guard skip(":") else { break }
                guard let part = number(), part < 60 else { return nil }
                seconds += part * factor
            }
            return sign * seconds
        }

        mutating func change() -> Change? {
            guard skip(",") else { return nil }
            let date: Change.Date
            if skip("J") {
                guard let day = number(), (1...365).contains(day) else { return nil }
                date = .julian(day)
            } else if skip("M") {
                guard let month = number(), (1...12).contains(month), skip("."),
                    let week = number(), (1...5).contains(week), skip("."),
                    let weekday = number(), (0...6).contains(weekday)
                else { return nil }
                date = .weekday(month: month, week: week, weekday: weekday)
            } else {
                guard let day = number(), day <= 365 else { return nil }
                date = .dayOfYear(day)
            }
            guard skip("/") else { return Change(date: date, second: 7200) }
            return time().map { Change(date: date, second: $0) }
        }
    }
}
