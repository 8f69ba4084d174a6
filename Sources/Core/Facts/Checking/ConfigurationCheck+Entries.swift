import CivilTime
import Columns
import Settings

// Entries of one list that say two things of one: no export is needed to see it.

extension ConfigurationCheck {
    /// Teams with two primary admins, teams and contracts with two contract managers, people who left
    /// twice.
    mutating func checkEntries() {
        let contacts = configuration.contacts
        let primaries = contacts.admins.enumerated().filter { $1.role == .primary }
        checkOneEach(
            primaries.map { ($0, $1.team, $1.email) },
            at: { "contacts.admins[\($0)].email" },
            "a team has one primary admin"
        )
        let managers = contacts.contractManagers.enumerated().map { index, entry in
            (
                index, entry.contract.map { "contract \($0)" } ?? entry.team ?? "all teams",
                entry.email
            )
        }
        checkOneEach(
            managers,
            at: { "contacts.contract_managers[\($0)].email" },
            "only the first counts"
        )
        let left = configuration.left.enumerated().map { index, leaver in
            (index, leaver.email, leaver.leftOn.map { "\($0)" } ?? "no day")
        }
        checkOneEach(left, at: { "people.left[\($0)]" }, "the earlier day counts")
    }

    /// Warns of each entry whose subject has another value in an earlier one.
    private mutating func checkOneEach(
        _ entries: [(index: Int, subject: String, value: String)],
        at path: (Int) -> String,
        _ rule: String
    ) {
        var first: [String: String] = [:]
        for entry in entries {
            let subject = fold(entry.subject)
            if let other = first[subject], other != entry.value {
                warn(
                    "contradiction",
                    at: path(entry.index),
                    "an entry above says \(other) for \(entry.subject), this one \(entry.value): \(rule)"
                )
            }
            first[subject] = first[subject] ?? entry.value
        }
    }
}
