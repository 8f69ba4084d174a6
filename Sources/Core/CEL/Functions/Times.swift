import CivilTime

// CEL specification, "Timezones": accessors count in UTC unless a zone is named.

/// Functions of lengths of time: the whole in hours, minutes or seconds, and the milliseconds
/// beside the last whole second.
let durationFunctions: [FunctionDeclaration] = [
    FunctionDeclaration(
        "getHours",
        about: "The length in whole hours.",
        [part { $0 / (3600 * TimeLength.second) }]
    ),
    FunctionDeclaration(
        "getMinutes",
        about: "The length in whole minutes.",
        [part { $0 / (60 * TimeLength.second) }]
    ),
    FunctionDeclaration(
        "getSeconds",
        about: "The length in whole seconds.",
        [part { $0 / TimeLength.second }]
    ),
    FunctionDeclaration(
        "getMilliseconds",
        about: "The milliseconds beside the last whole second.",
        [part { $0 % TimeLength.second / 1_000_000 }]
    ),
]

private func part(_ part: @escaping @Sendable (Int64) -> Int64) -> Overload {
    .member(.int) { (a: TimeLength) in .int(part(a.nanoseconds)) }
}

/// Functions of moments.
func timestampFunctions(zoneNamed: (@Sendable (String) -> Zone?)?) -> [FunctionDeclaration] {
    accessors.map { name, about, part in
        FunctionDeclaration(
            name,
            about: "\(about), in UTC or a time zone.",
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

private let accessors: [(name: String, about: String, part: @Sendable (Moment) -> Int)] = [
    ("getFullYear", "The year", { $0.day.year }),
    ("getMonth", "The month, 0 to 11", { $0.day.month - 1 }),
    ("getDate", "The day of the month, 1 to 31", { $0.day.date.day }),
    ("getDayOfMonth", "The day of the month, 0 to 30", { $0.day.date.day - 1 }),
    (
        "getDayOfYear", "The day of the year, 0 to 365",
        { Int($0.day.daysSince1970 - ($0.firstOfYear?.daysSince1970 ?? 0)) }
    ),
    // Sunday is 0.
    ("getDayOfWeek", "The day of the week, 0 for Sunday", { ($0.day.weekday.index + 1) % 7 }),
    ("getHours", "The hour, 0 to 23", { $0.second / 3600 }),
    ("getMinutes", "The minute", { $0.second / 60 % 60 }),
    ("getSeconds", "The second", { $0.second % 60 }),
    ("getMilliseconds", "The milliseconds of the second", { $0.millisecond }),
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
