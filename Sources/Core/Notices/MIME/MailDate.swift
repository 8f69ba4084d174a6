import CivilTime

/// A moment as RFC 5322 §3.3 writes it: `Tue, 24 Nov 2026 09:00:00 +0100`.
func mailDate(_ instant: Instant, in zone: Zone) -> String {
    let offset = zone.offset(at: instant) / 60
    // Offsets of seconds, as before 1900, cannot be written: the local time goes by whole minutes.
    let local = Instant(secondsSince1970: instant.secondsSince1970 + Int64(offset * 60))
    let (year, month, number) = local.utcDay.date
    let second = local.utcSecondOfDay
    let clock = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
    let size = abs(offset)
    let sign = offset < 0 ? "-" : "+"
    let weekday = local.utcDay.weekday.rawValue.prefix(3).capitalizedFirst
    return "\(weekday), \(twoDigits(number)) \(monthNames[month - 1]) \(year) \(clock) "
        + "\(sign)\(twoDigits(size / 60))\(twoDigits(size % 60))"
}

// RFC 5322 §3.3: English, whatever the language of the mail.
private let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

extension StringProtocol {
    /// The text with an upper-case first letter.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
