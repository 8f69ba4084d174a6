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
        (.tokenFlex, isTokenFlex),
        (.usage, { $0.has("day_used") && $0.has("access_option") }),
        (.tokenUsage, isTokenUsage),
        (.usage, isUsage),
        (.seatUsage, { $0.has("day_used") }),
        // One of them is enough: a report that lacks the others must not pass for a list of users.
        (.usageReport, { $0.hasAny(usageReportMarkers) }),
        (.subscriptions, { $0.hasAny(subscriptionMarkers) }),
        (.groups, isGroups),
        (.users, isUsers),
    ]

    // `tokensConsumed` is the name of the enterprise agreement's interface; that of the other one has
    // `tokens`, and persons or teams beside it.
    private static let isTokenFlex: @Sendable (Header) -> Bool = { header in
        header.hasAny(["usage_category", "token_pool", "contract_year"])
            || header.isSpelled("chargeditemid", "sessionstartdate", "machinename")
            || header.folded.contains { $0.hasPrefix("customfield") }
            || header.isSpelled("tokensconsumed") && !header.hasAny(["email", "team"])
    }

    // Token usage has no version; `USAGE` of API rows has one beside its tokens. `Feature` is a column of
    // Token usage and Users alone, so a file of days that has it and no tokens has lost them.
    private static let isTokenUsage: @Sendable (Header) -> Bool = { header in
        header.has("day_used")
            && (header.has("tokens_used") && !header.has("version") || header.isSpelled("feature"))
    }

    // Seat usage has neither ids of the vendor nor a child beside its product; with personal data
    // switched off it may name the hashed id beside the `Product` of its own spelling.
    private static let isUsage: @Sendable (Header) -> Bool = { header in
        guard header.has("day_used") else { return false }
        let cells = Layout.match(header, in: .usage)
        return header.hasAny(["tokens_used", "user_id"])
            || header.has("hashed_user_id") && !header.isSpelled("product")
            || cells["offering"] != nil && cells["product"] != nil
    }

    // Lists of members from elsewhere have groups too: without type and role every column must be known.
    private static let isGroups: @Sendable (Header) -> Bool = { header in
        if header.has("group_type") { return true }
        return header.has("group") && !header.hasAny(["offering"]) && !namesAccountStatus(header)
            && (header.has("role") || isWholly(.groups, header))
    }

    // Every Users export has the roles. Inventories and invoices have addresses and products as well, so
    // without the roles every column must be known.
    private static let isUsers: @Sendable (Header) -> Bool = { header in
        guard header.hasAny(["email", "user_id", "hashed_user_id"]) else { return false }
        return header.has("role") || namesAccountStatus(header)
            || header.hasAny(["offering", "product", "account_status"]) && isWholly(.users, header)
    }

    /// Whether the status is said to be the account's; a mere `status` is anything's.
    private static func namesAccountStatus(_ header: Header) -> Bool {
        header.stated["account_status"] != nil || header.isSpelled("account_status")
    }

    /// Whether every column is one of the data set.
    private static func isWholly(_ dataset: Dataset, _ header: Header) -> Bool {
        let known = Layout.match(header, in: dataset).filter { dataset.columns.contains($0.key) }
        return known.count == header.names.count
    }

    private static let usageReportMarkers = [
        "seat_assignment", "assigned_at", "unassigned_at", "user_activity", "days_inactive",
        "days_used", "monthly_average", "tokens_used", "last_accessed",
    ]
    private static let subscriptionMarkers = [
        "seat_quantity", "subscription_status", "subscription_id", "autorenew_date",
    ]
}
