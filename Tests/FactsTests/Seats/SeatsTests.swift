import Columns
import Exports
import Testing

@testable import Facts

@Suite struct SeatsTests {
    private func account() throws -> Account {
        var account = try Account("prices: [{ offering: AutoCAD, price: 2095 }]")
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2026-11-20"],
                ["email": "bob@example.com", "days_inactive": "90"],
            ])
        )
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "role": "Primary Admin"]]),
            name: "users.csv"
        )
        return account
    }

    @Test func `no column of a seat is made before it is asked for`() throws {
        let table = try #require(try account().facts().table("seat"))
        #expect(table.rowCount == 2)
        #expect(table.madeColumns.isEmpty)
        #expect(table.columnNames == Seats.schema.columns.map(\.name))
    }

    @Test(arguments: Seats.schema.columns.map(\.name))
    func `asking for a column makes it alone, as it is declared`(name: String) throws {
        let table = try #require(try account().facts().table("seat"))
        let column = try #require(table[name])
        #expect(table.madeColumns == [name])
        #expect(column.name == name)
        #expect(column.count == 2)
        let schema = try #require(Seats.schema[name])
        #expect(column.type == schema.type)
        #expect(schema.isNullable || column.validity.nullCount == 0)
    }

    @Test(arguments: ["team", "admin", "subscription", "balance", "dataset", "group", "change"])
    func `tables that do not speak of seats make no column of them`(name: String) throws {
        let facts = try account().facts()
        _ = try #require(facts.table(name)).columns
        #expect(facts.table("seat")?.madeColumns == [])
    }
}
