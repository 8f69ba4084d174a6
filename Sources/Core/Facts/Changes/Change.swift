import CivilTime
import Columns

/// One row of the table `change`: a difference between two snapshots of a data set and team that follow
/// one another (facts §3.9).
struct Change: Sendable {
    var kind: Kind
    var team: String
    var subject: String
    var before: String?
    var after: String?
    var delta: Int?
    var seenOn: Day
    var ageDays: Int
    var asOf: Day
    var fresh: Bool

    /// What changed (facts §3.9, `kind`).
    enum Kind: String, Hashable, Sendable, CellValue {
        case seatsBought = "seats-bought"
        case seatsReduced = "seats-reduced"
        case subscriptionNew = "subscription-new"
        case subscriptionGone = "subscription-gone"
        case subscriptionRenewed = "subscription-renewed"
        case adminAdded = "admin-added"
        case adminRemoved = "admin-removed"
        case primaryChanged = "primary-changed"
        case personNew = "person-new"
        case personGone = "person-gone"
        case seatAssigned = "seat-assigned"
        case seatUnassigned = "seat-unassigned"
    }
}

extension Change: FactRow {
    static let schema = TableSchema(
        name: "change",
        plural: "changes",
        about: "what a newer export of a team says otherwise than the one before it",
        key: ["team", "kind", "subject", "seen_on"],
        teamColumn: "team",
        isAboutUse: false,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "subscription",
                target: "subscription",
                isMany: false,
                about: "the subscription that changed; null where it is gone, and for other changes"
            ),
            RelationSchema(
                name: "pool",
                target: "pool",
                isMany: false,
                about: "the pool of the subscription or seat; null for changes of people"
            ),
        ]
    )

    /// Facts §3.9, `change`.
    static let facts: [Fact<Change>] = [
        Fact(
            "kind",
            \.kind,
            "one of twelve kinds, such as seats-bought or admin-removed"
        ),
        Fact("team", \.team, "the team whose data changed"),
        Fact(
            "subject",
            \.subject,
            "a subscription's id, a person, PERSON/OFFERING, or the team for primary-changed"
        ),
        Fact(
            "before",
            \.before,
            "what stood before: the seats, the role or the primary admin"
        ),
        Fact("after", \.after, "what stands now, likewise"),
        Fact("delta", \.delta, "seats more or fewer; of seats-bought and seats-reduced alone"),
        Fact("seen_on", \.seenOn, "the day of the newer export"),
        Fact("age_days", \.ageDays, "days since then", in: .days),
        Fact("as_of", \.asOf, "the last day that the newer export is complete for"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}

/// A row of the table, with what it is about as numbers and folded names.
struct NamedChange: Sendable {
    /// What a change is about.
    enum Subject: Sendable {
        case subscription(offering: String)
        case person(Int32)
        case seat(Int32, offering: String)
        case team
    }

    let row: Change
    /// Folded.
    let team: String
    let subject: Subject
    /// The place of the newer file among those that are there: files of one day may say the same twice.
    let place: Int

    /// The folded name of the offering; `nil` where it is about none.
    var offering: String? {
        switch subject {
        case .subscription(let offering), .seat(_, let offering): offering
        case .person, .team: nil
        }
    }

    /// Whether it is about a subscription.
    var isOfSubscription: Bool {
        if case .subscription = subject { true } else { false }
    }
}
