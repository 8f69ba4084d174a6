import CivilTime

/// Functions of calendar days, which policies use (`Environment.Options.hasDays`).
let dayFunctions: [FunctionDeclaration] = [
    FunctionDeclaration(
        "day",
        about: "The calendar day that a text names, as 2026-11-24.",
        [
            .function(.day) { (a: Day) in .day(a) },
            .function(.day) { (a: String) throws(EvaluationError) -> Value in
                .day(try converted(Day(a), .string(a), "day", like: "2026-11-24"))
            },
        ]
    ),
    FunctionDeclaration(
        "add",
        about: "The day so many days later.",
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
        about: "How many days it is to another day.",
        [.member(.int) { (a: Day, b: Day) in .int(Int64(a.days(until: b))) }]
    ),
    FunctionDeclaration(
        "weekday",
        about: "The name of the day of the week, as 'tuesday'.",
        [.member(.string) { (a: Day) in .string(a.weekday.rawValue) }]
    ),
    FunctionDeclaration(
        "month",
        about: "The month, 1 to 12.",
        [.member(.int) { (a: Day) in .int(Int64(a.month)) }]
    ),
    FunctionDeclaration(
        "year",
        about: "The year.",
        [.member(.int) { (a: Day) in .int(Int64(a.year)) }]
    ),
]
