import CivilTime
import Columns
import Exports
import Facts
import TestSupport
import Testing

/// What changed between Subscriptions files that follow one another.
@Suite struct SubscriptionChangesTests {
    /// Files of North's subscriptions, a week apart, the last of 23 November 2026.
    private func account(_ files: [[[String: String]]]) throws -> Account {
        var account = try Account()
        for (number, rows) in files.enumerated() {
            let exported = try day("2026-11-23").adding(7 * (number + 1 - files.count))
            try account.take(
                Layout.subscriptions.csv(rows.map(bought)),
                name: "\(number).csv",
                exported: "\(exported)T06:00:00Z"
            )
        }
        return account
    }

    /// The changes as `KIND SUBJECT BEFORE→AFTER DELTA`.
    private func changes(_ files: [[[String: String]]]) throws -> [String] {
        try account(files).facts().changeLines
    }

    private static let id = "57412300112233"
    /// A contract of a reseller that takes the place of `resold`.
    private static let renewed = resold.merging([
        "contract_number": "110009999999", "start_date": "2026-12-14", "end_date": "2027-12-13",
    ]) { $1 }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let before: [[String: String]]
        let after: [[String: String]]
        let changes: [String]
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "the same again", before: [[:]], after: [[:]], changes: []),
        Case(
            name: "more seats",
            before: [["seat_quantity": "20"]],
            after: [[:]],
            changes: ["seats-bought \(id) 20→25 +5"]
        ),
        Case(
            name: "fewer seats",
            before: [[:]],
            after: [["seat_quantity": "0"]],
            changes: ["seats-reduced \(id) 25→0 -25"]
        ),
        Case(
            name: "a number that is not there says nothing",
            before: [[:]],
            after: [["seat_quantity": ""]],
            changes: []
        ),
        Case(
            name: "a number that was not there says nothing",
            before: [["seat_quantity": ""]],
            after: [[:]],
            changes: []
        ),
        Case(
            name: "one more, and one less",
            before: [[:]],
            after: [["subscription_id": "9", "offering_name": "Revit", "seat_quantity": ""]],
            changes: ["subscription-gone \(id) 25→", "subscription-new 9 →"]
        ),
        Case(
            name: "spelled otherwise it is the same",
            before: [resold.merging(["offering_name": "AUTOCAD "]) { $1 }],
            after: [resold],
            changes: []
        ),
        Case(
            name: "a renewal under a new number is one change and no purchase",
            before: [resold],
            after: [renewed.merging(["seat_quantity": "30"]) { $1 }],
            changes: ["subscription-renewed 110009999999/AutoCAD 25→30"]
        ),
        Case(
            name: "begun 45 days after the old one's end",
            before: [resold],
            after: [renewed.merging(["start_date": "2027-01-27"]) { $1 }],
            changes: ["subscription-renewed 110009999999/AutoCAD 25→25"]
        ),
        Case(
            name: "begun 46 days after it",
            before: [resold],
            after: [renewed.merging(["start_date": "2027-01-28"]) { $1 }],
            changes: [
                "subscription-gone 110009876543/AutoCAD 25→",
                "subscription-new 110009999999/AutoCAD →25",
            ]
        ),
        Case(
            name: "begun 45 days before it",
            before: [resold],
            after: [renewed.merging(["start_date": "2026-10-29"]) { $1 }],
            changes: ["subscription-renewed 110009999999/AutoCAD 25→25"]
        ),
        Case(
            name: "the day of the automatic renewal counts before the end",
            before: [["end_date": "2026-06-30"]],
            after: [["subscription_id": "9", "start_date": "2026-12-14"]],
            changes: ["subscription-renewed 9 25→25"]
        ),
        Case(
            name: "without a day nothing is renewed",
            before: [resold],
            after: [renewed.merging(["start_date": ""]) { $1 }],
            changes: [
                "subscription-gone 110009876543/AutoCAD 25→",
                "subscription-new 110009999999/AutoCAD →25",
            ]
        ),
        Case(
            name: "another offering takes no place",
            before: [resold],
            after: [renewed.merging(["offering_name": "Revit"]) { $1 }],
            changes: [
                "subscription-gone 110009876543/AutoCAD 25→",
                "subscription-new 110009999999/Revit →25",
            ]
        ),
        Case(
            name: "what is still there was not replaced",
            before: [resold],
            after: [resold, renewed],
            changes: ["subscription-new 110009999999/AutoCAD →25"]
        ),
        Case(
            name: "of two new ones the nearer takes the place",
            before: [resold],
            after: [
                renewed.merging(["contract_number": "1", "start_date": "2026-12-31"]) { $1 },
                renewed,
            ],
            changes: [
                "subscription-new 1/AutoCAD →25",
                "subscription-renewed 110009999999/AutoCAD 25→25",
            ]
        ),
        Case(
            name: "two are replaced by two, each once",
            before: [
                resold,
                resold.merging(["contract_number": "2", "end_date": "2026-12-20"]) { $1 },
            ],
            after: [
                renewed.merging(["contract_number": "3", "start_date": "2026-12-21"]) { $1 },
                renewed,
            ],
            changes: [
                "subscription-renewed 110009999999/AutoCAD 25→25",
                "subscription-renewed 3/AutoCAD 25→25",
            ]
        ),
    ]

    @Test(arguments: cases)
    func `two files that follow one another are compared`(_ example: Case) throws {
        #expect(try changes([example.before, example.after]) == example.changes)
    }

    @Test func `a first file changes nothing`() throws {
        #expect(try changes([[[:]]]).isEmpty)
    }

    @Test func `lines that were ever doubled are told apart by their end in all files`() throws {
        let second = resold.merging(["end_date": "2027-05-31", "seat_quantity": "3"]) { $1 }
        let more = resold.merging(["seat_quantity": "26"]) { $1 }
        #expect(
            try changes([[resold], [more, second], [more]]) == [
                "seats-bought 110009876543/AutoCAD/2026-12-13 25→26 +1",
                "subscription-gone 110009876543/AutoCAD/2027-05-31 3→",
                "subscription-new 110009876543/AutoCAD/2027-05-31 →3",
            ]
        )
    }

    @Test func `a new end of a doubled line is its renewal`() throws {
        let second = resold.merging(["end_date": "2027-05-31", "seat_quantity": "3"]) { $1 }
        let next = resold.merging(["start_date": "2026-12-14", "end_date": "2027-12-13"]) { $1 }
        #expect(
            try changes([[resold, second], [next, second]])
                == ["subscription-renewed 110009876543/AutoCAD/2027-12-13 25→25"]
        )
    }

    @Test func `only files that follow one another are compared`() throws {
        #expect(
            try changes([[["seat_quantity": "20"]], [["seat_quantity": ""]], [[:]]]).isEmpty
        )
        #expect(
            try changes([[[:]], [["subscription_id": "9"]], [[:]]]) == [
                "subscription-gone 57412300112233 25→", "subscription-gone 9 25→",
                "subscription-new 57412300112233 →25", "subscription-new 9 →25",
            ]
        )
    }

    @Test func `a file without the team says nothing of it; an empty one of the team does`() throws
    {
        var account = try account([[[:]]])
        try account.take(
            Layout.subscriptions.csv([bought(["team_alias": "South"])]),
            name: "south.csv"
        )
        #expect(try account.facts().changeLines.isEmpty)
        try account.take(
            Layout.subscriptions.csv([]),
            name: "north.csv",
            sidecar: .init(dataset: .subscriptions, team: "North")
        )
        #expect(try account.facts().changeLines == ["subscription-gone \(Self.id) 25→"])
    }

    /// Rows of one offering, with the days on which they begin or end; contracts in the order of their names.
    private func lines(_ contract: Character, _ key: String, _ days: [Day]) -> [[String: String]] {
        days.enumerated().map { number, day in
            resold.merging(["contract_number": "\(contract)\(1000 + number)", key: "\(day)"]) { $1 }
        }
    }

    @Test(arguments: 0..<20)
    func `those that lie nearest go together, each once`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let middle = try day("2026-12-13")
        let ends = (0..<6).map { _ in middle.adding(Int.random(in: -20...20, using: &random)) }
        let starts = (0..<6).map { _ in middle.adding(Int.random(in: -50...50, using: &random)) }
        var near: [(distance: Int, gone: Int, come: Int)] = []
        for gone in ends.indices {
            for come in starts.indices {
                near.append((abs(ends[gone].days(until: starts[come])), gone, come))
            }
        }
        var (gone, come): (Set<Int>, Set<Int>) = ([], [])
        for pair in near.sorted(by: <) where pair.distance <= 45 {
            guard !gone.contains(pair.gone), !come.contains(pair.come) else { continue }
            gone.insert(pair.gone)
            come.insert(pair.come)
        }
        let renewed = come.map { "subscription-renewed B\(1000 + $0)/AutoCAD 25→25" }
        let lost = ends.indices.filter { !gone.contains($0) }
            .map { "subscription-gone A\(1000 + $0)/AutoCAD 25→" }
        let new = starts.indices.filter { !come.contains($0) }
            .map { "subscription-new B\(1000 + $0)/AutoCAD →25" }
        let later = starts.map { $0.adding(365) }
        let after = zip(lines("B", "start_date", starts), later).map { line, end in
            line.merging(["end_date": "\(end)"]) { $1 }
        }
        #expect(
            try Set(changes([lines("A", "end_date", ends), after])) == Set(renewed + lost + new)
        )
    }

    @Test func `thousands of lines that get new numbers at once are compared without their pairs`()
        throws
    {
        let day = try day("2026-12-13")
        let days = Array(repeating: day, count: 4000)
        let found = try changes([lines("A", "end_date", days), lines("B", "start_date", days)])
        #expect(found.count == 4000)
        #expect(found.allSatisfy { $0.hasPrefix("subscription-renewed B") })
    }

    @Test func `numbers beyond all sense are bounded, and no trap`() throws {
        let line = try changes([
            [["seat_quantity": "0"]],
            [["seat_quantity": "900000000000000"], ["seat_quantity": "900000000000000"]],
        ])
        #expect(
            line == [
                "seats-bought 57412300112233/2026-12-13 0→2000000000000 +2000000000000"
            ]
        )
        #expect(
            try changes([[["seat_quantity": "5000000"]], [["seat_quantity": "6000000"]]])
                == ["seats-bought 57412300112233 5000000→6000000 +1000000"]
        )
    }
}

extension FactSet {
    /// The changes as `KIND SUBJECT BEFORE→AFTER DELTA`.
    var changeLines: [String] {
        guard let table = table("change") else { return [] }
        return (0..<table.rowCount).map { row in
            func text(_ column: String) -> String {
                table[row, column].isNull ? "" : cellText(table[row, column])
            }
            let values =
                ["seats", "subscription", "admin", "primary"].contains {
                    text("kind").hasPrefix($0)
                } ? " \(text("before"))→\(text("after"))" : ""
            let delta =
                text("delta").isEmpty
                ? "" : text("delta").hasPrefix("-") ? " \(text("delta"))" : " +\(text("delta"))"
            return "\(text("kind")) \(text("subject"))\(values)\(delta)"
        }
    }
}
