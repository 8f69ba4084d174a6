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
    /// What outlasts the day.
    let groundwork: Groundwork

    /// - Parameters:
    ///   - history: what exports said.
    ///   - configuration: the configuration.
    ///   - now: the moment.
    ///   - zone: decides which day is today.
    ///   - earlier: what an earlier derivation has left; used where it still holds.
    init(
        _ history: History,
        _ configuration: Configuration,
        now: Instant,
        zone: Zone,
        reusing earlier: Groundwork? = nil
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
        let known = earlier.flatMap { $0.holds(for: history, configuration, moment) ? $0 : nil }
        let groundwork = known ?? Groundwork(history, configuration, moment)
        self.groundwork = groundwork
        (people, shown) = (groundwork.people, groundwork.shown)
        presence = Presence(history, configuration, moment, people)
        prices = Prices(configuration, today: moment.today)
        kinds = OfferingKinds(configuration.offerings)
        rows = StandingRows(history: history, people: people)
    }

    /// The days of use by seat, made when somebody asks for them.
    var use: UseIndex { groundwork.use.value }

    /// The tokens by seat and team, made when somebody asks for them.
    var tokens: TokenIndex { groundwork.tokens.value }

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
    func userRows() -> [String: [UserRow]] {
        let teams = moment.teams(.users).compactMap { team in
            moment.newest(.users, team).map { (team, rows.userRows($0)) }
        }
        return Dictionary(teams) { first, _ in first }
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
