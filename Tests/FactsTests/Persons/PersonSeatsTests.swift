import CivilTime
import Columns
import Exports
import Facts
import TestSupport
import Testing

@Suite struct PersonSeatsTests {
    private let ada = "ada@example.com"

    @Test func `the age is that of the newest seat, and fresh only if all of that day are`() throws
    {
        var account = try Account(
            """
            inputs:
              expect:
                - { dataset: usage-report, teams: [North], max_age: 3d }
                - { dataset: usage-report, teams: [South], max_age: 90d }
            """
        )
        func take(_ team: String, _ exported: String) throws {
            try account.take(
                Layout.report.csv([["email": ada, "team_alias": team]]),
                name: "\(team) \(exported)",
                exported: "\(exported)T06:00:00Z"
            )
        }
        try take("North", "2026-11-12")
        try take("South", "2026-11-10")
        #expect(try account.value("person", ada, "as_of") == iso("2026-11-10"))
        #expect(try account.value("person", ada, "fresh") == .bool(false), "the newest is North's")
        try take("South", "2026-11-12")
        #expect(try account.value("person", ada, "fresh") == .bool(false), "both decide")
        try take("South", "2026-11-13")
        #expect(try account.value("person", ada, "as_of") == iso("2026-11-11"))
        #expect(try account.value("person", ada, "fresh") == .bool(true), "the newest is South's")
    }

    @Test func `a use counts by the day of the newest seat's data`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": ada, "last_accessed": "2026-10-24"],
                ["email": ada, "last_accessed": "2026-10-23", "offering_name": "Revit"],
            ])
        )
        // 30 days that end on 22 November begin on 24 October.
        #expect(try account.value("person", ada, "offerings_used_30") == .int(1))
        // South's data is older; its last days count where they are among the person's thirty.
        for (used, count) in [("2026-10-20", 1), ("2026-10-25", 2)] {
            try account.take(
                Layout.report.csv([["email": ada, "last_accessed": used, "team_alias": "South"]]),
                name: "south \(used)",
                exported: "2026-10-28T06:00:00Z"
            )
            #expect(try account.value("person", ada, "offerings_used_30") == .int(count))
        }
    }

    @Test func `a seat of which no use is known leaves the days idle to the others`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([["email": ada, "offering_name": "Maya", "team_alias": "West"]])
        )
        #expect(try account.value("person", ada, "days_idle") == .null)
        try account.take(
            Layout.report.csv([["email": ada, "last_accessed": "2026-11-02"]]),
            name: "r.csv"
        )
        #expect(try account.value("person", ada, "days_idle") == .int(20))
        #expect(try account.value("person", ada, "assigned_seats") == .int(2))
    }

    @Test(arguments: 1...12)
    func `the figures of persons are those of their rows in the table of seats`(seed: UInt64) throws
    {
        let facts = try Self.randomFacts(seed)
        let (seats, people) = (
            try #require(facts.table("seat")), try #require(facts.table("person"))
        )
        for person in 0..<people.rowCount {
            let key = people[person, "person"]
            let rows = (0..<seats.rowCount).filter { seats[$0, "person"] == key }
            let assigned = rows.filter { seats[$0, "assigned"] == .bool(true) }
            let used = rows.compactMap { seats[$0, "last_used"].day }
            let asOf = rows.compactMap { seats[$0, "as_of"].day }.max()
            let newest = rows.filter { seats[$0, "as_of"].day == asOf }
            let recent = rows.filter { row in
                guard let used = seats[row, "last_used"].day, let asOf else { return false }
                return used > asOf.adding(-30)
            }
            let expected: [(String, Cell)] = [
                ("assigned_seats", .int(assigned.count)),
                (
                    "offerings",
                    .list(Set(assigned.compactMap { seats[$0, "offering"].text }).sorted())
                ),
                ("last_used", used.max().map(Cell.day) ?? .null),
                (
                    "days_idle",
                    rows.compactMap { seats[$0, "days_idle"].int }.min().map(Cell.int) ?? .null
                ),
                ("offerings_used_30", .int(recent.count)),
                ("as_of", asOf.map(Cell.day) ?? .null),
                (
                    "fresh",
                    .bool(
                        !newest.isEmpty && newest.allSatisfy { seats[$0, "fresh"] == .bool(true) }
                    )
                ),
            ]
            for (column, value) in expected {
                #expect(people[person, column] == value, "\(key) \(column)")
            }
            #expect(facts.related("person", row: person, "seats") ?? [] == rows, "\(key)")
            for seat in rows {
                #expect(facts.related("seat", row: seat, "holder") == [person], "\(key)")
            }
        }
        #expect(people.rowCount > 5 && seats.rowCount > 10, "the test has something to look at")
    }

    /// Some people with seats in three teams whose reports are of different days, some with none.
    private static func randomFacts(_ seed: UInt64) throws -> FactSet {
        var random = SeededGenerator(seed: seed)
        var account = try Account(
            "inputs: { expect: [{ dataset: usage-report, teams: [B], max_age: 5d }] }"
        )
        for team in ["A", "B", "C"] {
            let exported = try day("2026-11-24").adding(-Int(random.next() % 9))
            let rows = (0..<12).map { _ in
                let used = exported.adding(-Int(random.next() % 80))
                return [
                    "email": "p\(random.next() % 9)@example.com", "team_alias": team,
                    "offering_name": ["AutoCAD", "Revit", "Maya"][Int(random.next() % 3)],
                    "seat_assignment": random.next() % 3 == 0 ? "unassigned" : "assigned",
                    "last_accessed": random.next() % 3 == 0 ? "" : "\(used)",
                    "assigned_date": "\(used.adding(-Int(random.next() % 400)))T10:00:00Z",
                ]
            }
            try account.take(
                Layout.report.csv(rows),
                name: team,
                exported: "\(exported)T06:00:00Z"
            )
        }
        try account.take(
            Layout.users.csv((5..<12).map { ["email": "p\($0)@example.com"] }),
            name: "u.csv"
        )
        return try account.facts()
    }
}
