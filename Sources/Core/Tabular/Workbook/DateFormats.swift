/// Which formats of numbers show a date (ECMA-376-1, 18.8.30).
enum DateFormats {
    /// Whether a built-in format does, those of East Asian versions included.
    static func isDate(builtIn id: Int) -> Bool {
        (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id)
            || (50...58).contains(id)
    }

    /// Whether a format that somebody wrote does: one with a letter of a date or a time outside quotes,
    /// brackets and escapes.
    ///
    /// A count of hours such as `[h]:mm` is a duration and no date.
    static func isDate(_ code: String) -> Bool {
        var isDate = false
        var scalars = code.lowercased().unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case "\"":
                while let quoted = scalars.next(), quoted != "\"" {}
            case "[":
                var inside = ""
                while let next = scalars.next(), next != "]" { inside.unicodeScalars.append(next) }
                let isCount = !inside.isEmpty && inside.allSatisfy { "hms".contains($0) }
                if isCount { return false }
            // The next character stands for itself, for its width, or fills the cell.
            case "\\", "_", "*": _ = scalars.next()
            case "d", "m", "y", "h", "s": isDate = true
            default: break
            }
        }
        return isDate
    }
}
