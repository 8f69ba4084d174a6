// The one table of header spellings (reference, section 2). A spelling with `only` means this column in
// those data sets alone: `status` is the account's in a Users file and nothing we know elsewhere.

package import Columns

/// A column by its canonical key, with its type and the spellings under which files have it.
package struct CanonicalColumn: Hashable, Sendable {
    /// The key under which everything behind this target knows it.
    package let key: String
    /// The type of its values.
    package let type: CellType
    /// The folded headers that mean it, the vendor's newest first.
    package let spellings: [Spelling]

    /// A folded header.
    package struct Spelling: Hashable, Sendable {
        /// The header as `foldHeader` makes it.
        package let folded: String
        /// The data sets in which it means the column; `nil` in all.
        package let only: Set<Dataset>?

        /// Whether it means the column in a data set.
        func applies(in dataset: Dataset) -> Bool { only?.contains(dataset) ?? true }
    }

    /// Every column, in the order in which tables have them.
    package static let all: [CanonicalColumn] =
        people + places + usage + subscriptions + ownFiles + tokenFlex

    /// The column of a key; `nil` when there is none.
    package static func named(_ key: String) -> CanonicalColumn? { byKey[key] }

    private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    private init(
        _ key: String,
        _ type: CellType,
        _ spellings: String...,
        only: Set<Dataset>? = nil,
        limited: [(spelling: String, only: Set<Dataset>)] = []
    ) {
        self.key = key
        self.type = type
        self.spellings =
            spellings.map { Spelling(folded: $0, only: only) }
            + limited.map { Spelling(folded: $0.spelling, only: $0.only) }
    }
}

extension CanonicalColumn {
    private static let exports = Set(Dataset.allCases.filter(\.isVendors))
    private static let withUse = Set(Dataset.allCases.filter(\.isUsage))

    private static let people = [
        CanonicalColumn("email", .text, "email", "email_address", "emailaddress", "user_email"),
        CanonicalColumn("first_name", .text, "first_name", "firstname"),
        CanonicalColumn("last_name", .text, "last_name", "lastname"),
        CanonicalColumn(
            "user_id",
            .text,
            "autodesk_id",
            "userid",
            "user_id",
            limited: [("username", [.tokenFlex])]
        ),
        CanonicalColumn(
            "hashed_user_id",
            .text,
            "hashed_autodesk_id",
            "hashed_user_id",
            "hasheduserid"
        ),
        CanonicalColumn("role", .text, "role"),
        CanonicalColumn(
            "account_status",
            .text,
            "account_status",
            limited: [("status", [.users])]
        ),
    ]

    private static let places = [
        CanonicalColumn("team", .text, "team_alias", "team", "team_name", "teamname"),
        CanonicalColumn("group", .text, "group", "groups"),
        CanonicalColumn("group_type", .text, "group_type"),
        // `Product` is the parent where headers are in title case, `product_name` is the child; in API
        // rows `productName` is the parent and `childProductName` the child.
        CanonicalColumn(
            "offering",
            .text,
            "offering_name",
            limited: [("product", exports), ("productname", exports)]
        ),
        CanonicalColumn("product", .text, "product_name", "feature", "childproductname"),
        CanonicalColumn("version", .text, "version", "product_version"),
    ]

    private static let usage = [
        CanonicalColumn("day_used", .day, "day_used", "usagedate", "usage_date"),
        CanonicalColumn("seat_assignment", .text, "seat_assignment"),
        CanonicalColumn("assigned_at", .instant, "assigned_date"),
        CanonicalColumn("unassigned_at", .instant, "unassigned_date"),
        CanonicalColumn("user_activity", .text, "user_activity"),
        CanonicalColumn("days_inactive", .num, "days_inactive"),
        CanonicalColumn(
            "access_option",
            .text,
            "access_option",
            "access_method",
            "usage_type",
            limited: [("source", withUse)]
        ),
        CanonicalColumn("days_used", .num, "days_used"),
        CanonicalColumn("monthly_average", .num, "monthly_average"),
        CanonicalColumn(
            "tokens_used",
            .num,
            "tokens_used",
            "tokens",
            "tokens_consumed",
            "tokensconsumed"
        ),
        CanonicalColumn(
            "last_accessed",
            .day,
            "last_accessed",
            "last_accessed_date",
            "latestusagedate"
        ),
    ]

    private static let subscriptions = [
        CanonicalColumn("subscription_id", .text, "subscription_id"),
        CanonicalColumn("contract_number", .text, "contract_number", "contractnumber"),
        CanonicalColumn("seat_quantity", .num, "seat_quantity", "seats"),
        CanonicalColumn("start_date", .day, "start_date"),
        CanonicalColumn("end_date", .day, "end_date"),
        CanonicalColumn("autorenew_date", .day, "autorenew_date", "auto_renew_date"),
        CanonicalColumn("subscription_status", .text, "subscription_status"),
        CanonicalColumn("term", .text, "term"),
        CanonicalColumn("reseller_name", .text, "reseller_name"),
        CanonicalColumn("reseller_email", .text, "reseller_email"),
    ]

    private static let ownFiles = [
        CanonicalColumn("as_of", .day, "as_of", only: [.balances]),
        CanonicalColumn("pack_id", .text, "pack_id", only: [.balances]),
        CanonicalColumn("tokens_purchased", .num, "tokens_purchased", only: [.balances]),
        CanonicalColumn("purchase_date", .day, "purchase_date", only: [.balances]),
        CanonicalColumn("tokens_available", .num, "tokens_available", only: [.balances]),
        CanonicalColumn("left_on", .day, "left_on", only: [.leavers]),
        CanonicalColumn("from", .day, "from", only: [.absences]),
        CanonicalColumn("until", .day, "until", only: [.absences]),
        CanonicalColumn("note", .text, "note", only: [.absences]),
    ]

    private static let tokenFlex = [
        CanonicalColumn(
            "product_line_code",
            .text,
            "productlinecode",
            "product_line_code",
            only: [.tokenFlex]
        ),
        CanonicalColumn(
            "usage_category",
            .text,
            "usagecategory",
            "usage_category",
            only: [.tokenFlex]
        ),
        CanonicalColumn("token_pool", .text, "tokenpool", "token_pool", only: [.tokenFlex]),
        CanonicalColumn(
            "contract_year",
            .text,
            "contractyear",
            "contract_year",
            only: [.tokenFlex]
        ),
    ]
}
