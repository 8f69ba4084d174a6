import Exports
import Testing

@Suite struct WrittenTimeTests {
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
            // Year first leaves no doubt, whatever the country's marks and widths.
            ("2026/7/29", "2026-07-29"), ("2026-1-1", "2026-01-01"), ("2026.07.29", "2026-07-29"),
            ("7/29/2026 12:00:00 AM", "2026-07-29"), ("=\"2026-07-29\"", "2026-07-29"),
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
            ("5/31/2024 9:20:32 PM", "2024-05-31T21:20:32Z"),
            ("5/31/2024 12:20:32 am", "2024-05-31T00:20:32Z"),
            ("5/31/2024 12:20 PM", "2024-05-31T12:20:00Z"),
            ("5/31/2024 9:20:32\u{202F}PM", "2024-05-31T21:20:32Z"),
            ("2024-05-10 23:20:32 +02:00", "2024-05-10T21:20:32Z"),
            ("2024-05-10 21:20:32 UTC", "2024-05-10T21:20:32Z"),
            ("2024-05-10 21:20:32,123Z", "2024-05-10T21:20:32Z"),
            ("2024-05-10T21:20:32.1234567Z", "2024-05-10T21:20:32Z"),
        ])
    func `moments are read in UTC`(_ written: String, _ moment: String) throws {
        #expect(try cell(written, "assigned_date") == moment)
    }

    @Test(
        arguments: [
            "2026-02-29", "2026-13-01", "2026-07-29T", "2026-07-29T24:00:00Z",
            "2026-07-29T10:60:00Z",
            "2026-07-29T10:00:61Z", "2026-07-29T10:00:00+24:00", "2026-07-29Z", "yesterday",
            "2026-07-29 22:00 PM", "2026-07-29 0:30 AM", "2026-07-29 10:00 XM",
            "2026-07-29 10:00 UT",
            "13/13/2026", "12/31-2026", "0000-01-01", "2026-07-29T10:00:00.Z", "002026-07-29",
            "20260729", "24-Nov-2026",
        ])
    func `what is no date is a problem of its row`(_ written: String) throws {
        let message = "'\(written)' is no date: write it like 2026-11-24"
        #expect(try cell(written, "last_accessed") == message)
        #expect(try cell(written, "assigned_date") == message)
    }

    @Test(
        arguments: [
            ("26-01-01", ": its year needs four digits, like 2026-11-24"),
            ("01/02/26", ": its year needs four digits, like 2026-11-24"),
            ("1.2.26", ": its year needs four digits, like 2026-11-24"),
            (
                "46000",
                " but the number under which a spreadsheet keeps one: give the column the format yyyy-mm-dd"
            ),
            (
                "46000.5",
                " but the number under which a spreadsheet keeps one: give the column the format yyyy-mm-dd"
            ),
            ("NaN", ": leave the cell empty where there is none"),
        ])
    func `a date that a program has spoilt says how`(_ written: String, _ hint: String) throws {
        #expect(try cell(written, "last_accessed") == "'\(written)' is no date\(hint)")
    }

    @Test(
        arguments: [
            "0001-01-01", "1970-01-01T00:00:00Z", "12/30/1899", "1989-12-31", "2100-01-01",
            "9999-12-31",
        ])
    func `a date that stands for none is a problem of its row`(_ written: String) throws {
        let message =
            "'\(written)' lies outside the years that can be meant: leave the cell empty where there is no date"
        #expect(try cell(written, "last_accessed") == message)
    }

    @Test func `a term may have no end in sight`() throws {
        let export = try read(
            "offering_name,subscription_id,seat_quantity,end_date\nRevit,57001,5,9999-12-31\n"
        )
        #expect(export.column("end_date") == ["9999-12-31"])
        #expect(try cell("1990-01-01", "last_accessed") == "1990-01-01")
        #expect(try cell("2099-12-31T23:59:59Z", "last_accessed") == "2099-12-31")
    }
}
