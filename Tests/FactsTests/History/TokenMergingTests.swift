import CivilTime
import Columns
import Exports
import Facts
import Testing

@Suite struct TokenMergingTests {
    private func file(_ rows: [(day: String, email: String, feature: String, tokens: String)])
        -> String
    {
        Layout.tokenUsage.csv(
            rows.map {
                [
                    "Day used": $0.day, "Email": $0.email, "Feature": $0.feature,
                    "Tokens used": $0.tokens,
                ]
            }
        )
    }

    /// The tokens of Ada and AutoCAD in the last 30 days, with token data over all of them.
    private func tokens(_ account: Account, at now: String = november24) throws -> Cell {
        var account = account
        try account.take(
            Layout.report.csv([["email": "ada@example.com"]]),
            exported: "2026-11-01T00:00:00Z",
            sidecar: Sidecar(from: try day("2026-01-01"), to: try day("2026-11-22"))
        )
        try account.take(
            file([("2026-09-01", "zoe@example.com", "", "1")]),
            name: "0.csv",
            exported: "2026-11-01T00:00:00Z",
            sidecar: Sidecar(from: try day("2026-09-01"), to: try day("2026-11-22"))
        )
        return try account.value("seat", "North/ada@example.com/AutoCAD", "tokens_30", at: now)
    }

    @Test func `rows of one key in one file are added`() throws {
        var account = try Account()
        try account.take(
            file([
                ("2026-10-20", "ada@example.com", "", "7"),
                ("2026-10-20", "Ada@Example.com", "", "3.5"),
            ])
        )
        #expect(try tokens(account) == .num(10.5))
    }

    @Test func `a newer file replaces the key, and a key that it lacks stays`() throws {
        var account = try Account()
        try account.take(
            file([
                ("2026-10-20", "ada@example.com", "", "7"),
                ("2026-10-21", "ada@example.com", "", "7"),
            ]),
            name: "a.csv",
            exported: "2026-11-10T00:00:00Z"
        )
        try account.take(
            file([("2026-10-21", "ada@example.com", "", "14")]),
            name: "b.csv",
            exported: "2026-11-11T00:00:00Z"
        )
        #expect(try tokens(account) == .num(21))
    }

    @Test func `files with one moment count in the order of their names`() throws {
        var account = try Account()
        for (name, number) in [("b.csv", "2"), ("a.csv", "1"), ("c.csv", "3")].shuffled() {
            try account.take(file([("2026-10-20", "ada@example.com", "", number)]), name: name)
        }
        #expect(try tokens(account) == .num(3))
    }

    /// Only that file 2 had confirmed the number may be forgotten when file 1 comes after it and 3.
    @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [0, 3, 1, 2], [1, 3, 0, 2], [0, 2, 1, 3]])
    func `each moment sees the newest number that is there, in whatever order files came`(
        order: [Int]
    ) throws {
        let numbers = ["5", "7", "5", "5"]
        var account = try Account()
        for index in order {
            try account.take(
                file([("2026-10-20", "ada@example.com", "", numbers[index])]),
                name: "\(index).csv",
                exported: "2026-11-0\(index + 4)T00:00:00Z"
            )
        }
        #expect(try tokens(account, at: "2026-11-04T12:00:00Z") == .num(5))
        #expect(try tokens(account, at: "2026-11-05T12:00:00Z") == .num(7))
        #expect(try tokens(account, at: "2026-11-06T12:00:00Z") == .num(5))
        #expect(try tokens(account) == .num(5))
    }

    @Test func `identities that turn out to be one person state one key`() throws {
        var account = try Account()
        try account.take(
            file([("2026-10-20", "old@example.com", "", "7")]),
            name: "a.csv",
            exported: "2026-11-10T00:00:00Z"
        )
        try account.take(
            file([("2026-10-20", "ada@example.com", "", "9")]),
            name: "b.csv",
            exported: "2026-11-11T00:00:00Z"
        )
        // One hashed id stood beside both addresses: they are one person, and the newer number
        // counts.
        let hash = String(repeating: "ab", count: 20)
        try account.take(
            Layout.usage.csv([
                ["day_used": "2026-10-01", "email": "old@example.com", "hashed_autodesk_id": hash],
                ["day_used": "2026-10-01", "email": "ada@example.com", "hashed_autodesk_id": hash],
            ]),
            name: "c.csv"
        )
        #expect(try tokens(account) == .num(9))
    }

    @Test func `child products are kept apart and added for the seat`() throws {
        var account = try Account()
        try account.take(
            file([
                ("2026-10-24", "ada@example.com", "AutoCAD LT", "7"),
                ("2026-10-24", "ada@example.com", "", "1"),
            ])
        )
        #expect(account.history.tokenProducts.map(\.product) == ["autocad", "autocad lt"])
        #expect(try tokens(account) == .num(8))
    }
}
