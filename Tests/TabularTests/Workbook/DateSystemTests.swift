import Testing

@testable import Tabular

@Suite struct DateSystemTests {
    @Test(
        arguments: [
            // As Excel shows them; day 60 is 29 February 1900, which never was.
            (1.0, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (36_526, "2000-01-01"),
            (46_350, "2026-11-24"), (2_958_465, "9999-12-31"),
            // Fractions to the second: 21:20:32, a hair before midnight, noon.
            (45_422.889_259_259_26, "2024-05-10T21:20:32"), (46_349.999_999_9, "2026-11-24"),
            (46_350.5, "2026-11-24T12:00:00"), (46_350.000_011_574, "2026-11-24T00:00:01"),
        ])
    func `a serial is a day since 1900`(_ serial: Double, _ text: String) {
        #expect(DateSystem.since1900.text(ofSerial: serial) == text)
    }

    @Test(
        arguments: [
            (0.0, "1904-01-01"), (1, "1904-01-02"), (44_888, "2026-11-24"),
            (44_888.25, "2026-11-24T06:00:00"),
        ])
    func `a serial is a day since 1904`(_ serial: Double, _ text: String) {
        #expect(DateSystem.since1904.text(ofSerial: serial) == text)
    }

    @Test(arguments: [-1, 0, 0.5, 60, 60.25, 2_958_466, 1e300, .infinity, .nan])
    func `what is no day of a workbook has no text`(_ serial: Double) {
        #expect(DateSystem.since1900.text(ofSerial: serial) == nil)
    }
}
