import CivilTime
import Columns
import Exports
import Facts
import Testing

@Suite struct PresenceTests {
    private let ada = "North/ada@example.com/AutoCAD"

    private func account(_ yaml: String = "") throws -> Account {
        var account = try Account(yaml)
        try account.take(Layout.report.csv([["email": "ada@example.com"]]))
        return account
    }

    @Test(arguments: [
        (["left_on": "2026-11-24"], true), (["left_on": "2026-11-25"], false),
        (["left_on": ""], true),
        (["left_on": "2026-11-24", "email": "bob@example.com"], false),
    ])
    func `someone has left from the stated day on, without a day already`(
        row: [String: String],
        left: Bool
    ) throws {
        var account = try account()
        try account.take(
            Layout.leavers.csv([["email": "ada@example.com"].merging(row) { $1 }]),
            name: "l.csv"
        )
        #expect(try account.value("seat", ada, "left") == .bool(left))
        #expect(try account.facts().hasLeft("ada@example.com", by: day("2026-11-24")) == left)
    }

    @Test func `a hashed id in place of an address finds a person too`() throws {
        let hash = String(repeating: "0123456789", count: 4)
        var account = try Account()
        try account.take(Layout.report.csv([["hashed_autodesk_id": hash]]))
        try account.take(Layout.leavers.csv([["email": hash.uppercased()]]), name: "l.csv")
        let absence = ["email": hash, "from": "2026-11-01", "until": "2026-12-01"]
        try account.take(Layout.absences.csv([absence]), name: "a.csv")
        let seat = "North/h:\(hash)/AutoCAD"
        #expect(try account.value("seat", seat, "left") == .bool(true))
        #expect(try account.value("seat", seat, "on_leave") == .bool(true))
    }

    @Test func `leavers files add up, and the newest that names a person counts`() throws {
        var account = try account()
        try account.take(
            Layout.leavers.csv([["email": "ada@example.com", "left_on": "2026-11-01"]]),
            name: "1.csv",
            exported: "2026-10-01T00:00:00Z"
        )
        try account.take(
            Layout.leavers.csv([["email": "bob@example.com", "left_on": "2026-11-01"]]),
            name: "2.csv",
            exported: "2026-10-02T00:00:00Z"
        )
        #expect(try account.value("seat", ada, "left") == .bool(true))
        try account.take(
            Layout.leavers.csv([["email": "ada@example.com", "left_on": "2026-12-31"]]),
            name: "3.csv",
            exported: "2026-10-03T00:00:00Z"
        )
        #expect(try account.value("seat", ada, "left") == .bool(false))
    }

    @Test func `of configuration and file the earlier day counts`() throws {
        var account = try account(
            "people: { left: [{ email: ada@example.com, left_on: 2026-11-20 }] }"
        )
        try account.take(
            Layout.leavers.csv([["email": "ada@example.com", "left_on": "2026-12-31"]]),
            name: "l.csv"
        )
        #expect(try account.value("seat", ada, "left") == .bool(true))
    }

    @Test func `absences files add up, and both days are absent`() throws {
        var account = try account()
        try account.take(
            Layout.absences.csv([
                ["email": "ada@example.com", "from": "2026-11-20", "until": "2026-11-22"],
                ["email": "ada@example.com", "from": "2026-11-19", "until": "2026-11-18"],
            ]),
            name: "1.csv",
            exported: "2026-10-01T00:00:00Z"
        )
        #expect(try account.value("seat", ada, "on_leave") == .bool(true))
        let facts = try account.facts()
        #expect(try !facts.isAbsent("ada@example.com", on: day("2026-11-23")))
        #expect(try !facts.isAbsent("ada@example.com", on: day("2026-11-19")))
        #expect(try !facts.isAbsent("nobody@example.com", on: day("2026-11-22")))
        try account.take(
            Layout.absences.csv([
                ["email": "ada@example.com", "from": "2026-12-01", "until": "2026-12-01"]
            ]),
            name: "2.csv"
        )
        let later = try account.facts()
        #expect(try later.isAbsent("ada@example.com", on: day("2026-11-20")))
        #expect(try later.isAbsent("ada@example.com", on: day("2026-12-01")))
        #expect(try !later.isAbsent("ada@example.com", on: day("2026-12-02")))
    }
}
