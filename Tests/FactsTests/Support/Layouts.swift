/// Exports as CSV in the vendor's newest layouts; a row names the columns that matter to a test.
enum Layout: String {
    case report =
        """
        hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,\
        version,seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,\
        access_option,days_used,monthly_average,tokens_used,last_accessed
        """
    case users =
        """
        autodesk_id,email,first_name,last_name,role,account_status,offering_name,product_name,\
        team_alias
        """
    case usage =
        """
        day_used,email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,\
        product_name,version,access_option,team_alias
        """
    case seatUsage = "Day used,Email,First name,Last name,Product,Version,Team"
    case tokenUsage = "Day used,Email,First name,Last name,Product,Feature,Team,Tokens used"
    case groups = "Group,Group type,Email,Role"
    case subscriptions =
        """
        subscription_id,contract_number,offering_name,seat_quantity,start_date,end_date,\
        autorenew_date,subscription_status,term,reseller_name,reseller_email,team_alias
        """
    case balances =
        "as_of,team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available"
    case leavers = "email,left_on"
    case absences = "email,from,until,note"

    /// What a cell holds where a row does not say.
    private var defaults: [String: String] {
        switch self {
        case .report:
            [
                "team_alias": "North", "offering_name": "AutoCAD", "seat_assignment": "assigned",
                "assigned_date": "2024-01-15T09:00:00Z", "user_activity": "active",
                "access_option": "Subscription",
            ]
        case .users:
            ["team_alias": "North", "role": "User", "account_status": "Active"]
        case .usage:
            ["team_alias": "North", "offering_name": "AutoCAD", "access_option": "Subscription"]
        case .seatUsage, .tokenUsage:
            ["Team": "North", "Product": "AutoCAD"]
        case .balances: ["team": "North"]
        case .groups, .subscriptions, .leavers, .absences: [:]
        }
    }

    /// The file with some rows.
    func csv(_ rows: [[String: String]]) -> String {
        let columns = rawValue.split(separator: ",").map(String.init)
        let lines = rows.map { row in
            columns.map { quoted(row[$0] ?? defaults[$0] ?? "") }.joined(separator: ",")
        }
        return ([rawValue] + lines).joined(separator: "\n") + "\n"
    }

    private func quoted(_ text: String) -> String {
        text.contains { ",\"\n".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}

/// Seat usage of one person on some days.
func seatUsage(
    _ email: String,
    on days: [some CustomStringConvertible],
    team: String = "North",
    product: String = "AutoCAD"
) -> [[String: String]] {
    days.map { ["Day used": "\($0)", "Email": email, "Team": team, "Product": product] }
}
