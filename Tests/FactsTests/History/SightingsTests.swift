import Columns
import Exports
import Testing

@testable import Facts

@Suite struct SightingsTests {
    private let hash = String(repeating: "0123456789", count: 4)

    /// Places in intakes that are as old as their numbers say, in the order in which they are noted.
    private func places(_ noted: [Int]) throws -> Sightings {
        let first = try #require(noted.first)
        var sightings = Sightings(Sighting(intake: first, row: first * 10))
        for intake in noted.dropFirst() {
            _ = sightings.note(Sighting(intake: intake, row: intake * 10), isOlder: <)
        }
        return sightings
    }

    @Test(arguments: [[1, 2, 3, 5], [5, 3, 2, 1], [3, 5, 1, 2], [2, 2, 5, 1, 3, 3]])
    func `places stand in the order of their intakes`(noted: [Int]) throws {
        let sightings = try places(noted)
        #expect(sightings.all.map(\.intake) == [1, 2, 3, 5])
        #expect(sightings.all.map(\.row) == [10, 20, 30, 50])
        #expect(sightings.first == 1)
    }

    @Test func `of one intake the last row counts`() {
        var sightings = Sightings(Sighting(intake: 7, row: 4))
        let rows = [(7, 2), (7, 9), (8, 0)]
        let areNew = rows.map { sightings.note(Sighting(intake: $0.0, row: $0.1), isOlder: <) }
        #expect(areNew == [false, false, true])
        #expect(sightings.all == [Sighting(intake: 7, row: 9), Sighting(intake: 8, row: 0)])
        #expect(Sightings([]) == nil)
    }

    @Test(arguments: [
        (7, [1, 7]), (6, [1, 6, 7]), (5, [1, 5, 6, 7]), (2, [1, 2, 3, 4, 5, 6, 7]),
        (0, [1, 2, 3, 4, 5, 6, 7]),
    ])
    func `thinning keeps the oldest, the newest that is there, and what is to come`(
        now: Int,
        left: [Int]
    ) throws {
        var sightings = try places(Array(1...7))
        let forgotten = sightings.thin { $0 <= now }
        #expect(forgotten == 7 - left.count)
        #expect(sightings.all.map(\.intake) == left)
    }

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
        stored.history = kept.history()
        #expect(try stored.facts(now).subjects("seat") == [subject])
    }

    @Test func `a history of very many sightings still knows the newest names`() throws {
        let (account, kept) = try account(limit: 1)
        for now in ["2026-11-24T08:00:00Z", "2026-11-26T08:00:00Z"] {
            let expected = try self.account().0.facts(now).subjects("seat")
            #expect(try account.facts(now).subjects("seat") == expected)
            var stored = account
            stored.history = kept.history()
            #expect(try stored.facts(now).subjects("seat") == expected)
        }
    }

    @Test func `thinning forgets past places, and storage is told`() throws {
        var account = try Account()
        account.history.limitSightings(to: 3)
        let report = Layout.report.csv([["email": "ada@example.com"]])
        var changes: [HistoryChange] = []
        for day in 10...14 {
            let exported = "2026-11-\(day)T00:00:00Z"
            changes.append(
                try #require(
                    try account.take(report, name: "\(day).csv", exported: exported)
                )
            )
        }
        let all = account.history.identities[0].sightings.all
        #expect(all.map(\.intake) == [1, 5])
        #expect(changes.last?.identities == account.history.identities)
        #expect(changes.last?.spellings == account.history.allSpellings)
        let sum = account.history.allSpellings.map(\.sightings.all.count).reduce(2, +)
        #expect(account.history.sightingCount == sum)
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
