import CivilTime
import Columns
import Settings

/// Prices and rates that are in force on a day.
struct Prices: Sendable {
    /// What a seat costs a year.
    private let seats: DatedFigures
    /// What a day of a product costs in tokens.
    private let tokens: DatedFigures
    /// What a token costs.
    let tokenPrice: Double?

    init(_ configuration: Configuration, today: Day) {
        seats = DatedFigures(
            configuration.prices.map { ($0.offering, $0.team, $0.since, $0.price) },
            today: today
        )
        tokens = DatedFigures(
            configuration.flex.rates.map { ($0.product, $0.team, $0.since, $0.tokens) },
            today: today
        )
        tokenPrice = configuration.flex.tokenPrice
    }

    /// What a seat of an offering costs a team in a year.
    func seat(_ offering: String, _ team: String) -> Double? { seats.figure(offering, team) }

    /// What a day of a product costs a team in tokens.
    func rate(_ product: String, _ team: String) -> Double? { tokens.figure(product, team) }
}

/// Figures by name and team: entries of the team before general ones, then the newest `since` not
/// after today; without `since` always (facts §3.1, `price`).
private struct DatedFigures: Sendable {
    private struct Key: Hashable {
        let name: String
        let team: String?
    }
    private var inForce: [Key: (since: Day?, figure: Double)] = [:]

    init(_ entries: [(name: String, team: String?, since: Day?, figure: Double)], today: Day) {
        for entry in entries {
            if let since = entry.since, since > today { continue }
            let team = entry.team.map { fold($0) }
            let key = Key(name: fold(entry.name), team: team == "all" ? nil : team)
            // Of entries with one day the last counts.
            if let known = inForce[key]?.since, entry.since.map({ $0 < known }) ?? true { continue }
            inForce[key] = (entry.since, entry.figure)
        }
    }

    func figure(_ name: String, _ team: String) -> Double? {
        (inForce[Key(name: name, team: team)] ?? inForce[Key(name: name, team: nil)])?.figure
    }
}
