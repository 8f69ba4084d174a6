import CivilTime
import Tabular

/// The rows of a calendar of absences: one for each person and unbroken time away.
struct CalendarRows {
    /// What a file of absences has for columns.
    static let header = ["email", "from", "until", "note"]
    /// For how many days a repetition without end is followed, from the one on which the event was
    /// written: ten years.
    private static let horizon = 3653
    /// Rows of a file, and periods of its repetitions that are looked at.
    private static let maximumRows = 1_000_000
    private static let maximumPeriods = 10_000_000
    /// Characters of a note, which stands in each of the event's rows.
    private static let maximumNote = 500
    /// The latest day on which an event can have been written.
    private static let lastWritten = Day(year: 2099, month: 12, day: 31) ?? Day(daysSince1970: 0)
    private static let lastDay = Day(year: 9999, month: 12, day: 31) ?? lastWritten

    /// A row of the file.
    struct Row: Hashable {
        /// Where its event begins.
        let line: Int
        let email: String
        let from: Day
        let until: Day
        let note: String?
    }

    /// The rows in the order of the events.
    private(set) var rows: [Row] = []
    /// The events that cannot be read, or name nobody.
    private(set) var problems: [RowProblem] = []
    private var periods = maximumPeriods

    /// Reads a calendar.
    ///
    /// - Parameters:
    ///   - source: the file.
    ///   - zone: the configured zone.
    /// - Throws: what is wrong with it as a whole.
    init(_ source: any ByteSource, zone: Zone) throws(ExportError) {
        let events = try CalendarEvents(source, zone: zone).all
        let versions = Versions(events)
        for event in events where versions.counts(event) {
            do throws(CalendarProblem) {
                let found = try times(event, versions.replaced(event))
                try add(found, event)
            } catch {
                problems.append(
                    RowProblem(.badCell, line: event.line, column: error.property, error.message)
                )
            }
            guard periods > 0, rows.count <= Self.maximumRows else {
                throw ReadingLimits.tooLong(Self.maximumRows, .absences)
            }
        }
    }

    /// The unbroken times of an event, ascending.
    private mutating func times(
        _ event: CalendarEvent,
        _ replaced: Set<Day>
    ) throws(CalendarProblem) -> [DayRange] {
        if let problem = event.problem { throw problem }
        guard let start = event.start else {
            throw CalendarProblem("DTSTART", "the event has no beginning")
        }
        let length = try event.length(from: start)
        var starts = [start.day]
        if let rule = event.rule {
            let written = min(event.writtenOn ?? start.day, Self.lastWritten)
            let last = min(
                max(written, start.day).adding(Self.horizon),
                Self.lastDay
            )
            starts = rule.days(from: start, through: last, &periods) ?? []
        }
        let taken = Set(starts + event.added).subtracting(event.excepted).subtracting(replaced)
        var times: [DayRange] = []
        for day in taken.sorted() {
            let until = day.adding(length)
            if let before = times.last, day <= before.last.adding(1) {
                times[times.count - 1] =
                    DayRange(before.first, max(before.last, until)) ?? before
            } else if let range = DayRange(day, until) {
                times.append(range)
            }
        }
        return times
    }

    private mutating func add(
        _ times: [DayRange],
        _ event: CalendarEvent
    ) throws(CalendarProblem) {
        guard let people = event.people else {
            throw CalendarProblem(
                "ATTENDEE",
                "the event names nobody: invite the person, or write the address into the title"
            )
        }
        let note = event.summary.map { String($0.prefix(Self.maximumNote)) }
        for person in people where rows.count <= Self.maximumRows {
            // What is too much is not made before it is refused.
            rows += times.prefix(Self.maximumRows + 1 - rows.count).map {
                Row(
                    line: event.line,
                    email: person,
                    from: $0.first,
                    until: $0.last,
                    note: note
                )
            }
        }
    }

    /// Puts a row where the rows of every file are read from.
    func fill(_ record: inout Record, _ index: Int) {
        let row = rows[index]
        record.begin(line: row.line)
        record.append(row.email.utf8)
        record.append("\(row.from)".utf8)
        record.append("\(row.until)".utf8)
        record.append((row.note ?? "").utf8)
    }
}

/// Which of the events with one id count, and which days of one are taken by another.
private struct Versions {
    /// An event, or the one beginning of it that another event with its id takes the place of.
    private struct Key: Hashable {
        let id: String
        let beginning: CalendarTime?
    }

    private var newest: [Key: Int] = [:]
    private var taken: [String: Set<Day>] = [:]

    init(_ events: [CalendarEvent]) {
        for event in events {
            guard let id = event.id else { continue }
            if let day = event.replaces?.day { taken[id, default: []].insert(day) }
            let key = Key(id: id, beginning: event.replaces)
            newest[key] = max(newest[key] ?? 0, event.version)
        }
    }

    /// Whether an event takes place and no newer version of it stands in the file.
    func counts(_ event: CalendarEvent) -> Bool {
        guard !event.isCancelled else { return false }
        guard let id = event.id else { return true }
        return event.version >= newest[Key(id: id, beginning: event.replaces)] ?? 0
    }

    /// The beginnings of a repeated event that other events take the place of.
    func replaced(_ event: CalendarEvent) -> Set<Day> {
        guard event.replaces == nil else { return [] }
        return event.id.flatMap { taken[$0] } ?? []
    }
}
