import CivilTime
import Columns
import Exports
import Settings

/// Who is absent when, and who has left: from the configuration, and from every leavers and
/// absences file that is there (facts §3.2, §3.7).
///
/// These files do not age and do not replace each other: one file may hold one person's calendar,
/// or the leavers of one month. For one address the newest leavers file that names it counts.
struct Presence: Sendable {
    private var absences: [Int32: [DayRange]] = [:]
    /// The day on which each leaver has left; `nil`: already.
    private var leavers: [Int32: Day?] = [:]
    /// The persons whom leavers and absences files name, with the day of the file; some more than once.
    private(set) var namings: [(person: Int32, day: Day)] = []

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
                    name(people.person(withAddress: address), on: file.exportedOn)
                }
            }
        }
        for (address, leftOn) in newest {
            note(people.person(withAddress: address), leftOn: leftOn)
        }
        for file in moment.files(.absences, "") {
            var rows = StateRows(file.part.body ?? [])
            let (email, first) = (rows.column("email"), rows.column("from"))
            let last = rows.column("until")
            while rows.advance() {
                guard let address = rows.text(email), let from = rows.day(first),
                    let until = rows.day(last)
                else { continue }
                let person = people.person(withAddress: address)
                add(person, from, until)
                name(person, on: file.exportedOn)
            }
        }
    }

    private mutating func name(_ person: Int32?, on day: Day) {
        if let person { namings.append((person, day)) }
    }

    /// Both days are absent.
    private mutating func add(_ person: Int32?, _ from: Day, _ until: Day) {
        guard let person, let range = DayRange(from, until) else { return }
        absences[person, default: []].append(range)
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

    /// The absences of a person, in no order.
    func absences(of person: Int32) -> [DayRange] { absences[person] ?? [] }

    /// Whether a person is absent on a day.
    func isAbsent(_ person: Int32, on day: Day) -> Bool {
        absences[person]?.contains { $0.contains(day) } ?? false
    }

    /// On how many days of a range a person with some absences is absent.
    static func absentDays(_ absences: [DayRange], in range: DayRange) -> Int {
        guard !absences.isEmpty else { return 0 }
        var days = DaySet()
        for absence in absences {
            if let part = absence.intersection(range) { days.insert(part) }
        }
        return days.count
    }

    /// The absence that covers a day, the last-ending one; of equal ends the longest.
    func absence(_ person: Int32, on day: Day) -> DayRange? {
        absences[person]?.filter { $0.contains(day) }
            .max { $0.last != $1.last ? $0.last < $1.last : $0.first > $1.first }
    }

    /// The first day of the next absence after a day.
    func nextAbsence(_ person: Int32, after day: Day) -> Day? {
        absences[person]?.lazy.map(\.first).filter { $0 > day }.min()
    }

    /// The days of a range on which a person has left.
    func gone(_ person: Int32, in range: DayRange) -> DayRange? {
        guard let leftOn = leavers[person] else { return nil }
        return DayRange(Swift.max(leftOn ?? range.first, range.first), range.last)
    }

    /// The day on which a person leaves or left; `nil` for somebody who does not, and where it is only
    /// stated that they have left already (facts §3.2, `left_on`).
    func leftOn(_ person: Int32) -> Day? { leavers[person] ?? nil }

    /// Whether a person has left by a day.
    func hasLeft(_ person: Int32, by day: Day) -> Bool {
        guard let leftOn = leavers[person] else { return false }
        return leftOn.map { $0 <= day } ?? true
    }
}
