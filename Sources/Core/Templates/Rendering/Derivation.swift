// "A missing part is derived from the others" (policy-language.md §7).

/// Plain text as HTML: blank lines part paragraphs, lines that begin with `- ` are a list, other
/// lines keep their ends.
package func htmlParagraphs(_ text: String) -> String {
    var html: [String] = []
    var lines: [String] = []
    var items: [String] = []
    func close() {
        if !lines.isEmpty { html.append("<p>\(lines.joined(separator: "<br>\n"))</p>") }
        if !items.isEmpty {
            html.append("<ul>\n\(items.map { "<li>\($0)</li>" }.joined(separator: "\n"))\n</ul>")
        }
        lines = []
        items = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let content = line.drop { $0 == " " || $0 == "\t" }
        if content.isEmpty {
            close()
        } else if content.hasPrefix("- ") {
            if !lines.isEmpty { close() }
            items.append(escapedForHTML(String(content.dropFirst(2))))
        } else if !items.isEmpty, content.count < line.count {
            // An indented line goes on with the item above it.
            items[items.count - 1] += " " + escapedForHTML(String(content))
        } else {
            if !items.isEmpty { close() }
            lines.append(escapedForHTML(String(content)))
        }
    }
    close()
    return html.joined(separator: "\n")
}

/// The text of an HTML fragment: ends of blocks are ends of lines, items begin with `- `, cells are
/// parted by two spaces, paragraphs by an empty line.
package func plainText(ofHTML html: String) -> String {
    var text = ""
    var rest = Substring(html)
    while let open = rest.firstIndex(of: "<") {
        append(rest[..<open], to: &text)
        rest = rest[open...]
        let next = rest.dropFirst().first
        guard next == "/" || next == "!" || next?.isLetter == true else {
            // A sign of comparison.
            text += "<"
            rest = rest.dropFirst()
            continue
        }
        guard let close = rest.firstIndex(of: ">") else {
            rest = ""
            break
        }
        let name = rest[rest.index(after: open)..<close].lowercased()
            .prefix { $0.isLetter || $0.isNumber || $0 == "/" }
        switch name {
        case "br", "br/", "/li", "/tr", "/div", "ul", "/ul", "ol", "/ol": breakLine(&text)
        case "li": text += "- "
        case "/td", "/th": text += "  "
        case "p", "/p", "/h1", "/h2", "/h3", "/h4", "/table":
            breakLine(&text)
            if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
        default: break
        }
        rest = rest[rest.index(after: close)...]
    }
    append(rest, to: &text)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingSuffix(" ") }.joined(separator: "\n").trimmingSuffix("\n") + "\n"
}

private func breakLine(_ text: inout String) {
    while text.last == " " { text.removeLast() }
    if !text.isEmpty, text.last != "\n" { text += "\n" }
}

/// Adds a stretch between tags: entities decoded, white space joined.
private func append(_ stretch: Substring, to text: inout String) {
    for character in decodingEntities(stretch) {
        if character.isWhitespace {
            if let last = text.last, last != "\n", last != " " { text += " " }
        } else {
            text.append(character)
        }
    }
}

private func decodingEntities(_ text: Substring) -> String {
    let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    var decoded = ""
    var rest = text
    while let mark = rest.firstIndex(of: "&") {
        decoded += rest[..<mark]
        rest = rest[mark...]
        let entity = entities.first { rest.hasPrefix($0.0) }
        decoded += entity?.1 ?? "&"
        rest = rest.dropFirst(entity?.0.count ?? 1)
    }
    return decoded + rest
}

extension StringProtocol {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = String(self)
        while text.last == character { text.removeLast() }
        return text
    }
}
