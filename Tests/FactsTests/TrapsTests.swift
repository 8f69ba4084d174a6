import CivilTime
import Columns
import Exports
import Facts
import Testing

// The traps that concern these tables, by the numbers of the design's page of traps.

@Suite struct TrapsTests {
    private let ada = "North/ada@example.com/AutoCAD"
    private let hash = String(repeating: "0a", count: 20)

    @Test func `trap 1: a report of 30 days without a sidecar is not "idle 365 days"`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "user_activity": "inactive", "days_inactive": "30"],
                ["email": "bob@example.com", "days_used": "22", "last_accessed": "2026-11-20"],
            ])
        )
        #expect(try account.value("seat", ada, "first_known") == iso("2026-10-25"))
        #expect(try account.value("seat", ada, "days_idle") == .int(28))
        #expect(try account.value("seat", ada, "days_known") == .int(28), "too little to act on")
        #expect(try account.value("dataset", "usage-report/North", "range_assumed") == .bool(true))

        // A file of 45 days ago, when she was seen, is not forgotten.
        try account.take(
            Layout.report.csv([["email": "ada@example.com", "last_accessed": "2026-10-10"]]),
            name: "old.csv",
            exported: "2026-10-12T06:00:00Z"
        )
        #expect(try account.value("seat", ada, "never_used") == .bool(false))
        #expect(try account.value("seat", ada, "days_idle") == .int(43))
    }

    @Test func `trap 2: an automatic renewal between two files is unconfirmed, and runs on`() throws
    {
        var account = try Account()
        let renewal = ["end_date": "2026-11-19", "autorenew_date": "2026-11-20"]
        try account.take(
            Layout.subscriptions.csv([bought(renewal)]),
            exported: "2026-11-16T10:00:00Z"
        )
        let id = "North/57412300112233"
        let before = try account.facts("2026-11-23T08:00:00Z")
        #expect(try before.value("subscription", id, "renewal") == .text("unconfirmed"))
        #expect(try before.value("subscription", id, "running") == .bool(true))
        #expect(try before.value("subscription", id, "seats") == .int(25))

        try account.take(
            Layout.subscriptions.csv([
                bought(renewal.merging(["subscription_status": "Expired"]) { $1 })
            ]),
            name: "newer.csv"
        )
        #expect(try account.value("subscription", id, "renewal") == .text("in-grace"))
        #expect(try account.value("subscription", id, "running") == .bool(false))
    }

    @Test func `trap 3: weekly exports are fresh a week later, and not after 17 days`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "ada@example.com"]]),
            exported: "2026-11-16T10:00:00Z"
        )
        #expect(try account.value("seat", ada, "fresh", at: "2026-11-23T08:00:00Z") == .bool(true))
        #expect(try account.value("seat", ada, "fresh", at: "2026-11-30T08:00:00Z") == .bool(true))
        #expect(try account.value("seat", ada, "fresh", at: "2026-12-01T08:00:00Z") == .bool(false))
        #expect(
            try account.value("dataset", "usage-report/North", "late", at: "2026-12-03T10:00:00Z")
                == .bool(true)
        )
    }

    @Test func `trap 4: with a Users file only, idle and never used are unknown`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "offering_name": "AutoCAD"]])
        )
        #expect(try account.value("seat", ada, "usage_known") == .bool(false))
        for column in ["days_idle", "days_idle_present", "never_used", "days_used_90"] {
            #expect(try account.value("seat", ada, column) == .null, "\(column)")
        }
    }

    @Test func `trap 5: assigned again 31 days ago, last used 400 days ago`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                [
                    "email": "ada@example.com", "last_accessed": "2025-10-18",
                    "assigned_date": "2026-10-22T10:00:00Z",
                ]
            ])
        )
        #expect(try account.value("seat", ada, "days_idle") == .int(31))
    }

    @Test func `trap 5: a day row counts beside an older report's days inactive`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "days_inactive": "70", "user_activity": "inactive"]
            ]),
            exported: "2026-11-01T06:00:00Z"
        )
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: ["2026-11-20"])),
            name: "s.csv"
        )
        #expect(try account.value("seat", ada, "as_of") == iso("2026-10-30"))
        #expect(try account.value("seat", ada, "last_used") == iso("2026-10-30"))
        #expect(try account.value("seat", ada, "days_idle") == .int(0))
    }

    @Test func `trap 6: whether it renews by itself is known only where the file can say so`()
        throws
    {
        func autoRenew(_ row: [String: String], column: Bool = true) throws -> Cell {
            var account = try Account()
            let text = Layout.subscriptions.csv([bought(row)])
            try account.take(column ? text : text.replacing("autorenew_date", with: "remark"))
            let subject = try #require(try account.facts().subjects("subscription").first)
            return try account.value("subscription", subject, "auto_renew")
        }
        #expect(try autoRenew([:]) == .bool(true))
        #expect(try autoRenew(["autorenew_date": ""]) == .bool(false))
        #expect(try autoRenew(resold) == .null)
        #expect(try autoRenew(["offering_name": "Flex", "autorenew_date": ""]) == .null)
        #expect(try autoRenew(["autorenew_date": ""], column: false) == .null)
        // An id and a reseller: the reseller renews it.
        #expect(try autoRenew(["autorenew_date": "", "reseller_name": "Example CAD"]) == .null)
    }

    @Test(
        arguments: [
            ("Flex", "flex"), ("Forma Build 5000", "capacity"), ("AutoCAD 2026", "seats"),
        ])
    func `trap 7: tokens and capacities are no seats`(_ offering: String, _ kind: String) throws {
        var account = try Account()
        try account.take(
            Layout.subscriptions.csv([
                bought(["offering_name": offering, "seat_quantity": "1000"])
            ])
        )
        #expect(try account.value("subscription", "North/57412300112233", "kind") == .text(kind))
    }

    @Test func `trap 8: packs bought after the stated balance count, ended ones no longer`() throws
    {
        var account = try Account(
            """
            flex:
              packs:
                - { team: North, id: old, tokens: 1000, bought: 2025-11-01, ends: 2026-10-31 }
                - { team: North, id: new, tokens: 500, bought: 2026-11-05, ends: 2027-11-04 }
              balances: [{ team: North, tokens: 300, as_of: 2026-10-15 }]
            """
        )
        #expect(try account.value("balance", "North", "available") == .num(500))
        #expect(try account.value("balance", "North", "purchased") == .num(500))
        try account.take(
            Layout.tokenUsage.csv([["Day used": "2026-11-10", "Tokens used": "88"]]),
            sidecar: Sidecar(from: try day("2026-10-01"), to: try day("2026-11-23"))
        )
        #expect(try account.value("balance", "North", "available") == .num(412))
    }

    @Test func `trap 8: 30 days of history of a pack of nine months say nothing of the rest`()
        throws
    {
        var account = try Account(
            """
            flex:
              packs: [{ team: North, id: P, tokens: 1000, bought: 2026-02-24, ends: 2027-02-23 }]
            """
        )
        try account.take(
            Layout.tokenUsage.csv([["Day used": "2026-11-10", "Tokens used": "90"]]),
            sidecar: Sidecar(from: try day("2026-10-25"), to: try day("2026-11-23"))
        )
        #expect(try account.value("balance", "North", "available") == .null)
        #expect(try account.value("balance", "North", "share_left") == .null)
        #expect(try account.value("balance", "North", "expiring_90") == .null)
        #expect(try account.value("balance", "North", "tokens_28") == .num(90))
    }

    @Test func `trap 8: where nothing is used there is no end date`() throws {
        var account = try Account(
            """
            flex:
              packs: [{ team: North, id: P, tokens: 1000, bought: 2026-02-24, ends: 2027-02-23 }]
              balances: [{ team: North, tokens: 640, as_of: 2026-11-20 }]
            """
        )
        try account.take(
            Layout.tokenUsage.csv([["Day used": "2026-09-10", "Tokens used": "90"]]),
            sidecar: Sidecar(from: try day("2026-07-01"), to: try day("2026-11-23"))
        )
        let facts = try account.facts()
        #expect(try facts.value("balance", "North", "available") == .num(640))
        #expect(try facts.value("balance", "North", "rate") == .num(0))
        for column in ["days_left", "empty_on", "empty_on_late"] {
            #expect(try facts.value("balance", "North", column) == .null, "\(column)")
        }
        #expect(try facts.value("balance", "North", "next_pack_unused") == .num(640))
    }

    @Test func `trap 9: tokens spent before a seat was given are not beside it`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "assigned_date": "2026-11-12T10:00:00Z"],
                [
                    "email": "ada@example.com", "access_option": "Flex",
                    "seat_assignment": "unassigned",
                    "tokens_used": "140", "assigned_date": "",
                ],
            ])
        )
        try account.take(
            Layout.tokenUsage.csv(
                try days("2026-10-25", "2026-11-12").prefix(14).map {
                    ["Day used": "\($0)", "Email": "ada@example.com", "Tokens used": "10"]
                }
            ),
            sidecar: Sidecar(from: try day("2026-10-01"), to: try day("2026-11-23"))
        )
        #expect(try account.facts().subjects("seat") == [ada], "one row of a seat and Flex")
        #expect(try account.value("seat", ada, "tokens_30") == .num(140))
        #expect(try account.value("seat", ada, "flex_beside_seat_30") == .num(0))
    }

    @Test func `trap 11: a backup on a day's leave is a backup, a pending one is none`() throws {
        func hasBackup(status: String, yaml: String = "") throws -> Cell {
            var account = try Account(yaml)
            try account.take(
                Layout.users.csv([
                    ["email": "ada@example.com", "role": "Primary admin"],
                    [
                        "email": "bob@example.com", "role": "Secondary admin",
                        "account_status": status,
                    ],
                ])
            )
            return try account.value("team", "North", "has_backup")
        }
        let leave = "absences: [{ email: bob@example.com, from: 2026-11-24, until: 2026-11-24 }]"
        #expect(try hasBackup(status: "Active", yaml: leave) == .bool(true))
        #expect(try hasBackup(status: "Pending") == .bool(false))
    }

    @Test func `trap 12: leave, part time, a new address, hashes and a future leaver`() throws {
        var account = try Account(
            """
            absences: [{ email: ada@example.com, from: 2026-06-01, until: 2027-01-31 }]
            people: { left: [{ email: leaver@example.com, left_on: 2026-12-31 }] }
            """
        )
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2026-05-29"],
                [
                    "email": "maiden@example.com", "hashed_autodesk_id": hash,
                    "last_accessed": "2026-11-05",
                ],
                ["email": "leaver@example.com", "last_accessed": "2026-11-05"],
            ]),
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "user_activity": "inactive"],
                ["email": "married@example.com", "hashed_autodesk_id": hash],
                ["email": "leaver@example.com"],
                ["hashed_autodesk_id": String(repeating: "b", count: 40)],
            ]),
            name: "b.csv",
            sidecar: Sidecar(from: try day("2026-10-26"), to: try day("2026-11-24"))
        )
        #expect(try account.value("seat", ada, "days_idle") == .int(177))
        #expect(try account.value("seat", ada, "days_idle_present") == .int(2), "30 and 31 May")
        #expect(try account.value("seat", ada, "on_leave") == .bool(true))
        let married = "North/married@example.com/AutoCAD"
        #expect(try account.value("seat", married, "last_used") == iso("2026-11-05"))
        let hashed = "North/h:\(String(repeating: "b", count: 40))/AutoCAD"
        #expect(try account.value("seat", hashed, "reachable") == .bool(false))
        let leaver = "North/leaver@example.com/AutoCAD"
        #expect(try account.value("seat", leaver, "left") == .bool(false))
        #expect(
            try account.value("seat", leaver, "left", at: "2026-12-31T00:00:00Z") == .bool(true)
        )
    }

    @Test(arguments: [["a", "b"], ["b", "a"]])
    func `trap 13: overlapping exports with a changed number count once, the later number`(
        order: [String]
    ) throws {
        // The later file says 9 of the 10th, and lacks the row of the 9th, which stays.
        let files = [
            "a": ("2026-11-22T06:00:00Z", [("2026-11-09", "4"), ("2026-11-10", "7")]),
            "b": ("2026-11-23T06:00:00Z", [("2026-11-10", "9"), ("2026-11-21", "1")]),
        ]
        var account = try Account()
        for name in order {
            let (exported, tokens) = try #require(files[name])
            try account.take(
                Layout.tokenUsage.csv(
                    tokens.map {
                        ["Day used": $0.0, "Email": "ada@example.com", "Tokens used": $0.1]
                    }
                ),
                name: name,
                exported: exported,
                sidecar: Sidecar(from: try day("2026-10-01"), to: try day("2026-11-21"))
            )
        }
        #expect(try account.value("balance", "North", "tokens_28") == .num(14))
        #expect(
            try account.value("balance", "North", "tokens_28", at: "2026-11-22T08:00:00Z")
                == .num(11),
            "the later file is not there yet"
        )
    }

    @Test func `trap 15: an export of active people only says that it is filtered`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv([["email": "ada@example.com"], ["email": "bob@example.com"]])
        )
        #expect(try account.value("dataset", "usage-report/North", "filtered") == .bool(true))
    }
}
