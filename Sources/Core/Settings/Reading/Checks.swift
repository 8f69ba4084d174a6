import CivilTime
import Diagnostics
import YAML

// What only shows when the whole file is known.

extension Configuration {
    func check(reporter: Reporter, root: Node) {
        checkFolders(reporter, root)
        checkDomains(reporter, root)
        checkRepetitions(
            prices,
            under: ["prices"],
            in: root,
            reporter,
            key: { [$0.offering, everyone($0.team), $0.since.map(\.description) ?? ""] },
            what: "a price for that offering, team and day"
        )
        checkRepetitions(
            flex.rates,
            under: ["flex", "rates"],
            in: root,
            reporter,
            key: { [$0.product, everyone($0.team), $0.since.map(\.description) ?? ""] },
            what: "a rate for that product, team and day"
        )
        checkRepetitions(
            flex.packs,
            under: ["flex", "packs"],
            in: root,
            reporter,
            key: { [$0.team, $0.id] },
            what: "a pack of that team and id"
        )
        checkRepetitions(
            flex.balances,
            under: ["flex", "balances"],
            in: root,
            reporter,
            key: { [$0.team, $0.asOf.description] },
            what: "a balance of that team and day"
        )
        checkRepetitions(
            flex.budgets,
            under: ["flex", "budgets"],
            in: root,
            reporter,
            key: { [$0.team] },
            what: "a budget of that team"
        )
        checkRepetitions(
            renewals.plans,
            under: ["renewals", "plans"],
            in: root,
            reporter,
            key: { [$0.subscription] },
            what: "a plan for that subscription"
        )
    }

    /// Two folders of one path would mix what different programs may read.
    private func checkFolders(_ reporter: Reporter, _ root: Node) {
        var seen: [String: String] = [:]
        let resolved = folders.resolved(against: "")
        for (name, path) in Folders.keys {
            let folder = resolved[keyPath: path]
            if let other = seen[folder] {
                reporter.error(
                    "same-folder",
                    "'folders.\(name)' and 'folders.\(other)' are the same folder",
                    at: root.value(at: ["folders", name])?.range
                        ?? root.value(at: ["folders", other])?.range
                )
            }
            seen[folder] = name
        }
    }

    /// A contact outside the allowed domains would never get a mail.
    private func checkDomains(_ reporter: Reporter, _ root: Node) {
        guard let allowed = mail.allowedDomains else { return }
        let range = root.value(at: ["mail", "allowed_domains"])?.range
        let addresses =
            contacts.operators + contacts.contractManagers.map(\.email)
            + contacts.admins.map(\.email) + contacts.people.values.flatMap(\.self)
        let domains = Set(addresses.map { MailAddress(address: $0).domain })
        for domain in domains.subtracting(allowed).sorted() {
            reporter.warning(
                "domain",
                "contacts have addresses at \(domain), which is not among the allowed domains: "
                    + "no mail of a policy will reach them",
                at: range
            )
        }
    }

    /// Of two entries about one thing nobody can say which counts.
    private func checkRepetitions<Item>(
        _ items: [Item],
        under path: [String],
        in root: Node,
        _ reporter: Reporter,
        key: (Item) -> [String],
        what: String
    ) {
        let nodes = root.value(at: path)?.items ?? []
        // After a mistake in an entry the places no longer go with the entries.
        guard nodes.count == items.count else { return }
        var seen: [[String]: Int] = [:]
        for (item, node) in zip(items, nodes) {
            let identity = key(item).map { $0.lowercased() }
            if let line = seen[identity] {
                reporter.error(
                    "repeated",
                    "there is \(what) already, on line \(line)",
                    at: node.range
                )
            }
            seen[identity] = node.range.line
        }
    }
}

/// What stands for a team in an identity; a price for all teams is written with `all` or without a team.
private func everyone(_ team: String?) -> String {
    team.flatMap { $0.lowercased() == "all" ? nil : $0 } ?? ""
}

extension Node {
    /// The value behind a path of keys.
    func value(at path: [String]) -> Node? {
        var node = self
        for key in path {
            guard let entry = node.entries?.first(where: { $0.key.scalar?.text == key }) else {
                return nil
            }
            node = entry.value
        }
        return node
    }
}
