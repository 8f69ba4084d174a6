// CEL specification, "List of Standard Definitions".

/// How much there is of something.
let sizeFunctions = [
    FunctionDeclaration(
        "size",
        about: "How many code points, octets, elements or entries there are.",
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

/// Functions about the types of values.
let typeFunctions = [
    FunctionDeclaration(
        "type",
        about: "The type of a value, to be compared with the name of a type.",
        [
            Overload(
                isMember: false,
                [.parameter("A")],
                .type(.parameter("A")),
                .unary { .type($0.typeName) }
            )
        ]
    ),
    FunctionDeclaration(
        "dyn",
        about: "The same value, whose type is looked at only when the expression is evaluated.",
        [Overload(isMember: false, [.parameter("A")], .dyn, .unary { $0 })]
    ),
]
