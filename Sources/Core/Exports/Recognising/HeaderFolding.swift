import Columns

/// The text under which spellings of one header meet: lower case, and one `_` for each run of characters
/// that are neither letters nor digits (reference, section 2).
///
/// `Assigned date` and `assigned_date` meet, and so do `Group_type` and `Group type`.
package func foldHeader(_ header: String) -> String {
    var folded = String.UnicodeScalarView()
    var isGap = false
    for scalar in fold(header).unicodeScalars {
        let properties = scalar.properties
        guard properties.isAlphabetic || properties.numericType != nil || isMark(properties) else {
            isGap = true
            continue
        }
        // A gap at the beginning or the end joins nothing.
        if isGap && !folded.isEmpty { folded.append("_") }
        isGap = false
        folded.append(scalar)
    }
    return String(folded)
}

/// Whether it belongs to the letter before it.
private func isMark(_ properties: Unicode.Scalar.Properties) -> Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
}
