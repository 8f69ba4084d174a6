package import CivilTime
import Columns
package import Exports

extension History {
    /// How far after *now* an export may claim to have been made (facts §2).
    package static let futureTolerance = TimeSpan(days: 1)

    /// Takes an export in.
    ///
    /// - Returns: what changed, for storage; `nil` when the very same file is there already, and
    ///   nothing changes.
    /// - Throws: `HistoryError`; the history is then as it was.
    package mutating func absorb(
        _ export: Export,
        _ file: IncomingFile
    ) throws(HistoryError) -> HistoryChange? {
        try admit(export, file)
        guard !contains(digest: file.digest, exportedAt: file.exportedAt) else { return nil }
        let teams = RowTeams(export, sidecar: file.sidecar?.team)
        let people = RowIdentities(export)
        guard names.count + export.table.rowCount * 3 < Self.maximumNames,
            identities.count + people.entries.count < Self.maximumNames
        else { throw HistoryError(kind: .tooLarge, message: "more names than a history holds") }

        let intake = makeIntake(export, file)
        var change = HistoryChange(intake: intake)
        intakeIndex[intake.id] = intakes.count
        intakes.append(intake)

        let identityOfEntry = see(people, in: intake, &change)
        let products = RowProducts(export, &names)
        see(teams, products, groupsOf: export, in: intake, &change)
        let codes = RowCodes(
            teams: teams.folded.map { names.code(for: $0) },
            teamOfRow: teams.ofRow,
            identities: identityOfEntry,
            identityOfRow: people.ofRow,
            products: products
        )
        mergeDays(export, codes, intake, &change)
        mergeTokens(export, codes, intake, &change)
        keepParts(export, teams, people, identityOfEntry, intake, &change)
        foldLayers(notAfter: file.takenAt, &change)
        thinSightings(notAfter: file.takenAt, &change)
        return change
    }

    /// Refuses what may not count.
    private func admit(_ export: Export, _ file: IncomingFile) throws(HistoryError) {
        let dataset = export.dataset
        if file.exportedAt > file.takenAt.adding(Self.futureTolerance) {
            throw HistoryError(
                kind: .exportedInFuture,
                message: """
                    \(file.name) says it was exported at \(file.exportedAt), more than a day after \
                    now; check the date in its name, its sidecar and the clocks
                    """
            )
        }
        // Taken in and not counted, it would look as if people had not left: refused, somebody is
        // told.
        if dataset.needsTrust, !file.isTrusted {
            throw HistoryError(
                kind: .untrusted,
                message: """
                    \(file.name) is a \(dataset.rawValue) file, and its owner is neither the owner \
                    of the inbox nor root nor in inputs.trusted; let one of them put it there, or add \
                    its owner to inputs.trusted
                    """
            )
        }
        if dataset == .tokenFlex, file.sidecar?.team.map({ fold($0) }).flatMap(nonEmpty) == nil {
            throw HistoryError(
                kind: .missingContract,
                message: """
                    \(file.name) holds Token Flex usage, which does not say of which contract; put \
                    \(file.name).source.json with {"team": "NAME"} beside it
                    """
            )
        }
    }

    private func makeIntake(_ export: Export, _ file: IncomingFile) -> Intake {
        let range = FileRange(export, file)
        return Intake(
            id: (intakes.last?.id ?? 0) + 1,
            dataset: export.dataset,
            exportedAt: file.exportedAt,
            name: file.name,
            digest: file.digest,
            source: file.sidecar?.origin.flatMap(nonEmpty) ?? file.name,
            range: range.range,
            isRangeAssumed: range.isAssumed,
            isFiltered: isFiltered(export),
            columns: export.table.columns.map(\.name),
            rows: export.table.rowCount,
            rowsRefused: export.refusedRowCount,
            sidecarTeam: file.sidecar?.team.flatMap(nonEmpty)
        )
    }

    /// Notes the identities of a file; returns the identity of each of its entries.
    private mutating func see(
        _ people: RowIdentities,
        in intake: Intake,
        _ change: inout HistoryChange
    ) -> [Int] {
        let ids = people.entries.map { entry in
            let sighting = Sighting(intake: intake.id, row: entry.last)
            if let known = identityIndex[entry.key] {
                var sightings = identities[known - 1].sightings
                if sightings.note(sighting, isOlder: isOlder(_:than:)) { sightingCount += 1 }
                identities[known - 1].sightings = sightings
                return known
            }
            let id = identities.count + 1
            identityIndex[entry.key] = id
            identities.append(
                Identity(
                    id: id,
                    email: entry.key.email,
                    hashedID: entry.key.hashedID,
                    userID: entry.key.userID,
                    name: entry.key.name,
                    sightings: Sightings(sighting)
                )
            )
            sightingCount += 1
            return id
        }
        change.identities = Set(ids).sorted().map { identities[$0 - 1] }
        return ids
    }

    /// Keeps the rows of a state file by team, and how many rows each team has.
    private mutating func keepParts(
        _ export: Export,
        _ teams: RowTeams,
        _ people: RowIdentities,
        _ identityOfEntry: [Int],
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        let dataset = export.dataset
        let dropped: Set<String> =
            dataset.namesPeople ? ["email", "hashed_user_id", "user_id", "team"] : ["team"]
        let columns = export.table.columns.filter { !dropped.contains($0.name) }
        let header = (dataset.namesPeople ? ["identity"] : []) + columns.map(\.name)
        let emails = dataset.namesPeople ? nil : TextColumn(export.table["email"])
        var writers = teams.folded.map { _ in StateRowsWriter(columns: header) }
        var rows = teams.folded.map { _ in 0 }
        var addressed = rows
        for row in 0..<export.table.rowCount {
            let team = teams.ofRow[row]
            rows[team] += 1
            let hasAddress = emails?.index(row).map { isAddress(emails?.folded[$0] ?? "") }
            if hasAddress ?? people.hasAddress(row) { addressed[team] += 1 }
            guard dataset.keepsRows else { continue }
            let entry = people.ofRow[row]
            let identity = entry < 0 ? 0 : identityOfEntry[entry]
            writers[team].append(
                identity: dataset.namesPeople ? identity : nil,
                columns,
                row: row
            )
        }
        for index in teams.folded.indices {
            // A file without rows speaks of the team that the sidecar names, and of no other.
            if dataset.hasTeams, rows[index] == 0, teams.folded[index].isEmpty { continue }
            change.parts.append(
                IntakePart(
                    intake: intake.id,
                    team: teams.shown[index],
                    rows: rows[index],
                    hashedRows: rows[index] - addressed[index],
                    hasPersonalData: addressed[index] > 0,
                    body: dataset.keepsRows ? writers[index].bytes : nil
                )
            )
        }
        parts.append(contentsOf: change.parts)
    }
}

/// The text, unless it is empty.
func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
