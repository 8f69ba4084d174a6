/// Functions that belong together, with the types that only they make.
package struct FunctionLibrary: Sendable {
    /// What they are about, as a heading.
    package let title: String
    /// The functions, in the order in which a person reads of them.
    package let functions: [FunctionDeclaration]
    /// The names of their types, as `net.IP`.
    package let typeNames: [String]

    init(_ title: String, _ functions: [FunctionDeclaration], typeNames: [String] = []) {
        self.title = title
        self.functions = functions
        self.typeNames = typeNames
    }

    /// The functions that every expression may use, apart from those of timestamps, which need to
    /// know time zones.
    static let standard = [
        FunctionLibrary("Sizes and types", sizeFunctions + typeFunctions),
        FunctionLibrary("Conversions", conversionFunctions),
        FunctionLibrary("Texts", textFunctions + [matchFunction]),
        FunctionLibrary("Lengths of time", durationFunctions),
    ]
    static let days = FunctionLibrary("Calendar days", dayFunctions, typeNames: ["day"])
}

extension Extension {
    /// The functions of this part of the language; `nil` where it has only macros or structures.
    var library: FunctionLibrary? {
        switch self {
        case .strings: FunctionLibrary("Strings", stringFunctions + [formatFunction])
        case .math: FunctionLibrary("Math", mathFunctions + bitFunctions)
        case .lists: FunctionLibrary("Lists", listFunctions)
        case .sets: FunctionLibrary("Sets", setFunctions)
        case .encoders: FunctionLibrary("Encoders", encoderFunctions)
        case .network:
            FunctionLibrary(
                "Network",
                networkFunctions,
                typeNames: [NetworkAddress.name, NetworkRange.name]
            )
        case .optionals:
            FunctionLibrary("Optional values", optionalFunctions, typeNames: ["optional_type"])
        case .bindings, .comprehensions, .blocks, .structures: nil
        }
    }
}
