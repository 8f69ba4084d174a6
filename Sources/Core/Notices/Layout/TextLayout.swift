/// A mail as plain text, wrapped; lines end in `\n`.
func textLayout(_ content: MailContent) -> String {
    var blocks: [String] = []
    let parts = content.overview
    if parts.count > 1 {
        blocks.append(wrapped(parts.map { "- \($0.summary)" }.joined(separator: "\n")))
    }
    blocks += content.notes.map { wrapped($0) }
    for section in content.sections { blocks += text(of: section) }
    var foot = content.sections.map(\.origin).filter { !$0.isEmpty }
    foot.append("Reference \(content.reference)")
    // The usual mark of a foot, which mail programs fold away in answers.
    blocks.append("-- \n" + foot.map { wrapped($0) }.joined(separator: "\n"))
    return blocks.joined(separator: "\n\n") + "\n"
}

private func text(of section: MailSection) -> [String] {
    let title = section.title.uppercased()
    let rule = String(repeating: "-", count: Swift.min(title.unicodeScalars.count, wrapColumn))
    var blocks = [wrapped(title) + "\n" + rule]
    for part in section.parts {
        blocks.append(wrapped(part.summary))
        let label = part.weight == .info ? "" : name(of: part.weight).capitalizedFirst + "."
        let lead = [label, part.reason].filter { !$0.isEmpty }.joined(separator: " ")
        if !lead.isEmpty { blocks.append(wrapped(lead)) }
        let body = trimmedLines(part.text)
        if !body.isEmpty, body != part.summary { blocks.append(wrapped(body)) }
        if !part.remarks.isEmpty {
            blocks.append(part.remarks.map { wrapped($0) }.joined(separator: "\n"))
        }
    }
    if !section.settled.isEmpty {
        let lines = [Phrases.settled] + section.settled.map { "- \($0)" }
        blocks.append(wrapped(lines.joined(separator: "\n")))
    }
    return blocks
}

/// The word of a weight.
func name(of weight: Weight) -> String {
    switch weight {
    case .info: "info"
    case .warning: "warning"
    case .critical: "critical"
    }
}

/// A text without empty lines at its ends, without spaces at the ends of its lines, and with one
/// empty line where several follow each other.
func trimmedLines(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        var line = String(line)
        while let last = line.last, last == " " || last == "\t" || last == "\r" {
            line.removeLast()
        }
        if line.isEmpty, lines.last?.isEmpty != false { continue }
        lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
}
