import Exports

/// What two files say of a person, and in a Usage report of an offering, where they say it otherwise.
struct PersonDifference {
    let person: Int32
    /// A code of the history's names.
    let offering: Int32
    let before: SnapshotMark
    let after: SnapshotMark
}

/// In what two files of a team differ, by persons.
struct PairDifference {
    let newer: Snapshot
    let people: [PersonDifference]
    /// The primary admin in the older file; `nil` where its roles are not known.
    let primaryBefore: Int32?
    /// The same in the newer file.
    let primaryAfter: Int32?
}

extension Derivation {
    /// In what the files of a team differ that are not too old, the newest first.
    ///
    /// Differences are kept by identity; who is who is what all files of the moment say together, so that
    /// a new address is no other person. Only the newest file's rows are read, and of the others what
    /// changed.
    func pairDifferences(_ dataset: Dataset, _ team: String) -> [PairDifference] {
        let files = moment.files(dataset, team)
        guard files.count > 1, let newest = files.last, showsChanges(of: newest) else { return [] }
        let line = files.map(\.part)
        var pairs: [PairDifference] = []
        var marks: MarksBefore?
        for place in files.indices.dropFirst().reversed() where showsChanges(of: files[place]) {
            guard
                let difference = history.difference(dataset, from: line[place - 1], to: line[place])
            else { break }
            if marks == nil {
                marks = history.state(dataset, line, at: line.count - 1).map { MarksBefore($0) }
            }
            guard marks != nil else { break }
            pairs.append(pair(difference, files[place], &marks))
        }
        return pairs
    }

    private func pair(
        _ difference: SnapshotDifference,
        _ newer: Snapshot,
        _ marks: inout MarksBefore?
    ) -> PairDifference {
        var touched: Set<SnapshotKey> = []
        for entry in difference.entries {
            let person = people.person(ofIdentity: Int(entry.key.identity))
            guard person != People.nobody else { continue }
            touched.insert(SnapshotKey(identity: person, offering: entry.key.offering))
        }
        let keys = Array(touched)
        func united() -> [SnapshotMark] {
            keys.map { key in
                people.identities(of: key.identity).reduce(into: []) { mark, identity in
                    mark.formUnion(
                        marks?[SnapshotKey(identity: identity, offering: key.offering)] ?? []
                    )
                }
            }
        }
        let after = united()
        marks?.stepBack(over: difference)
        let before = united()
        func person(_ identity: Int32) -> Int32? {
            let person = people.person(ofIdentity: Int(identity))
            return person == People.nobody ? nil : person
        }
        return PairDifference(
            newer: newer,
            people: keys.indices.compactMap { index in
                guard before[index] != after[index] else { return nil }
                return PersonDifference(
                    person: keys[index].identity,
                    offering: keys[index].offering,
                    before: before[index],
                    after: after[index]
                )
            },
            primaryBefore: person(difference.primaryBefore),
            primaryAfter: person(difference.primaryAfter)
        )
    }
}

/// What stands under each key in a file, going back from the newest file over differences.
private struct MarksBefore {
    private let newest: SnapshotState
    private var changed: [SnapshotKey: SnapshotMark] = [:]

    init(_ newest: SnapshotState) { self.newest = newest }

    subscript(key: SnapshotKey) -> SnapshotMark { changed[key] ?? newest[key] }

    mutating func stepBack(over difference: SnapshotDifference) {
        for entry in difference.entries { changed[entry.key] = entry.before }
    }
}
