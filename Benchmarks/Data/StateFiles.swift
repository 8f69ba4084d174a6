// The files that say how things stand on one day.

/// Writes a Usage report.
func writeReport(
    _ company: Company,
    _ use: UseRecord.Figures,
    to path: String,
    on last: WorkDay
) throws(FileProblem) {
    var file = try ExportFile(path)
    try file.write([
        "hashed_autodesk_id", "first_name", "last_name", "email", "autodesk_id", "team_alias",
        "group",
        "offering_name", "version", "seat_assignment", "assigned_date", "unassigned_date",
        "user_activity", "days_inactive", "access_option", "days_used", "monthly_average",
        "tokens_used", "last_accessed",
    ])
    for (number, seat) in company.seats.enumerated() {
        let person = company.people[seat.person]
        let (used, count) = (Int(use.last[number]), Int(use.count[number]))
        let isUsed = used >= 0
        let assigned = WorkDay(number: seat.assigned)
        let tenths = count * 10 / 12
        try file.write([
            person.hashedID, person.firstName, person.lastName,
            // The case of an address is not stable.
            number % 50 == 7 ? capitalised(person.email) : person.email,
            person.id, company.teams[person.team], number % 5 == 0 ? "Engineers" : "",
            catalogue[seat.offering].name, catalogue[seat.offering].hasYears ? "2027" : "",
            seat.isAssigned ? "assigned" : "unassigned",
            seat.isAssigned ? "\(assigned.text)T09:30:00Z" : "",
            seat.isAssigned ? "" : "\(last.text)T00:01:26Z",
            isUsed ? "active" : "inactive", isUsed ? "" : "\(last.number)",
            seat.isFlex ? "Flex" : "Subscription",
            "\(count)", "\(tenths / 10).\(tenths % 10)", seat.isFlex ? "\(count * 7)" : "",
            isUsed ? WorkDay(number: used).text : "",
        ])
    }
    try file.flush()
    try writeSidecar(of: path, dataset: "usage-report", to: last, exported: last.next)
}

/// Writes the Users file: a row for each person and offering, with the admins of each team.
func writeUsers(_ company: Company, to path: String) throws(FileProblem) {
    var file = try ExportFile(path)
    try file.write([
        "autodesk_id", "email", "first_name", "last_name", "role", "account_status",
        "offering_name",
        "product_name", "team_alias",
    ])
    var admins = Array(repeating: 0, count: company.teams.count)
    var roles: [Int: String] = [:]
    for (number, seat) in company.seats.enumerated() where seat.isAssigned {
        let person = company.people[seat.person]
        let role = roles[seat.person] ?? nextRole(&admins[person.team])
        roles[seat.person] = role
        try file.write([
            person.id, person.email, person.firstName, person.lastName, role,
            number % 97 == 0 ? "Pending" : "Active", catalogue[seat.offering].name,
            catalogue[seat.offering].products[0], company.teams[person.team],
        ])
    }
    try file.flush()
    try writeSidecar(of: path, dataset: "users", to: .exported, exported: .exported.next)
}

private func nextRole(_ count: inout Int) -> String {
    count += 1
    return count == 1 ? "Primary admin" : count <= 3 ? "Secondary admin" : "User"
}

/// Writes the subscriptions: for each team and offering a few seats more than are assigned.
///
/// - Returns: how many there are.
func writeSubscriptions(_ company: Company, to path: String) throws(FileProblem) -> Int {
    var bought = Array(
        repeating: Array(repeating: 0, count: catalogue.count),
        count: company.teams.count
    )
    for seat in company.seats where seat.isAssigned && !seat.isFlex {
        bought[company.people[seat.person].team][seat.offering] += 1
    }
    var file = try ExportFile(path)
    try file.write([
        "subscription_id", "contract_number", "offering_name", "seat_quantity", "start_date",
        "end_date", "autorenew_date", "subscription_status", "term", "reseller_name",
        "reseller_email", "team_alias",
    ])
    var count = 0
    for team in company.teams.indices {
        for offering in catalogue.indices where bought[team][offering] > 0 {
            count += 1
            let start = (team * 41 + offering * 13) % 360
            try file.write([
                "5741230\(10_000 + count)", "", catalogue[offering].name,
                "\(bought[team][offering] * 11 / 10 + 1)", WorkDay(number: start).text,
                WorkDay(number: start + 364).text, WorkDay(number: start + 365).text, "Active",
                "Annual", "", "", company.teams[team],
            ])
        }
    }
    try file.flush()
    try writeSidecar(of: path, dataset: "subscriptions", to: .exported, exported: .exported.next)
    return count
}

private func capitalised(_ email: String) -> String {
    email.prefix(1).uppercased() + email.dropFirst()
}
