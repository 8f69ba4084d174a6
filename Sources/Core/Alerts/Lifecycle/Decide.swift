package import CivilTime

/// Decides what the findings of a cycle do to the alerts that stand: the one lifecycle, for the daemon,
/// tests and backtests.
///
/// A function of its arguments: the same findings a second time change nothing.
/// - Parameters:
///   - sets: the findings of every policy that is not disabled, one set a policy. What stands for a policy
///     without a set is withdrawn.
///   - standing: all alerts that are not settled.
///   - released: policies whose rows held back by `max_findings` a person has released.
///   - now: the cycle's moment.
///   - today: its day in the configured zone.
/// - Returns: all alerts as they stand now, and what happened to which of them.
package func decide(
    _ sets: [FindingSet],
    standing: [Alert],
    released: Set<String> = [],
    now: Instant,
    today: Day
) -> Decisions {
    var board = Board(standing: standing, now: now, today: today)
    let terms = Dictionary(sets.map { ($0.terms.policy, $0.terms) }) { first, _ in first }
    board.withdraw(except: terms)
    let owners = sets.map { set in
        board.take(set, isReleased: released.contains(set.terms.policy))
    }
    board.letYield(terms)
    board.settle(terms)
    return board.decisions(sets, owners)
}
