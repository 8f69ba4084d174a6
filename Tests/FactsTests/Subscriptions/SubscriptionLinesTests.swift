import CivilTime
import Columns
import Facts
import Testing

/// What tells subscriptions apart, and what several files say together.
@Suite struct SubscriptionLinesTests {
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

    @Test func `two lines of one contract and offering are told apart by their end, ever after`()
        throws
    {
        var account = try Account()
        let other = resold.merging(["end_date": "2027-05-31", "seat_quantity": "3"]) { $1 }
        try take([resold], on: "2026-11-01", into: &account)
        #expect(try account.facts().subjects("subscription") == ["North/110009876543/AutoCAD"])

        try take([resold, other], on: "2026-11-08", into: &account)
        let both = [
            "North/110009876543/AutoCAD/2026-12-13", "North/110009876543/AutoCAD/2027-05-31",
        ]
        #expect(try account.facts().subjects("subscription") == both)
        #expect(try account.value("subscription", both[1], "seats") == .int(3))

        try take([resold], on: "2026-11-15", into: &account)
        #expect(try account.facts().subjects("subscription") == [both[0]])
        // An alert that was opened under the shorter id is found again.
        #expect(
            try account.facts().aliases("subscription", row: 0) == ["North/110009876543/AutoCAD"]
        )
        // At a moment before the second line came, the id is as it was.
        let earlier = try account.facts("2026-11-02T08:00:00Z")
        #expect(earlier.subjects("subscription") == ["North/110009876543/AutoCAD"])
    }

    @Test func `lines that nothing tells apart are one, with the seats of both`() throws {
        var account = try Account()
        try take([[:], ["seat_quantity": "5"]], on: "2026-11-08", into: &account)
        #expect(
            try account.facts().subjects("subscription") == ["North/57412300112233/2026-12-13"]
        )
        #expect(
            try account.value("subscription", "North/57412300112233/2026-12-13", "seats")
                == .int(30)
        )
    }

    @Test func `an offering's older spelling is another name of its subscription`() throws {
        var account = try Account()
        let older = resold.merging(["offering_name": "AUTOCAD"]) { $1 }
        try take([older], on: "2026-11-01", into: &account)
        try take([resold], on: "2026-11-08", into: &account)
        #expect(try account.facts().subjects("subscription") == ["North/110009876543/AutoCAD"])
        #expect(
            try account.facts().aliases("subscription", row: 0) == ["North/110009876543/AUTOCAD"]
        )
    }

    @Test func `added seats open the time to return them anew, from the day they were seen`() throws
    {
        var account = try Account()
        for (day, seats) in [
            ("2026-09-01", "20"), ("2026-10-01", "25"), ("2026-11-10", "27"), ("2026-11-17", "26"),
        ] {
            try take([["seat_quantity": seats]], on: day, into: &account)
        }
        let id = "North/57412300112233"
        #expect(try account.value("subscription", id, "return_until") == iso("2026-12-10"))
        let before = try account.facts("2026-10-15T08:00:00Z")
        #expect(try before.value("subscription", id, "return_until") == iso("2026-10-31"))
    }

    @Test func `a subscription that one file leaves out has not got more seats`() throws {
        var account = try Account()
        try take([["seat_quantity": "20"]], on: "2026-09-01", into: &account)
        try take([["subscription_id": "1"]], on: "2026-10-01", into: &account)
        try take([["seat_quantity": "25"]], on: "2026-11-10", into: &account)
        #expect(
            try account.value("subscription", "North/57412300112233", "return_until")
                == iso("2026-01-13")
        )
    }

    @Test func `what the newest file leaves out is no row`() throws {
        var account = try Account()
        try take([[:]], on: "2026-11-01", into: &account)
        try take([["subscription_id": "1"]], on: "2026-11-08", into: &account)
        #expect(try account.facts().subjects("subscription") == ["North/1"])
        // A file of another team says nothing of this one.
        try take([["team_alias": "South"]], on: "2026-11-15", into: &account)
        #expect(
            try account.facts().subjects("subscription") == ["North/1", "South/57412300112233"]
        )
    }

    @Test func `the older files are needed too`() throws {
        var account = try Account()
        try take([["seat_quantity": "20"]], on: "2026-10-01", into: &account)
        try take([["seat_quantity": "25"]], on: "2026-11-10", into: &account)
        let needed = account.history.neededParts(now: try instant(november24))
        #expect(Set(needed.map(\.intake)) == [1, 2])
    }
}
