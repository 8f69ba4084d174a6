import Exports
import Facts

/// A history as storage keeps it: only by the changes that were handed over.
struct Kept {
    private struct SeatKey: Hashable {
        let names: [String]
        let identity: Int
        let intake: Int
    }
    private var intakes: [Intake] = []
    private var parts: [IntakePart] = []
    private var identities: [Int: Identity] = [:]
    private var seatDays: [SeatKey: SeatDays] = [:]
    private var tokens: [TokenDay] = []
    private var spellings: [[String]: Spelling] = [:]

    mutating func apply(_ change: HistoryChange) {
        intakes.append(change.intake)
        parts += change.parts
        for identity in change.identities { identities[identity.id] = identity }
        seatDays = seatDays.filter { !change.foldedIntakes.contains($0.key.intake) }
        for layer in change.seatDays {
            let names = [layer.team, layer.offering, layer.product]
            seatDays[SeatKey(names: names, identity: layer.identity, intake: layer.intake)] = layer
        }
        func key(_ token: TokenDay) -> [String] {
            [token.team, token.offering, token.product, "\(token.identity)", "\(token.day)"]
        }
        let touched = Set(change.tokens.map(key))
        tokens = tokens.filter { !touched.contains(key($0)) } + change.tokens
        for spelling in change.spellings {
            spellings[[spelling.kind.rawValue, spelling.folded, spelling.shown]] = spelling
        }
    }

    /// The history read back, in whatever order a database gives it.
    func history() -> History {
        History(
            intakes: intakes.reversed(),
            parts: parts,
            identities: Array(identities.values),
            seatDays: Array(seatDays.values),
            tokens: tokens.reversed(),
            spellings: Array(spellings.values)
        )
    }
}
