import CivilTime
import Columns
import Exports
import Settings

/// What all tables are made of: the history as it is known at a moment, and the configuration.
struct Derivation: Sendable {
    let history: History
    let configuration: Configuration
    let moment: Moment
    let zone: Zone
    let people: People
    let shown: ShownNames
    let presence: Presence
    let prices: Prices
    let kinds: OfferingKinds
    let rows: StandingRows
    /// How far what earlier facts have left holds.
    let continuation: Continuation?
    private let useIndex: Deferred<UseIndex>
    private let tokenIndex: Deferred<TokenIndex>

    /// - Parameters:
    ///   - history: what exports said.
    ///   - configuration: the configuration.
    ///   - now: the moment.
    ///   - zone: decides which day is today.
    ///   - kept: what earlier facts have left; used where it still holds.
    init(
        _ history: History,
        _ configuration: Configuration,
        now: Instant,
        zone: Zone,
        reusing kept: KeptFacts? = nil
    ) {
        self.history = history
        self.configuration = configuration
        self.zone = zone
        let moment = Moment(
            history,
            configuration.inputs,
            now: now,
            zone: zone,
            keepingDays: configuration.retention.days
        )
        self.moment = moment
        let shown = ShownNames(history, moment)
        self.shown = shown
        let known = kept.flatMap { Continuation.of($0, history, configuration, moment, shown) }
        let people =
            known?.people ?? People(history, moment, addresses: configuration.addresses)
        self.people = people
        let continuation = known?.continuation
        self.continuation = continuation
        useIndex = Deferred { UseIndex(history, moment, people, continuation) }
        tokenIndex = Deferred { TokenIndex(history, moment, people, continuation) }
        presence = Presence(history, configuration, moment, people)
        prices = Prices(configuration, today: moment.today)
        kinds = OfferingKinds(configuration.offerings)
        rows = StandingRows(history: history, people: people)
    }

    /// The days of use by seat, made when somebody asks for them.
    var use: UseIndex { useIndex.value }

    /// The tokens by seat and team, made when somebody asks for them.
    var tokens: TokenIndex { tokenIndex.value }

    /// The days of use and the tokens, as far as somebody has asked for them.
    var madeIndexes: (use: UseIndex?, tokens: TokenIndex?) {
        (
            useIndex.isMade ? useIndex.value : nil,
            tokenIndex.isMade ? tokenIndex.value : nil
        )
    }

    /// The folded names of all teams in any data set or in the configuration, in the order in which
    /// they are shown.
    func allTeams() -> [String] {
        var written: [String: String] = [:]
        for dataset in Dataset.allCases where dataset.hasTeams {
            for team in moment.teams(dataset) { written[team] = shown.shown(.team, team) }
        }
        for team in configuration.namedTeams where written[fold(team)] == nil {
            written[fold(team)] = shown.shown(.team, written: team)
        }
        return written.sorted {
            $0.value != $1.value ? precedes($0.value, $1.value) : precedes($0.key, $1.key)
        }.map(\.key)
    }

    /// The rows of the newest Users file of each team.
    func userRows() -> [String: UsersRows] {
        let teams = moment.teams(.users).compactMap { team in
            moment.newest(.users, team).map { (team, userRows($0, of: team)) }
        }
        return Dictionary(teams) { first, _ in first }
    }

    private func userRows(_ file: Snapshot, of team: String) -> UsersRows {
        guard let continuation, let known = continuation.kept.users?[team],
            known.file == file.part.id
        else { return UsersRows(file: file.part.id, rows: rows.userRows(file)) }
        return continuation.numbers == nil ? known : known.renumbered(continuation.number)
    }

    /// How a team is shown.
    func teamName(_ folded: String) -> String {
        let written = configuration.namedTeams.first { fold($0) == folded }
        return shown.shown(.team, written: written ?? folded)
    }

    /// The code of a team in the history's names; one that no file names has none and no rows.
    func code(_ team: String) -> Int32 { history.names.find(team) ?? -1 }
}

extension Configuration {
    /// Every team that the configuration names, as written there.
    fileprivate var namedTeams: [String] {
        let expected = inputs.expect.flatMap { entry in
            if case .named(let teams) = entry.teams { teams } else { [String]() }
        }
        let priced = prices.compactMap(\.team) + flex.rates.compactMap(\.team)
        let tokens = flex.packs.map(\.team) + flex.balances.map(\.team) + flex.budgets.map(\.team)
        let people = contacts.admins.map(\.team) + contacts.contractManagers.compactMap(\.team)
        let fetched = if case .named(let teams) = fetch.teams { teams } else { [String]() }
        let others = expected + fetched + groups.defaults.map(\.team)
        return (people + priced + tokens + others)
            .filter { fold($0) != "all" && !fold($0).isEmpty }
    }
}
