import CivilTime
import Columns
import Exports

/// How many days lie at most between the end of a subscription and the start of the one that takes its
/// place (facts §3.9, `subscription-renewed`).
private let renewalTolerance = 45

/// A line that stands in one of two files alone.
private struct LoneLine {
    let key: SubscriptionLines.Key
    let line: SubscriptionLine
    let id: String
}

extension Derivation {
    /// What changed between the Subscriptions files of a team.
    func subscriptionChanges(_ team: String) -> [NamedChange] {
        let files = moment.files(.subscriptions, team)
        guard files.count > 1, files.last.map(showsChanges) ?? false else { return [] }
        let snapshots = SubscriptionLines.snapshots(files)
        return files.indices.dropFirst().flatMap { place in
            showsChanges(of: files[place])
                ? changes(team, from: snapshots[place - 1], to: snapshots[place], files[place])
                : []
        }
    }

    private func changes(
        _ team: String,
        from old: SubscriptionLines,
        to new: SubscriptionLines,
        _ file: Snapshot
    ) -> [NamedChange] {
        func row(
            _ kind: Change.Kind,
            _ lone: LoneLine,
            _ before: Int?,
            _ after: Int?
        ) -> NamedChange {
            change(
                kind,
                .subscription(offering: lone.line.offering),
                subject: lone.id,
                team: team,
                (before.map(String.init), after.map(String.init)),
                seenIn: file
            )
        }
        let gone = lone(old, without: new)
        let come = lone(new, without: old)
        let renewals = renewals(of: gone, by: come)
        let replaced = Set(renewals.map { gone[$0.gone].key })
        let replacing = Set(renewals.map { come[$0.come].key })
        return seatChanges(team, from: old, to: new, file)
            + renewals.map { pair in
                let (before, after) = (gone[pair.gone].line.seats, come[pair.come].line.seats)
                return row(.subscriptionRenewed, come[pair.come], before, after)
            }
            + gone.filter { !replaced.contains($0.key) }.map {
                row(.subscriptionGone, $0, $0.line.seats, nil)
            }
            + come.filter { !replacing.contains($0.key) }.map {
                row(.subscriptionNew, $0, nil, $0.line.seats)
            }
    }

    /// More or fewer seats of subscriptions that both files have; an absent number says nothing.
    private func seatChanges(
        _ team: String,
        from old: SubscriptionLines,
        to new: SubscriptionLines,
        _ file: Snapshot
    ) -> [NamedChange] {
        new.lines.compactMap { key, line in
            guard let before = old.lines[key]?.seats, let after = line.seats, before != after else {
                return nil
            }
            return change(
                after > before ? .seatsBought : .seatsReduced,
                .subscription(offering: line.offering),
                subject: subscriptionID(key, line),
                team: team,
                (String(before), String(after)),
                delta: after - before,
                seenIn: file
            )
        }
    }

    /// The lines of a file that another has not, by id.
    private func lone(_ lines: SubscriptionLines, without other: SubscriptionLines) -> [LoneLine] {
        lines.lines.filter { other.lines[$0.key] == nil }
            .map { LoneLine(key: $0.key, line: $0.value, id: subscriptionID($0.key, $0.value)) }
            .sorted { precedes($0.id, $1.id) }
    }

    /// Which gone subscription each new one takes the place of.
    ///
    /// Both are of one offering, and the new one begins within 45 days of the old one's `due_on`. Those that lie
    /// nearest go together, each once.
    private func renewals(
        of gone: [LoneLine],
        by come: [LoneLine]
    ) -> [(gone: Int, come: Int)] {
        // The new ones by their beginning, the last id first. A file may renumber all of its lines: pairs are
        // never listed, only the next one of a day is looked at.
        var begun: [Beginning: [Int]] = [:]
        for new in come.indices.reversed() {
            guard let start = come[new].line.startsOn else { continue }
            begun[Beginning(offering: come[new].line.offering, day: start), default: []].append(new)
        }
        var pairs: [(gone: Int, come: Int)] = []
        var waiting = begun.isEmpty ? [] : Array(gone.indices)
        for distance in 0...renewalTolerance {
            waiting.removeAll { old in
                guard let due = gone[old].line.renewsOn ?? gone[old].line.endsOn else {
                    return true
                }
                let near = [due.adding(-distance), due.adding(distance)]
                    .map { Beginning(offering: gone[old].line.offering, day: $0) }
                    .compactMap { beginning in begun[beginning]?.last.map { ($0, beginning) } }
                    .min { $0.0 < $1.0 }
                guard let (new, beginning) = near else { return false }
                begun[beginning]?.removeLast()
                pairs.append((old, new))
                return true
            }
        }
        return pairs
    }
}

/// On which day a new subscription of an offering begins.
private struct Beginning: Hashable {
    let offering: String
    let day: Day
}
