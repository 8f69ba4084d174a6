import Exports
import Testing

@Suite struct DateOrderTests {
    private func days(_ dates: [String], _ order: DateOrder? = nil) throws -> [String] {
        let rows = dates.map { "\($0),a@example.com,Revit,2026" }.joined(separator: "\n")
        let options = ReadingOptions(dateOrder: order, maxBadRows: 1)
        return try read("Day used,Email,Product,Version\n\(rows)\n", options).column("day_used")
    }

    @Test func `one day above 12 proves month before day`() throws {
        #expect(
            try days(["02/11/2026", "02/13/2026", "2026-03-04"]) == [
                "2026-02-11", "2026-02-13", "2026-03-04",
            ]
        )
    }

    @Test func `day before month is believed only where nothing else is possible`() throws {
        #expect(
            try days(["14/02/2026", "25/12/2025", "06/06/2026"]) == [
                "2026-02-14", "2025-12-25", "2026-06-06",
            ]
        )
    }

    @Test func `dates that a spreadsheet keeps as texts count like others`() throws {
        let proof = ["\"=\"\"14/02/2026\"\"\"", "25/12/2025"]
        #expect(try days(proof) == ["2026-02-14", "2025-12-25"])
        let error = #expect(throws: ExportError.self) { try days(["\"=\"\"03/04/2026\"\"\""]) }
        #expect(error?.kind == .ambiguousDate)
        #expect(error?.lines == [2])
    }

    static let refused: [(dates: [String], line: Int, reason: String)] = [
        (["02/11/2026", "03/04/2026"], 2, "no date of the file has a day above 12"),
        (
            ["14/02/2026", "03/04/2026"], 3,
            "other dates of the file can only be day/month, which is not how Autodesk writes them"
        ),
        (
            ["14/02/2026", "02/14/2026", "03/04/2026"], 4,
            "some dates of the file can only be month/day and others only day/month"
        ),
        (
            ["14/02/2026", "02/14/2026"], 2,
            "can only be day/month, and other dates of the file can only be month/day"
        ),
    ]

    @Test(arguments: refused)
    func `what can be read both ways is refused`(_ dates: [String], _ line: Int, _ reason: String)
        throws
    {
        let error = #expect(throws: ExportError.self) { try days(dates) }
        #expect(error?.kind == .ambiguousDate)
        #expect(error?.column == "day_used")
        #expect(error?.lines == [line])
        #expect(error?.description.contains(reason) == true)
        #expect(error?.description.contains("inputs: date_order (mdy or dmy)") == true)
        #expect(error?.description.hasPrefix("Line \(line), column 'Day used': '") == true)
    }

    @Test func `the configuration names the order`() throws {
        let dates = ["02/11/2026", "03/04/2026"]
        #expect(try days(dates, .mdy) == ["2026-02-11", "2026-03-04"])
        #expect(try days(dates, .dmy) == ["2026-11-02", "2026-04-03"])
        // It counts only where the file leaves a doubt.
        #expect(try days(["02/13/2026", "03/04/2026"], .dmy) == ["2026-02-13", "2026-03-04"])
        // What is no date in that order is a bad row.
        #expect(try days(["14/02/2026", "03/04/2026"], .mdy) == ["2026-03-04"])
    }

    @Test func `one order holds for all columns of a file`() throws {
        let export = try read(
            """
            offering_name,subscription_id,seat_quantity,start_date,end_date
            Revit,57001,5,02/03/2025,02/02/2026
            AutoCAD,57002,5,02/13/2025,02/12/2026
            """
        )
        #expect(export.column("start_date") == ["2025-02-03", "2025-02-13"])
        #expect(export.column("end_date") == ["2026-02-02", "2026-02-12"])
    }
}
