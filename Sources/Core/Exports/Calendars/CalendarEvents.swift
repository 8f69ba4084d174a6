import CivilTime
import Tabular

/// The events of a file of calendars (RFC 5545), one after the other.
struct CalendarEvents {
    /// The events, also those that are cancelled.
    private(set) var all: [CalendarEvent] = []

    /// Bytes of a file, which is held.
    static let maximumBytes = 64 << 20
    /// Events of a file, which are held: more than fit, unless they say next to nothing.
    static let maximumEvents = 250_000
    /// Parts inside parts: a calendar has events, which have alarms.
    private static let maximumDepth = 16

    private var open: [String] = []
    private var event: CalendarEvent?
    /// Whether the calendar that is read takes events back.
    private var isCancelling = false
    private let zone: Zone

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - source: its bytes.
    ///   - zone: the configured zone, whose days moments in UTC lie on.
    /// - Throws: what is wrong with it as a whole: it is cut off, or no calendar throughout.
    init(_ source: any ByteSource, zone: Zone) throws(ExportError) {
        self.zone = zone
        guard source.count <= Self.maximumBytes else {
            throw ExportError(
                .tooLarge,
                dataset: .absences,
                "The calendar is larger than \(Self.maximumBytes >> 20) MiB.",
                advice: ["Leave past years out."]
            )
        }
        let bytes = try asExportError { () throws(TabularError) in try source.contents() }
        guard !bytes.contains(0) else {
            throw Self.damaged("it has a byte that is no part of any text", line: nil)
        }
        var lines = CalendarLines(bytes)
        while lines.advance() { try take(lines) }
        guard open.isEmpty else {
            throw Self.damaged(
                "it ends before END:\(open.last ?? ""), so it was cut off",
                line: nil
            )
        }
    }

    private mutating func take(_ lines: CalendarLines) throws(ExportError) {
        let name = Self.name(of: lines.bytes)
        switch name {
        case "BEGIN": try begin(lines)
        case "END": try end(lines)
        case "METHOD" where open.count == 1:
            isCancelling = CalendarProperty(lines.bytes)?.value.uppercased() == "CANCEL"
        case _ where open.isEmpty:
            throw Self.damaged("something stands outside of every calendar", line: lines.number)
        case _ where open == ["VCALENDAR", "VEVENT"] && CalendarEvent.properties.contains(name):
            guard !lines.isCut else {
                event?.note(CalendarProblem(name, "it is too long"))
                return
            }
            guard let property = CalendarProperty(lines.bytes) else {
                event?.note(CalendarProblem(name, "it is no line of a calendar"))
                return
            }
            event?.add(property, zone: zone)
        default: break
        }
    }

    private mutating func begin(_ lines: CalendarLines) throws(ExportError) {
        let part = CalendarProperty(lines.bytes)?.value.uppercased() ?? ""
        guard open.count < Self.maximumDepth, part == "VCALENDAR" || !open.isEmpty else {
            throw Self.damaged("'\(Advice.clipped(part))' cannot begin there", line: lines.number)
        }
        open.append(part)
        if open == ["VCALENDAR"] { isCancelling = false }
        if open == ["VCALENDAR", "VEVENT"] {
            guard all.count < Self.maximumEvents else {
                throw ReadingLimits.tooLong(Self.maximumEvents, .absences)
            }
            event = CalendarEvent(line: lines.number)
        }
    }

    private mutating func end(_ lines: CalendarLines) throws(ExportError) {
        let part = CalendarProperty(lines.bytes)?.value.uppercased() ?? ""
        guard part == open.last else {
            throw Self.damaged(
                "'\(Advice.clipped(part))' ends where it is not open",
                line: lines.number
            )
        }
        if open == ["VCALENDAR", "VEVENT"], var event {
            if isCancelling { event.cancel() }
            all.append(event)
            self.event = nil
        }
        open.removeLast()
    }

    /// The name of a line in capital letters, which is all that is asked of most.
    private static func name(of line: [UInt8]) -> String {
        let end = line.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") }
        return String(decoding: line[..<(end ?? line.count)].prefix(40), as: UTF8.self).uppercased()
    }

    private static func damaged(_ what: String, line: Int?) -> ExportError {
        ExportError(
            .damagedCalendar,
            dataset: .absences,
            lines: line.map { [$0] } ?? [],
            (line.map { "Line \($0): the" } ?? "The") + " file is no whole calendar: \(what)."
        )
    }
}
