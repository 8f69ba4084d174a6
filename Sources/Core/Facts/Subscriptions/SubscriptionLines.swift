import CivilTime
import Columns

/// What tells a subscription apart within a team, names folded.
enum SubscriptionKey: Hashable, Sendable {
    case subscription(String)
    case contract(String, offering: String)
}

/// What a Subscriptions file says of one subscription.
struct SubscriptionLine: Sendable {
    let key: SubscriptionKey
    /// As the file spells it.
    let subscriptionID: String?
    let contract: String?
    /// Folded.
    let offering: String
    var seats: Int?
    let startsOn: Day?
    let endsOn: Day?
    let renewsOn: Day?
    let status: String?
    let term: String?
    let resellerName: String?
    let resellerEmail: String?
}

/// The subscriptions of one team in one file.
///
/// A contract may hold one offering twice, until different days. Once that was so in some file, the
/// end is part of what tells its lines apart, in all files.
struct SubscriptionLines {
    /// What tells a line of this file apart, with the end where the rest does not suffice.
    struct Key: Hashable {
        let key: SubscriptionKey
        let end: Day?
        /// Whether `end` counts.
        let isDoubled: Bool
    }

    let asOf: Day
    private(set) var lines: [Key: SubscriptionLine] = [:]

    /// The files of a team, the oldest first.
    static func snapshots(_ files: [Snapshot]) -> [SubscriptionLines] {
        let read = files.map { (asOf: $0.asOf, lines: subscriptionLines($0)) }
        var doubled: Set<SubscriptionKey> = []
        for (_, lines) in read {
            var seen: Set<SubscriptionKey> = []
            for line in lines where !seen.insert(line.key).inserted { doubled.insert(line.key) }
        }
        return read.map { SubscriptionLines(asOf: $0.asOf, $0.lines, doubled) }
    }

    /// Of lines that nothing tells apart the seats are added; the last says the rest.
    private init(asOf: Day, _ lines: [SubscriptionLine], _ doubled: Set<SubscriptionKey>) {
        self.asOf = asOf
        for var line in lines {
            let isDoubled = doubled.contains(line.key)
            let key = Key(
                key: line.key,
                end: isDoubled ? line.endsOn : nil,
                isDoubled: isDoubled
            )
            if let before = self.lines[key]?.seats { line.seats = before + (line.seats ?? 0) }
            self.lines[key] = line
        }
    }
}

/// The day on which more seats of a subscription than in the file before were seen last; `nil` where
/// none were.
func lastAddition(_ key: SubscriptionLines.Key, in snapshots: [SubscriptionLines]) -> Day? {
    let pairs = zip(snapshots, snapshots.dropFirst()).reversed()
    return pairs.first { old, new in
        guard let before = old.lines[key]?.seats, let after = new.lines[key]?.seats else {
            return false
        }
        return after > before
    }?.1.asOf
}

/// A number of seats, fractions dropped; bounded, so that no sum of them overflows.
private func seatCount(_ number: Double) -> Int {
    Int(Swift.max(-1e12, Swift.min(1e12, number.isNaN ? 0 : number)))
}

/// The lines of a file that name an offering.
private func subscriptionLines(_ file: Snapshot) -> [SubscriptionLine] {
    var rows = StateRows(file.part.body ?? [])
    let (id, contract) = (rows.column("subscription_id"), rows.column("contract_number"))
    let (offering, product) = (rows.column("offering"), rows.column("product"))
    let seats = rows.column("seat_quantity")
    let (start, end) = (rows.column("start_date"), rows.column("end_date"))
    let renewal = rows.column("autorenew_date")
    let (status, term) = (rows.column("subscription_status"), rows.column("term"))
    let (reseller, address) = (rows.column("reseller_name"), rows.column("reseller_email"))
    var lines: [SubscriptionLine] = []
    while rows.advance() {
        guard let name = rows.text(offering) ?? rows.text(product) else { continue }
        let (subscriptionID, number) = (rows.text(id), rows.text(contract))
        let offering = fold(name)
        lines.append(
            SubscriptionLine(
                key: subscriptionID.map { .subscription(fold($0)) }
                    ?? .contract(fold(number ?? ""), offering: offering),
                subscriptionID: subscriptionID,
                contract: number,
                offering: offering,
                seats: rows.number(seats).map(seatCount),
                startsOn: rows.day(start),
                endsOn: rows.day(end),
                renewsOn: rows.day(renewal),
                status: rows.text(status),
                term: rows.text(term),
                resellerName: rows.text(reseller),
                resellerEmail: rows.text(address)
            )
        )
    }
    return lines
}
