// A file is known by its header alone: names of files are chosen by people. The rules ask for columns
// that no other data set has; the first that holds decides, so the order is from special to general.

extension Dataset {
    /// The data set whose header this is; `nil` when it is none.
    init?(_ header: Header) {
        guard let rule = Self.rules.first(where: { $0.holds(header) }) else { return nil }
        self = rule.dataset
    }

    private static let rules: [(dataset: Dataset, holds: @Sendable (Header) -> Bool)] = [
        (.leavers, { $0.has("email") && ($0.has("left_on") || $0.names.count == 1) }),
        (.absences, { $0.has("email") && $0.has("from") && $0.has("until") }),
        (.balances, { $0.has("as_of") && $0.hasAny(["tokens_available", "tokens_purchased"]) }),
        (.tokenFlex, { $0.has("tokens_used") && $0.hasAny(tokenFlexMarkers) }),
        (.usage, { $0.has("day_used") && $0.has("access_option") }),
        // Token usage has no version; `USAGE` of API rows has one beside its tokens.
        (.tokenUsage, { $0.has("day_used") && $0.has("tokens_used") && !$0.has("version") }),
        (
            .usage,
            { $0.has("day_used") && $0.hasAny(["tokens_used", "user_id", "hashed_user_id"]) }
        ),
        (.seatUsage, { $0.has("day_used") }),
        // One of them is enough: a report that lacks the others must not pass for a list of users.
        (.usageReport, { $0.hasAny(usageReportMarkers) }),
        (.subscriptions, { $0.hasAny(subscriptionMarkers) }),
        (.groups, { $0.has("group_type") || $0.has("group") && !$0.has("offering") }),
        (.users, { $0.hasAny(personMarkers) && $0.hasAny(userMarkers) }),
    ]

    private static let tokenFlexMarkers = ["usage_category", "token_pool", "contract_year"]
    private static let usageReportMarkers = [
        "seat_assignment", "assigned_at", "unassigned_at", "user_activity", "days_inactive",
        "days_used",
        "monthly_average", "tokens_used", "last_accessed",
    ]
    private static let subscriptionMarkers = [
        "seat_quantity", "subscription_status", "subscription_id", "autorenew_date",
    ]
    private static let personMarkers = ["email", "user_id", "hashed_user_id"]
    private static let userMarkers = ["role", "account_status", "offering", "product"]
}

extension Dataset {
    /// What a file of it cannot do without: of each group one column.
    var requiredColumns: [[String]] {
        switch self {
        case .usageReport:
            [["offering"], ["seat_assignment"], ["hashed_user_id", "email", "user_id"]]
        case .usage, .seatUsage: [["day_used"], ["offering", "product"]]
        case .tokenUsage: [["day_used"], ["tokens_used"], ["offering", "product"]]
        case .users: [["email", "user_id", "hashed_user_id"]]
        case .subscriptions:
            [
                ["offering"], ["seat_quantity"], ["end_date"],
                ["subscription_id", "contract_number"],
            ]
        case .groups: [["group"], ["email", "user_id", "hashed_user_id"]]
        case .balances: [["as_of"], ["team"], ["tokens_available"]]
        case .leavers: [["email"]]
        case .absences: [["email"], ["from"], ["until"]]
        case .tokenFlex: [["day_used"], ["tokens_used"], ["offering", "product_line_code"]]
        }
    }

    /// The cells without which a row says nothing, so that it is left out as a bad one.
    var requiredCells: Set<String> {
        switch self {
        case .usage, .seatUsage: ["day_used"]
        case .tokenUsage, .tokenFlex: ["day_used", "tokens_used"]
        case .balances: ["as_of", "team", "tokens_available"]
        case .leavers: ["email"]
        case .absences: ["email", "from", "until"]
        case .usageReport, .users, .subscriptions, .groups: []
        }
    }
}
