import Columns
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
        guard files.count > 1, files.last.map(showsChanges) ?? false else { return [] }
        let line = files.map(\.part)
        // Without any rows nothing is known of whom a difference does not name.
        guard line.contains(where: { $0.body != nil }) else { return [] }
        var marks = MarksBefore { history.state(dataset, line, at: line.count - 1) }
        var pairs: [PairDifference] = []
        for place in files.indices.dropFirst().reversed() where showsChanges(of: files[place]) {
            guard
                let difference = history.difference(dataset, from: line[place - 1], to: line[place])
            else { break }
            pairs.append(pair(difference, files[place], marks))
            marks.stepBack(over: difference)
        }
        return pairs
    }

    private func pair(
        _ difference: SnapshotDifference,
        _ newer: Snapshot,
        _ marks: MarksBefore
    ) -> PairDifference {
        func person(_ identity: Int32) -> Int32? {
            let person = self.people.person(ofIdentity: Int(identity))
            return person == People.nobody ? nil : person
        }
        let changed = Dictionary(difference.entries.map { ($0.key, $0) }) { first, _ in first }
        let touched = difference.entries.compactMap { entry in
            person(entry.key.identity).map {
                SnapshotKey(identity: $0, offering: entry.key.offering)
            }
        }
        let persons = Set(touched).compactMap { key -> PersonDifference? in
            var (before, after): (SnapshotMark, SnapshotMark) = ([], [])
            for identity in people.identities(of: key.identity) {
                let key = SnapshotKey(identity: identity, offering: key.offering)
                let entry = changed[key]
                let same = entry == nil ? marks[key] : []
                before.formUnion(entry?.before ?? same)
                after.formUnion(entry?.after ?? same)
            }
            guard before != after else { return nil }
            return PersonDifference(
                person: key.identity,
                offering: key.offering,
                before: before,
                after: after
            )
        }
        return PairDifference(
            newer: newer,
            people: persons,
            primaryBefore: person(difference.primaryBefore),
            primaryAfter: person(difference.primaryAfter)
        )
    }
}

/// What stands under each key in a file, going back from the newest file over differences.
private struct MarksBefore {
    private let newest: Deferred<SnapshotState?>
    private var changed: [SnapshotKey: SnapshotMark] = [:]

    /// - Parameter newest: what the newest file says; its rows are read when somebody asks for a key.
    init(_ newest: @escaping @Sendable () -> SnapshotState?) { self.newest = Deferred(newest) }

    subscript(key: SnapshotKey) -> SnapshotMark { changed[key] ?? newest.value?[key] ?? [] }

    mutating func stepBack(over difference: SnapshotDifference) {
        for entry in difference.entries { changed[entry.key] = entry.before }
    }
}
