import CivilTime
import Columns
import Exports
import TestSupport
import Testing

@Suite struct CanonicalCSVTests {
    @Test func `rows are written in one form and in the order asked for`() throws {
        let export = try read(
            #"""
            offering_name;subscription_id;seat_quantity;end_date;team_alias
            "AEC, ""all""";007;25;12/31/2026;-
            Revit;;2.50;2026-01-02 00:00:00;Zoë
            """#
        )
        let text = String(decoding: canonicalCSV(export.table, rows: [1, 0]), as: UTF8.self)
        #expect(
            text == #"""
                team,offering,subscription_id,seat_quantity,end_date
                Zoë,Revit,,2.5,2026-01-02
                ,"AEC, ""all""",007,25,2026-12-31

                """#
        )
    }

    private static let texts = [
        "", " ", "a", "-", "N/A", "*****", "\"", ",", ";", "\n", "\r\n", "\r", "é", "e\u{301}", "例",
        "0", "\t",
    ]

    private func cell(_ type: CellType, _ generator: inout SeededGenerator) -> Cell {
        if Int.random(in: 0..<4, using: &generator) == 0 { return .null }
        switch type {
        case .text:
            let parts = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                Self.texts.randomElement(using: &generator) ?? ""
            }
            return .text(parts.joined())
        case .num:
            let numbers = [0, 1, 0.1, -2.5, 1e15, 1.0 / 3, 1e-9, 1e21, 9_007_199_254_740_992]
            return .num(
                Bool.random(using: &generator)
                    ? numbers.randomElement(using: &generator) ?? 0
                    : Double.random(in: -1e6...1e6, using: &generator)
            )
        case .day:
            return .day(
                Day(daysSince1970: Int32.random(in: -700_000...2_900_000, using: &generator))
            )
        default:
            return .instant(
                Instant(
                    secondsSince1970: Int64.random(
                        in: -60_000_000_000...250_000_000_000,
                        using: &generator
                    )
                )
            )
        }
    }

    @Test func `reading is the exact inverse of writing`() throws {
        var generator = SeededGenerator(seed: 5)
        for round in 0..<300 {
            let columns = CanonicalColumn.all.shuffled(using: &generator)
                .prefix(Int.random(in: 1...6, using: &generator))
            var table = Table("users", columns: columns.map { ($0.key, $0.type) })
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                table.append(columns.map { cell($0.type, &generator) })
            }
            let bytes = canonicalCSV(table, rows: 0..<table.rowCount)
            let back = try readCanonicalCSV(bytes, .users)
            #expect(back == table, "round \(round)")
            // Equal texts may differ in their bytes: compare those too.
            #expect(canonicalCSV(back, rows: 0..<back.rowCount) == bytes)
        }
    }

    @Test(
        arguments: [
            ("", ExportError.Kind.emptyFile), ("email,colour\n", .badCell),
            ("email,email\n", .badCell),
            ("email,role\na\n", .columnCount), ("email,last_accessed\na,12/31/2026\n", .badCell),
            ("email,days_used\na,x\n", .badCell), ("email,assigned_at\na,2026-01-02\n", .badCell),
            ("email\n\"a\n", .unterminatedQuote),
        ])
    func `what was never written is refused as damage`(_ text: String, _ kind: ExportError.Kind) {
        let error = #expect(throws: ExportError.self) {
            try readCanonicalCSV(Array(text.utf8), .users)
        }
        #expect(error?.kind == kind)
        #expect(error?.dataset == .users)
    }
}

@Suite struct CanonicalJSONTests {
    @Test func `an export has its rows in file order with canonical keys`() throws {
        let export = try read(
            "day_used,email,product_name,Colour\n2026-01-02,A@example.com,Revit,red\nx,b,Revit,\n",
            lenient
        )
        #expect(
            canonicalJSON(export) == #"""
                {"dataset":"SEAT_USAGE","generation":"B","rows_expected":1,"unknown_columns":["Colour"],\#
                "refused_rows":[{"error":"bad_cell","line":3,"column":"day_used","message":"'x' is no \#
                date: write it like 2026-11-24"}],"rows":[{"email":"A@example.com","product":"Revit",\#
                "day_used":"2026-01-02"}]}
                """#
        )
    }

    @Test func `a refusal has its kind, place and message`() {
        let one = ExportError(
            .ambiguousDate,
            dataset: .seatUsage,
            column: "day_used",
            lines: [4],
            "Why."
        )
        #expect(
            canonicalJSON(one)
                == #"{"error":"ambiguous_date","dataset":"SEAT_USAGE","line":4,"column":"day_used","message":"Why."}"#
        )
        let several = ExportError(.columnCount, lines: [5, 10], "Why.")
        #expect(
            canonicalJSON(several) == #"{"error":"column_count","lines":[5,10],"message":"Why."}"#
        )
        #expect(
            canonicalJSON(ExportError(.emptyFile, "Why."))
                == #"{"error":"empty_file","message":"Why."}"#
        )
    }
}
