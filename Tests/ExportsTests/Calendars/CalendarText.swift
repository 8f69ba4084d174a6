import CivilTime
import Exports

/// A calendar of some events, each given by its lines.
func calendar(_ events: String...) -> String {
    let events = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n\(events)END:VCALENDAR\n"
        .replacing("\n", with: "\r\n")
}

/// An event of one person on these days, with further lines.
func event(_ from: String, _ until: String? = nil, _ more: String...) -> String {
    let end = until.map { ["DTEND;VALUE=DATE:\($0)"] } ?? []
    return (["DTSTART;VALUE=DATE:\(from)"] + end + ["ATTENDEE:mailto:ada@example.com"] + more)
        .joined(separator: "\n")
}

/// What the only person of a calendar is away, as `FROM..UNTIL`.
func times(_ text: String, zone: Zone = .utc) throws(ExportError) -> [String] {
    let export = try read(text, ReadingOptions(maxBadRows: 1, zone: zone))
    return export.refusedRows.map { "\($0)" }
        + zip(export.column("from"), export.column("until")).map { "\($0)..\($1)" }
}

/// Who is away by a calendar.
func people(_ text: String) throws(ExportError) -> [String] {
    let export = try read(text, ReadingOptions(maxBadRows: 1))
    return export.refusedRows.map { "\($0)" } + export.column("email")
}
