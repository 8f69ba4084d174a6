import Exports
import Testing

private func lostValue(_ written: String) -> String {
    "'\(written)' is what a spreadsheet writes when it has no value to show: the value is lost"
}

@Suite struct NumberReadingTests {
    @Test(
        arguments: [
            ("0", "0.0"), ("239", "239.0"), (" 16.2 ", "16.2"), ("49.0", "49.0"), (".5", "0.5"),
            ("5.", "5.0"), ("0.1", "0.1"), ("+7", "7.0"), ("1e3", "1000.0"), ("1.234", "1.234"),
            ("=\"16.2\"", "16.2"),
            ("123456789012345", "123456789012345.0"),
            ("0.30000000000000004", "0.30000000000000004"),
        ])
    func `numbers have a point`(_ written: String, _ number: String) throws {
        #expect(try cell(written, "monthly_average") == number)
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
            ("nan", "'nan' is no number: leave the cell empty where there is none"),
            ("#REF!", lostValue("#REF!")), ("########", lostValue("########")),
            ("inf", "'inf' is no number"),
            ("0x10", "'0x10' is no number"),
            ("1e999", "'1e999' is no number"),
            ("12345678901234567890", "'12345678901234567890' is no number"),
            (".", "'.' is no number"),
            ("1e", "'1e' is no number"),
            ("5 %", "'5 %' is no number"),
        ])
    func `what is no number is a problem of its row`(_ written: String, _ message: String) throws {
        #expect(try cell(written, "monthly_average") == message)
    }

    @Test(
        arguments: [
            ("49", "49.0"), ("49.0", "49.0"), ("49.00", "49.0"), ("0", "0.0"), ("0.000", "0.0"),
            ("1e3", "1000.0"), ("1000.000", "1000.0"),
            ("16.2", "'16.2' is no whole number"),
            ("1.234", "'1.234' is no whole number"),
            ("5.000", "'5.000' can be 5 or 5000: write it without a separator"),
            ("120.000", "'120.000' can be 120 or 120000: write it without a separator"),
        ])
    func `counts are whole`(_ written: String, _ number: String) throws {
        #expect(try cell(written, "days_used") == number)
        #expect(try cell(written, "days_inactive") == number)
    }

    @Test func `a long bad cell is cut in the message`() throws {
        let written = String(repeating: "9", count: 5000)
        let message = try cell(written, "days_inactive")
        #expect(message == "'\(String(repeating: "9", count: 60))…' is no number")
    }
}
