import CivilTime
import Columns

/// What the facts of one moment leave for those of the next, so that a file or a day does not make everything
/// anew.
///
/// It belongs to one history: further files, and what is no longer kept, are noticed.
package struct Groundwork: Sendable {
    private enum Form: Sendable {
        /// Facts that are still being asked for, and hold the history.
        case tables(FactTables)
        /// What they have left.
        case kept(KeptFacts)
    }

    private var form: Form

    init(_ tables: FactTables) { form = .tables(tables) }

    /// What was made by now and may hold longer than a moment.
    var kept: KeptFacts {
        switch form {
        case .tables(let tables): tables.kept
        case .kept(let kept): kept
        }
    }

    /// Lets go of the history, which would be copied when it changes; what the facts make after this is not
    /// left to the next ones.
    package mutating func settle() { form = .kept(kept) }
}
