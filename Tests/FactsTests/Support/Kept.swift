import CivilTime
import Exports
import Facts

/// A history as storage keeps it: only by the changes that were handed over.
struct Kept {
    private var stored = StoredHistory()
    private var segments: [Segment.ID: [UInt8]] = [:]

    mutating func apply(_ change: HistoryChange) {
        stored.intakes.append(change.intake)
        stored.parts += change.parts
        stored.names += change.names
        stored.spellings += change.spellings
        apply(change.segments)
        func key(_ token: TokenDay) -> [Int32] {
            [
                token.team, token.offering, token.product, token.identity,
                token.day.daysSince1970,
            ]
        }
        let touched = Set(change.tokens.map(key))
        stored.tokens = stored.tokens.filter { !touched.contains(key($0)) } + change.tokens
    }

    mutating func apply(_ trim: HistoryTrim) {
        apply(trim.segments)
        if let day = trim.tokensBefore { stored.tokens.removeAll { $0.day < day } }
    }

    private mutating func apply(_ changed: [Segment.ID: [UInt8]]) {
        for (id, body) in changed { segments[id] = body.isEmpty ? nil : body }
    }

    /// The history read back, in whatever order a database gives it.
    func history() throws -> History {
        var stored = stored
        stored.intakes.reverse()
        stored.tokens.reverse()
        stored.spellings.reverse()
        stored.segments = segments.map { Segment($0.key, $0.value) }
        return try History(stored)
    }
}
