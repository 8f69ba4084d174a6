extension Dataset {
    /// The canonical keys of the columns that files of it have, in whichever generation.
    var columns: Set<String> {
        let person: Set = ["email", "first_name", "last_name", "user_id", "hashed_user_id"]
        return switch self {
        case .usageReport:
            person.union([
                "team", "group", "offering", "version", "seat_assignment", "assigned_at",
                "unassigned_at", "user_activity", "days_inactive", "access_option", "days_used",
                "monthly_average", "tokens_used", "last_accessed",
            ])
        case .usage:
            person.union([
                "day_used", "offering", "product", "version", "access_option", "team",
                "tokens_used", "contract_number",
            ])
        case .seatUsage: person.union(["day_used", "offering", "product", "version", "team"])
        case .tokenUsage: person.union(["day_used", "offering", "product", "team", "tokens_used"])
        case .users:
            person.union(["role", "account_status", "offering", "product", "team"])
        case .subscriptions:
            [
                "subscription_id", "contract_number", "offering", "seat_quantity", "start_date",
                "end_date", "autorenew_date", "subscription_status", "term", "reseller_name",
                "reseller_email", "team",
            ]
        case .groups: person.union(["group", "group_type", "role"])
        case .balances:
            [
                "as_of", "team", "pack_id", "tokens_purchased", "purchase_date", "end_date",
                "tokens_available",
            ]
        case .leavers: ["email", "left_on"]
        case .absences: ["email", "from", "until", "note"]
        case .tokenFlex:
            [
                "contract_year", "token_pool", "usage_category", "day_used", "product_line_code",
                "offering", "user_id", "tokens_used",
            ]
        }
    }

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
