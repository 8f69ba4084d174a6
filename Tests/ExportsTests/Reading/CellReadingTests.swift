import Exports
import Testing

@Suite struct CellReadingTests {
    /// What a cell of a column is read as; a problem as its message.
    private func cell(
        _ written: String,
        _ key: String,
        _ options: ReadingOptions = lenient
    ) throws -> String {
        let headers = [
            "last_accessed": "last_accessed", "assigned_at": "assigned_date",
            "days_inactive": "days_inactive", "version": "version",
        ]
        let header = try #require(headers[key])
        let quoted = "\"" + written.replacing("\"", with: "\"\"") + "\""
        let export = try read(
            "email,offering_name,seat_assignment,\(header)\na@example.com,Revit,assigned,\(quoted)\n",
            options
        )
        return export.refusedRows.first?.message ?? export.column(key)[0]
    }

    @Test(arguments: ["", " ", "-", " - ", "N/A", "n/a", "*****", "\t*****\t", "***"])
    func `what says nothing is absent in every type`(_ written: String) throws {
        for key in ["last_accessed", "assigned_at", "days_inactive", "version"] {
            #expect(try cell(written, key) == "null")
        }
    }

    @Test(
        arguments: [
            ("2026", "2026"), ("  AutoCAD  LT ", "AutoCAD  LT"), ("--", "--"), ("NA", "NA"),
            ("**", "**"),
            ("N/A here", "N/A here"), ("two\nlines", "two\nlines"), ("say \"so\"", "say \"so\""),
            ("007", "007"), ("Ümit 例子", "Ümit 例子"), ("*a*", "*a*"),
        ])
    func `texts keep their case, inner spaces and zeros`(_ written: String, _ text: String) throws {
        #expect(try cell(written, "version") == text)
    }

    @Test(
        arguments: [
            ("0", "0.0"), ("239", "239.0"), (" 16.2 ", "16.2"), ("49.0", "49.0"), (".5", "0.5"),
            ("5.", "5.0"), ("0.1", "0.1"), ("+7", "7.0"), ("1e3", "1000.0"),
            ("123456789012345", "123456789012345.0"),
            ("0.30000000000000004", "0.30000000000000004"),
        ])
    func `numbers have a point`(_ written: String, _ number: String) throws {
        #expect(try cell(written, "days_inactive") == number)
    }

    @Test(
        arguments: [
            (
                "1,234",
                "'1,234' is no number: write it with a point and without thousands separators, like 1234.5"
            ),
            (
                "16,2",
                "'16,2' is no number: write it with a point and without thousands separators, like 1234.5"
            ),
            ("1 234", "'1 234' is no number"),
            ("1.234.567", "'1.234.567' is no number"),
            ("-5", "'-5' is below 0"),
            ("five", "'five' is no number"),
            ("nan", "'nan' is no number"),
            ("inf", "'inf' is no number"),
            ("0x10", "'0x10' is no number"),
            ("1e999", "'1e999' is no number"),
            ("12345678901234567890", "'12345678901234567890' is no number"),
            (".", "'.' is no number"),
            ("1e", "'1e' is no number"),
            ("5 %", "'5 %' is no number"),
        ])
    func `what is no number is a problem of its row`(_ written: String, _ message: String) throws {
        #expect(try cell(written, "days_inactive") == message)
    }

    @Test(
        arguments: [
            ("2026-07-29", "2026-07-29"),
            ("2026-07-29 00:00:00", "2026-07-29"),
            ("2026-07-29T00:00:00Z", "2026-07-29"),
            ("2026-07-29T00:00:00.000Z", "2026-07-29"),
            // Midnight somewhere is how tools write a day; another time is a moment.
            ("2026-07-29T00:00:00+02:00", "2026-07-29"),
            ("2026-07-29T01:30:00+02:00", "2026-07-28"),
            ("2026-07-29T23:30:00-0100", "2026-07-30"),
            ("2026-07-29 23:59", "2026-07-29"),
            ("2024-02-29", "2024-02-29"),
            ("12/31/2026", "2026-12-31"),
            ("7/29/2026", "2026-07-29"),
            ("07/29/2026 00:00:00", "2026-07-29"),
            ("31/12/2026", "2026-12-31"),
            ("31.12.2026", "2026-12-31"),
            ("05/05/2026", "2026-05-05"),
        ])
    func `days are read in every known form`(_ written: String, _ day: String) throws {
        #expect(try cell(written, "last_accessed") == day)
    }

    @Test(
        arguments: [
            ("2024-05-10T21:20:32Z", "2024-05-10T21:20:32Z"),
            ("2024-05-10T21:20:32.000Z", "2024-05-10T21:20:32Z"),
            ("2024-05-10T23:20:32+02:00", "2024-05-10T21:20:32Z"),
            ("2024-05-10T23:20:32+02", "2024-05-10T21:20:32Z"),
            ("2024-05-10T23:50:32+0230", "2024-05-10T21:20:32Z"),
            ("2024-05-10 21:20:32", "2024-05-10T21:20:32Z"),
            ("2024-05-10", "2024-05-10T00:00:00Z"),
            ("2024-12-31T23:59:60Z", "2024-12-31T23:59:59Z"),
            ("05/31/2024 07:05", "2024-05-31T07:05:00Z"),
        ])
    func `moments are read in UTC`(_ written: String, _ moment: String) throws {
        #expect(try cell(written, "assigned_at") == moment)
    }

    @Test(
        arguments: [
            "2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "01/02/26", "2026-07-29T",
            "2026-07-29T24:00:00Z",
            "2026-07-29T10:60:00Z", "2026-07-29T10:00:61Z", "2026-07-29T10:00:00+24:00",
            "2026-07-29Z",
            "46000", "yesterday", "2026-07-29 10:00 PM", "13/13/2026", "2026/7/29", "12/31-2026",
            "0000-01-01",
            "2026-07-29T10:00:00.Z", "002026-07-29",
        ])
    func `what is no date is a problem of its row`(_ written: String) throws {
        let message = "'\(written)' is no date: write it like 2026-11-24"
        #expect(try cell(written, "last_accessed") == message)
        #expect(try cell(written, "assigned_at") == message)
    }

    @Test func `a long bad cell is cut in the message`() throws {
        let written = String(repeating: "9", count: 5000)
        let message = try cell(written, "days_inactive")
        #expect(message == "'\(String(repeating: "9", count: 60))…' is no number")
    }
}
