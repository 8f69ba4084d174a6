/// A field's name, in backticks where it is no plain name.
func fieldName(_ name: Syntax.Name) -> String {
    let scalars = name.text.unicodeScalars
    let isPlain =
        scalars.first.map(isNameStart) ?? false
        && scalars.allSatisfy { isNameStart($0) || isDigit($0) }
        && !Token.keywords.contains(name.text)
    return isPlain ? name.text : "`\(name.text)`"
}

/// The call that stands for a name which only macros make (`@it:1:0` for `cel.iterVar(1, 0)`);
/// `nil` for every other name.
func macroName(_ name: String) -> String? {
    guard name.hasPrefix("@") else { return nil }
    let parts = name.split(separator: ":")
    switch parts.first {
    case "@it" where parts.count == 3: return "cel.iterVar(\(parts[1]), \(parts[2]))"
    case "@ac" where parts.count == 3: return "cel.accuVar(\(parts[1]), \(parts[2]))"
    default: return name.hasPrefix("@index") ? "cel.index(\(name.dropFirst(6)))" : nil
    }
}
