import CivilTime
import Columns
import Exports
import Facts
import Testing

/// The columns of the table `pool` that count seats and persons.
@Suite struct PoolTests {
    private let north = "North/AutoCAD"

    /// AutoCAD in North: five seats of every sort, and others who use it.
    ///
    /// The data ends on 22 November.
    private func account(_ yaml: String = "", covered from: String = "2025-11-01") throws -> Account
    {
        var account = try Account(
            """
            prices: [{ offering: AutoCAD, price: 2095 }]
            absences: [{ email: dee@example.com, from: 2026-06-01, until: 2027-01-31 }]
            \(yaml)
            """
        )
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2026-11-20"],
                ["email": "bob@example.com", "last_accessed": "2026-08-01"],
                ["email": "cid@example.com", "assigned_date": "2026-11-12T09:00:00Z"],
                ["email": "dee@example.com", "last_accessed": "2026-05-01"],
                ["email": "eve@example.com", "last_accessed": "2026-09-01", "assigned_date": ""],
                [
                    "email": "flo@example.com", "last_accessed": "2026-11-19",
                    "seat_assignment": "unassigned",
                ],
                [
                    "email": "gus@example.com", "last_accessed": "2026-11-18",
                    "access_option": "Flex",
                ],
            ])
        )
        let used =
            seatUsage("ada@example.com", on: ["2026-11-10"])
            + seatUsage("flo@example.com", on: ["2026-11-10"])
            + seatUsage("hal@example.com", on: ["2026-11-10"])
            + seatUsage("ivy@example.com", on: ["2026-11-23"])
        try account.take(
            Layout.seatUsage.csv(used),
            sidecar: Sidecar(from: try day(from), to: try day("2026-11-23"))
        )
        try account.take(
            Layout.subscriptions.csv([
                bought(),
                bought([
                    "subscription_id": "2", "seat_quantity": "5", "end_date": "2027-02-28",
                    "autorenew_date": "2027-03-01",
                ]),
                bought([
                    "subscription_id": "3", "seat_quantity": "100", "end_date": "2026-11-01",
                    "autorenew_date": "", "subscription_status": "Expired",
                ]),
            ])
        )
        return account
    }

    @Test(
        arguments: [
            ("team", .text("North")), ("offering", .text("AutoCAD")), ("kind", .text("seats")),
            ("seats_bought", .int(30)),
            // Ada, Bob, Cid, Dee and Eve; Gus has Flex, and Flo none.
            ("seats_assigned", .int(5)), ("seats_free", .int(25)), ("over_assigned", .bool(false)),
            // Ada, Flo, Gus, Hal without a seat, and Ivy, who used it after the data ends.
            ("active_30", .int(5)),
            // Eve too, and in a year Bob and Dee.
            ("active_90", .int(6)), ("active_365", .int(8)),
            // Ada, Flo and Hal on 10 November; one person on four other days: the 86th of 90.
            ("peak_users_90", .int(3)), ("p95_users_90", .int(1)),
            // Bob, and Eve, who has it since nobody knows when.
            ("idle_seats", .int(2)), ("idle_cost_year", .num(4190)), ("price", .num(2095)),
            // Ada, Cid, who has just got it, and Dee on leave.
            ("needed", .int(3)),
            ("next_renewal", iso("2026-12-14")), ("seats_due", .int(25)),
            ("as_of", iso("2026-11-22")), ("fresh", .bool(true)),
        ] as [(String, Cell)]
    )
    func `a pool of seats`(_ column: String, _ expected: Cell) throws {
        #expect(try account().value("pool", north, column) == expected)
    }

    @Test func `idle and grace are configuration`() throws {
        let early = try account("pools: { idle: 120d, grace: 5d }").facts()
        #expect(try early.value("pool", north, "idle_seats") == .int(0))
        // Ada, Bob, Dee, Eve; Cid is no longer new, and unused.
        #expect(try early.value("pool", north, "needed") == .int(4))
        // Half a day more than 82 days: whole days reach it only after 83.
        let odd = try account("pools: { idle: 1980h, grace: 9d }").facts()
        #expect(try odd.value("pool", north, "idle_seats") == .int(1))
    }

    @Test func `a window that is not covered says nothing of who was active in it`() throws {
        let facts = try account(covered: "2026-08-26").facts()
        #expect(try facts.value("pool", north, "active_30") == .int(5))
        for column in ["active_90", "active_365", "peak_users_90", "p95_users_90"] {
            #expect(try facts.value("pool", north, column) == .null, "\(column)")
        }
        #expect(
            try facts.value("pool", north, "idle_seats") == .int(2),
            "use is known all the same"
        )
    }

    @Test func `the 95th percentile is the nearest rank over all days`() throws {
        func percentile(_ busyDays: Int) throws -> Cell {
            var account = try Account()
            try account.take(
                Layout.usage.csv(
                    try days("2026-11-01", "2026-11-21").prefix(busyDays).flatMap { day in
                        ["ada", "bob"].map {
                            ["day_used": "\(day)", "email": "\($0)@example.com"]
                        }
                    }
                ),
                sidecar: Sidecar(from: try day("2026-08-01"), to: try day("2026-11-23"))
            )
            try account.take(Layout.report.csv([["email": "ada@example.com"]]))
            return try account.value("pool", north, "p95_users_90")
        }
        #expect(try percentile(4) == .int(0), "86 of 90 days without anybody")
        #expect(try percentile(5) == .int(2))
    }

    @Test func `what is bought is what runs and has a number`() throws {
        func seats(_ rows: [[String: String]], _ column: String = "seats_bought") throws -> Cell {
            var account = try Account()
            try account.take(Layout.report.csv([["email": "ada@example.com"]]))
            if !rows.isEmpty { try account.take(Layout.subscriptions.csv(rows)) }
            return try account.value("pool", north, column)
        }
        #expect(try seats([]) == .null, "no Subscriptions file")
        #expect(try seats([], "seats_free") == .null)
        #expect(try seats([], "over_assigned") == .null)
        #expect(try seats([bought(["offering_name": "Maya"])]) == .int(0), "others only")
        #expect(try seats([bought(["offering_name": "Maya"])], "seats_free") == .int(-1))
        #expect(try seats([bought(["offering_name": "Maya"])], "over_assigned") == .bool(true))
        let nameless = bought(["subscription_id": "2", "seat_quantity": ""])
        #expect(try seats([bought(), nameless]) == .null)
        #expect(
            try seats([bought(), nameless.merging(["start_date": "2026-12-01"]) { $1 }])
                == .int(25),
            "one that has not begun needs no number"
        )
    }

    @Test func `due are the contracts of the earliest day that is not past`() throws {
        func due(_ rows: [[String: String]], _ column: String) throws -> Cell {
            var account = try Account()
            try account.take(Layout.subscriptions.csv(rows))
            return try account.value("pool", north, column)
        }
        let today = ["autorenew_date": "", "end_date": "2026-11-24", "subscription_id": "2"]
        let past = ["autorenew_date": "", "end_date": "2026-11-23", "subscription_id": "3"]
        let rows = [
            bought(today), bought(past), bought(today.merging(["subscription_id": "4"]) { $1 }),
        ]
        #expect(try due(rows, "next_renewal") == iso("2026-11-24"))
        #expect(try due(rows, "seats_due") == .int(50))
        #expect(try due([bought(past)], "next_renewal") == .null)
        #expect(try due([bought(past)], "seats_due") == .null)
        #expect(
            try due([bought(today.merging(["seat_quantity": ""]) { $1 })], "seats_due") == .null
        )
    }

    @Test func `windows end with the seats' data, without seats with the pool's own`() throws {
        var account = try account()
        // Hal uses Maya without a seat of it; nobody has one.
        try account.take(
            Layout.usage.csv([
                [
                    "day_used": "2026-10-25", "email": "hal@example.com", "offering_name": "Maya",
                ]
            ]),
            sidecar: Sidecar(from: try day("2026-10-20"), to: try day("2026-11-24"))
        )
        try account.take(
            Layout.subscriptions.csv([
                bought(["offering_name": "Maya", "subscription_id": "9"]), bought(),
            ]),
            name: "newer.csv",
            exported: "2026-11-24T07:00:00Z"
        )
        #expect(try account.value("pool", "North/Maya", "as_of") == iso("2026-11-24"))
        // The last 30 days begin on 26 October; those of the seats two days earlier.
        #expect(try account.value("pool", "North/Maya", "active_30") == .int(0))
        #expect(try account.value("pool", "North/Maya", "active_90") == .int(1))
        #expect(try account.value("pool", "North/Maya", "seats_assigned") == .int(0))
        #expect(try account.value("pool", "North/Maya", "needed") == .int(0), "use is known")
    }

    @Test func `a pool is as old as the older of its seats and its subscriptions`() throws {
        var account = try Account(
            "inputs: { expect: [{ dataset: subscriptions, teams: all, max_age: 20d }] }"
        )
        try account.take(Layout.report.csv([["email": "ada@example.com"]]))
        try account.take(
            Layout.subscriptions.csv([bought()]),
            exported: "2026-11-03T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([["email": "ada@example.com", "offering_name": "Maya"]]),
            name: "maya.csv"
        )
        #expect(try account.value("pool", north, "as_of") == iso("2026-11-03"))
        #expect(try account.value("pool", north, "fresh") == .bool(false))
        // Nothing was bought of it in the old file: it is as old as its seats.
        #expect(try account.value("pool", "North/Maya", "as_of") == iso("2026-11-22"))
        #expect(try account.value("pool", "North/Maya", "fresh") == .bool(true))
    }

    @Test func `of one age both data sets must be young enough`() throws {
        func fresh(_ age: String) throws -> Cell {
            var account = try Account(
                "inputs: { expect: [{ dataset: subscriptions, teams: all, max_age: \(age) }] }"
            )
            try account.take(Layout.report.csv([["email": "ada@example.com"]]))
            try account.take(
                Layout.subscriptions.csv([bought()]),
                exported: "2026-11-22T06:00:00Z"
            )
            return try account.value("pool", north, "fresh")
        }
        #expect(try fresh("1d") == .bool(false))
        #expect(try fresh("2d") == .bool(true))
    }
}
