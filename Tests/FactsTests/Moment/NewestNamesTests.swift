import Columns
import Exports
import Testing

@testable import Facts

/// Which of several addresses and spellings is the newest is asked for many moments.
@Suite struct NewestNamesTests {
    private let hash = String(repeating: "0123456789", count: 4)

    /// Three reports on three days: the last of them, whose day has not come, is written as the
    /// first is.
    private func account(limit: Int? = nil) throws -> (Account, kept: Kept) {
        var account = try Account()
        if let limit { account.history.limitSightings(to: limit) }
        var kept = Kept()
        let rows = [("north", "Maiden"), ("North", "Married"), ("north", "Maiden")]
        let days = ["2026-11-10", "2026-11-17", "2026-11-25"]
        for (day, row) in zip(days, rows) {
            let report = Layout.report.csv([
                [
                    "team_alias": row.0, "email": "\(row.1)@example.com", "last_name": row.1,
                    "hashed_autodesk_id": hash, "autodesk_id": row.1,
                ]
            ])
            let exported = "\(day)T00:00:00Z"
            let change = try account.take(report, name: "\(day).csv", exported: exported)
            kept.apply(try #require(change))
        }
        return (account, kept)
    }

    @Test(arguments: [
        ("2026-11-16T08:00:00Z", "north/maiden@example.com/AutoCAD"),
        ("2026-11-24T08:00:00Z", "North/married@example.com/AutoCAD"),
        ("2026-11-25T00:00:00Z", "north/maiden@example.com/AutoCAD"),
    ])
    func `a file whose day has not come decides no spelling and no address`(
        now: String,
        subject: String
    ) throws {
        let (account, kept) = try account()
        #expect(try account.facts(now).subjects("seat") == [subject])
        var stored = account
        stored.history = try kept.history()
        #expect(try stored.facts(now).subjects("seat") == [subject])
    }

    @Test func `a history of very many sightings still knows the newest names`() throws {
        let (account, kept) = try account(limit: 1)
        for now in ["2026-11-24T08:00:00Z", "2026-11-26T08:00:00Z"] {
            let expected = try self.account().0.facts(now).subjects("seat")
            #expect(try account.facts(now).subjects("seat") == expected)
            var stored = account
            stored.history = try kept.history()
            #expect(try stored.facts(now).subjects("seat") == expected)
        }
    }

    @Test func `thinning forgets past places, and storage is told`() throws {
        var account = try Account()
        account.history.limitSightings(to: 3)
        let report = Layout.report.csv([["email": "ada@example.com"]])
        var last: HistoryChange?
        for day in 10...14 {
            let exported = "2026-11-\(day)T00:00:00Z"
            last = try account.take(report, name: "\(day).csv", exported: exported)
        }
        let (people, names) = (account.history.sightings, account.history.writings)
        #expect(people.lists.keys.sorted() == [1, 5])
        #expect(names.lists.keys.sorted() == [1, 5])
        #expect(last?.segments[Segment.ID(4, .people)] == [])
        #expect(last?.segments[Segment.ID(4, .spellings)] == [])
        #expect(last?.segments[Segment.ID(5, .people)] == people.lists[5]?.bytes)
        #expect(people.count == 2)
    }

    @Test func `the Autodesk id and the name are those that are spelled newest at each moment`()
        throws
    {
        var account = try Account()
        for (day, id, name) in [("10", "ADA.L", "Byron"), ("20", "Ada.L", "King")] {
            try account.take(
                Layout.users.csv([
                    ["autodesk_id": id, "last_name": name, "role": "SSO admin", "email": ""]
                ]),
                name: "\(day).csv",
                exported: "2026-11-\(day)T00:00:00Z"
            )
        }
        func admin(_ now: String, _ id: String) throws -> Cell {
            try account.value("admin", "North/id:\(id)/sso", "name", at: now)
        }
        #expect(try admin("2026-11-11T00:00:00Z", "ADA.L") == .text("Byron"))
        #expect(try admin("2026-11-24T00:00:00Z", "Ada.L") == .text("King"))
    }
}
