import Exports
import Testing

@Suite struct CellReadingTests {
    @Test(arguments: [
        "", " ", "-", " - ", "N/A", "n/a", "*****", "\t*****\t", "***", "#N/A",
        "\u{A0}", "\u{A0} -\u{A0}\t", "=\"\"",
    ])
    func `what says nothing is absent in every type`(_ written: String) throws {
        for key in ["last_accessed", "assigned_date", "days_inactive", "version", "group"] {
            #expect(try cell(written, key) == "null")
        }
    }

    @Test(
        arguments: [
            ("2026", "2026"), ("  AutoCAD  LT ", "AutoCAD  LT"), ("--", "--"), ("NA", "NA"),
            ("**", "**"),
            ("N/A here", "N/A here"), ("two\nlines", "two\nlines"), ("say \"so\"", "say \"so\""),
            ("007", "007"), ("a\u{A0}b", "a\u{A0}b"), ("\u{A0}Mérida\u{A0}", "Mérida"),
            ("nan", "nan"), ("None", "None"), ("1.5E+3", "1.5E+3"), ("2026.0", "2026.0"),
            ("#1", "#1"), ("=1", "=1"), ("=\"007\"", "007"), ("Ümit 例子", "Ümit 例子"), ("*a*", "*a*"),
        ])
    func `texts keep their case, inner spaces and zeros`(_ written: String, _ text: String) throws {
        #expect(try cell(written, "group") == text)
    }
}
