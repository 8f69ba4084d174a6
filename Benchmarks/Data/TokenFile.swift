import RandomNumbers

/// Writes the token usage of the people who work by tokens.
///
/// - Returns: how many rows there are.
func writeTokens(
    _ company: Company,
    to path: String,
    _ random: inout Random
) throws(FileProblem) -> Int {
    var file = try ExportFile(path)
    try file.write([
        "Day used", "Email", "First name", "Last name", "Product", "Feature", "Team", "Tokens used",
    ])
    let seats = company.seats.filter { $0.isFlex && $0.chance > 0 }
    var rows = 0
    for number in 0...WorkDay.exported.number {
        let day = WorkDay(number: number)
        for seat in seats where random.happens(seat.chance * day.activity) {
            let person = company.people[seat.person]
            guard person.present.contains(number) else { continue }
            let offering = catalogue[seat.offering]
            rows += 1
            try file.write([
                day.text, person.email, person.firstName, person.lastName, offering.name,
                offering.products[0], company.teams[person.team],
                random.happens(0.1) ? "0" : "\(1 + offering.price / 300)",
            ])
        }
    }
    try file.flush()
    try writeSidecar(of: path, dataset: "token-usage", to: .exported, exported: .exported.next)
    return rows
}
