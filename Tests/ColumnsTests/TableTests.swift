import Columns
import Testing

@Suite struct TableTests {
    private func table() -> Table {
        var table = Table("seat", columns: [("team", .text), ("days_idle", .int)])
        table.append([.text("North"), .int(31)])
        table.append([.text("South"), .null])
        return table
    }

    @Test func `cells are found by row and column`() {
        let table = table()
        #expect(table.rowCount == 2)
        #expect(table[0, "team"] == .text("North"))
        #expect(table[1, "days_idle"] == .null)
        #expect(table[1, at: 0] == .text("South"))
        #expect(table.position(of: "days_idle") == 1)
        #expect(table["team"]?.count == 2)
    }

    @Test func `a column that is not there is absent`() {
        let table = table()
        #expect(table[0, "colour"] == .null)
        #expect(table.position(of: "colour") == nil)
        #expect(table["colour"] == nil)
    }

    @Test func `tables with the same rows are equal`() {
        #expect(table() == table())
        var other = table()
        other.append([.null, .null])
        #expect(table() != other)
    }
}
