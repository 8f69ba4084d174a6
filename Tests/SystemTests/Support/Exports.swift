import CivilTime

/// A small team and its exports, as an administrator would download them.
struct Team {
    /// Someone with a seat.
    struct Person {
        let name: String
        var role = "User"
        /// Days of use, ascending.
        var used: [Day] = []

        var email: String { "\(name.lowercased())@example.com" }
    }

    var name = "North"
    var people: [Person]

    /// A Usage report of the year up to the day before an export, with its sidecar.
    ///
    /// Only people who have used something lately are in a filtered one.
    func usageReport(of day: Day, filtered: Bool = false) -> (text: String, sidecar: String) {
        let last = day.adding(-1)
        let first = last.adding(-364)
        let rows = people.compactMap { person -> String? in
            let used = person.used.filter { $0 >= first && $0 <= last }
            let idle = (used.last ?? first).days(until: last)
            if filtered, idle > 30 { return nil }
            return [
                person.email, person.name, "Person", name, "AutoCAD", "assigned",
                "2025-01-02T09:00:00Z", idle > 30 ? "inactive" : "active",
                idle > 30 ? "\(idle)" : "", "Subscription", "\(used.count)",
                used.last?.description ?? "",
            ].joined(separator: ",")
        }
        let header =
            "email,first_name,last_name,team_alias,offering_name,seat_assignment,assigned_date,"
            + "user_activity,days_inactive,access_option,days_used,last_accessed"
        let sidecar =
            #"{"dataset": "usage-report", "team": "\#(name)", "from": "\#(first)", "#
            + #""to": "\#(last)", "exported_at": "\#(day)T06:00:00Z"}"#
        return (([header] + rows).joined(separator: "\n") + "\n", sidecar + "\n")
    }

    /// A Users file of a day.
    func users(of day: Day) -> (text: String, sidecar: String) {
        let header = "email,first_name,last_name,role,account_status,offering_name,team_alias"
        let rows = people.map {
            "\($0.email),\($0.name),Person,\($0.role),Active,AutoCAD,\(name)"
        }
        let sidecar =
            #"{"dataset": "users", "team": "\#(name)", "exported_at": "\#(day)T06:00:00Z"}"#
        return (([header] + rows).joined(separator: "\n") + "\n", sidecar + "\n")
    }
}

extension Company {
    /// Drops a team's Usage report and Users file of a day into the inbox.
    func drop(exportsOf team: Team, on day: Day, filtered: Bool = false) throws {
        let report = team.usageReport(of: day, filtered: filtered)
        try drop(report.text, as: "usage_report_\(day).csv", sidecar: report.sidecar)
        let users = team.users(of: day)
        try drop(users.text, as: "users_\(day).csv", sidecar: users.sidecar)
    }
}

extension Day {
    /// A day that a test writes out.
    static func written(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
        return day
    }
}
