import CivilTime

/// A history as storage keeps it.
package struct StoredHistory: Sendable {
    /// The accepted files.
    package var intakes: [Intake] = []
    /// What they say of each team.
    package var parts: [IntakePart] = []
    /// Folded names; the name with the code *n* is the element *n − 1*.
    package var names: [String] = []
    /// Ways in which names were written, by id.
    package var spellings: [Spelling] = []
    /// Statements about tokens.
    package var tokens: [TokenDay] = []
    /// What the intakes brought.
    package var segments: [Segment] = []

    /// Nothing.
    package init() {}
}

extension History {
    /// A history as it was kept; the order of the elements does not matter.
    ///
    /// - Throws: `SegmentError` where what was kept does not fit together.
    package init(_ stored: consuming StoredHistory) throws(SegmentError) {
        intakes = stored.intakes.sorted { $0.id < $1.id }
        parts = stored.parts
        for (index, intake) in intakes.enumerated() { intakeIndex[intake.id] = index }
        order = IntakeOrder(intakes)
        for (index, name) in stored.names.enumerated() {
            guard Int(names.code(for: name)) == index + 1 else { throw Self.damagedNames }
        }
        for spelling in stored.spellings.sorted(by: { $0.id < $1.id }) {
            let id = spellings.id(spelling.kind, folded: spelling.folded, shown: spelling.shown)
            guard id == spelling.id else { throw Self.damagedNames }
        }
        let segments = Dictionary(grouping: stored.segments, by: \.id.kind)
            .mapValues { $0.sorted { $0.id.intake < $1.id.intake } }
        try read(segments)
        try read(stored.tokens)
    }

    private static var damagedNames: SegmentError {
        SegmentError(segment: Segment.ID(0, .spellings))
    }

    /// Later kinds speak of what earlier ones hold.
    private mutating func read(_ segments: [Segment.Kind: [Segment]]) throws(SegmentError) {
        for segment in segments[.identities] ?? [] { try identityTable.read(segment) }
        for segment in segments[.keys] ?? [] {
            try keys.read(
                segment,
                nameCount: names.count,
                identityCount: identityTable.count
            )
        }
        for segment in segments[.days] ?? [] {
            let layer = try DayRuns(segment, keyCount: keys.count)
            layers[segment.id.intake] = layer
            if segment.id.intake != 0 { layerCount += layer.count }
        }
        use = DayRuns.union(of: Array(layers.values))
        sightings = SightingBook(try lists(segments[.people], identityTable.count), order)
        writings = SightingBook(try lists(segments[.spellings], spellings.all.count), order)
        for segment in segments[.resume] ?? [] {
            resumePoints[segment.id.intake] = try ResumePoint(segment)
        }
        for segment in segments[.differences] ?? [] {
            differences[segment.id.intake] = try SnapshotDifference.read(
                segment,
                nameCount: names.count,
                identityCount: identityTable.count
            )
        }
    }

    private func lists(
        _ segments: [Segment]?,
        _ lastID: Int
    ) throws(SegmentError) -> [Int: SightingList] {
        var lists: [Int: SightingList] = [:]
        for segment in segments ?? [] {
            lists[segment.id.intake] = try SightingList(segment, lastID: lastID)
        }
        return lists
    }

    private mutating func read(_ tokens: [TokenDay]) throws(SegmentError) {
        for statement in tokens {
            let codes = [statement.team, statement.offering, statement.product]
            guard codes.allSatisfy({ $0 >= 0 && Int($0) < names.count }) else {
                throw Self.damagedNames
            }
            self.tokens[TokenKey(statement), default: []].append(
                TokenStatement(
                    tokens: statement.tokens,
                    intake: statement.intake,
                    confirmed: statement.confirmed
                )
            )
        }
        let order = order
        for (key, statements) in self.tokens where statements.count > 1 {
            self.tokens[key] = statements.sorted { order.isOlder($0.intake, than: $1.intake) }
        }
    }
}
