import CivilTime
import Columns
import Exports
import Settings

/// Who is absent when, and who has left: from the configuration, and from every leavers and absences file
/// that is there (facts §3.2, §3.7).
///
/// These files do not age and do not replace each other: one file may hold one person's calendar, or the
/// leavers of one month. For one address the newest leavers file that names it counts.
struct Presence: Sendable {
    /// Days on which someone is absent, both included.
    struct Span: Hashable, Sendable {
        let from: Day
        /// `nil`: until further notice.
        let until: Day?

        func contains(_ day: Day) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }
    }

    private var spans: [Int32: [Span]] = [:]
    /// The day on which each leaver has left; `nil`: already.
    private var leavers: [Int32: Day?] = [:]

    init(_ history: History, _ configuration: Configuration, _ moment: Moment, _ people: People) {
        for absence in configuration.absences {
            add(people.person(withAddress: absence.email), absence.from, absence.until)
        }
        for leaver in configuration.left {
            note(people.person(withAddress: leaver.email), leftOn: leaver.leftOn)
        }
        var newest: [String: Day?] = [:]
        for file in moment.files(.leavers, "") {
            var rows = StateRows(file.part.body ?? [])
            let (email, leftOn) = (rows.column("email"), rows.column("left_on"))
            while rows.advance() {
                if let address = rows.text(email) {
                    newest[fold(address)] = .some(rows.day(leftOn))
                }
            }
        }
        for (address, leftOn) in newest {
            note(people.person(withAddress: address), leftOn: leftOn)
        }
        for file in moment.files(.absences, "") {
            var rows = StateRows(file.part.body ?? [])
            let columns = ["email", "from", "until"].map { rows.column($0) }
            while rows.advance() {
                guard let address = rows.text(columns[0]), let from = rows.day(columns[1]) else {
                    continue
                }
                add(people.person(withAddress: address), from, rows.day(columns[2]))
            }
        }
    }

    private mutating func add(_ person: Int32?, _ from: Day, _ until: Day?) {
        guard let person, until.map({ from <= $0 }) ?? true else { return }
        spans[person, default: []].append(Span(from: from, until: until))
    }

    /// The configuration or a file suffices; of two days the earlier counts.
    private mutating func note(_ person: Int32?, leftOn day: Day?) {
        guard let person else { return }
        guard let known = leavers[person] else {
            leavers[person] = .some(day)
            return
        }
        leavers[person] = .some(known.flatMap { known in day.map { Swift.min(known, $0) } })
    }

    /// Whether a person is absent on a day.
    func isAbsent(_ person: Int32, on day: Day) -> Bool {
        spans[person]?.contains { $0.contains(day) } ?? false
    }

    /// On how many days of a range a person is absent.
    func absentDays(_ person: Int32, in range: DayRange) -> Int {
        guard let own = spans[person] else { return 0 }
        var days = DaySet()
        for span in own {
            let whole = DayRange(span.from, Swift.max(span.until ?? range.last, span.from))
            if let part = whole?.intersection(range) { days.insert(part) }
        }
        return days.count
    }

    /// The absence that covers a day, the last-ending one.
    func absence(_ person: Int32, on day: Day) -> Span? {
        (spans[person] ?? []).filter { $0.contains(day) }.max {
            ends($0, before: $1)
        }
    }

    /// The first day of the next absence after a day.
    func nextAbsence(_ person: Int32, after day: Day) -> Day? {
        spans[person]?.lazy.map(\.from).filter { $0 > day }.min()
    }

    /// Whether a person has left by a day.
    func hasLeft(_ person: Int32, by day: Day) -> Bool {
        guard let leftOn = leavers[person] else { return false }
        return leftOn.map { $0 <= day } ?? true
    }
}

/// The later end is the greater; of equal ends the earlier beginning, which is the longer absence.
private func ends(_ a: Presence.Span, before b: Presence.Span) -> Bool {
    guard let first = a.until else { return b.until == nil && b.from < a.from }
    guard let second = b.until else { return true }
    return first != second ? first < second : b.from < a.from
}
