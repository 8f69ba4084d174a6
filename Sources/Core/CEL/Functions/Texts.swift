// CEL specification, "List of Standard Definitions". Texts are compared by code points, never by
// canonical equivalence; that is the same as by their octets in UTF-8.

/// Functions of texts that the core of the language has.
let textFunctions = [
    FunctionDeclaration(
        "startsWith",
        about: "Whether a text begins with another.",
        [.member(.bool) { (a: String, b: String) in .bool(a.begins(with: b)) }]
    ),
    FunctionDeclaration(
        "endsWith",
        about: "Whether a text ends with another.",
        [.member(.bool) { (a: String, b: String) in .bool(a.ends(with: b)) }]
    ),
    FunctionDeclaration(
        "contains",
        about: "Whether a text stands anywhere in another.",
        [.member(.bool) { (a: String, b: String) in .bool(a.firstPlace(of: b) != nil) }]
    ),
]
