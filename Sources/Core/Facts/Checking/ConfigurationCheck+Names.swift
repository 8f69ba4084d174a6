import Columns
import Diagnostics
import Exports
import Settings

// Names that no export has: most often they are misspelt.

extension ConfigurationCheck {
    /// Teams, offerings, groups, contracts and subscriptions that no export knows.
    mutating func checkNames(_ known: KnownNames) {
        checkOfferings(known.offerings)
        checkTeams(known.teams)
        let groups = configuration.groups.assign.enumerated().map {
            Mention(name: $1.group, path: "groups.assign[\($0)].group")
        }
        checkNames(groups, among: known.groups, code: "unknown-group", "the group")
        let contracts = configuration.contacts.contractManagers.enumerated().compactMap { entry in
            entry.element.contract.map {
                Mention(name: $0, path: "contacts.contract_managers[\(entry.offset)].contract")
            }
        }
        checkNames(contracts, among: known.contracts, code: "unknown-contract", "the contract")
        let plans = configuration.renewals.plans.enumerated().map {
            Mention(name: $1.subscription, path: "renewals.plans[\($0)].subscription")
        }
        checkNames(
            plans,
            among: known.subscriptions,
            code: "unknown-subscription",
            "the subscription"
        )
        checkExpectations(known)
        checkPeople(known)
    }

    private mutating func checkOfferings(_ known: [String: String]) {
        func mentions(_ path: String, _ names: [(Int, String)]) -> [Mention] {
            names.map { Mention(name: $0.1, path: "\(path)[\($0.0)]") }
        }
        let code = "unknown-offering"
        let collections = configuration.offerings.collections.enumerated()
        // What a collection holds may be priced, although nobody has it alone.
        var priced = known
        for collection in configuration.offerings.collections where !known.isEmpty {
            for product in collection.products { priced[fold(product)] = product }
        }
        let prices = configuration.prices.enumerated().map { ($0, $1.offering) }
        checkNames(mentions("prices", prices), among: priced, code: code, "the offering")
        let rates = configuration.flex.rates.enumerated().map { ($0, $1.product) }
        checkNames(mentions("flex.rates", rates), among: priced, code: code, "the product")
        checkNames(
            mentions("offerings.collections", collections.map { ($0, $1.name) }),
            among: known,
            code: code,
            "the collection"
        )
        let holdings =
            collections.map { ("offerings.collections[\($0)].products", $1.products) }
            + configuration.groups.assign.enumerated().map {
                ("groups.assign[\($0)].offerings", $1.offerings)
            }
            + configuration.groups.defaults.enumerated().map {
                ("groups.defaults[\($0)].offerings", $1.offerings)
            }
        for (path, names) in holdings {
            let named = names.enumerated().map { ($0, $1) }
            checkNames(mentions(path, named), among: known, code: code, "the product")
        }
    }

    private mutating func checkTeams(_ known: [String: String]) {
        let flex = configuration.flex
        let contacts = configuration.contacts
        let lists: [(String, [String?])] = [
            ("prices", configuration.prices.map(\.team)), ("flex.rates", flex.rates.map(\.team)),
            ("flex.packs", flex.packs.map(\.team)), ("flex.balances", flex.balances.map(\.team)),
            ("flex.budgets", flex.budgets.map(\.team)),
            ("contacts.contract_managers", contacts.contractManagers.map(\.team)),
            ("contacts.admins", contacts.admins.map(\.team)),
            ("groups.defaults", configuration.groups.defaults.map(\.team)),
        ]
        if case .named(let teams) = configuration.fetch.teams {
            let mentions = teams.enumerated().map {
                Mention(name: $1, path: "fetch.teams[\($0)]")
            }
            checkNames(mentions, among: known, code: "unknown-team", "the team")
        }
        for (path, teams) in lists {
            let mentions = teams.enumerated().compactMap { index, team in
                team.flatMap { name in
                    fold(name) == "all" ? nil : Mention(name: name, path: "\(path)[\(index)].team")
                }
            }
            checkNames(mentions, among: known, code: "unknown-team", "the team")
        }
    }

    /// Data sets that must come: for teams that are not known, and such as never came.
    private mutating func checkExpectations(_ known: KnownNames) {
        for (index, entry) in configuration.inputs.expect.enumerated() {
            let path = "inputs.expect[\(index)]"
            if case .named(let teams) = entry.teams {
                let mentions = teams.map { Mention(name: $0, path: "\(path).teams") }
                checkNames(mentions, among: known.teams, code: "unknown-team", "the team")
            }
            guard !known.teams.isEmpty, let dataset = Dataset(rawValue: entry.dataset),
                known.derivation.moment.teams(dataset).isEmpty
            else { continue }
            warn(
                "never-came",
                at: "\(path).dataset",
                "no file of the data set '\(entry.dataset)' has ever come; see docs/exports.md for how to get "
                    + "one"
            )
        }
    }

    /// People whom no export names by their address.
    private mutating func checkPeople(_ known: KnownNames) {
        guard known.knowsEveryone else { return }
        let people = known.derivation.people
        let lists = [
            ("people.left", configuration.left.map(\.email)),
            ("absences", configuration.absences.map(\.email)),
            ("drills", configuration.drills.map(\.email)),
        ]
        for (path, addresses) in lists {
            for (index, address) in addresses.enumerated()
            where people.person(withAddress: address) == nil {
                let near = nearestName(to: address, among: people.persons.compactMap(\.email))
                warn(
                    "unknown-person",
                    at: "\(path)[\(index)].email",
                    "no export knows \(address)" + (near.map { "; did you mean \($0)?" } ?? "")
                )
            }
        }
    }
}
