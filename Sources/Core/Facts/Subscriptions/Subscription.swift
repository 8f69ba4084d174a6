import CivilTime

/// One row of the table `subscription` (facts §3.4).
struct Subscription: Sendable {
    var id: String
    var contract: String?
    var team: String
    var offering: String
    var kind: OfferingKind
    var seats: Int?
    var startsOn: Day?
    var endsOn: Day?
    var renewsOn: Day?
    var autoRenew: Bool?
    var channel: Channel
    var resellerName: String?
    var resellerEmail: String?
    var term: Term
    var status: String?
    var dueOn: Day?
    var renewal: Renewal
    var running: Bool
    var daysToDue: Int?
    var renewalOpensOn: Day?
    var lastReduceDay: Day?
    var actBy: Day?
    var returnUntil: Day?
    var graceUntil: Day?
    var contractManager: String?
    var contractManagerKnown: Bool
    var plan: String?
    var valueYear: Double?
    var asOf: Day
    var fresh: Bool

    /// From whom it was bought, and so who can change it.
    enum Channel: String, Hashable, Sendable, CellValue {
        case direct, reseller
    }
}

extension Subscription: FactRow {
    static let schema = TableSchema(
        name: "subscription",
        plural: "subscriptions",
        about: "what was bought of one offering for one team, until when, and what comes then",
        key: ["team", "id"],
        teamColumn: "team",
        isAboutUse: false,
        columns: facts.map(\.schema),
        relations: [
            RelationSchema(
                name: "pool",
                target: "pool",
                isMany: false,
                about: "the pool of its offering in its team"
            )
        ]
    )

    static let facts: [Fact<Subscription>] = purchase + renewalState + days + people

    private static let purchase: [Fact<Subscription>] = [
        Fact(
            "id",
            \.id,
            "the subscription id, else CONTRACT/OFFERING, with /END where two lines share it"
        ),
        Fact("contract", \.contract, "the contract number"),
        Fact("team", \.team, "the team that owns it"),
        Fact("offering", \.offering, "the product or collection that was bought"),
        Fact(
            "kind",
            \.kind,
            "seats; or capacity or flex, which are no seats; told by the offering's name"
        ),
        Fact(
            "seats",
            \.seats,
            "how many were bought; of kind flex and capacity no seats but tokens or units"
        ),
        Fact("starts_on", \.startsOn, "the first day of the term"),
        Fact("ends_on", \.endsOn, "the last day of the term"),
        Fact("renews_on", \.renewsOn, "the day of the automatic renewal, as the file has it"),
        Fact(
            "auto_renew",
            \.autoRenew,
            "whether it renews by itself; absent for resellers, Flex and files that do not say"
        ),
        Fact("channel", \.channel, "direct or reseller"),
        Fact("reseller_name", \.resellerName, "who sold it; absent where bought directly"),
        Fact("reseller_email", \.resellerEmail, "where the reseller is written to"),
        Fact("term", \.term, "monthly, annual, 3-year or other"),
        Fact("status", \.status, "the status as the file has it"),
    ]

    private static let renewalState: [Fact<Subscription>] = [
        Fact(
            "due_on",
            \.dueOn,
            "the day on which it renews, else ends; moved on by whole terms while unconfirmed"
        ),
        Fact(
            "renewal",
            \.renewal,
            "ahead, unconfirmed (due, and no newer file), in-grace (ended, can be renewed) or ended"
        ),
        Fact("running", \.running, "whether it has begun and has not ended, as far as is known"),
        Fact(
            "days_to_due",
            \.daysToDue,
            "days from today to due_on; below 0 where that has passed",
            in: .days
        ),
    ]

    private static let days: [Fact<Subscription>] = [
        Fact(
            "renewal_opens_on",
            \.renewalOpensOn,
            "the first day on which it can be renewed: due_on − 90 days (renewals.opens)"
        ),
        Fact(
            "last_reduce_day",
            \.lastReduceDay,
            "the last day to take seats off the next term: the day before due_on"
        ),
        Fact(
            "act_by",
            \.actBy,
            "the last day to act: last_reduce_day, through a reseller due_on − 30 days"
        ),
        Fact(
            "return_until",
            \.returnUntil,
            "the last day to return it, or seats that were added; absent for resellers"
        ),
        Fact(
            "grace_until",
            \.graceUntil,
            "the last day to renew it after its end: ends_on + 45 days, monthly 30"
        ),
    ]

    private static let people: [Fact<Subscription>] = [
        Fact(
            "contract_manager",
            \.contractManager,
            "who buys and renews it: for the contract, else the team, else all"
        ),
        Fact(
            "contract_manager_known",
            \.contractManagerKnown,
            "whether the configuration names who buys and renews it"
        ),
        Fact("plan", \.plan, "what renewals.plans says: lapse, renew or reduce"),
        Fact("value_year", \.valueYear, "seats × price: what its seats cost a year", in: .money),
        Fact("as_of", \.asOf, "the day of the Subscriptions file"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on (inputs.expect)"),
    ]
}
