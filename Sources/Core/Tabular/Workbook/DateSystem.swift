import CivilTime

/// How a workbook counts days (ECMA-376-1, 18.17.4.1).
package enum DateSystem: Hashable, Sendable {
    /// Day 1 is 1 January 1900, and 29 February 1900, which never was, is counted as day 60.
    case since1900
    /// Day 0 is 1 January 1904; workbooks that began on an old Macintosh.
    case since1904

    /// The date that a serial number means, with a time where it has a fraction.
    ///
    /// - Parameter serial: days, and parts of a day to the second.
    /// - Returns: `2026-11-24` or `2026-11-24T08:00:00`; `nil` where it is no date of a workbook.
    package func text(ofSerial serial: Double) -> String? {
        guard serial.isFinite, serial >= 0, serial < Self.end else { return nil }
        var days = Int(serial)
        // Excel's fractions are off by parts of a microsecond.
        var seconds = Int(((serial - Double(days)) * 86_400).rounded())
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        guard let day = day(days) else { return nil }
        guard seconds > 0 else { return "\(day)" }
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        return "\(day)T" + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// Behind 31 December 9999 in either system.
    private static let end = 2_958_466.0

    private func day(_ serial: Int) -> Day? {
        switch self {
        case .since1904: Day(year: 1904, month: 1, day: 1)?.adding(serial)
        case .since1900 where serial > 60: Day(year: 1899, month: 12, day: 30)?.adding(serial)
        case .since1900 where (1..<60).contains(serial):
            Day(year: 1899, month: 12, day: 31)?.adding(serial)
        // Midnight of no day, and the day that never was.
        case .since1900: nil
        }
    }
}
