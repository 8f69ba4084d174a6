import CivilTime
import Columns
import Facts
import Testing

typealias Row = [String: Cell]

/// Fact tables written down by hand.
func facts(_ tables: [String: [Row]], at now: Instant = now) -> FactSet {
    FactSet(
        now: now,
        today: now.utcDay,
        zone: .utc,
        tables: FactSchema.all.tables.map { schema in
            var table = Table(schema.name, columns: schema.columns.map { ($0.name, $0.type) })
            for row in tables[schema.name] ?? [] {
                let unknown = Set(row.keys).subtracting(schema.columns.map(\.name))
                #expect(unknown.isEmpty, "\(schema.name) has no \(unknown)")
                table.append(schema.columns.map { row[$0.name] ?? .null })
            }
            return table
        }
    )
}

/// An assigned seat, idle for so many days; what a test is about is laid over it.
func seat(_ name: String, idle: Int?, team: String = "North", _ changes: Row = [:]) -> Row {
    let idle: Cell = idle.map(Cell.int) ?? .null
    let plain: Row = [
        "team": .text(team), "person": .text("\(name)@example.com"), "offering": .text("AutoCAD"),
        "email": .text("\(name)@example.com"), "name": .text(name), "kind": .text("seats"),
        "assigned": .bool(true), "access": .text("subscription"), "days_idle": idle,
        "days_idle_present": idle, "days_assigned": .int(500), "days_known": .int(400),
        "via_group": .bool(false), "left": .bool(false), "on_leave": .bool(false),
        "as_of": .day(today.adding(-2)), "fresh": .bool(true),
    ]
    return plain.merging(changes) { $1 }
}

/// The primary admin of a team.
func admin(_ name: String, of team: String = "North") -> Row {
    [
        "team": .text(team), "person": .text("\(name)@example.com"),
        "email": .text("\(name)@example.com"), "name": .text(name), "role": .text("primary"),
        "account_status": .text("active"), "pending": .bool(false), "absent": .bool(false),
        "left": .bool(false), "as_of": .day(today.adding(-1)), "fresh": .bool(true),
    ]
}

/// A data set of a team; what a test is about is laid over it.
func dataset(_ name: String, of team: String = "North", _ changes: Row = [:]) -> Row {
    let plain: Row = [
        "dataset": .text(name), "team": .text(team), "as_of": .day(today.adding(-2)),
        "age_days": .int(2), "late": .bool(false), "missing": .bool(false),
        "filtered": .bool(false), "fresh": .bool(true),
    ]
    return plain.merging(changes) { $1 }
}
