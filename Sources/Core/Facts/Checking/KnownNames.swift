import CivilTime
import Columns
import Exports

/// What exports name, by folded names as they are shown: a check of the configuration compares with it.
struct KnownNames {
    let derivation: Derivation
    /// Teams of any data set.
    let teams: [String: String]
    /// Offerings, and products of day rows.
    let offerings: [String: String]
    /// Groups of the newest Groups file.
    let groups: [String: String]
    /// Ids of subscriptions in the newest files.
    let subscriptions: [String: String]
    /// Contracts of them.
    let contracts: [String: String]

    init(_ derivation: Derivation) {
        self.derivation = derivation
        let moment = derivation.moment
        var teams: [String: String] = [:]
        for dataset in Dataset.allCases where dataset.hasTeams {
            for team in moment.teams(dataset) where !team.isEmpty {
                teams[team] = derivation.shown.shown(.team, team)
            }
        }
        self.teams = teams
        offerings = derivation.shown.all(.offering)
            .merging(derivation.shown.all(.product)) { offering, _ in offering }
        var groups: [String: String] = [:]
        if let file = moment.newest(.groups, "") {
            for group in StateColumns(file.part.body ?? []).texts("group").texts {
                groups[fold(group)] = group
            }
        }
        self.groups = groups
        let rows = derivation.subscriptions().map(\.row)
        subscriptions = Dictionary(rows.map { (fold($0.id), $0.id) }) { first, _ in first }
        contracts = Dictionary(
            rows.compactMap(\.contract).map { (fold($0), $0) }
        ) { first, _ in first }
    }

    /// Whether somebody whom no export names by an address cannot be in one: false while some rows have
    /// none, and before any file of people has come.
    var knowsEveryone: Bool {
        let moment = derivation.moment
        let files = [Dataset.users, .usageReport].flatMap { dataset in
            moment.teams(dataset).compactMap { moment.newest(dataset, $0) }
        }
        return files.contains { $0.part.rows > 0 } && files.allSatisfy { $0.part.hashedRows == 0 }
    }

    /// The offerings with seats that have no price in some team, as they are shown, in order.
    var offeringsWithoutPrice: [String] {
        var found: Set<String> = []
        for team in SeatRoster(derivation).teams {
            for offering in Set(team.seats.map(\.key.offering)) where offering != Names.none {
                let name = derivation.history.names[offering]
                guard derivation.kinds.kind(name) == .seats,
                    derivation.prices.seat(name, team.name) == nil
                else { continue }
                found.insert(derivation.shown.shown(.offering, name))
            }
        }
        return found.sorted(by: precedes)
    }

    /// The address of the primary admin whom the newest Users file of a team names, where its roles are
    /// known.
    func primaryAdmin(_ team: String) -> Int32? {
        let rows = derivation.userRows()[team]?.rows ?? []
        let admins = TeamAdmins(team, rows, derivation)
        guard admins.areRolesKnown, !admins.isStated else { return nil }
        return admins.persons(.primary).first
    }
}
