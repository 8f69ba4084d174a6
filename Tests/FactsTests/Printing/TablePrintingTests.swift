import CivilTime
import Columns
import Facts
import Testing

@Suite struct TablePrintingTests {
    private func table() -> Table {
        var table = Table(
            "t",
            columns: [
                ("name", .text), ("n", .int), ("x", .num), ("ok", .bool), ("on", .day),
                ("list", .list),
                ("used", .days),
            ]
        )
        let day = Day(daysSince1970: 20_000)
        table.append([
            .text("a,\"b\"\nc"), .int(1200), .num(2.0 / 3), .bool(true), .day(day),
            .list(["p", "q"]),
            .days(DaySet([day])),
        ])
        table.append([.text("例え\u{1B}[31m"), .null, .num(100), .null, .null, .list([]), .null])
        return table
    }

    @Test func `CSV has null empty, shortest numbers and lists joined, and no sets of days`() {
        #expect(
            table().csv() == """
                name,n,x,ok,on,list
                "a,""b""
                c",1200,0.6666666666666666,true,2024-10-04,p;q
                "例え\u{1B}[31m",,100,,,

                """
        )
    }

    @Test(arguments: [
        0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, -1, -12, Int.max, Int.min,
    ])
    func `CSV has numbers and days as cells are written`(number: Int) {
        var table = Table("t", columns: [("n", .int), ("x", .num), ("on", .day)])
        let day = Day(daysSince1970: Int32(clamping: number))
        table.append([.int(number), .num(Double(number) / 8), .day(day)])
        let cells = [Cell.int(number), .num(Double(number) / 8), .day(day)].map { cellText($0) }
        #expect(table.csv() == "n,x,on\n\(cells.joined(separator: ","))\n")
    }

    @Test func `JSON has stable keys, nulls, lists and sets of days`() {
        #expect(
            table().json(columns: ["name", "n", "x", "ok", "list", "used"]) == #"""
                [
                {"name":"a,\"b\"\nc","n":1200,"x":0.6666666666666666,"ok":true,"list":["p","q"],"used":["2024-10-04"]},
                {"name":"例え\u001b[31m","n":null,"x":100,"ok":null,"list":[],"used":null}
                ]

                """#
        )
        #expect(table().json(rows: []) == "[]\n")
    }

    @Test func `text for people is aligned, on one line a row, without control characters`() {
        #expect(
            table().alignedText(columns: ["name", "n", "x", "used", "ok"]) == """
                name         n     x  ok
                a,"b" c   1200  0.67  true
                例え[31m     -   100  -

                """
        )
    }

    @Test func `columns and rows are chosen in the order that is asked for`() {
        #expect(
            table().csv(columns: ["n", "name"], rows: [1, 0])
                == "n,name\n,\"例え\u{1B}[31m\"\n1200,\"a,\"\"b\"\"\nc\"\n"
        )
        #expect(table().csv(columns: ["nothing"], rows: []) == "\n")
    }

    @Test(arguments: [
        (0.1, "0.1"), (100.0, "100"), (-0.0, "0"), (1e15, "1000000000000000"), (1e300, "1e+300"),
        (1e-7, "1e-07"), (.nan, ""), (.infinity, ""),
    ])
    func `numbers are the shortest that read back the same`(number: Double, text: String) {
        #expect(numberText(number) == text)
    }
}
