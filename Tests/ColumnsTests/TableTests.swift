import Columns
import Synchronization
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

    /// A table of two columns that count how often they are made.
    private func onDemand(_ made: Made) -> Table {
        Table(
            "seat",
            rowCount: 2,
            onDemand: [
                DeferredColumn("team") {
                    made.note("team")
                    return Column("team", .int([7, 8]), Validity(count: 2))
                },
                DeferredColumn("days_idle") {
                    made.note("days_idle")
                    return Column("days_idle", .int([31, 0]), Validity(words: [1], count: 2))
                },
            ]
        )
    }

    @Test func `a column that nobody asks for is not made`() {
        let made = Made()
        let table = onDemand(made)
        #expect(table.rowCount == 2)
        #expect(table.columnNames == ["team", "days_idle"])
        #expect(table.position(of: "days_idle") == 1)
        #expect(table["colour"] == nil)
        #expect(made.names.isEmpty)
        #expect(table.madeColumns.isEmpty)
    }

    @Test func `a column is made once, whatever copy of the table is asked`() {
        let made = Made()
        let table = onDemand(made)
        let copy = table
        #expect(table[0, "days_idle"] == .int(31))
        #expect(copy[1, at: 1] == .null)
        #expect(copy["days_idle"]?.count == 2)
        #expect(made.names == ["days_idle"])
        #expect(copy.madeColumns == ["days_idle"])
        #expect(copy.columns.map(\.name) == ["team", "days_idle"])
        #expect(made.names == ["days_idle", "team"])
    }

    @Test func `a table on demand equals one that is there`() {
        var there = Table("seat", columns: [("team", .int), ("days_idle", .int)])
        there.append([.int(7), .int(31)])
        #expect(onDemand(Made()) != there)
        there.append([.int(8), .null])
        #expect(onDemand(Made()) == there)
        #expect(onDemand(Made()).hashValue == there.hashValue)
    }
}

/// Notes what was made.
private final class Made: Sendable {
    private let noted = Mutex<[String]>([])

    var names: [String] { noted.withLock { $0 } }

    func note(_ name: String) { noted.withLock { $0.append(name) } }
}
