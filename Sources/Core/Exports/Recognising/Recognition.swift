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
        (.balances, { $0.has("as_of") && $0.hasAny("tokens_available", "tokens_purchased") }),
        (
            .tokenFlex,
            {
                $0.has("tokens_used")
                    && $0.hasAny("usage_category", "token_pool", "contract_year")
            }
        ),
        (.usage, { $0.has("day_used") && $0.has("access_option") }),
        // Token usage has no version; `USAGE` of API rows has one beside its tokens.
        (.tokenUsage, { $0.has("day_used") && $0.has("tokens_used") && !$0.has("version") }),
        (
            .usage,
            { $0.has("day_used") && $0.hasAny("tokens_used", "user_id", "hashed_user_id") }
        ),
        (.seatUsage, { $0.has("day_used") }),
        (
            .usageReport,
            { $0.hasAny("seat_assignment", "user_activity", "days_inactive", "last_accessed") }
        ),
        (
            .subscriptions,
            {
                $0.hasAny(
                    "seat_quantity",
                    "subscription_status",
                    "subscription_id",
                    "autorenew_date"
                )
            }
        ),
        (
            .groups,
            {
                $0.has("group_type")
                    || $0.has("group") && $0.hasAny("email", "user_id") && !$0.has("offering")
            }
        ),
        (
            .users,
            {
                $0.hasAny("email", "user_id", "hashed_user_id")
                    && $0.hasAny("role", "account_status", "offering", "product")
            }
        ),
    ]
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
