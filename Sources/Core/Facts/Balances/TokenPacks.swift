import CivilTime
import Columns
import Exports
import Settings

/// Tokens bought at once.
struct TokenPack: Hashable, Sendable {
    let id: String
    /// How many tokens it had.
    let size: Double
    let bought: Day
    /// The last day on which it can be used; `nil` for what lies in no known pack.
    let ends: Day?

    /// Whether its tokens can be used on a day.
    func isAlive(on day: Day) -> Bool { bought <= day && (ends.map { day <= $0 } ?? true) }

    /// Tokens are taken by earliest end, then fewest tokens, then id (facts §3.5).
    func isTaken(before other: TokenPack) -> Bool {
        if ends != other.ends {
            guard let end = ends else { return false }
            return other.ends.map { end < $0 } ?? true
        }
        return size != other.size ? size < other.size : precedes(id, other.id)
    }
}

/// What a person read off the vendor's page.
struct Statement: Hashable, Sendable {
    let tokens: Double
    /// At the end of which day.
    let day: Day
}

/// The packs and stated balances of a team: a balances file before the configuration.
struct TeamPacks: Sendable {
    /// In the order in which they are taken.
    let packs: [TokenPack]
    /// The newest stated balance not after today.
    let stated: Statement?

    /// Whether nothing is known of packs and balances.
    var isEmpty: Bool { packs.isEmpty && stated == nil }

    /// - Parameters:
    ///   - team: the folded name of the team.
    ///   - flex: what the configuration says.
    ///   - file: the balances file in force, which goes before the configuration.
    ///   - today: balances stated later do not count.
    init(_ team: String, _ flex: Flex, file: Snapshot?, today: Day) {
        let file = BalanceRows(file)
        var packs = file.packs
        for pack in flex.packs where fold(pack.team) == team && packs[pack.id] == nil {
            packs[pack.id] = TokenPack(
                id: pack.id,
                size: pack.tokens,
                bought: pack.bought,
                ends: pack.ends
            )
        }
        self.packs = packs.values.sorted { $0.isTaken(before: $1) }
        let written = flex.balances.filter { fold($0.team) == team }.map {
            Statement(tokens: $0.tokens, day: $0.asOf)
        }
        // The last of equals is the one to count: the file's stands last.
        stated = (written + file.statements).filter { $0.day <= today }
            .reduce(nil) { best, next in best.map { next.day >= $0.day ? next : $0 } ?? next }
    }
}

/// The rows of a balances file: one a pack, each repeating the team's balance (configuration).
private struct BalanceRows {
    private(set) var packs: [String: TokenPack] = [:]
    private(set) var statements: [Statement] = []

    init(_ file: Snapshot?) {
        guard let file else { return }
        var rows = StateRows(file.part.body ?? [])
        let (id, size) = (rows.column("pack_id"), rows.column("tokens_purchased"))
        let (bought, ends) = (rows.column("purchase_date"), rows.column("end_date"))
        let (asOf, available) = (rows.column("as_of"), rows.column("tokens_available"))
        var stated: [String: Day] = [:]
        var nameless: [Day: Int] = [:]
        while rows.advance() {
            let day = rows.day(asOf) ?? file.exportedOn
            if let tokens = rows.number(available) {
                statements.append(Statement(tokens: tokens, day: day))
            }
            guard let tokens = rows.number(size), let from = rows.day(bought),
                let to = rows.day(ends)
            else { continue }
            // Another day of the file repeats its packs: one without a name is told by its place.
            if rows.text(id) == nil { nameless[day, default: 0] += 1 }
            let name = rows.text(id) ?? "row \(nameless[day] ?? 0)"
            // A file may hold several days: the newest says how large a pack is.
            if let known = stated[name], known > day { continue }
            stated[name] = day
            packs[name] = TokenPack(id: name, size: tokens, bought: from, ends: to)
        }
    }
}
