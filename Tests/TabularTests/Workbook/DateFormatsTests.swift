import Testing

@testable import Tabular

@Suite struct DateFormatsTests {
    @Test func `the built-in formats of dates are known`() {
        let dates = (0...60).filter(DateFormats.isDate(builtIn:))
        #expect(
            dates == Array(14...22) + Array(27...36) + Array(45...47) + Array(50...58)
        )
    }

    @Test(
        arguments: [
            "yyyy-mm-dd", "DD.MM.YYYY", "[$-409]d-mmm-yy;@", "yyyy\\-mm\\-dd\\ hh:mm:ss",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "h:mm AM/PM", "yyyy\"年\"m\"月\"d\"日\"",
            "[Red]yyyy-mm-dd", "0;yyyy",
        ])
    func `a format with letters of a date is one`(_ code: String) {
        #expect(DateFormats.isDate(code))
    }

    @Test(
        arguments: [
            "General", "0.00", "#,##0.00 \"days\"", "[h]:mm", "[mm]:ss", "0.00E+00", "@",
            "0\\d", "_d0", "*d0", "[Red]0", "[$USD] 0", "\"y", "[", "\\", "",
        ])
    func `every other format is none`(_ code: String) {
        #expect(!DateFormats.isDate(code))
    }
}
