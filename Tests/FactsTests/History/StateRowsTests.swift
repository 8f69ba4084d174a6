import CivilTime
import Columns
import TestSupport
import Testing

@testable import Facts

@Suite struct StateRowsTests {
    private func table() -> Table {
        var table = Table(
            "rows",
            columns: [("text", .text), ("number", .num), ("on", .day), ("at", .instant)]
        )
        let day = Day(daysSince1970: 20_000)
        table.append([
            .text("plain"), .num(2.5), .day(day), .instant(Instant(day, secondOfDay: 61)),
        ])
        table.append([.text("a,b \"c\"\nd\r\n"), .null, .null, .null])
        table.append([.null, .num(-3), .null, .null])
        table.append([.text("\"\""), .num(0), .null, .null])
        return table
    }

    private func bytes(_ table: Table) -> [UInt8] {
        var writer = StateRowsWriter(columns: ["identity"] + table.columns.map(\.name))
        for row in 0..<table.rowCount { writer.append(identity: row, table.columns, row: row) }
        return writer.bytes
    }

    @Test func `rows are kept as readable CSV and come back as they were`() {
        let bytes = bytes(table())
        #expect(
            String(decoding: bytes.prefix(80), as: UTF8.self).hasPrefix(
                "identity,text,number,on,at\n0,plain,2.5,2024-10-04,2024-10-04T00:01:01Z\n"
            )
        )
        var rows = StateRows(bytes)
        let (text, number) = (rows.column("text"), rows.column("number"))
        var read: [(Int, String?, Double?)] = []
        while rows.advance() {
            read.append((rows.identity(), rows.text(text), rows.number(number)))
        }
        #expect(read.map(\.0) == [0, 1, 2, 3])
        #expect(read.map(\.1) == ["plain", "a,b \"c\"\nd\r\n", nil, "\"\""])
        #expect(read.map(\.2) == [2.5, nil, -3, 0])
    }

    @Test func `days are read from days and from moments`() {
        var rows = StateRows(bytes(table()))
        let (on, at) = (rows.column("on"), rows.column("at"))
        let hasRow = rows.advance()
        let (days, elsewhere) = ([rows.day(on), rows.day(at)], rows.column("elsewhere"))
        #expect(hasRow)
        #expect(days == [Day(daysSince1970: 20_000), Day(daysSince1970: 20_000)])
        #expect(elsewhere == nil)
    }

    @Test func `cut and changed bytes never trap`() {
        let whole = bytes(table())
        var random = SeededGenerator(seed: 99)
        for length in 0...whole.count {
            var part = Array(whole.prefix(length))
            for _ in 0..<3 where !part.isEmpty {
                part[Int(random.next() % UInt64(part.count))] = UInt8(
                    truncatingIfNeeded: random.next()
                )
            }
            for bytes in [Array(whole.prefix(length)), part] {
                var rows = StateRows(bytes)
                let columns = ["text", "number", "on", "at"].map { rows.column($0) }
                var count = 0
                while rows.advance() {
                    for column in columns {
                        _ = (rows.text(column), rows.day(column), rows.int(column))
                    }
                    count += 1
                }
                #expect(count <= bytes.count)
            }
        }
    }
}
