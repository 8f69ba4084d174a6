package import CivilTime
import Columns
import Exports

// What is known over time (facts §2). Day rows are united, so an export that is taken in twice, or
// overlaps others, counts once, in whatever order files come; rows of state files are kept per
// intake and team. Which of it is in force is asked for a moment: `Moment`.

/// Everything that exports ever said, merged.
package struct History: Sendable {
    /// The accepted files in the order of intake.
    package internal(set) var intakes: [Intake] = []
    /// What they say of each team.
    package internal(set) var parts: [IntakePart] = []
    /// The distinct identities; the identity with the id *n* is the element *n − 1*.
    package internal(set) var identities: [Identity] = []
    /// Folded names by code.
    var names = Names()
    /// Days of use.
    var use: [UseKey: [UseLayer]] = [:]
    /// How many layers there are beyond the folded ones.
    var layerCount = 0
    /// Tokens; the statements of a key in the order in which their intakes count.
    var tokens: [TokenKey: [TokenStatement]] = [:]
    /// Spellings by kind, folded name and written name.
    var spellings: [SpellingKey: Spelling] = [:]
    /// Identities by what makes them.
    var identityIndex: [RowIdentities.Key: Int] = [:]
    /// Intakes by id.
    var intakeIndex: [Int: Int] = [:]
    /// How many sightings of identities and spellings there are.
    var sightingCount = 0
    /// Above so many sightings the middle ones are forgotten; tests lower it.
    var maximumSightings = History.standardMaximumSightings
    /// Above so many layers the oldest are folded; tests lower it.
    var maximumLayers = History.standardMaximumLayers

    /// Above so many layers of days the oldest are folded into one, and past moments before them
    /// are read by the ranges of files instead: a year of weekly exports of 20,000 seats stays
    /// exact.
    package static let standardMaximumLayers = 1_000_000
    /// Above so many sightings past moments no longer know every spelling: 16 MB, or a year of weekly
    /// Usage reports, Usage and Users files of 10,000 people.
    package static let standardMaximumSightings = 2_000_000
    /// How many names of teams, offerings and products, or identities, a history holds at most.
    package static let maximumNames = 1 << 30

    /// A history without anything.
    package init() {}

    /// A history as it was kept; the order of the arguments' elements does not matter.
    package init(
        intakes: [Intake],
        parts: [IntakePart],
        identities: [Identity],
        seatDays: [SeatDays],
        tokens: [TokenDay],
        spellings: [Spelling]
    ) {
        self.intakes = intakes.sorted { $0.id < $1.id }
        self.parts = parts
        self.identities = identities.sorted { $0.id < $1.id }
        for (index, intake) in self.intakes.enumerated() { intakeIndex[intake.id] = index }
        for identity in self.identities {
            identityIndex[identity.key] = identity.id
            sightingCount += identity.sightings.all.count
        }
        for spelling in spellings {
            self.spellings[spelling.key] = spelling
            sightingCount += spelling.sightings.all.count
            // Offerings without a day of use and teams without tokens need their codes too.
            _ = names.code(for: spelling.folded)
        }
        for layer in seatDays {
            let key = UseKey(
                team: names.code(for: layer.team),
                offering: names.code(for: layer.offering),
                product: names.code(for: layer.product),
                identity: Int32(clamping: layer.identity)
            )
            use[key, default: []].append(UseLayer(intake: layer.intake, days: layer.days))
            if layer.intake != 0 { layerCount += 1 }
        }
        for statement in tokens {
            let key = TokenKey(
                team: names.code(for: statement.team),
                offering: names.code(for: statement.offering),
                product: names.code(for: statement.product),
                identity: Int32(clamping: statement.identity),
                day: statement.day.daysSince1970
            )
            self.tokens[key, default: []].append(
                TokenStatement(
                    tokens: statement.tokens,
                    intake: statement.intake,
                    confirmed: statement.confirmed
                )
            )
        }
        for (key, statements) in self.tokens where statements.count > 1 {
            self.tokens[key] = statements.sorted { isOlder($0.intake, than: $1.intake) }
        }
    }

    /// Whether the very same file is there already (facts §2, "Intake identity").
    package func contains(digest: String, exportedAt: Instant) -> Bool {
        intakes.contains { $0.digest == digest && $0.exportedAt == exportedAt }
    }

    /// All layers of days; the order is that of their keys.
    package var seatDays: [SeatDays] {
        use.flatMap { key, layers in layers.map { seatDays(key, $0) } }.sorted {
            if $0.team != $1.team { return precedes($0.team, $1.team) }
            if $0.identity != $1.identity { return $0.identity < $1.identity }
            if $0.offering != $1.offering { return precedes($0.offering, $1.offering) }
            if $0.product != $1.product { return precedes($0.product, $1.product) }
            return $0.intake < $1.intake
        }
    }

    /// All statements about tokens; the order is that of their keys.
    package var tokenDays: [TokenDay] {
        tokens.flatMap { key, statements in statements.map { tokenDay(key, $0) } }.sorted {
            if $0.team != $1.team { return precedes($0.team, $1.team) }
            if $0.identity != $1.identity { return $0.identity < $1.identity }
            if $0.offering != $1.offering { return precedes($0.offering, $1.offering) }
            if $0.product != $1.product { return precedes($0.product, $1.product) }
            return $0.day != $1.day ? $0.day < $1.day : $0.intake < $1.intake
        }
    }

    /// All spellings; the order is that of kinds, folded and written names.
    package var allSpellings: [Spelling] {
        spellings.values.sorted(by: isOrdered)
    }

    /// The intake of an id.
    func intake(_ id: Int) -> Intake? { intakeIndex[id].map { intakes[$0] } }

    /// Whether one intake counts before another; the folded layers (0) before all.
    func isOlder(_ a: Int, than b: Int) -> Bool {
        guard a != b, let second = intake(b) else { return false }
        guard let first = intake(a) else { return true }
        return first.isOlder(than: second)
    }

    /// A layer as it is kept.
    func seatDays(_ key: UseKey, _ layer: UseLayer) -> SeatDays {
        SeatDays(
            team: names[key.team],
            offering: names[key.offering],
            product: names[key.product],
            identity: Int(key.identity),
            intake: layer.intake,
            days: layer.days
        )
    }

    /// A statement as it is kept.
    func tokenDay(_ key: TokenKey, _ statement: TokenStatement) -> TokenDay {
        TokenDay(
            team: names[key.team],
            offering: names[key.offering],
            product: names[key.product],
            identity: Int(key.identity),
            day: Day(daysSince1970: key.day),
            tokens: statement.tokens,
            intake: statement.intake,
            confirmed: statement.confirmed
        )
    }
}

/// What a spelling is kept under: one entry for each way in which a name was written.
struct SpellingKey: Hashable, Sendable {
    let kind: Spelling.Kind
    let folded: String
    /// UTF-8, because canonically equivalent texts are different spellings.
    let shown: [UInt8]
}

/// The order of kinds, folded and written names.
func isOrdered(_ a: Spelling, _ b: Spelling) -> Bool {
    if a.kind != b.kind { return precedes(a.kind.rawValue, b.kind.rawValue) }
    return a.folded != b.folded ? precedes(a.folded, b.folded) : precedes(a.shown, b.shown)
}

extension Spelling {
    var key: SpellingKey { SpellingKey(kind: kind, folded: folded, shown: Array(shown.utf8)) }
}

extension Identity {
    var key: RowIdentities.Key {
        RowIdentities.Key(email: email, hashedID: hashedID, userID: userID, name: name)
    }
}
