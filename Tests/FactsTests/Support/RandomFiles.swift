import CivilTime
import Exports
import TestSupport

/// Files of a small company at random, with what exports bring: ids that turn out to be one person's, names
/// that change, teams of which a file says nothing, days that others had already.
struct RandomFiles {
    /// A file as it comes.
    struct File {
        let name: String
        let exported: Instant
        let text: String
        var sidecar: Sidecar?
    }

    private var random: SeededGenerator
    private var count = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A number below a limit.
    mutating func number(below limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    /// One of some things.
    mutating func one<Thing>(of things: [Thing]) -> Thing { things[number(below: things.count)] }

    /// A file of any kind that was exported about a moment: mostly before it, sometimes long ago, sometimes
    /// in the night to come.
    mutating func file(about now: Instant) -> File {
        count += 1
        let hours = one(of: [-1, -1, -2, -30, -30, -200, -2000, 15])
        let exported = now.adding(TimeSpan(seconds: Int64(hours * 3600 + count)))
        func file(_ kind: String, _ text: String, _ sidecar: Sidecar? = nil) -> File {
            File(name: "\(kind)-\(count).csv", exported: exported, text: text, sidecar: sidecar)
        }
        switch number(below: 11) {
        case 0, 1:
            return file("report", Layout.report.csv(rows(20) { $0.report(before: exported) }))
        case 2, 3:
            return file(
                "usage",
                Layout.usage.csv(rows(30) { $0.use(before: exported) }),
                sidecar(before: exported)
            )
        case 4:
            return file(
                "seat-usage",
                Layout.seatUsage.csv(rows(15) { $0.seatUse(before: exported) })
            )
        case 5:
            return file("tokens", Layout.tokenUsage.csv(rows(12) { $0.tokens(before: exported) }))
        case 6: return file("users", Layout.users.csv(rows(10) { $0.user() }))
        case 7: return file("groups", Layout.groups.csv(rows(6) { $0.member() }))
        case 8: return file("absences", Layout.absences.csv(rows(3) { $0.absence(about: now) }))
        case 9: return file("subscriptions", Layout.subscriptions.csv(rows(5) { $0.purchase() }))
        default: return file("leavers", Layout.leavers.csv(rows(2) { $0.leaver() }))
        }
    }

    private mutating func rows(
        _ most: Int,
        _ row: (inout RandomFiles) -> [String: String]
    ) -> [[String: String]] {
        (0...number(below: most)).map { _ in row(&self) }
    }

    private mutating func sidecar(before moment: Instant) -> Sidecar? {
        guard number(below: 2) == 0 else { return nil }
        let last = moment.utcDay.adding(-number(below: 4))
        return Sidecar(from: last.adding(-one(of: [20, 95, 400])), to: last)
    }

    private mutating func day(before moment: Instant, within days: Int = 420) -> String {
        "\(moment.utcDay.adding(-number(below: days)))"
    }

    private mutating func team() -> String { one(of: ["North", "North", "NORTH", "South", "Öst"]) }

    private mutating func offering() -> String {
        one(of: ["AutoCAD", "AutoCAD", "autocad", "Revit", "AEC Collection", "Flex"])
    }

    /// Somebody, by some of the ids that are known of them.
    private mutating func person(_ hash: String, _ id: String)
        -> [String: String]
    {
        let number = number(below: 14)
        var cells: [String: String] = [:]
        if self.number(below: 6) > 0 {
            // Some have changed their address.
            let host = self.number(below: 8) == 0 ? "old.example" : "example.com"
            cells["email"] = "p\(number)@\(host)"
        }
        if self.number(below: 3) == 0 {
            cells[hash] = String(repeating: "0\(String(number, radix: 16))", count: 20)
        }
        if self.number(below: 3) == 0 { cells[id] = "ID\(number)" }
        cells["first_name"] = one(of: ["", "Ada", "Eve"])
        cells["last_name"] = one(of: ["", "N\(number)"])
        return cells
    }
}

// MARK: - Rows

extension RandomFiles {
    private mutating func report(before moment: Instant) -> [String: String] {
        var row = person("hashed_autodesk_id", "autodesk_id")
        row["team_alias"] = team()
        row["offering_name"] = offering()
        row["group"] = one(of: ["", "", "Civil", "CIVIL"])
        row["version"] = one(of: ["", "2026"])
        row["seat_assignment"] = one(of: ["assigned", "assigned", "unassigned"])
        row["assigned_date"] = one(of: ["", "\(day(before: moment))T09:00:00Z"])
        row["access_option"] = one(of: ["Subscription", "Flex", ""])
        row["days_inactive"] = one(of: ["", "12", "90"])
        row["days_used"] = one(of: ["", "40", "200"])
        row["monthly_average"] = one(of: ["", "7.5"])
        row["last_accessed"] = one(of: ["", day(before: moment), day(before: moment, within: 3)])
        return row
    }

    private mutating func use(before moment: Instant) -> [String: String] {
        var row = person("hashed_autodesk_id", "autodesk_id")
        row["day_used"] = day(before: moment)
        row["team_alias"] = team()
        row["offering_name"] = offering()
        row["product_name"] = one(of: ["", "AutoCAD", "Revit"])
        return row
    }

    private mutating func seatUse(before moment: Instant) -> [String: String] {
        var row = person("", "")
        row["Email"] = row["email"]
        row["Day used"] = day(before: moment, within: 100)
        (row["Team"], row["Product"]) = (team(), offering())
        return row
    }

    private mutating func tokens(before moment: Instant) -> [String: String] {
        var row = seatUse(before: moment)
        row["Tokens used"] = "\(Double(number(below: 90)) / 10)"
        return row
    }

    private mutating func user() -> [String: String] {
        var row = person("", "autodesk_id")
        row["team_alias"] = team()
        row["offering_name"] = one(of: ["", offering()])
        row["role"] = one(of: ["User", "Primary admin", "Secondary admin", "SSO admin", "Guru"])
        row["account_status"] = one(of: ["Active", "Pending", ""])
        return row
    }

    private mutating func member() -> [String: String] {
        ["Group": one(of: ["Civil", "Others"]), "Email": "p\(number(below: 14))@example.com"]
    }

    private mutating func absence(about moment: Instant) -> [String: String] {
        let first = moment.utcDay.adding(number(below: 60) - 50)
        return [
            "email": "p\(number(below: 14))@example.com", "from": "\(first)",
            "until": "\(first.adding(number(below: 30)))",
        ]
    }

    private mutating func purchase() -> [String: String] {
        [
            "subscription_id": "S\(number(below: 6))", "offering_name": offering(),
            "seat_quantity": "\(number(below: 30))", "start_date": "2026-01-01",
            "end_date": "2027-01-0\(1 + number(below: 9))", "subscription_status": "Active",
            "term": "Annual", "team_alias": team(),
        ]
    }

    private mutating func leaver() -> [String: String] {
        [
            "email": "p\(number(below: 14))@example.com",
            "left_on": one(of: ["", "2026-11-01", "2027-06-01"]),
        ]
    }
}
