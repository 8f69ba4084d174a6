import CivilTime
import Columns
import Exports

extension History {
    /// Notes the identities of a file.
    ///
    /// - Returns: the identity of each of its entries.
    mutating func see(
        _ people: RowIdentities,
        continuing base: Intake?,
        in intake: Intake,
        _ change: inout HistoryChange
    ) -> [Int32] {
        let first = identityTable.count + 1
        if first == 1 { identityTable.reserve(people.entries.count) }
        let ids = people.entries.map { Int32(identityTable.id($0.texts)) }
        if identityTable.count >= first {
            change.segments[Segment.ID(intake.id, .identities)] = identityTable.bytes(from: first)
        }
        let list = SightingList(
            zip(ids, people.entries).map { (Int($0), $1.lastRow) },
            continuing: sightings.lists[base?.id ?? 0] == nil ? 0 : base?.id ?? 0
        )
        note(list, in: intake, .people, \.sightings, &change)
        return ids
    }

    /// Notes how names are written.
    mutating func see(
        _ teams: RowTeams,
        _ products: RowProducts,
        of rows: FileRows,
        in intake: Intake,
        _ change: inout HistoryChange
    ) {
        let known = spellings.all.count
        var seen: [(id: Int, row: Int)] = []
        for index in teams.folded.indices where !teams.folded[index].isEmpty {
            let id = spellings.id(.team, folded: teams.folded[index], shown: teams.shown[index])
            // A team that only the sidecar names stands in no row.
            seen.append((id, Swift.max(0, teams.lastRows[index])))
        }
        for name in products.spellings {
            seen.append((spellings.id(name.kind, folded: name.folded, shown: name.shown), name.row))
        }
        for name in writtenNames(TextColumn(rows.table["group"]), rows) {
            seen.append((spellings.id(.group, folded: name.folded, shown: name.shown), name.row))
        }
        change.spellings = Array(spellings.all[known...])
        let base = rows.continued?.id ?? 0
        let list = SightingList(seen, continuing: writings.lists[base] == nil ? 0 : base)
        note(list, in: intake, .spellings, \.writings, &change)
    }

    private mutating func note(
        _ list: SightingList,
        in intake: Intake,
        _ kind: Segment.Kind,
        _ book: WritableKeyPath<History, SightingBook>,
        _ change: inout HistoryChange
    ) {
        self[keyPath: book].note(list, in: intake.id, order)
        if let kept = self[keyPath: book].lists[intake.id] {
            change.segments[Segment.ID(intake.id, kind)] = kept.bytes
        }
    }

    /// Thins sightings above another number than the standard one.
    package mutating func limitSightings(to maximum: Int) { maximumSightings = maximum }

    /// Forgets sightings when there are very many: what a cycle sees stays exact, and past moments
    /// show the names and addresses that the oldest file gives.
    mutating func thinSightings(notAfter now: Instant, _ change: inout HistoryChange) {
        guard sightings.count + writings.count > maximumSightings else { return }
        rewrites += 1
        let past = order.oldestFirst.filter { id in
            intake(id).map { $0.exportedAt <= now } ?? false
        }
        for id in sightings.thin(past: past, order) {
            change.segments[Segment.ID(id, .people)] = sightings.lists[id]?.bytes ?? []
            dropResumePoint(id, &change)
        }
        for id in writings.thin(past: past, order) {
            change.segments[Segment.ID(id, .spellings)] = writings.lists[id]?.bytes ?? []
            dropResumePoint(id, &change)
        }
    }
}
