/// The functions that every expression may use, apart from those of timestamps, which need to know
/// time zones.
let standardFunctions: [String: [Overload]] = Dictionary(
    (sizeFunctions + conversionFunctions + textFunctions + [matchFunction] + durationFunctions).map
    {
        ($0.name, $0.overloads)
    },
    uniquingKeysWith: { $0 + $1 }
)

private let sizeFunctions = [
    FunctionDeclaration(
        "size",
        [false, true].flatMap { isMember -> [Overload] in
            [
                .function(.int, isMember: isMember) { (a: String) in
                    .int(Int64(a.unicodeScalars.count))
                },
                .function(.int, isMember: isMember) { (a: Octets) in .int(Int64(a.bytes.count)) },
                .function(.int, isMember: isMember) { (a: Elements) in .int(Int64(a.values.count))
                },
                .function(.int, isMember: isMember) { (a: MapValue) in .int(Int64(a.count)) },
            ]
        }
    )
]
