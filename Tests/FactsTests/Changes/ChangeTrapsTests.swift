import CivilTime
import Columns
import Facts
import Testing

// The traps that concern subscriptions and what changes, by the numbers of the design's page of traps.

@Suite struct ChangeTrapsTests {
    private func take(
        _ rows: [[String: String]],
        on day: String,
        into account: inout Account
    ) throws {
        try account.take(
            Layout.subscriptions.csv(rows.map(bought)),
            name: "\(day).csv",
            exported: "\(day)T06:00:00Z"
        )
    }

    @Test func `trap 2: an unconfirmed renewal is no change, and moves on by whole terms`() throws {
        var account = try Account()
        let renewal = [
            "start_date": "2026-10-21", "end_date": "2026-11-19", "autorenew_date": "2026-11-20",
            "term": "Monthly",
        ]
        try take([renewal], on: "2026-11-09", into: &account)
        try take([renewal], on: "2026-11-16", into: &account)
        let facts = try account.facts("2027-01-23T08:00:00Z")
        let id = "North/57412300112233"
        #expect(try facts.value("subscription", id, "renewal") == .text("unconfirmed"))
        #expect(try facts.value("subscription", id, "due_on") == iso("2027-02-20"))
        #expect(try facts.value("subscription", id, "grace_until") == iso("2026-12-19"))
        #expect(facts.subjects("change").isEmpty)
    }

    @Test func `trap 6: a new auto-renewal date is no purchase, and without the column no loss`()
        throws
    {
        var account = try Account()
        try take([[:]], on: "2026-11-09", into: &account)
        let text = Layout.subscriptions.csv([bought(["autorenew_date": ""])])
        try account.take(
            text.replacing("autorenew_date", with: "remark"),
            name: "b.csv",
            exported: "2026-11-16T06:00:00Z"
        )
        #expect(try account.value("subscription", "North/57412300112233", "auto_renew") == .null)
        #expect(try account.facts().subjects("change").isEmpty)
    }

    @Test func `trap 7: tokens bought are told with their kind, and are worth no seats`() throws {
        var account = try Account("prices: [{ offering: AutoCAD, price: 2095 }]")
        let flex = ["offering_name": "Flex", "autorenew_date": ""]
        try take([flex.merging(["seat_quantity": "500"]) { $1 }], on: "2026-11-09", into: &account)
        try take([flex.merging(["seat_quantity": "1000"]) { $1 }], on: "2026-11-16", into: &account)
        let facts = try account.facts()
        let row = try #require(facts.related("change", row: 0, "subscription")?.first)
        #expect(facts.table("subscription")?[row, "kind"] == .text("flex"))
        #expect(facts.table("subscription")?[row, "auto_renew"] == .null)
        #expect(facts.table("subscription")?[row, "value_year"] == .null)
    }

    @Test func `trap 10: a reseller renewal under a new contract number is renewed, no purchase`()
        throws
    {
        var account = try Account()
        try take([resold], on: "2026-11-16", into: &account)
        let renewal = [
            "contract_number": "110009999999", "start_date": "2026-12-14",
            "end_date": "2027-12-13",
        ]
        try take([resold.merging(renewal) { $1 }], on: "2026-11-23", into: &account)
        #expect(
            try account.facts().changeLines
                == ["subscription-renewed 110009999999/AutoCAD 25→25"]
        )
    }

    @Test func `trap 10: a purchase of Tuesday is there on Monday, whatever came in between`()
        throws
    {
        var account = try Account()
        for day in try days("2026-11-16", "2026-11-23") {
            let isLater = "\(day)" >= "2026-11-17"
            try take([["seat_quantity": isLater ? "25" : "20"]], on: "\(day)", into: &account)
        }
        let monday = try account.facts("2026-11-23T08:00:00Z")
        #expect(monday.subjects("change") == ["North/seats-bought/57412300112233/2026-11-17"])
    }

    @Test func `trap 10: a first import has no changes at all`() throws {
        var account = try Account()
        try take([[:], resold], on: "2026-11-23", into: &account)
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "role": "Primary admin"]]),
            name: "u"
        )
        try account.take(Layout.report.csv([["email": "ada@example.com"]]), name: "r")
        #expect(try account.facts().subjects("change").isEmpty)
    }
}
