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

    /// What a body of the first version holds: the same rows as readable CSV.
    private let old = Array(
        """
        identity,text,number,on,at
        0,plain,2.5,2024-10-04,2024-10-04T00:01:01Z
        1,"a,b ""c""\nd\r\n",,,
        2,,-3,,
        3,\"\"\"\"\"\",0,,

        """.utf8
    )

    @Test(arguments: [false, true])
    func `rows come back as they were, from bodies of the first version too`(isOld: Bool) {
        let body = isOld ? old : bytes(table())
        var rows = StateRows(body)
        let (text, number) = (rows.column("text"), rows.column("number"))
        let (on, at) = (rows.column("on"), rows.column("at"))
        let elsewhere = rows.column("elsewhere")
        var read: [(text: String?, number: Double?, days: [Day?])] = []
        while rows.advance() {
            read.append((rows.text(text), rows.number(number), [rows.day(on), rows.day(at)]))
        }
        #expect(read.map(\.text) == ["plain", "a,b \"c\"\nd\r\n", nil, "\"\""])
        #expect(read.map(\.number) == [2.5, nil, -3, 0])
        let day = Day(daysSince1970: 20_000)
        #expect(read.map(\.days) == [[day, day], [nil, nil], [nil, nil], [nil, nil]])
        #expect(elsewhere == nil)
        #expect(StateColumns(body).identities == [0, 1, 2, 3])
    }

    @Test func `numbers and moments read as texts are those of the tables`() {
        let columns = StateColumns(bytes(table()))
        let numbers = columns.texts("number")
        #expect((0..<4).map { numbers[$0] } == ["2.5", nil, "-3", "0"])
        #expect(columns.texts("at")[0] == "2024-10-04T00:01:01Z")
        #expect(columns.numbers("text")[0] == nil)
        #expect(columns.days("number")[0] == nil)
        #expect(columns.texts("elsewhere")[3] == nil)
    }

    @Test func `only some rows of a table are kept, with the texts that they have`() {
        let table = table()
        var writer = StateRowsWriter(columns: table.columns.map(\.name))
        for row in [3, 1] { writer.append(identity: nil, table.columns, row: row) }
        let texts = StateColumns(writer.bytes).texts("text")
        #expect(writer.count == 2)
        #expect(texts.texts == ["\"\"", "a,b \"c\"\nd\r\n"])
        #expect(texts.codes == [0, 1])
    }

    private static let spans: [[Int64]] = [
        [0], [5, PackedNumbers.absent, 5], [PackedNumbers.absent], [-1, 253], [0, 255],
        [1_000_000_000_000, -1_000_000_000_000], [Int64.max, Int64.min + 1], [0, 65_535],
        [7, 4_294_967_303],
    ]

    @Test(arguments: spans)
    func `whole numbers of any span come back`(numbers: [Int64]) throws {
        for isFirst in [false, true] {
            var bytes: [UInt8] = []
            PackedNumbers.write(numbers, to: &bytes, isFirst: isFirst)
            var reader = BodyReader(bytes)
            let packed = try #require(PackedNumbers(&reader, count: numbers.count))
            #expect(packed.map { $0 ?? PackedNumbers.absent } == numbers)
            #expect(!isFirst || bytes.count >= 9 + numbers.count)
        }
    }

    @Test func `cut and changed bytes never trap, and have no more rows than bytes`() {
        var random = SeededGenerator(seed: 99)
        for whole in [bytes(table()), old] {
            for length in 0...whole.count {
                var part = Array(whole.prefix(length))
                for _ in 0..<3 where !part.isEmpty {
                    part[Int(random.next() % UInt64(part.count))] = UInt8(
                        truncatingIfNeeded: random.next()
                    )
                }
                for bytes in [Array(whole.prefix(length)), part] {
                    var rows = StateRows(bytes)
                    let columns = [
                        rows.column("text"), rows.column("number"), rows.column("on"),
                        rows.column("at"),
                    ]
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
}
