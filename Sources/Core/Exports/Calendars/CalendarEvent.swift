import CivilTime

/// What a calendar says of one event, as far as it tells who is away when.
struct CalendarEvent {
    /// The line on which it begins.
    let line: Int
    /// What tells it apart: other events with it are other versions, or single days of it.
    private(set) var id: String?
    /// Which version it is; a higher one takes the place of the others.
    private(set) var version = 0
    /// Whether it does not take place.
    private(set) var isCancelled = false
    private(set) var start: CalendarTime?
    /// When it was written, which tells how far a repetition without end is followed.
    private(set) var writtenOn: Day?
    /// Which beginning of a repeated event this one takes the place of.
    private(set) var replaces: CalendarTime?
    /// What it is called.
    private(set) var summary: String?
    /// The first thing in it that is not understood.
    private(set) var problem: CalendarProblem?

    private var end: CalendarTime?
    private var span: CalendarSpan?
    private(set) var rule: RecurrenceRule?
    /// Further beginnings.
    private(set) var added: [Day] = []
    /// Beginnings that do not take place.
    private(set) var excepted: Set<Day> = []
    private var attendees: [String] = []
    private var hasAttendees = false
    private var organizer: String?

    init(line: Int) { self.line = line }

    /// The properties that count.
    static let properties: Set<String> = [
        "UID", "SEQUENCE", "STATUS", "SUMMARY", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE",
        "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE", "ORGANIZER",
    ]

    /// Takes in a property.
    mutating func add(_ property: CalendarProperty, zone: Zone) {
        do throws(CalendarProblem) {
            try read(property, zone)
        } catch {
            note(error)
        }
    }

    /// Takes it back, as a calendar of events that do not take place does.
    mutating func cancel() { isCancelled = true }

    /// Notes what is not understood; the first counts.
    mutating func note(_ problem: CalendarProblem) { self.problem = self.problem ?? problem }

    private mutating func read(
        _ property: CalendarProperty,
        _ zone: Zone
    ) throws(CalendarProblem) {
        switch property.name {
        case "UID": id = property.value
        case "SEQUENCE": version = max(0, Int(property.value) ?? 0)
        case "STATUS": isCancelled = property.value.uppercased() == "CANCELLED"
        case "SUMMARY": summary = property.text
        case "DTSTAMP": writtenOn = CalendarTime(property.value, zone: zone)?.day
        case "DTSTART": start = try property.time(zone)
        case "DTEND": end = try property.time(zone)
        case "DURATION":
            span = CalendarSpan(property.value)
            guard span != nil else { throw property.unreadable("length of time") }
        case "RRULE":
            guard rule == nil else { throw CalendarProblem("RRULE", "it stands there twice") }
            rule = try RecurrenceRule(property.value, zone: zone)
        case "EXRULE": throw CalendarProblem("EXRULE", "it cannot be read; list the days in EXDATE")
        case "RDATE": added += try property.times(zone).map(\.day)
        case "EXDATE": excepted.formUnion(try property.times(zone).map(\.day))
        case "RECURRENCE-ID":
            guard property.parameters["RANGE"] == nil else {
                throw CalendarProblem("RECURRENCE-ID", "a change of all later days cannot be read")
            }
            replaces = try property.time(zone)
        case "ATTENDEE": invite(property)
        case "ORGANIZER": organizer = property.address
        default: break
        }
    }

    /// Rooms, groups and those who declined are not away.
    private mutating func invite(_ property: CalendarProperty) {
        let kind = property.parameters["CUTYPE"]?.uppercased() ?? "INDIVIDUAL"
        guard kind == "INDIVIDUAL" || kind == "UNKNOWN", let address = property.address else {
            return
        }
        hasAttendees = true
        if property.parameters["PARTSTAT"]?.uppercased() != "DECLINED" { attendees.append(address) }
    }

    /// Who is away: those invited, else who invites, else the addresses in the summary (facts §3.7);
    /// `nil` where nobody is named.
    var people: [String]? {
        if hasAttendees { return Set(attendees).sorted() }
        if let organizer { return [organizer] }
        let named = addresses(in: summary ?? "")
        return named.isEmpty ? nil : named
    }

    /// How many days it goes on after the one on which it begins.
    ///
    /// The end is not part of it: what ends at midnight, or on a day, ends the day before.
    func length(from start: CalendarTime) throws(CalendarProblem) -> Int {
        guard let end = end ?? span.map(start.adding) else { return 0 }
        guard (end.second == nil) == (start.second == nil) else {
            throw CalendarProblem(
                "DTEND",
                "one of beginning and end has a time of day, one has not"
            )
        }
        guard end >= start else {
            throw CalendarProblem(
                "DTEND",
                "it ends on \(end.day), before it begins on \(start.day)"
            )
        }
        let endsBefore = end > start && (end.second ?? 0) == 0
        return start.day.days(until: end.day) - (endsBefore ? 1 : 0)
    }
}

extension CalendarProperty {
    /// The one day or time of the value.
    fileprivate func time(_ zone: Zone) throws(CalendarProblem) -> CalendarTime {
        guard let time = CalendarTime(value, zone: zone) else {
            throw unreadable("day or time")
        }
        return time
    }

    /// The days or times of the value.
    fileprivate func times(_ zone: Zone) throws(CalendarProblem) -> [CalendarTime] {
        let times = value.split(separator: ",").map { CalendarTime($0, zone: zone) }
        let known = times.compactMap(\.self)
        guard known.count == times.count else { throw unreadable("list of days or times") }
        return known
    }

    fileprivate func unreadable(_ what: String) -> CalendarProblem {
        CalendarProblem(name, "'\(Advice.clipped(value))' is no \(what) that can be read")
    }

    /// The address behind `mailto:`, or in the parameter `EMAIL`.
    fileprivate var address: String? {
        let text = value.lowercased().hasPrefix("mailto:") ? String(value.dropFirst(7)) : value
        return addresses(in: text).first ?? parameters["EMAIL"].flatMap { addresses(in: $0).first }
    }
}

/// The mail addresses in a text, each once, lower-case.
func addresses(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return [] }
    let marks: Set<Character> = ["<", ">", "(", ")", "[", "]", ",", ";", ":", "\"", "'", "/", "|"]
    var found: [String] = []
    var seen: Set<String> = []
    for word in text.split(whereSeparator: { $0.isWhitespace || marks.contains($0) }) {
        var word = word[...]
        while let last = word.last, ".!?".contains(last) { word.removeLast() }
        let sides = word.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, !sides[0].isEmpty, sides[1].contains("."),
            !sides[1].hasPrefix(".")
        else { continue }
        let address = word.lowercased()
        if seen.insert(address).inserted { found.append(address) }
    }
    return found
}
