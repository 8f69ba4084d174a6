package import CivilTime
import Columns
import Exports
package import Settings

/// The fact tables for one moment: a function of its arguments.
///
/// Exports made after `now` are not there; `zone` decides which day is today.
package func deriveFacts(
    _ history: History,
    _ configuration: Configuration,
    now: Instant,
    zone: Zone
) -> FactSet {
    var groundwork: Groundwork?
    return deriveFacts(history, configuration, now: now, zone: zone, reusing: &groundwork)
}

/// The same facts, sooner where an earlier derivation has left what still holds.
///
/// - Parameters:
///   - history: what exports said.
///   - configuration: the configuration.
///   - now: the moment; exports made after it are not there.
///   - zone: decides which day is today.
///   - groundwork: what an earlier derivation has left; afterwards what this one leaves.
/// - Returns: the tables.
package func deriveFacts(
    _ history: History,
    _ configuration: Configuration,
    now: Instant,
    zone: Zone,
    reusing groundwork: inout Groundwork?
) -> FactSet {
    let derivation = Derivation(
        history,
        configuration,
        now: now,
        zone: zone,
        reusing: groundwork?.kept
    )
    let tables = FactTables(derivation)
    groundwork = Groundwork(tables)
    return tables.factSet
}
