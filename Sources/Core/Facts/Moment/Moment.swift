import CivilTime
import Exports
import Columns
import Settings

/// What one file says of one team, in force or not.
struct Snapshot: Sendable {
    let intake: Intake
    let part: IntakePart
    /// The last day that its data is complete for (facts §2, `as_of`).
    let asOf: Day

    var exportedOn: Day { intake.exportedAt.utcDay }

    /// Whether it can tell who used a seat: rows of a file without any column for a person are use of
    /// nobody's seat, so that its days would look as if nobody had used anything.
    var tellsWho: Bool {
        part.rows == 0
            || ["email", "hashed_user_id", "user_id"].contains { intake.columns.contains($0) }
    }
}

/// How old facts are, and by which data sets: where two decide alike, the facts are fresh only if
/// both are (facts §3).
struct Age: Hashable, Sendable {
    let asOf: Day
    let datasets: Set<Dataset>

    /// The younger of two.
    func newer(_ other: Age) -> Age {
        asOf == other.asOf ? both(other) : asOf > other.asOf ? self : other
    }

    /// The older of two.
    func older(_ other: Age) -> Age {
        asOf == other.asOf ? both(other) : asOf < other.asOf ? self : other
    }

    private func both(_ other: Age) -> Age {
        Age(asOf: asOf, datasets: datasets.union(other.datasets))
    }
}

/// Which files are there at a moment, and how old what they say may be.
struct Moment: Sendable {
    let now: Instant
    /// The day of *now* in the configured time zone.
    let today: Day
    let inputs: Inputs
    /// The intakes that are there, in the order in which they count.
    let visible: [Int]
    /// The place of each of them in that order; others are not in it.
    let rank: [Int: Int]
    /// Whether some file of the history is not there yet.
    let isPast: Bool
    /// The first day of use and tokens that is kept: what was dropped before it is not known any more.
    private let keptFrom: Day?
    /// The snapshots of each data set and team (folded), the oldest first.
    private let snapshots: [Dataset: [String: [Snapshot]]]

    /// Snapshots exported after *now* are not there (facts §1).
    ///
    /// - Parameters:
    ///   - history: what exports said.
    ///   - inputs: what the configuration says of exports.
    ///   - now: the moment.
    ///   - zone: decides which day is today.
    ///   - kept: how long days are kept; `nil` where that is not asked.
    init(
        _ history: History,
        _ inputs: Inputs,
        now: Instant,
        zone: Zone,
        keepingDays kept: TimeSpan? = nil
    ) {
        self.now = now
        keptFrom = kept.map { History.firstKeptDay($0, now: now) }
        self.inputs = inputs
        today = zone.day(of: now)
        let visible = history.intakes.filter { $0.exportedAt <= now }
            .sorted { $0.isOlder(than: $1) }
        isPast = visible.count < history.intakes.count
        var rank: [Int: Int] = [:]
        for (position, intake) in visible.enumerated() { rank[intake.id] = position }
        self.rank = rank
        self.visible = visible.map(\.id)
        let parts = Dictionary(grouping: history.parts) { $0.intake }
        var snapshots: [Dataset: [String: [Snapshot]]] = [:]
        for intake in visible {
            let asOf = Moment.asOf(intake, settle: inputs.settle.days)
            for part in parts[intake.id] ?? [] {
                snapshots[intake.dataset, default: [:]][part.id.team, default: []].append(
                    Snapshot(intake: intake, part: part, asOf: asOf)
                )
            }
        }
        self.snapshots = snapshots
    }

    /// `day(exported_at) − inputs.settle`, at most the end of the range, for usage data;
    /// `day(exported_at)` for all other data (facts §2).
    static func asOf(_ intake: Intake, settle: Int) -> Day {
        let exported = intake.exportedAt.utcDay
        guard intake.dataset.isUsage else { return exported }
        let settled = exported.adding(-settle)
        return intake.range.map { Swift.min($0.last, settled) } ?? settled
    }

    /// The files of a data set that speak of a team, the oldest first.
    func files(_ dataset: Dataset, _ team: String) -> [Snapshot] { snapshots[dataset]?[team] ?? [] }

