import CivilTime
import Columns
import Exports

/// For each line the codes under which its use and tokens are kept.
struct RowCodes: Sendable {
    let teams: [Int32]
    let teamOfLine: [Int]
    let identities: [Int]
    let identityOfLine: [Int]
    let products: RowProducts

    func team(_ line: Int) -> Int32 { teams[teamOfLine[line]] }
    /// 0 where the line belongs to no person.
    func identity(_ line: Int) -> Int32 {
        identityOfLine[line] < 0 ? 0 : Int32(clamping: identities[identityOfLine[line]])
    }
}

extension History {
    /// Unites the days of use that a file tells of.
    ///
    /// They are its day rows, and `last_accessed` of a Usage report, which counts like a day row
    /// (facts §2). Rows without a person are no use of a seat.
    mutating func mergeDays(
        _ rows: FileRows,
        _ codes: RowCodes,
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        let lastAccessed = DayColumn(rows.table["last_accessed"])
        guard rows.groups != nil || rows.dataset == .usageReport else { return }
        var fresh: [UseKey: DaySet] = [:]
        for line in 0..<rows.lineCount {
            let identity = codes.identity(line)
            let offering = codes.products.offerings[line]
            guard identity != 0, offering != Names.none else { continue }
            let key = UseKey(
                team: codes.team(line),
                offering: offering,
                product: rows.groups == nil ? Names.none : codes.products.products[line],
                identity: identity
            )
            if let groups = rows.groups {
                fresh[key, default: DaySet()].formUnion(groups.days[line])
            } else if let day = lastAccessed?[line] {
                fresh[key, default: DaySet()].insert(day)
            }
        }
        for (key, days) in fresh.sorted(by: { isOrdered($0.key, $1.key) }) {
            if let layer = addLayer(key, days, intake.id) {
                change.seatDays.append(seatDays(key, layer))
            }
        }
    }

    /// Adds the days that no older file tells of; `nil` when there are none.
    private mutating func addLayer(_ key: UseKey, _ days: DaySet, _ intake: Int) -> UseLayer? {
        var known = DaySet()
        for layer in use[key] ?? [] where isOlder(layer.intake, than: intake) {
            known.formUnion(layer.days)
        }
        let rest: DaySet
        if known.isEmpty {
            rest = days
        } else if known.union(days).count == known.count {
            return nil
        } else {
            rest = DaySet(days.lazy.filter { !known.contains($0) })
        }
        let layer = UseLayer(intake: intake, days: rest)
        use[key, default: []].append(layer)
        layerCount += 1
        return layer
    }

    /// Sets the tokens that a file states: rows of one key are added, a newer file replaces the
    /// key, a key that the newer file lacks stays (facts §2).
    mutating func mergeTokens(
        _ rows: FileRows,
        _ codes: RowCodes,
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        guard let groups = rows.groups, rows.dataset.bringsTokens else { return }
        var sums: [TokenKey: Double] = [:]
        for entry in groups.tokens {
            let line = Int(entry.group)
            let (offering, product) = (
                codes.products.offerings[line], codes.products.products[line]
            )
            let key = TokenKey(
                team: codes.team(line),
                offering: offering,
                product: product == Names.none ? offering : product,
                identity: codes.identity(line),
                day: entry.day.daysSince1970
            )
            sums[key, default: 0] += entry.tokens
        }
        for (key, sum) in sums.sorted(by: { isOrdered($0.key, $1.key) }) {
            var statements = tokens[key] ?? []
            state(sum, by: intake.id, in: &statements)
            tokens[key] = statements
            change.tokens.append(contentsOf: statements.map { tokenDay(key, $0) })
        }
    }

    /// Puts a statement among those of a key, so that for every moment the newest one stands.
    private func state(_ number: Double, by intake: Int, in statements: inout [TokenStatement]) {
        let place = statements.firstIndex { isOlder(intake, than: $0.intake) } ?? statements.count
        if place > 0 {
            let before = statements[place - 1]
            if isOlder(intake, than: before.confirmed) {
                guard before.tokens != number else { return }
                // It stands between two files that agree: the later one states its number anew.
                statements[place - 1].confirmed = before.intake
                statements.insert(
                    TokenStatement(
                        tokens: before.tokens,
                        intake: before.confirmed,
                        confirmed: before.confirmed
                    ),
                    at: place
                )
            } else if before.tokens == number {
                statements[place - 1].confirmed = intake
                return
            }
        }
        if place < statements.count, statements[place].tokens == number {
            statements[place].intake = intake
            return
        }
        statements.insert(
            TokenStatement(tokens: number, intake: intake, confirmed: intake),
            at: place
        )
    }

