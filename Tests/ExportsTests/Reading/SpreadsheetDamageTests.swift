import Exports
import Testing

@Suite struct SpreadsheetDamageTests {
    @Test(
        arguments: [
            // What tables of numbers with gaps add can be taken away.
            ("57412300112233.0", "57412300112233"), ("2026.0", "2026"), ("2026", "2026"),
            ("7.0", "7.0"), ("25.0", "25.0"), ("2026.1", "2026.1"), ("2026.00", "2026.00"),
            ("123456789012345.0", "123456789012345"),
            ("=\"000123\"", "000123"), ("00123", "00123"), ("=\"x", "=\"x"),
            // Ids that only look like numbers.
            ("4E5EKHKGWVH9", "4E5EKHKGWVH9"), ("12E4", "12E4"), ("1e+x", "1e+x"), ("1+1", "1+1"),
            ("E+14", "E+14"), ("ada.lovelace", "ada.lovelace"), ("nancy", "nancy"), ("5E+", "5E+"),
            ("cloud", "cloud"),
            (
                "0123456789abcdef0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef01234567"
            ),
            ("1.2.3E+4", "1.2.3E+4"),
        ])
    func `a name is read as it was before`(_ written: String, _ name: String) throws {
        #expect(try cell(written, "autodesk_id") == name)
        #expect(try cell(written, "version") == name)
    }

    @Test(
        arguments: [
            "5.74123E+13", "1.12345E+14", "1E+14", "5.741230011223344e+17", "1234567890123456.0",
        ])
    func `a name whose digits are lost is a problem of its row`(_ written: String) throws {
        let message =
            "'\(written)' is a number that a spreadsheet or a script has rounded: its last digits are lost"
        for column in ["autodesk_id", "hashed_user_id", "version", "email"] {
            #expect(try cell(written, column) == message)
        }
    }

    @Test(arguments: ["nan", "NaN", "None", "null", "NULL"])
    func `what programs write for nothing names nobody`(_ written: String) throws {
        let message =
            "'\(written)' is no name but what a program writes where there is none: leave the cell empty"
        for column in ["autodesk_id", "email", "hashed_user_id"] {
            #expect(try cell(written, column) == message)
        }
        // Null is a family name, and None can be a group.
        #expect(try cell(written, "group") == written)
        #expect(try cell(written, "last_name") == written)
    }

    @Test(arguments: ["#REF!", "#name?", "#VALUE!", "###", "#############"])
    func `what spreadsheets show for a value is none`(_ written: String) throws {
        let message =
            "'\(written)' is what a spreadsheet writes when it has no value to show: the value is lost"
        for column in ["email", "group", "last_accessed", "days_used"] {
            #expect(try cell(written, column) == message)
        }
    }
}
