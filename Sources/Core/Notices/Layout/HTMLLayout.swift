// Mail programs know little of CSS: tables for the frame, every style inline, no images, nothing
// that is fetched. It reads in one column on a telephone and is dark on light everywhere.
import Templates

/// A mail as a page of HTML.
func htmlLayout(_ content: MailContent, title: String) -> String {
    let sections = content.sections.map(html(of:)).joined(separator: "\n")
    let foot =
        content.sections.map(\.origin).filter { !$0.isEmpty } + ["Reference \(content.reference)"]
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light">
        <meta name="supported-color-schemes" content="light">
        <title>\(escapedForHTML(title))</title>
        </head>
        <body style="margin:0;padding:0;background:\(Look.ground);">
        <div style="display:none;max-height:0;overflow:hidden;">\(escapedForHTML(title))</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="background:\(Look.ground);">
        <tr><td align="center" style="padding:24px 12px;">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="max-width:600px;">
        <tr><td style="padding:0 4px 12px;\(Look.font)font-size:13px;line-height:1.4;\
        color:\(Look.quiet);">\(escapedForHTML(content.sender)) &middot; \
        \(escapedForHTML(content.date))</td></tr>
        \(overview(of: content))\
        \(sections)
        <tr><td style="padding:8px 4px 0;\(Look.font)font-size:12px;line-height:1.5;\
        color:\(Look.quiet);">
        \(foot.map { "<div style=\"padding-bottom:4px;\">\(escapedForHTML($0))</div>" }
            .joined(separator: "\n"))
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>

        """
}

/// What the mail is about at a glance, where it has several parts, and why it comes to this person.
private func overview(of content: MailContent) -> String {
    let parts = content.overview
    let lines = (parts.count > 1 ? parts : []).map { part in
        """
        <tr><td valign="top" style="padding:3px 10px 3px 0;\(Look.font)font-size:15px;\
        line-height:1.45;color:\(Look.accent(part.weight));">&#9679;</td>\
        <td style="padding:3px 0;\(Look.font)font-size:15px;line-height:1.45;\
        color:\(Look.ink);">\(escapedForHTML(part.summary))</td></tr>
        """
    }
    let notes = content.notes.map { note in
        "<p style=\"margin:0;padding:6px 0;\(Look.font)font-size:14px;line-height:1.5;"
            + "color:\(Look.quiet);\">\(escapedForHTML(note))</p>"
    }
    guard !lines.isEmpty || !notes.isEmpty else { return "" }
    let table =
        lines.isEmpty
        ? ""
        : """
        <table role="presentation" cellpadding="0" cellspacing="0" border="0">
        \(lines.joined(separator: "\n"))
        </table>

        """
    return """
        <tr><td style="padding:4px 4px 16px;">
        \(table)\(notes.joined(separator: "\n"))
        </td></tr>

        """
}

private func html(of section: MailSection) -> String {
    let accent = Look.accent(section.weight)
    var body = section.parts.enumerated().map { html(of: $1, isFirst: $0 == 0) }.joined(
        separator: "\n"
    )
    if !section.settled.isEmpty {
        body += """

            <p style="margin:20px 0 4px;padding-top:14px;border-top:1px solid \(Look.line);\
            \(Look.font)font-size:14px;line-height:1.5;color:\(Look.quiet);">\(Phrases.settled)</p>
            \(dressed("<ul>\(section.settled.map { "<li>\(escapedForHTML($0))</li>" }.joined())</ul>", accent))
            """
    }
    return """
        <tr><td style="padding:0 0 16px;">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="width:100%;background:#ffffff;border:1px solid \(Look.line);border-left:4px solid \(accent);\
        border-radius:6px;">
        <tr><td style="padding:18px 20px 20px;\(Look.font)font-size:15px;line-height:1.55;\
        color:\(Look.ink);">
        <div style="\(Look.font)font-size:13px;line-height:1.4;font-weight:600;color:\(accent);">\
        \(escapedForHTML(section.title))</div>
        \(body)
        </td></tr>
        </table>
        </td></tr>
        """
}

private func html(of part: MailPart, isFirst: Bool) -> String {
    let accent = Look.accent(part.weight)
    let edge = isFirst ? "" : "margin-top:22px;padding-top:18px;border-top:1px solid \(Look.line);"
    var html = """
        <div style="\(edge)">
        <h2 style="margin:6px 0 8px;\(Look.font)font-size:19px;line-height:1.35;font-weight:600;\
        color:\(Look.ink);">\(escapedForHTML(part.summary))</h2>
        """
    let lead = [label(of: part.weight), escapedForHTML(part.reason)].filter { !$0.isEmpty }
    if !lead.isEmpty {
        html += """

            <p style="margin:0 0 12px;\(Look.font)font-size:14px;line-height:1.5;\
            color:\(Look.quiet);">\(lead.joined(separator: " &middot; "))</p>
            """
    }
    if !part.html.isEmpty { html += "\n" + dressed(trimmedLines(part.html), accent) }
    for remark in part.remarks {
        html += """

            <p style="margin:10px 0 0;\(Look.font)font-size:13px;line-height:1.5;\
            color:\(Look.quiet);">\(escapedForHTML(remark))</p>
            """
    }
    return html + "\n</div>"
}

/// How much a part matters, in its colour; nothing for what is only good to know.
private func label(of weight: Weight) -> String {
    guard weight > .info else { return "" }
    let word = name(of: weight).capitalizedFirst
    return "<span style=\"font-weight:600;color:\(Look.accent(weight));\">\(word)</span>"
}

/// Bare tags of a template with the looks of the mail; a tag with a style of its own keeps it.
///
/// Values in templates are escaped, so a `<p>` here is always one that the template's author wrote.
func dressed(_ html: String, _ accent: String) -> String {
    let text = "\(Look.font)font-size:15px;line-height:1.55;color:\(Look.ink);"
    let cell = "\(Look.font)font-size:14px;line-height:1.4;text-align:left;vertical-align:top;"
    let looks = [
        ("<p>", "<p style=\"margin:0 0 12px;\(text)\">"),
        ("<ul>", "<ul style=\"margin:0 0 12px;padding-left:20px;\(text)\">"),
        ("<ol>", "<ol style=\"margin:0 0 12px;padding-left:22px;\(text)\">"),
        ("<li>", "<li style=\"margin:0 0 4px;\">"),
        (
            "<h3>",
            "<h3 style=\"margin:16px 0 6px;\(Look.font)font-size:15px;line-height:1.4;font-weight:600;"
                + "color:\(Look.ink);\">"
        ),
        (
            "<table>",
            "<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
                + "style=\"margin:0 0 14px;border-collapse:collapse;\">"
        ),
        (
            "<th>",
            "<th style=\"padding:6px 12px 6px 0;border-bottom:1px solid \(Look.line);\(cell)"
                + "font-weight:600;color:\(Look.quiet);\">"
        ),
        (
            "<td>",
            "<td style=\"padding:6px 12px 6px 0;border-bottom:1px solid \(Look.line);\(cell)"
                + "color:\(Look.ink);\">"
        ),
        (
            "<code>",
            "<code style=\"font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px;"
                + "background:\(Look.ground);padding:1px 4px;border-radius:3px;\">"
        ),
        ("<a href=", "<a style=\"color:\(accent);\" href="),
    ]
    return looks.reduce(html) { $0.replacing($1.0, with: $1.1) }
}

/// Colours and letters.
enum Look {
    static let ink = "#1f2328"
    static let quiet = "#5b6570"
    static let line = "#e3e6ea"
    static let ground = "#f4f5f7"
    static let font =
        "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"

    /// One colour for each weight; each has a contrast of at least 4.5 on white.
    static func accent(_ weight: Weight) -> String {
        switch weight {
        case .info: "#2b6a99"
        case .warning: "#a8500a"
        case .critical: "#b3261e"
        }
    }
}
