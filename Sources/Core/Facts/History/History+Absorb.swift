package import CivilTime
import Columns
package import Exports

extension History {
    /// How far after *now* an export may claim to have been made (facts §2).
    package static let futureTolerance = TimeSpan(days: 1)

    /// Takes an export in.
    ///
    /// - Parameters:
    ///   - content: what the file says.
    ///   - file: what else is known of it.
    ///   - base: an intake of day rows without tokens, whose rows are the file's first rows; `content`
    ///     then says what follows them. It is one of `resumable`.
    /// - Returns: what changed, for storage; `nil` when the very same file is there already, and
    ///   nothing changes.
    /// - Throws: `HistoryError`; the history is then as it was.
    package mutating func absorb(
        _ content: ExportContent,
        _ file: IncomingFile,
        continuing base: Intake? = nil
    ) throws(HistoryError) -> HistoryChange? {
        try admit(content.dataset, file)
        guard !contains(digest: file.digest, exportedAt: file.exportedAt) else { return nil }
        let rows = FileRows(content, continuing: base)
        let teams = RowTeams(rows, sidecar: file.sidecar?.team)
        let people = RowIdentities(rows)
        guard names.count + rows.lineCount * 3 < Self.maximumNames,
            identities.count + people.entries.count < Self.maximumNames,
            rows.rowCount <= Int32.max
        else { throw HistoryError(kind: .tooLarge, message: "more names than a history holds") }

        let extent = extent(of: rows)
        let intake = makeIntake(rows, extent: extent, file)
        var change = HistoryChange(intake: intake)
        change.firstName = Int32(names.count)
        intakeIndex[intake.id] = intakes.count
        intakes.append(intake)
        order = IntakeOrder(intakes)

        let identityOfEntry = see(people, continuing: base, in: intake, &change)
        let products = RowProducts(rows, &names)
        see(teams, products, of: rows, in: intake, &change)
        let codes = RowCodes(
            teams: teams.folded.map { names.code(for: $0) },
            teamOfLine: teams.ofLine,
            identities: identityOfEntry,
            identityOfLine: people.ofLine,
            products: products
        )
        change.names = Array(names.texts[Int(change.firstName)...])
        mergeDays(rows, codes, intake, &change)
        mergeTokens(rows, codes, intake, &change)
        keepParts(rows, teams, people, identityOfEntry, intake, &change)
        noteDifferences(intake, &change)
        keepResumePoint(file, extent: extent, intake, &change)
        foldLayers(notAfter: file.takenAt, &change)
        thinSightings(notAfter: file.takenAt, &change)
        return change
    }

    /// Takes an export in that was read row by row.
    ///
    /// - Returns: what changed; `nil` when the very same file is there already.
    /// - Throws: `HistoryError`; the history is then as it was.
    package mutating func absorb(
        _ export: Export,
        _ file: IncomingFile
    ) throws(HistoryError) -> HistoryChange? {
        try absorb(export.dataset.hasDayRows ? .days(DayRows(export)) : .rows(export), file)
    }

    /// The column of a kept body that says in which row of the file each row stood, which matters where
    /// two teams of one file speak of one person; no export has a column of this name.
    static let rowColumn = "row"

    private func rowNumbers(_ count: Int) -> Column {
        Column(Self.rowColumn, .int(Array(0..<count)), Validity(count: count))
    }

    /// Refuses what may not count.
    private func admit(_ dataset: Dataset, _ file: IncomingFile) throws(HistoryError) {
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

    private func makeIntake(
        _ rows: FileRows,
        extent: DayRange?,
        _ file: IncomingFile
    ) -> Intake {
        let range = FileRange(rows, extent: extent, file)
        return Intake(
            id: (intakes.last?.id ?? 0) + 1,
            dataset: rows.dataset,
            exportedAt: file.exportedAt,
            name: file.name,
            digest: file.digest,
            source: file.sidecar?.origin.flatMap(nonEmpty) ?? file.name,
            range: range.range,
            isRangeAssumed: range.isAssumed,
            isFiltered: isFiltered(rows),
            columns: rows.columns,
            rows: rows.rowCount,
            rowsRefused: rows.refusedRowCount,
            sidecarTeam: file.sidecar?.team.flatMap(nonEmpty)
        )
    }

    /// Keeps the rows of a state file by team, and how many rows each team has.
    private mutating func keepParts(
        _ file: FileRows,
        _ teams: RowTeams,
        _ people: RowIdentities,
        _ identityOfEntry: [Int32],
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        let dataset = file.dataset
        let dropped: Set<String> =
            dataset.namesPeople ? ["email", "hashed_user_id", "user_id", "team"] : ["team"]
        var columns = file.table.columns.filter { !dropped.contains($0.name) }
        if dataset == .users, teams.folded.count > 1 { columns.append(rowNumbers(file.lineCount)) }
        let header = (dataset.namesPeople ? ["identity"] : []) + columns.map(\.name)
        let emails = dataset.namesPeople ? nil : TextColumn(file.table["email"])
        var writers = teams.folded.map { _ in StateRowsWriter(columns: header) }
        var rows = teams.folded.map { _ in 0 }
        var addressed = rows
        for line in 0..<file.lineCount {
            let team = Int(teams.ofLine[line])
            rows[team] += file.rows(line)
            let hasAddress = emails?.index(line).map { isAddress(emails?.folded[$0] ?? "") }
            if hasAddress ?? people.hasAddress(line) { addressed[team] += file.rows(line) }
            guard dataset.keepsRows else { continue }
            let entry = Int(people.ofLine[line])
            let identity = entry < 0 ? 0 : Int(identityOfEntry[entry])
            writers[team].append(
                identity: dataset.namesPeople ? identity : nil,
                columns,
                row: line
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
        if let base = file.continued { change.parts = continued(parts(of: base), change.parts) }
        parts.append(contentsOf: change.parts)
    }
}

/// The text, unless it is empty.
func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
