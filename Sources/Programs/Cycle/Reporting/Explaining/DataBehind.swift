// What the rows of a table are made of, and what would make known what is not.
package import CivilTime
import Columns
import Facts

/// How old a data set of a team is.
package struct DataAge: Hashable, Sendable {
    /// The data set, such as `usage-report`.
    package let dataset: String
    /// The team; `all` for what belongs to no team.
    package let team: String
    /// The last day that it is complete for; `nil` where nothing ever came.
    package let asOf: Day?
    /// Days since then; `nil` where nothing ever came.
    package let ageDays: Int?
    /// Whether it is older than it may be.
    package let isLate: Bool
    /// Whether it must come and never did.
    package let isMissing: Bool
    /// Whether it must come.
    package let isExpected: Bool
    /// Whether inactive people were left out of a Usage report.
    package let isFiltered: Bool
    /// Where the newest file came from; `nil` where nothing ever came.
    package let source: String?
}

extension FactSet {
    /// Every data set of every team, as the table `dataset` has them.
    var dataAges: [DataAge] {
        guard let table = table("dataset") else { return [] }
        return (0..<table.rowCount).map { row in
            DataAge(
                dataset: table[row, "dataset"].text ?? "",
                team: table[row, "team"].text ?? "",
                asOf: table[row, "as_of"].day,
                ageDays: table[row, "age_days"].int,
                isLate: table[row, "late"].bool == true,
                isMissing: table[row, "missing"].bool == true,
                isExpected: table[row, "expected"].bool == true,
                isFiltered: table[row, "filtered"].bool == true,
                source: table[row, "source"].text
            )
        }
    }

    /// The data sets behind the rows of a table, of one team.
    func data(behind resource: TableSchema, team: String?) -> [DataAge] {
        let names = resource.dataSets
        return dataAges.filter { age in
            names.contains(age.dataset) && (age.team == "all" || team == nil || age.team == team)
        }
    }
}

extension TableSchema {
    /// The data sets that its rows are made of.
    var dataSets: [String] {
        switch name {
        case "seat", "person", "bundle": ["usage-report", "usage", "seat-usage", "users"]
        case "pool": ["usage-report", "usage", "seat-usage", "subscriptions"]
        case "team", "admin": ["users"]
        case "balance": ["token-usage", "token-flex", "balances"]
        case "subscription": ["subscriptions"]
        case "group": ["groups"]
        default: []
        }
    }

    /// What a person can bring or write down so that an absent fact becomes known.
    func remedy(for path: String) -> String {
        let names = path.split(separator: ".").map(String.init)
        let field = names.last ?? path
        for (fields, remedy) in Self.remedies where fields.contains(where: field.hasPrefix) {
            return remedy
        }
        // Of a relation, what its own table is made of.
        let tables = names.dropLast().compactMap { name in
            relations.first { $0.name == name }?.target
        }
        return (tables.last.flatMap { FactSchema.all[$0] } ?? self).missingData
    }

    /// By beginnings of the names of columns.
    private static let remedies: [([String], String)] = [
        (
            ["price", "saving", "value_year", "idle_cost"],
            "Name the price of the offering under prices in the configuration."
        ),
        (
            ["flex_rate", "flex_cost", "dearest_rate"],
            "Name the rates and the token price under flex in the configuration."
        ),
        (
            ["budget", "month_forecast"],
            "Name the team's budget under flex.budgets in the configuration."
        ),
        (
            ["next_renewal", "due_on", "seats_bought", "seats_free", "seats_due"],
            "Bring the team's Subscriptions export (Autodesk Account > Reporting > Export)."
        ),
        (
            ["days_used", "active_", "peak_", "p95_", "monthly_average"],
            "Bring Usage exports with a row a day that cover the whole window without a gap."
        ),
        (
            ["contract_manager"],
            "Name one under contacts.contract_managers in the configuration."
        ),
        (
            ["plan"],
            "Note it under renewals.plans in the configuration (optional)."
        ),
        (
            ["auto_renew"],
            "No export says it for purchases through a reseller; the reseller knows."
        ),
        (
            ["email", "name"],
            "Export with personal data switched on."
        ),
        (
            ["assigned_on", "days_assigned"],
            "Export the Usage report with the column of the assignment date."
        ),
    ]
}
