/// What one export changed in the history: everything that storage has to write, and nothing else.
package struct HistoryChange: Hashable, Sendable {
    /// The intake of the export.
    package let intake: Intake
    /// What it says of each team.
    package internal(set) var parts: [IntakePart] = []
    /// Identities that are new or were seen anew.
    package internal(set) var identities: [Identity] = []
    /// Layers that are new or were folded into: each replaces the stored one of its key
    /// (team, offering, product, identity, intake).
    package internal(set) var seatDays: [SeatDays] = []
    /// Intakes whose layers were folded: all stored layers with these intakes are to be deleted.
    package internal(set) var foldedIntakes: [Int] = []
    /// For each touched key (team, offering, product, identity, day) all statements that now stand;
    /// stored ones of that key are to be deleted first.
    package internal(set) var tokens: [TokenDay] = []
    /// Spellings that are new or were seen anew.
    package internal(set) var spellings: [Spelling] = []

    /// Of identities and spellings that stand in it twice keeps the later state.
    mutating func keepNewest() {
        identities = Dictionary(identities.map { ($0.id, $0) }) { $1 }.values
            .sorted { $0.id < $1.id }
        spellings = Dictionary(spellings.map { ($0.key, $0) }) { $1 }.values
            .sorted(by: isOrdered)
    }
}

/// Why an export is not taken into the history.
package struct HistoryError: Error, Hashable, Sendable {
    /// The kinds of refusal.
    package enum Kind: String, Hashable, Sendable {
        /// It was exported more than a day after now.
        case exportedInFuture = "exported_in_future"
        /// Its owner may not say who left, who is absent or what a balance is.
        case untrusted
        /// Token Flex usage without a sidecar that names the contract.
        case missingContract = "missing_contract"
        /// More teams, people or names than the program holds.
        case tooLarge = "too_large"
    }

    /// What is wrong.
    package let kind: Kind
    /// What is wrong and what to do, for people.
    package let message: String
}

extension HistoryError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
