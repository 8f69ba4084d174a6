/// Which part of a policy decided a row, and how.
///
/// Numbers are places among the policy's overrides, conditions or exceptions.
enum Ruling: Hashable {
    /// An override of which it cannot be said whether it is about the row.
    case undecidedOverride(Int)
    /// Two overrides contradict each other.
    case contradiction
    /// An override turns the policy off.
    case disabled
    /// The first condition of `match` that is false.
    case notMatched(Int)
    /// The first condition of `match` that cannot be decided, where none is false.
    case undecidedMatch(Int)
    /// An exception leaves the row alone.
    case excepted(Int)
    /// The data is too old.
    case stale
    /// The data does not reach back far enough.
    case notReady
    /// `expr`, or without it the value of the steps, cannot be decided.
    case undecided
    /// `expr` is false, or no step is reached.
    case clear
    /// `expr` is true, or a step is reached.
    case holds

    /// Whether an alert may be open on the row: it holds, or nothing may be concluded about it.
    var mayStand: Bool {
        switch self {
        case .undecidedOverride, .contradiction, .undecidedMatch, .stale, .undecided, .holds: true
        case .disabled, .notMatched, .excepted, .notReady, .clear: false
        }
    }
}