    /// The newest file of a data set that speaks of a team: for state files the one in force.
    func newest(_ dataset: Dataset, _ team: String) -> Snapshot? { files(dataset, team).last }

    /// The teams (folded) that some file of a data set speaks of.
    func teams(_ dataset: Dataset) -> [String] {
        (snapshots[dataset] ?? [:]).keys.sorted(by: precedes)
    }

    /// How old the newest of the team's files of some data sets is; `nil` without any.
    func newestAge(_ datasets: [Dataset], _ team: String) -> Age? {
        newestAge(of: datasets.flatMap { files($0, team) })
    }

    /// How old the newest of some files is; `nil` without any.
    private func newestAge(of files: [Snapshot]) -> Age? {
        files.map { Age(asOf: $0.asOf, datasets: [$0.intake.dataset]) }
            .reduce(nil) { best, age in best.map { $0.newer(age) } ?? age }
    }

    /// How old a data set of a team may be; `nil` when it does not age.
    ///
    /// The expectation that names the team counts, then one for all (configuration,
    /// `inputs.expect`).
    func maximumAge(_ dataset: Dataset, _ team: String) -> TimeSpan? {
        let expectation = inputs.expectation(dataset.rawValue) { fold($0) == team }
        return inputs.maximumAge(of: dataset.rawValue, by: expectation)
    }

    /// Whether what a data set says of a team is young enough: `today − as_of ≤` its maximum age.
    func isFresh(_ asOf: Day, _ dataset: Dataset, _ team: String) -> Bool {
        guard let maximum = maximumAge(dataset, team) else { return true }
        return TimeSpan(days: asOf.days(until: today)) <= maximum
    }

    /// Whether data is young enough by each data set that decides its age.
    func isFresh(_ age: Age, _ team: String) -> Bool {
        age.datasets.allSatisfy { isFresh(age.asOf, $0, team) }
    }

    /// The days that the team's files of some data sets speak of.
    func days(of datasets: [Dataset], _ team: String) -> DaySet {
        days(of: datasets.flatMap { files($0, team) })
    }

    private func days(of files: [Snapshot]) -> DaySet {
        var days = DaySet()
        for file in files {
            if let range = file.intake.range { days.insert(range) }
        }
        return days
    }

    /// The Usage and Seat usage files of a team that tell who used its seats.
    private func useFiles(_ team: String) -> [Snapshot] {
        [Dataset.usage, .seatUsage].flatMap { files($0, team) }.filter(\.tellsWho)
    }

    /// How old the newest file is that tells who used the seats of a team; `nil` without any.
    func useAge(_ team: String) -> Age? { newestAge(of: useFiles(team)) }

    /// The days that the files of use and tokens of a team speak of.
    func spokenDays(_ team: String) -> DaySet {
        days(of: Dataset.allCases.filter(\.isUsage), team)
    }

    /// The days for which use of seats is known: windows are covered when all their days are here
    /// (facts §2, "Covered").
    func coveredDays(_ team: String) -> DaySet { kept(days(of: useFiles(team))) }

    /// The days for which tokens are known.
    func tokenDays(_ team: String) -> DaySet { kept(days(of: [.tokenUsage, .tokenFlex], team)) }

    /// The days of some that are kept: a dropped day is not known, and none without use.
    private func kept(_ days: DaySet) -> DaySet {
        guard let keptFrom, let last = days.last else { return days }
        return DayRange(keptFrom, last).map { days.intersection($0) } ?? DaySet()
    }

    /// The start of the earliest range of the team's Usage reports, Usage and Seat usage files;
    /// without any the day of its first Users file (facts §3.1, `first_known`).
    func firstKnown(_ team: String) -> Day? {
        let starts = (files(.usageReport, team) + useFiles(team))
            .compactMap { $0.intake.range?.first }
        return starts.min() ?? files(.users, team).first?.asOf
    }

    /// Whether it is known who uses seats in a team (facts §3.1, `usage_known`).
    func isUsageKnown(_ team: String) -> Bool {
        newest(.usageReport, team) != nil || useFiles(team).contains { $0.part.rows > 0 }
    }
}
