import CivilTime
import Columns
import Exports
import Settings

// What entries say against each other, or against the newest exports.

extension ConfigurationCheck {
    /// Leavers who are still there, admins whom a Users file denies, budgets without tokens, and entries
    /// that say two things of one.
    mutating func checkContradictions(_ known: KnownNames) {
        checkLeavers(known)
        checkAdmins(known)
        let tokens = Set(known.derivation.tokens.teams)
        for (index, budget) in configuration.flex.budgets.enumerated()
        where !tokens.isEmpty && !tokens.contains(known.derivation.code(fold(budget.team))) {
            warn(
                "no-tokens",
                at: "flex.budgets[\(index)].team",
                "there is a budget for \(budget.team), and no export names tokens of that team"
            )
        }
    }

    private mutating func checkLeavers(_ known: KnownNames) {
        guard configuration.left.contains(where: { $0.leftOn != nil }) else { return }
        let lastUse = known.derivation.use.lastUse(asOf: [:])
        for (index, leaver) in configuration.left.enumerated() {
            guard let leftOn = leaver.leftOn,
                let person = known.derivation.people.person(withAddress: leaver.email),
                let used = lastUse[person], used > leftOn
            else { continue }
            warn(
                "leaver-active",
                at: "people.left[\(index)].left_on",
                "\(leaver.email) left on \(leftOn), and used a product on \(used): correct the day, or look "
                    + "who signs in"
            )
        }
    }

    private mutating func checkAdmins(_ known: KnownNames) {
        for (index, admin) in configuration.contacts.admins.enumerated()
        where admin.role == .primary {
            let team = fold(admin.team)
            let path = "contacts.admins[\(index)]"
            guard let primary = known.primaryAdmin(team),
                primary != known.derivation.people.person(withAddress: admin.email)
            else { continue }
            let key = known.derivation.people.key(primary)
            warn(
                "contradiction",
                at: "\(path).email",
                "the Users file of \(admin.team) names \(key) as its primary admin, and counts; remove this "
                    + "entry"
            )
        }
    }

    /// Offerings with seats and no price: no cost can be told of them.
    mutating func checkPrices(_ known: KnownNames) {
        // Who states no price at all does not ask for money.
        guard !configuration.prices.isEmpty else { return }
        let missing = known.offeringsWithoutPrice
        guard !missing.isEmpty else { return }
        warn(
            "no-price",
            at: "prices",
            "no price is in force for seats of \(shown(missing)): what they cost is unknown"
        )
    }
}
