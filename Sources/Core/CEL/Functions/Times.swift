import CivilTime

// CEL specification, "Timezones": accessors count in UTC unless a zone is named.

/// Functions of lengths of time: the whole in hours, minutes or seconds, and the milliseconds
/// beside the last whole second.
let durationFunctions: [FunctionDeclaration] = [
    FunctionDeclaration("getHours", [part { $0 / (3600 * TimeLength.second) }]),
    FunctionDeclaration("getMinutes", [part { $0 / (60 * TimeLength.second) }]),
    FunctionDeclaration("getSeconds", [part { $0 / TimeLength.second }]),
    FunctionDeclaration("getMilliseconds", [part { $0 % TimeLength.second / 1_000_000 }]),
]

private func part(_ part: @escaping @Sendable (Int64) -> Int64) -> Overload {
    .member(.int) { (a: TimeLength) in .int(part(a.nanoseconds)) }
}

/// Functions of moments.
func timestampFunctions(zoneNamed: (@Sendable (String) -> Zone?)?) -> [FunctionDeclaration] {
    accessors.map { name, part in
        FunctionDeclaration(
            name,
            [
                .member(.int) { (a: Timestamp) in .int(Int64(part(Moment(a, offset: 0)))) },
                .member(.int) { (a: Timestamp, zone: String) throws(EvaluationError) -> Value in
                    let offset = try offset(of: zone, at: a.instant, zoneNamed)
                    return .int(Int64(part(Moment(a, offset: offset))))
                },
            ]
        )
    }
}

private let accessors: [(String, @Sendable (Moment) -> Int)] = [
    ("getFullYear", { $0.day.year }),
    ("getMonth", { $0.day.month - 1 }),
    ("getDate", { $0.day.date.day }),
    ("getDayOfMonth", { $0.day.date.day - 1 }),
    ("getDayOfYear", { Int($0.day.daysSince1970 - ($0.firstOfYear?.daysSince1970 ?? 0)) }),
    // Sunday is 0.
    ("getDayOfWeek", { ($0.day.weekday.index + 1) % 7 }),
    ("getHours", { $0.second / 3600 }),
    ("getMinutes", { $0.second / 60 % 60 }),
    ("getSeconds", { $0.second % 60 }),
    ("getMilliseconds", { $0.millisecond }),
]

/// A moment as a clock and a calendar of some place show it.
private struct Moment {
    let day: Day
    let second: Int
    let millisecond: Int

    init(_ timestamp: Timestamp, offset: Int) {
        let local = Instant(secondsSince1970: timestamp.instant.secondsSince1970 + Int64(offset))
        day = local.utcDay
        second = local.utcSecondOfDay
        millisecond = Int(timestamp.nanosecond / 1_000_000)
    }

    var firstOfYear: Day? { Day(year: day.year, month: 1, day: 1) }
}

/// Seconds east of UTC of a zone that is named, or written as `+01:00`.
private func offset(
    of zone: String,
    at instant: Instant,
    _ zoneNamed: (@Sendable (String) -> Zone?)?
) throws(EvaluationError) -> Int {
    if zone.isEmpty || zone == "UTC" { return 0 }
    let isNegative = zone.hasPrefix("-")
    let parts = (isNegative || zone.hasPrefix("+") ? zone.dropFirst() : zone[...])
        .split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2,
        parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
        let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
    {
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }
    guard let known = zoneNamed?(zone) else {
        throw EvaluationError(.invalidArgument, "there is no time zone '\(zone)' here")
    }
    return known.offset(at: instant)
}