    /// Notes how names are written.
    mutating func see(
        _ teams: RowTeams,
        _ products: RowProducts,
        groupsOf rows: FileRows,
        in intake: Intake,
        _ change: inout HistoryChange
    ) {
        for index in teams.folded.indices where !teams.folded[index].isEmpty {
            see(
                .team,
                teams.folded[index],
                teams.shown[index],
                teams.lastRows[index],
                intake,
                &change
            )
        }
        for name in products.spellings {
            see(name.kind, name.folded, name.shown, name.row, intake, &change)
        }
        for name in writtenNames(TextColumn(rows.table["group"]), rows) {
            see(.group, name.folded, name.shown, name.row, intake, &change)
        }
    }

    private mutating func see(
        _ kind: Spelling.Kind,
        _ folded: String,
        _ shown: String,
        _ row: Int,
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        let sighting = Sighting(intake: intake.id, row: row)
        var spelling = Spelling(
            kind: kind,
            folded: folded,
            shown: shown,
            sightings: Sightings(sighting)
        )
        let key = spelling.key
        if let known = spellings[key] {
            spelling = known
            if spelling.sightings.note(sighting, isOlder: isOlder(_:than:)) { sightingCount += 1 }
            guard spelling != known else { return }
        } else {
            sightingCount += 1
        }
        spellings[key] = spelling
        change.spellings.append(spelling)
    }

    /// Thins sightings above another number than the standard one.
    package mutating func limitSightings(to maximum: Int) { maximumSightings = maximum }

    /// Forgets sightings when there are very many: what a cycle sees stays exact, and past moments
    /// show the names and addresses that the oldest file gives.
    mutating func thinSightings(notAfter now: Instant, _ change: inout HistoryChange) {
        guard sightingCount > maximumSightings else { return }
        let past = Set(intakes.filter { $0.exportedAt <= now }.map(\.id))
        for index in identities.indices {
            let forgotten = identities[index].sightings.thin(isThere: past.contains)
            guard forgotten > 0 else { continue }
            sightingCount -= forgotten
            change.identities.append(identities[index])
        }
        for key in spellings.keys {
            guard let forgotten = spellings[key]?.sightings.thin(isThere: past.contains),
                forgotten > 0,
                let spelling = spellings[key]
            else { continue }
            sightingCount -= forgotten
            change.spellings.append(spelling)
        }
        // Of one that the file has too the thinned state is the one to keep.
        change.keepNewest()
    }

    /// Folds layers above another number than the standard one.
    package mutating func limitLayers(to maximum: Int) { maximumLayers = maximum }

    /// Folds the oldest layers into one when there are very many, down to half the limit.
    ///
    /// Only layers of files exported by `now` are folded: what a cycle sees stays exact, and only
    /// past moments before the folded files are read by the ranges of files instead.
    mutating func foldLayers(notAfter now: Instant, _ change: inout HistoryChange) {
        guard layerCount > maximumLayers else { return }
        var counts: [Int: Int] = [:]
        for layers in use.values {
            for layer in layers where layer.intake != 0 { counts[layer.intake, default: 0] += 1 }
        }
        var folded: Set<Int> = []
        for intake in intakes.sorted(by: { $0.isOlder(than: $1) }) where intake.exportedAt <= now {
            guard layerCount > maximumLayers / 2 else { break }
            guard let count = counts[intake.id] else { continue }
            folded.insert(intake.id)
            layerCount -= count
        }
        guard !folded.isEmpty else { return }
        for (key, layers) in use.sorted(by: { isOrdered($0.key, $1.key) })
        where layers.contains(where: { folded.contains($0.intake) }) {
            var base = UseLayer(intake: 0, days: DaySet())
            for layer in layers where layer.intake == 0 || folded.contains(layer.intake) {
                base.days.formUnion(layer.days)
            }
            use[key] = [base] + layers.filter { $0.intake != 0 && !folded.contains($0.intake) }
            change.seatDays.append(seatDays(key, base))
        }
        change.seatDays.removeAll { folded.contains($0.intake) }
        change.foldedIntakes = folded.sorted()
    }
}

private func isOrdered(_ a: UseKey, _ b: UseKey) -> Bool {
    (a.team, a.identity, a.offering, a.product) < (b.team, b.identity, b.offering, b.product)
}

private func isOrdered(_ a: TokenKey, _ b: TokenKey) -> Bool {
    (a.team, a.identity, a.offering, a.product, a.day)
        < (b.team, b.identity, b.offering, b.product, b.day)
}
