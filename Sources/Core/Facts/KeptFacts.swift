import Columns
import Settings

/// What facts have left for the next: all that rests on the history, on which of its files are there and on
/// the configuration, and not on the day; only what somebody has asked for.
struct KeptFacts: Sendable {
    /// What the seats of a team have left.
    struct TeamSeats: Sendable {
        /// Which list of seats it speaks of.
        let stamp: SeatRoster.Stamp
        /// For each seat its number in `keys`.
        let numbers: [Int32]
        /// What was counted in which windows.
        let windows: CountedWindows
        let figures: [UseFigures]
    }

    /// The configuration.
    let configuration: Configuration
    /// The files that were there.
    let files: Set<Int>
    /// Whether some file of the history was not there yet.
    let isPast: Bool
    /// How often the history had been rewritten.
    let rewrites: Int
    let people: People
    let shown: ShownNames
    /// Which keys of use belong to which seat.
    var keys: SeatUseKeys?
    var tokens: TokenIndex?
    var roster: SeatRoster?
    /// What the newest Users file of each team says.
    var users: [String: UsersRows]?
    /// By team what its seats have left.
    var seats: [String: TeamSeats] = [:]
    /// Columns of seats that rest on no day.
    var columns: [String: Column] = [:]

    init(_ derivation: Derivation) {
        configuration = derivation.configuration
        files = Set(derivation.moment.visible)
        isPast = derivation.moment.isPast
        rewrites = derivation.history.rewrites
        (people, shown) = (derivation.people, derivation.shown)
    }
}

/// How far what earlier facts have left holds at a moment.
struct Continuation: Sendable {
    /// What they have left.
    let kept: KeptFacts
    /// For each person known before the number now; `nil` where all have kept theirs.
    let numbers: [Int32]?
    /// The files that are there now and were not before.
    let newFiles: [Int]
    /// Whether only use may have changed: neither the configuration nor how names are shown.
    let hasSameTerms: Bool

    /// The persons of the moment, and what holds; `nil` where nothing does.
    ///
    /// - Parameters:
    ///   - kept: what earlier facts have left.
    ///   - history: the history, the same as theirs with further files.
    ///   - configuration: the configuration.
    ///   - moment: the moment.
    ///   - shown: how names are shown at the moment.
    /// - Returns: both.
    static func of(
        _ kept: KeptFacts,
        _ history: History,
        _ configuration: Configuration,
        _ moment: Moment,
        _ shown: ShownNames
    ) -> (people: People, continuation: Continuation)? {
        guard kept.rewrites == history.rewrites,
            kept.files.allSatisfy({ moment.rank[$0] != nil }),
            kept.configuration.addresses == configuration.addresses,
            // What was folded is read by the ranges of files where some are not there yet.
            history.layers[0] == nil || !(kept.isPast || moment.isPast)
        else { return nil }
        let newFiles = moment.visible.filter { !kept.files.contains($0) }
        var growth = People.Growth(people: kept.people, numbers: nil)
        if !newFiles.isEmpty {
            guard let grown = kept.people.grown(history, moment) else { return nil }
            growth = grown
        }
        let continuation = Continuation(
            kept: kept,
            numbers: growth.numbers,
            newFiles: newFiles,
            hasSameTerms: kept.configuration == configuration && kept.shown == shown
        )
        return (growth.people, continuation)
    }

    /// The number of a person now.
    func number(_ person: Int32) -> Int32 {
        guard let numbers, person >= 0 else { return person }
        return numbers[Int(person)]
    }
}

extension Configuration {
    /// The addresses of persons who are there even where no file names them.
    var addresses: [String] {
        contacts.admins.map(\.email) + contacts.contractManagers.map(\.email)
    }
}
