import Columns

/// What the cells of a column hold, beyond the type of its values.
enum CellForm: Hashable {
    /// Free words, kept as they stand.
    case words
    /// What names a person, a contract or a version: damaged, it would name another one.
    case identifier
    /// A number with decimals.
    case amount
    /// A number of whole things.
    case count
    /// A day.
    case day
    /// A day or a moment of something that has happened.
    case past, moment

    /// The form of a column.
    init(_ column: CanonicalColumn) {
        self =
            switch column.type {
            case .num: Self.counts.contains(column.key) ? .count : .amount
            case .day: Self.pasts.contains(column.key) ? .past : .day
            case .instant: .moment
            case .text, .int, .bool, .list, .days:
                Self.identifiers.contains(column.key) ? .identifier : .words
            }
    }

    private static let identifiers: Set = [
        "email", "user_id", "hashed_user_id", "version", "subscription_id", "contract_number",
    ]
    private static let counts: Set = ["days_inactive", "days_used", "seat_quantity"]
    private static let pasts: Set = ["day_used", "last_accessed", "as_of"]
}
