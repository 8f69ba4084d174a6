import CivilTime
import Columns
import Diagnostics
import Facts
import Foundation
import Settings
import Testing

/// The day of the cycle in all tests; data ends two days before.
let today = Day(year: 2026, month: 11, day: 24) ?? Day(daysSince1970: 0)
let asOf = today.adding(-2)
let eight = Instant(today, secondOfDay: 8 * 3600)

typealias Row = [String: Cell]

/// Fact tables written down by hand.
func facts(_ tables: [String: [Row]], on day: Day = today) -> FactSet {
    FactSet(
        now: Instant(day, secondOfDay: 8 * 3600),
        today: day,
        zone: .utc,
        tables: FactSchema.all.tables.map { schema in table(schema.name, tables[schema.name] ?? [])
        }
    )
}

/// One fact table.
func table(_ name: String, _ rows: [Row]) -> Table {
    guard let schema = FactSchema.all[name] else { return Table(name, columns: []) }
    var table = Table(name, columns: schema.columns.map { ($0.name, $0.type) })
    for row in rows {
        let unknown = Set(row.keys).subtracting(schema.columns.map(\.name))
        #expect(unknown.isEmpty, "\(name) has no \(unknown)")
        table.append(schema.columns.map { row[$0.name] ?? .null })
    }
    return table
}

/// An idle seat; what a test is about is laid over it.
func seat(
    _ person: String,
    team: String = "North",
    offering: String = "AutoCAD",
    idle: Int = 73,
    _ changes: Row = [:]
) -> Row {
    let plain: Row = [
        "team": .text(team), "person": .text(person), "offering": .text(offering),
        "email": .text(person), "name": .text(person.prefix(3).capitalized), "kind": .text("seats"),
        "assigned": .bool(true), "access": .text("subscription"), "days_idle": .int(idle),
        "days_idle_present": .int(idle), "days_known": .int(400), "price": .num(2095),
        "left": .bool(false), "as_of": .day(asOf), "fresh": .bool(true),
    ]
    return plain.merging(changes) { $1 }
}

/// An able admin; what a test is about is laid over it.
func admin(_ person: String, _ role: String, of team: String = "North", _ changes: Row = [:]) -> Row
{
    let plain: Row = [
        "team": .text(team), "person": .text(person), "email": .text(person),
        "name": .text(person.prefix(3).capitalized + " Admin"), "role": .text(role),
        "account_status": .text("active"), "pending": .bool(false), "absent": .bool(false),
        "left": .bool(false), "as_of": .day(asOf), "fresh": .bool(true),
    ]
    return plain.merging(changes) { $1 }
}

/// An absence until a day, as the table of admins shows it.
func absent(until day: Day? = nil) -> Row {
    ["absent": .bool(true), "absent_until": day.map(Cell.day) ?? .null]
}

func configuration(_ change: (inout Configuration) -> Void = { _ in }) -> Configuration {
    var configuration = Configuration.standard
    configuration.organisation = "Harbour Studio"
    configuration.installation = "test"
    configuration.mail.from = MailAddress(name: "Seatwarden", address: "seatwarden@example.com")
    configuration.mail.domain = "example.com"
    configuration.contacts.operators = ["it@example.com"]
    configuration.contacts.people = ["cad-desk": ["cad-desk@example.com"], "empty": []]
    change(&configuration)
    return configuration
}
