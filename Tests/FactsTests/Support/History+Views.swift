import CivilTime

@testable import Facts

/// The days that an intake brought for one key, with names in the place of codes.
struct Layer: Hashable {
    let names: [String]
    let identity: Int
    let intake: Int
    let days: DaySet
}

extension History {
    /// All layers of days, in an order that does not depend on codes.
    var allLayers: [Layer] {
        layers.flatMap { intake, layer in
            layer.runsByKey.map { number, runs in
                let key = keys[number]
                return Layer(
                    names: [names[key.team], names[key.offering], names[key.product]],
                    identity: Int(key.identity),
                    intake: intake,
                    days: layer.days(runs)
                )
            }
        }.sorted {
            $0.names != $1.names
                ? $0.names.lexicographicallyPrecedes($1.names)
                : ($0.identity, $0.intake) < ($1.identity, $1.intake)
        }
    }

    /// The products of all statements about tokens, and whose they are.
    var tokenProducts: [(product: String, identity: Int)] {
        tokens.keys.map { (names[$0.product], Int($0.identity)) }.sorted(by: <)
    }
}
