package import CivilTime
import Columns
import Exports

// What is known over time (facts §2). Day rows are united, so an export that is taken in twice, or
// overlaps others, counts once, in whatever order files come; rows of state files are kept per
// intake and team. Which of it is in force is asked for a moment: `Moment`.

/// Everything that exports ever said, merged.
package struct History: Sendable {
    /// The accepted files in the order of intake.
    package internal(set) var intakes: [Intake] = []
    /// What they say of each team.
    package internal(set) var parts: [IntakePart] = []
    /// The distinct identities.
    var identityTable = IdentityTable()
    /// Folded names by code.
    var names = Names()
    /// What days of use are kept under.
    var keys = UseKeys()
    /// All days of use, by number of the key: what is known when every file is there.
    var use = DayRuns()
    /// By intake the days that no older intake tells of; of 0 the days of those that were folded.
    var layers: [Int: DayRuns] = [:]
    /// How many runs the layers have beyond the folded ones.
    var layerCount = 0
    /// Tokens; the statements of a key in the order in which their intakes count.
    var tokens: [TokenKey: [TokenStatement]] = [:]
    /// The ways in which names were written.
    var spellings = SpellingTable()
    /// Where identities stood.
    var sightings = SightingBook()
    /// Where spellings stood.
    var writings = SightingBook()
    /// By intake what a newer file is compared with that may go on where it ends.
    var resumePoints: [Int: ResumePoint] = [:]
    /// By intake and team (folded) in what it differs from the file before it.
    var differences: [Int: [String: SnapshotDifference]] = [:]
    /// The intakes whose differences were found when the history was read, and are not kept yet.
    var comparedLate: Set<Int> = []
    /// The index in `intakes` by id.
    var intakeIndex: [Int: Int] = [:]
    /// Which intakes count before which.
    var order = IntakeOrder([])
    /// How often something was changed otherwise than by further files: what was known was folded, thinned
    /// or dropped.
    var rewrites = 0
    /// Above so many sightings the middle ones are forgotten; tests lower it.
    var maximumSightings = History.standardMaximumSightings
    /// Above so many runs of days the oldest layers are folded; tests lower it.
    var maximumLayers = History.standardMaximumLayers

    /// Above so many runs of days in all layers the oldest layers are folded into one, and past moments
    /// before them are read by the ranges of files instead: a year of weekly exports of 20,000 seats
    /// stays exact.
    package static let standardMaximumLayers = 1_000_000
    /// Above so many sightings past moments no longer know every spelling: 16 MB, or a year of weekly
    /// Usage reports, Usage and Users files of 10,000 people.
    package static let standardMaximumSightings = 2_000_000
    /// How many names of teams, offerings and products, or identities, a history holds at most.
    package static let maximumNames = 1 << 30

    /// A history without anything.
    package init() {}

    /// The distinct identities; the identity with the id *n* is the element *n − 1*.
    package var identities: [Identity] { identityTable.all }

    /// Whether the very same file is there already (facts §2, "Intake identity").
    package func contains(digest: String, exportedAt: Instant) -> Bool {
        intakes.contains { $0.digest == digest && $0.exportedAt == exportedAt }
    }

    /// The intake of an id.
    func intake(_ id: Int) -> Intake? { intakeIndex[id].map { intakes[$0] } }

    /// Whether one intake counts before another; the folded layers (0) before all.
    func isOlder(_ a: Int, than b: Int) -> Bool { order.isOlder(a, than: b) }

    /// The days of use that were known at a moment, by number of the key.
    ///
    /// Folded layers no longer say which file brought a day: in the past the files' ranges do.
    func use(_ moment: Moment) -> DayRuns {
        guard moment.isPast else { return use }
        var parts = moment.visible.compactMap { layers[$0] }
        if let folded = layers[0] {
            var spoken: [Int32: DayMask] = [:]
            parts.append(
                folded.intersection { key in
                    let team = keys[key].team
                    let days = spoken[team] ?? DayMask(moment.spokenDays(names[team]))
                    spoken[team] = days
                    return days
                }
            )
        }
        return DayRuns.union(of: parts)
    }
}
