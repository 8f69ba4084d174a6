import CivilTime
import Columns
import Settings

/// What the facts of one moment leave for those of the next: all that rests on the history, on which of
/// its files are there and on the configuration, and not on the day.
///
/// Who changes the history by more than further files must drop it: files that were taken in are
/// noticed.
package struct Groundwork: Sendable {
    /// The files that are there.
    private let files: Set<Int>
    /// How many files the history had, with those that are not there yet.
    private let fileCount: Int
    private let configuration: Configuration
    let people: People
    let shown: ShownNames
    let use: Deferred<UseIndex>
    let tokens: Deferred<TokenIndex>
    /// The seats of all teams, once somebody has asked for them.
    var roster: Deferred<SeatRoster>?
    /// What the newest Users file of each team says, once somebody has asked for it.
    var users: Deferred<[String: [UserRow]]>?

    init(_ history: History, _ configuration: Configuration, _ moment: Moment) {
        files = Set(moment.rank.keys)
        fileCount = history.intakes.count
        self.configuration = configuration
        let contacts = configuration.contacts
        let people = People(
            history,
            moment,
            addresses: contacts.admins.map(\.email) + contacts.contractManagers.map(\.email)
        )
        self.people = people
        shown = ShownNames(history, moment)
        use = Deferred { UseIndex(history, moment, SeatUseKeys(history, people)) }
        tokens = Deferred { TokenIndex(history, moment, people) }
    }

    /// Whether it says of a moment what a new one would say.
    func holds(for history: History, _ configuration: Configuration, _ moment: Moment) -> Bool {
        fileCount == history.intakes.count && files.count == moment.rank.count
            && files.allSatisfy { moment.rank[$0] != nil } && self.configuration == configuration
    }
}
