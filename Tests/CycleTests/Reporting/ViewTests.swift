import CivilTime
import Columns
import Facts
import Platform
import TestSupport
import Testing

@testable import Cycle

/// Looking at what a cycle left.
@Suite struct ViewTests {
    private let desk: Desk

    init() throws {
        desk = try Desk()
        for (name, role) in [("Ada", "Primary admin"), ("Bob", "User"), ("Cyd", "User")] {
            try desk.drop(
                users(name, role: role, team: name == "Cyd" ? "South" : "North"),
                as: "\(name).csv",
                exported: name == "Bob" ? "2026-11-22T06:00:00Z" : "2026-11-23T06:00:00Z"
            )
        }
        _ = try once(OnceRequest(configuration: desk.path, at: now, isDryRun: false))
    }

    private func view(at moment: Instant? = nil) throws -> FactView {
        try FactView(configuration: desk.path, at: moment)
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no failure"
        } catch {
            return "\((error as? Failure)?.status.rawValue ?? -1): \(error)"
        }
    }

    @Test func `the newest file of a team stands, and rows come by key`() throws {
        let list = try view().select("seat", where: nil, columns: ["team", "email"], sort: [])
        #expect(
            list.text(as: .csv) == "team,email\nNorth,ada@example.com\nSouth,cyd@example.com\n"
        )
    }

    @Test func `a look at an earlier moment does not know later exports`() throws {
        let early = Instant(Day.written("2026-11-22"), secondOfDay: 12 * 3600)
        let list = try view(at: early).select("seat", where: nil, columns: ["email"], sort: [])
        #expect(list.text(as: .csv) == "email\nbob@example.com\n")
    }

    @Test func `a condition chooses, and rows that it cannot judge are counted below the table`()
        throws
    {
        func list(_ condition: String) throws -> Listing {
            try view().select("seat", where: condition, columns: ["email"], sort: [])
        }
        let absent = try list("seat.days_idle > 3")
        #expect(absent.text(as: .csv) == "email\n")
        #expect(
            absent.notes
                == ["2 rows are left out: --where has no value there (seat.days_idle is null)"]
        )
        #expect(absent.text(as: .table).hasSuffix("\n\(absent.notes[0])\n"))
        #expect(
            try list("seat.email != 'ada@example.com' || 1 / 0 > 0").notes
                == ["1 row is left out: --where has no value there (division by zero)"]
        )
    }

    @Test func `rows are sorted by a column, absent values last either way`() throws {
        func emails(_ sort: String) throws -> String {
            try view().select("seat", where: nil, columns: ["email"], sort: [sort]).text(as: .csv)
        }
        #expect(try emails("email") == "email\nada@example.com\ncyd@example.com\n")
        #expect(try emails("-email") == "email\ncyd@example.com\nada@example.com\n")
        #expect(try emails("days_idle") == emails("-days_idle"))
    }

    @Test func `of rows alike in the first column the second decides, then the key`() throws {
        func emails(_ sort: String...) throws -> String {
            try view().select("seat", where: nil, columns: ["email"], sort: sort).text(as: .csv)
        }
        #expect(try emails("assigned", "-team") == emails("-email"))
        #expect(try emails("days_idle", "assigned") == emails("email"))
    }

    @Test func `a listing prints what was asked for, or says that it cannot`() throws {
        let days = try view().select("seat", where: nil, columns: ["used_days"])
        #expect(throws: Never.self) { try days.requirePrintable(as: .json) }
        for format in [TableFormat.csv, .table] {
            #expect(message { try days.requirePrintable(as: format) }.hasPrefix("64: 'used_days'"))
        }
        let all = try view().select("seat", where: nil, columns: nil)
        #expect(throws: Never.self) { try all.requirePrintable(as: .csv) }
    }

    @Test func `a backtest without tokens is empty, and names its columns`() throws {
        let sum = try view().backtest(where: nil, originsShown: false, columns: ["team"])
        #expect(sum.text(as: .csv) == "team\n")
        let origins = try view().backtest(
            where: "balance.available > 3.0",
            originsShown: true,
            columns: nil
        )
        #expect(origins.text(as: .json) == "[]\n")
        #expect(
            message {
                _ = try view().backtest(where: "balance.x", originsShown: true, columns: nil)
            }.hasPrefix("65: --where:1:9: error: balance has no field 'x'")
        )
    }

    @Test(arguments: ["pool", "pool.seats_free"])
    func `what leads to another table is no column, and it is said who can follow it`(
        name: String
    ) throws {
        let answer =
            "64: '\(name)' is no column of seat: 'pool' leads to rows of the table pool. --where can follow "
            + "it, --select and --sort cannot."
        #expect(message { _ = try view().select("seat", where: nil, columns: [name]) } == answer)
        #expect(
            message { _ = try view().select("seat", where: nil, columns: nil, sort: ["-\(name)"]) }
                == answer
        )
    }

    @Test func `names that are not known are answered`() throws {
        #expect(
            message { _ = try view().select("seet", where: nil, columns: nil, sort: []) }
                .hasPrefix("64: 'seet' is no table; did you mean 'seat'?")
        )
        #expect(
            message { _ = try view().select("seat", where: nil, columns: ["mail"], sort: []) }
                .hasPrefix("64: 'mail' is no column of seat; did you mean 'email'?")
        )
        #expect(
            message { _ = try view().select("seat", where: nil, columns: nil, sort: ["mail"]) }
                .hasPrefix("64: 'mail' is no column of seat; did you mean 'email'?")
        )
        #expect(
            message {
                _ = try view().select("seat", where: "seat.mail == ''", columns: nil, sort: [])
            }
            .hasPrefix("65: --where:1:6: error: seat has no field 'mail'")
        )
        #expect(
            message { _ = try view().evaluation(of: "idle-seat", all: false) }
                .hasPrefix("64: 'idle-seat' is no policy; did you mean 'idle-seats'?")
        )
        #expect(
            message {
                _ = try listAlerts(configuration: desk.path, policy: "x", includingResolved: false)
            }
            .hasPrefix("64: 'x' is no policy")
        )
        #expect(message { _ = try describeFacts("x") }.hasPrefix("64: 'x' is no table."))
    }

    @Test func `an evaluation shows what cannot be decided, and all rows when asked`() throws {
        let some = try view().evaluation(of: "idle-seats", all: false)
        #expect(some.table.rowCount == 2)
        #expect(some.notes == ["2 rows: 2 not-ready"])
        #expect(some.text(as: .csv).contains("North/ada@example.com/AutoCAD,not-ready,"))
    }

    @Test func `an evaluation of no rows says so`() throws {
        let none =
            "policy: none\ntitle: None\nresource: bundle\nexpr: bundle.covered_days > 0\n"
            + "message: { summary: none }\n"
        try desk.scratch.write(none, to: "policies/none.yaml")
        #expect(try view().evaluation(of: "none", all: true).notes == ["0 rows"])
    }

    @Test func `every table is described with all its columns`() throws {
        let text = try describeFacts(nil)
        for schema in FactSchema.all.tables {
            #expect(text.contains("\(schema.name): \(schema.about)"))
            for column in schema.columns { #expect(text.contains(column.name)) }
        }
        #expect(try describeFacts("seat").hasPrefix("seat: "))
    }

    @Test func `the outbox is counted by folder, in the order in which files move`() throws {
        let overview = try OutboxOverview(configuration: desk.path)
        #expect(
            overview.counts.map(\.name) == [
                "mail/tmp", "mail/new", "mail/cur", "mail/sent", "mail/failed", "mail/held",
                "mail/corrupt", "actions/tmp", "actions/new", "actions/done", "actions/rejected",
                "actions/decisions",
            ]
        )
        #expect(overview.counts.allSatisfy { $0.count == 0 && !$0.meaning.isEmpty })
        #expect(overview.pending == 0)
        #expect(overview.lastSent == nil)
    }
}
