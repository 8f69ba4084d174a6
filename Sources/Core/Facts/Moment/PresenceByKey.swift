package import CivilTime
import Settings

/// Presence by the keys of persons, for rules that look ahead.
struct PresenceByKey: Sendable {
    private var known: (presence: Presence, people: People)?
    private let workingDays: Set<Weekday>
    private let holidays: Set<Day>

    /// Nobody is ever away.
    init() {
        workingDays = Set(WorkCalendar().workingDays)
        holidays = []
    }

    init(_ presence: Presence, _ people: People, _ calendar: WorkCalendar) {
        known = (presence, people)
        workingDays = Set(calendar.workingDays)
        holidays = Set(calendar.holidays)
    }

    func isAbsent(_ key: String, _ day: Day) -> Bool {
        guard let known, let person = known.people.person(withKey: key) else { return false }
        return known.presence.isAbsent(person, on: day)
    }

    func hasLeft(_ key: String, _ day: Day) -> Bool {
        guard let known, let person = known.people.person(withKey: key) else { return false }
        return known.presence.hasLeft(person, by: day)
    }

    /// On how many working days of a range none of some persons is there.
    func uncovered(_ keys: some Sequence<String>, in range: DayRange) -> Int {
        var days = working(range)
        for key in keys {
            guard !days.isEmpty else { return 0 }
            let away = away(key, in: range)
            days.removeAll { !away.contains($0) }
        }
        return days.count
    }

    /// On how many working days of a range a person is there.
    func present(_ key: String, in range: DayRange) -> Int {
        working(range).count - uncovered([key], in: range)
    }

    /// The days of a range that are days of work, for whoever is there.
    private func working(_ range: DayRange) -> [Day] {
        (0..<range.count).map { range.first.adding($0) }.filter {
            workingDays.contains($0.weekday) && !holidays.contains($0)
        }
    }

    /// The days of a range on which a person is absent or has left; all of them for a key that is
    /// nobody's, so that a misspelt name covers for no one.
    private func away(_ key: String, in range: DayRange) -> DaySet {
        guard let known else { return DaySet() }
        guard let person = known.people.person(withKey: key) else { return DaySet(range) }
        var days = DaySet()
        for absence in known.presence.absences(of: person) {
            if let part = absence.intersection(range) { days.insert(part) }
        }
        if let gone = known.presence.gone(person, in: range) { days.insert(gone) }
        return days
    }
}

extension FactSet {
    /// How many days a question about presence may span: ten years.
    package static let maximumPresenceDays = 3660

    /// On how many working days of a range a person is there: neither absent nor gone
    /// (policy-language §3, `present`).
    ///
    /// - Parameters:
    ///   - person: a person's key.
    ///   - range: both of its days count.
    /// - Returns: the number of days; `nil` where the range is longer than `maximumPresenceDays`.
    package func daysPresent(_ person: String, in range: DayRange) -> Int? {
        range.count <= Self.maximumPresenceDays ? presence.present(person, in: range) : nil
    }

    /// On how many working days of a range none of some persons is there (policy-language §3,
    /// `uncovered`).
    ///
    /// - Parameters:
    ///   - people: the keys of persons; without any every working day is uncovered.
    ///   - range: both of its days count.
    /// - Returns: the number of days; `nil` where the range is longer than `maximumPresenceDays`.
    package func daysUncovered(_ people: some Sequence<String>, in range: DayRange) -> Int? {
        range.count <= Self.maximumPresenceDays ? presence.uncovered(people, in: range) : nil
    }
}
