// cel-go, ext/README.md, "Encoders".

/// Functions that write octets as text.
let encoderFunctions = [
    FunctionDeclaration(
        "base64.encode",
        about: "Octets as a text of base 64.",
        [
            .function(.string) { (a: Octets) throws(EvaluationError) -> Value in
                try checkMade(text: a.bytes.count / 3 * 4 + 4)
                return .string(Base64.text(of: a.bytes))
            }
        ]
    ),
    FunctionDeclaration(
        "base64.decode",
        about: "The octets of a text of base 64, with or without the `=` at its end.",
        [
            .function(.bytes) { (a: String) throws(EvaluationError) -> Value in
                guard let octets = Base64.octets(of: a) else {
                    throw EvaluationError(
                        .invalidArgument,
                        "\(Value.string(a).brief) is no text of base 64"
                    )
                }
                return .bytes(octets)
            }
        ]
    ),
]
