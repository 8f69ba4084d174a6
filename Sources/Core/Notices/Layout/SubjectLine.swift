import Templates

/// The subject of a mail: the summaries of its parts, worst first, as many as fit.
///
/// The first one always stands whole up to `longest`; what does not fit is counted.
func subjectLine(_ summaries: [String], prefix: String = "") -> String {
    let summaries = summaries.map(oneLine).filter { !$0.isEmpty }
    guard let first = summaries.first else { return prefix + "Seatwarden" }
    var line = shortened(prefix + first, to: SubjectLength.longest)
    for (index, summary) in summaries.enumerated().dropFirst() {
        let longer = line + " · " + summary
        guard longer.unicodeScalars.count <= SubjectLength.comfortable else {
            return line + " · \(summaries.count - index) more"
        }
        line = longer
    }
    return line
}

/// How long a subject gets, in code points.
enum SubjectLength {
    /// Beyond this no further part is added.
    static let comfortable = 110
    /// A single part is cut here.
    static let longest = 160
}

private func shortened(_ text: String, to length: Int) -> String {
    guard text.unicodeScalars.count > length else { return text }
    var kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(length - 1)))
    if let space = kept.lastIndex(of: " "), kept[space...].count < 20 {
        kept = String(kept[..<space])
    }
    return kept + "…"
}
