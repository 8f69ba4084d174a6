/// What a file is an export of.
package enum Dataset: String, CaseIterable, Hashable, Sendable, Codable {
    /// The data sets of Autodesk Account.
    case usageReport = "usage-report"
    case usage
    case seatUsage = "seat-usage"
    case tokenUsage = "token-usage"
    case users, subscriptions, groups
    /// Small files of our own (configuration.md), because the vendor has no export of them.
    case balances, leavers, absences
    /// Token Flex of an enterprise agreement.
    case tokenFlex = "token-flex"

    /// Whether it speaks of use, so that its end is not complete yet when it is exported.
    package var isUsage: Bool {
        switch self {
        case .usageReport, .usage, .seatUsage, .tokenUsage, .tokenFlex: true
        case .users, .subscriptions, .groups, .balances, .leavers, .absences: false
        }
    }

    /// Whether each row is one day of use, so that files add up instead of taking each other's place.
    package var hasDayRows: Bool {
        switch self {
        case .usage, .seatUsage, .tokenUsage, .tokenFlex: true
        default: false
        }
    }

    /// Whether the newest file of a team takes the place of the older ones.
    package var isState: Bool {
        switch self {
        case .usageReport, .users, .subscriptions, .groups, .balances: true
        default: false
        }
    }

    /// Whether it comes from the vendor; the others are files of our own.
    package var isVendors: Bool {
        switch self {
        case .balances, .leavers, .absences: false
        default: true
        }
    }

    /// The name in the vendor's programming interface, which `import --rows --json` prints.
    package var vendorName: String {
        rawValue.uppercased().replacing("-", with: "_")
    }

    /// The name as people read it.
    package var title: String {
        switch self {
        case .usageReport: "Usage report"
        case .usage: "Usage"
        case .seatUsage: "Seat usage"
        case .tokenUsage: "Token usage"
        case .users: "Users"
        case .subscriptions: "Subscriptions"
        case .groups: "Groups"
        case .balances: "Balances"
        case .leavers: "Leavers"
        case .absences: "Absences"
        case .tokenFlex: "Token Flex usage"
        }
    }

    /// Where the vendor offers it.
    var place: String {
        self == .tokenFlex
            ? "the Token Flex reporting of your enterprise agreement"
            : "Autodesk Account > Reporting > Export"
    }

    /// The first line of a file of our own.
    var ownHeader: String {
        switch self {
        case .balances:
            "as_of,team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available"
        case .leavers: "email,left_on"
        case .absences: "email,from,until,note"
        default: ""
        }
    }
}
