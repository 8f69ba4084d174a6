import CivilTime

/// Functions of calendar days, which policies use (`Environment.Options.hasDays`).
let dayFunctions: [FunctionDeclaration] = [
    FunctionDeclaration(
        "day",
        [
            .function(.day) { (a: Day) in .day(a) },
            .function(.day) { (a: String) throws(EvaluationError) -> Value in
                .day(try converted(Day(a), .string(a), "day", like: "2026-11-24"))
            },
        ]
    ),
    FunctionDeclaration(
        "add",
        [
            .member(.day) { (a: Day, days: Int64) throws(EvaluationError) -> Value in
                let sum = Int64(a.daysSince1970).addingReportingOverflow(days)
                guard !sum.overflow, let count = Int32(exactly: sum.partialValue),
                    (1...9999).contains(Day(daysSince1970: count).year)
                else {
                    throw EvaluationError(
                        .overflow,
                        "\(a) and \(days) days is no day of a calendar"
                    )
                }
                return .day(Day(daysSince1970: count))
            }
        ]
    ),
    FunctionDeclaration(
        "until",
        [.member(.int) { (a: Day, b: Day) in .int(Int64(a.days(until: b))) }]
    ),
    FunctionDeclaration(
        "weekday",
        [.member(.string) { (a: Day) in .string(a.weekday.rawValue) }]
    ),
    FunctionDeclaration("month", [.member(.int) { (a: Day) in .int(Int64(a.month)) }]),
    FunctionDeclaration("year", [.member(.int) { (a: Day) in .int(Int64(a.year)) }]),
]
