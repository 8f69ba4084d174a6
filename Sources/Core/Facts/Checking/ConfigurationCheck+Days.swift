import CivilTime
import Columns
import Exports
import Settings

// What has passed: only the day is needed to see it.

extension ConfigurationCheck {
    /// A practice of standing in counts for so many days: a year.
    private static let drillDays = 365

    /// Packs that have ended, absences that are over, practices of long ago.
    mutating func checkDays() {
        for (index, pack) in configuration.flex.packs.enumerated() where pack.ends < today {
            warn(
                "pack-ended",
                at: "flex.packs[\(index)].ends",
                "the pack '\(pack.id)' of \(pack.team) ended on \(pack.ends), and what was left of it is "
                    + "gone; add the one that came after it"
            )
        }
        for (index, absence) in configuration.absences.enumerated() where absence.until < today {
            warn(
                "absence-past",
                at: "absences[\(index)].until",
                "the absence of \(absence.email) was over on \(absence.until); remove it once idle seats no "
                    + "longer rest on it"
            )
        }
        var last: [String: Day] = [:]
        for drill in configuration.drills {
            last[drill.email] = max(last[drill.email] ?? drill.asOf, drill.asOf)
        }
        for (index, drill) in configuration.drills.enumerated()
        where last[drill.email] == drill.asOf {
            let path = "drills[\(index)].as_of"
            if drill.asOf > today {
                warn(
                    "drill",
                    at: path,
                    "the practice of \(drill.email) is yet to come: it does not count"
                )
            } else if drill.asOf.days(until: today) > Self.drillDays {
                warn(
                    "drill",
                    at: path,
                    "\(drill.email) last practised standing in on \(drill.asOf); practise again"
                )
            }
        }
    }

    /// Balances that are too old, or stated for a day that is yet to come.
    ///
    /// - Parameter known: what files say; `nil` without any.
    mutating func checkBalances(_ known: KnownNames?) {
        var newest: [String: Day] = [:]
        for balance in configuration.flex.balances where balance.asOf <= today {
            let team = fold(balance.team)
            newest[team] = max(newest[team] ?? balance.asOf, balance.asOf)
        }
        for (index, balance) in configuration.flex.balances.enumerated() {
            let path = "flex.balances[\(index)].as_of"
            let team = fold(balance.team)
            if balance.asOf > today {
                warn(
                    "balance",
                    at: path,
                    "the balance of \(balance.team) is of a day that is yet to come"
                )
                continue
            }
            let expectation = configuration.inputs.expectation("balances") { fold($0) == team }
            let maximum = configuration.inputs.maximumAge(of: "balances", by: expectation)
            let age = TimeSpan(days: balance.asOf.days(until: today))
            let filed = known?.derivation.moment.newest(.balances, team)?.asOf
            guard newest[team] == balance.asOf, let maximum, age > maximum,
                filed.map({ $0 <= balance.asOf }) ?? true
            else { continue }
            warn(
                "balance-old",
                at: path,
                "the newest balance of \(balance.team) is of \(balance.asOf); state what the vendor's page "
                    + "shows now"
            )
        }
    }
}
