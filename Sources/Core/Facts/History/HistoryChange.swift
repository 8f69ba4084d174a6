/// What one export changed in the history: everything that storage has to write, and nothing else.
package struct HistoryChange: Hashable, Sendable {
    /// The intake of the export.
    package let intake: Intake
    /// What it says of each team.
    package internal(set) var parts: [IntakePart] = []
    /// Names that are new; their codes follow one another.
    package internal(set) var names: [String] = []
    /// The code of the first of them.
    package internal(set) var firstName: Int32 = 0
    /// Ways of writing names that are new.
    package internal(set) var spellings: [Spelling] = []
    /// For each touched key (team, offering, product, identity, day) all statements that now stand;
    /// stored ones of that key are to be deleted first.
    package internal(set) var tokens: [TokenDay] = []
    /// Segments that are new or changed, by what they are: each takes the place of the stored one; one
    /// without bytes is to be deleted.
    package internal(set) var segments: [Segment.ID: [UInt8]] = [:]

    /// What changed for an intake, nothing yet.
    init(intake: Intake) {
        self.intake = intake
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
