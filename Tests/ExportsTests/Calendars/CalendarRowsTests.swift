import CivilTime
import Columns
import Tabular
import TestSupport
import Testing

@testable import Exports

/// Calendars of absences (facts §3.7, "Absences").
struct CalendarRowsTests {
    @Test func `an event is a row of the data set absences`() throws {
        let export = try read(calendar(event("20261214", "20270105", #"SUMMARY:Away\, far"#)))
        #expect(export.dataset == .absences)
        #expect(export.keys == ["email", "from", "until", "note"])
        #expect(export.column("email") == ["ada@example.com"])
        #expect(export.column("from") == ["2026-12-14"])
        #expect(export.column("until") == ["2027-01-04"])
        #expect(export.column("note") == ["Away, far"])
        #expect(export.lines == [4])
        #expect(export.refusedRowCount == 0)
    }

    @Test(arguments: [
        // The end is not part of the event (RFC 5545, section 3.6.1).
        (["DTSTART;VALUE=DATE:20261214", "DTEND;VALUE=DATE:20261215"], "2026-12-14..2026-12-14"),
        (["DTSTART;VALUE=DATE:20261214"], "2026-12-14..2026-12-14"),
        (["DTSTART:20261214", "DTEND:20261214"], "2026-12-14..2026-12-14"),
        (["DTSTART;VALUE=DATE:20261214", "DURATION:P1W"], "2026-12-14..2026-12-20"),
        (["DTSTART:20261214T090000", "DTEND:20261214T100000"], "2026-12-14..2026-12-14"),
        (["DTSTART:20261214T090000", "DTEND:20261216T000000"], "2026-12-14..2026-12-15"),
        (["DTSTART:20261214T090000", "DTEND:20261216T000001"], "2026-12-14..2026-12-16"),
        (["DTSTART:20261214T220000", "DURATION:PT4H"], "2026-12-14..2026-12-15"),
        (["DTSTART:20261214T090000Z"], "2026-12-14..2026-12-14"),
        (
            ["DTSTART;TZID=\"Some: Zone\":20261214T233000", "DTEND;TZID=X:20261215T003000"],
            "2026-12-14..2026-12-15"
        ),
        (["DTSTART;VALUE=DATE:99991231", "DTEND;VALUE=DATE:99991231"], "9999-12-31..9999-12-31"),
    ])
    func `both days of a row are days away`(lines: [String], expected: String) throws {
        let lines = lines.joined(separator: "\n") + "\nATTENDEE:mailto:ada@example.com"
        #expect(try times(calendar(lines)) == [expected])
    }

    @Test func `moments in UTC lie on the days of the configured zone`() throws {
        let zone = try #require(Zone(name: "East", tzif: fixedZone(hours: 1)))
        let text = calendar(
            "DTSTART:20261213T230000Z\nDTEND:20261218T230000Z\nORGANIZER:mailto:ada@example.com"
        )
        #expect(try times(text, zone: zone) == ["2026-12-14..2026-12-18"])
        #expect(try times(text) == ["2026-12-13..2026-12-18"])
    }

    @Test(arguments: [
        ("ATTENDEE;CN=\"A, B\":MAILTO:Ada@Example.com", ["ada@example.com"]),
        (
            "ATTENDEE:mailto:ada@example.com\nATTENDEE:mailto:bob@example.com\n"
                + "ORGANIZER:mailto:hr@example.com", ["ada@example.com", "bob@example.com"]
        ),
        (
            "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com\nATTENDEE:mailto:bob@example.com",
            ["bob@example.com"]
        ),
        (
            "ATTENDEE;CUTYPE=ROOM:mailto:r1@example.com\nORGANIZER:mailto:ada@example.com",
            ["ada@example.com"]
        ),
        ("ATTENDEE;EMAIL=ada@example.com:urn:uuid:1", ["ada@example.com"]),
        ("ORGANIZER:mailto:ada@example.com\nSUMMARY:for bob@example.com", ["ada@example.com"]),
        (
            "SUMMARY:Away: Ada <Ada@example.com>\\, bob@example.com.",
            ["ada@example.com", "bob@example.com"]
        ),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com\nORGANIZER:mailto:hr@example.com", []),
    ])
    func `those invited are away, else who invites, else who is named`(
        lines: String,
        expected: [String]
    ) throws {
        #expect(try people(calendar("DTSTART:20261214\n\(lines)")) == expected)
    }

    @Test(arguments: [
        ("DTSTART:20261214\nSUMMARY:Christmas @ home", "ATTENDEE", "names nobody"),
        ("ATTENDEE:mailto:a@b.example", "DTSTART", "no beginning"),
        (event("2026121x"), "DTSTART", "'2026121x' is no day or time"),
        (event("20261214", "20261213"), "DTEND", "before it begins"),
        (event("20261214", "20261214T100000"), "DTEND", "has not"),
        (event("20261214", nil, "DURATION:-P1D"), "DURATION", "'-P1D' is no length"),
        (event("20261214", nil, "RRULE:FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO"), "RRULE", "BYSETPOS=1"),
        (event("20261214", nil, "EXRULE:FREQ=DAILY"), "EXRULE", "EXDATE"),
        (event("20261214", nil, "RDATE;VALUE=PERIOD:20261214T000000/P1D"), "RDATE", "no list"),
        (
            event("20261214", nil, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261214"), "RECURRENCE-ID",
            "later days"
        ),
        (event("20261214", nil, "SUMMARY"), "SUMMARY", "no line"),
    ])
    func `an event that cannot be read is left out, with the reason`(
        lines: String,
        property: String,
        message: String
    ) throws {
        let export = try read(calendar(lines, event("20261220")), lenient)
        #expect(export.column("from") == ["2026-12-20"])
        let problem = try #require(export.refusedRows.first)
        #expect(problem.kind == .badCell)
        #expect(problem.line == 4)
        #expect(problem.column == property)
        #expect(problem.message.contains(message), "\(problem)")
        // By default one bad row in two refuses the file.
        #expect(throws: ExportError.self) { try read(calendar(lines, event("20261220"))) }
    }

    @Test func `cancelled events and older versions do not count`() throws {
        #expect(try times(calendar(event("20261214", nil, "STATUS:CANCELLED"))) == [])
        let moved = calendar(
            event("20261214", nil, "UID:1"),
            event("20261221", nil, "UID:1", "SEQUENCE:2"),
            event("20270101", nil, "UID:2")
        )
        #expect(try times(moved) == ["2026-12-21..2026-12-21", "2027-01-01..2027-01-01"])
        let taken = moved.replacing("VERSION:2.0", with: "METHOD:CANCEL")
        #expect(try times(taken) == [])
        #expect(try times(calendar(event("20261214", nil, "UID:1", "SEQUENCE:-3"))).count == 1)
    }

    @Test func `a single day that was moved twice is away on the newest day alone`() throws {
        let weekly = event("20261207", nil, "UID:1", "RRULE:FREQ=WEEKLY;COUNT=2")
        let once = event("20261215", nil, "UID:1", "RECURRENCE-ID:20261214", "SEQUENCE:1")
        let twice = event("20261216", nil, "UID:1", "RECURRENCE-ID:20261214", "SEQUENCE:2")
        let first = "2026-12-07..2026-12-07"
        #expect(try times(calendar(weekly, once)) == [first, "2026-12-15..2026-12-15"])
        for text in [calendar(weekly, once, twice), calendar(weekly, twice, once)] {
            #expect(try times(text) == [first, "2026-12-16..2026-12-16"])
        }
        #expect(try times(calendar(weekly, once, twice + "\nSTATUS:CANCELLED")) == [first])
    }

    @Test func `free time is time away all the same`() throws {
        // Calendars write whole days as free unless told otherwise.
        #expect(try times(calendar(event("20261214", nil, "TRANSP:TRANSPARENT"))).count == 1)
    }

    @Test func `repeated events lose their exceptions and get their further days`() throws {
        let text = calendar(
            event(
                "20261214",
                nil,
                "UID:1",
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "EXDATE;VALUE=DATE:20261221",
                "RDATE;VALUE=DATE:20261216,20261217"
            ),
            event("20261229", nil, "UID:1", "RECURRENCE-ID;VALUE=DATE:20261228"),
            event("20270104", nil, "UID:1", "RECURRENCE-ID:20270104", "STATUS:CANCELLED")
        )
        #expect(
            try times(text)
                == ["2026-12-14..2026-12-14", "2026-12-16..2026-12-17", "2026-12-29..2026-12-29"]
        )
    }

    @Test func `days that follow one another are one row`() throws {
        let daily = calendar(event("20261214", nil, "RRULE:FREQ=DAILY;COUNT=20"))
        #expect(try times(daily) == ["2026-12-14..2027-01-02"])
    }

    @Test func `a repetition without end is followed for ten years from when it was written`()
        throws
    {
        let rule = "RRULE:FREQ=YEARLY"
        let old = try times(calendar(event("20101224", nil, rule, "DTSTAMP:20261101T080000Z")))
        #expect(old.first == "2010-12-24..2010-12-24")
        #expect(old.last == "2035-12-24..2035-12-24")
        let mad = try times(calendar(event("20981224", nil, rule, "DTSTAMP:99991231T000000Z")))
        #expect(mad.last == "2109-12-24..2109-12-24")
        #expect(try times(calendar(event("99981224", nil, rule))).count == 2)
    }

    @Test func `alarms and other parts of a calendar say nothing`() throws {
        let alarm = "BEGIN:VALARM\nSUMMARY:x\nATTENDEE:mailto:eve@example.com\nEND:VALARM"
        let text = calendar(event("20261214", nil, alarm)).replacing(
            "PRODID",
            with: "BEGIN:VTIMEZONE\r\nDTSTART:19700101T000000\r\nEND:VTIMEZONE\r\nPRODID"
        )
        #expect(try people(text) == ["ada@example.com"])
    }

    @Test(arguments: [
        ("", "BEGIN:VCALENDAR\n", "cut off"),
        ("END:VCALENDAR", "", "cut off"),
        ("END:VEVENT", "END:VJOURNAL", "ends where it is not open"),
        ("END:VCALENDAR", "END:VCALENDAR\nmore", "outside of every calendar"),
        ("PRODID", "X\0", "no part of any text"),
        ("END:VCALENDAR", String(repeating: "BEGIN:VEVENT\n", count: 50), "cannot begin there"),
    ])
    func `a damaged calendar is refused`(part: String, other: String, message: String) throws {
        let good = calendar(event("20261214"))
        let bad = part.isEmpty ? other + good : good.replacing(part, with: other)
        do {
            _ = try read(bad, lenient)
            Issue.record("it is taken")
        } catch {
            #expect(error.kind == .damagedCalendar)
            #expect(error.dataset == .absences)
            #expect(error.message.contains(message), "\(error)")
        }
    }

    @Test func `too many rows are refused before they are made`() throws {
        let guests = (0..<3000).map { "ATTENDEE:mailto:a\($0)@example.com" }
        let rule = "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR"
        let text = calendar(
            (["DTSTART:20261214", rule] + guests).joined(separator: "\n")
        )
        do {
            _ = try read(text)
            Issue.record("it is taken")
        } catch {
            #expect(error.kind == .tooLarge)
        }
    }

    @Test func `tens of thousands of events are read`() throws {
        let events = (0..<20_000).map { number in
            "BEGIN:VEVENT\r\nUID:\(number)\r\nDTSTART;VALUE=DATE:20261214\r\nDTEND;VALUE=DATE:20270105\r\n"
                + "ATTENDEE;CN=\"A, B\":mailto:p\(number)@example.com\r\nEND:VEVENT\r\n"
        }
        let export = try read("BEGIN:VCALENDAR\r\n\(events.joined())END:VCALENDAR\r\n")
        #expect(export.table.rowCount == 20_000)
        #expect(Set(export.column("email")).count == 20_000)
        #expect(Set(export.column("until")) == ["2027-01-04"])
    }

    @Test func `mutated calendars are read or refused, and never trap`() throws {
        var random = SeededGenerator(seed: 7)
        let good = Array(
            calendar(
                event("20261214", "20270105", "UID:1", "RRULE:FREQ=MONTHLY;BYDAY=-1FR,2MO;COUNT=9"),
                event("20261214", nil, "UID:1", "RECURRENCE-ID:20261221", "DURATION:P2DT3H"),
                "DTSTART;TZID=\"A: B\":20261214T090000\nSUMMARY:x\\, a@b.example\nEXDATE:20261214"
            ).utf8
        )
        let pieces = [
            "9999", "-", ";", ":", "\r\n ", "BEGIN:VEVENT\r\n", "\"", "=", "Z", "\u{0}", "é",
        ]
        var outcomes = [0, 0]
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 15..<bytes.count, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                } else {
                    let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                    bytes.replaceSubrange(place..<place + 1, with: piece.utf8)
                }
            }
            do {
                let export = try readExport(bytes, lenient)
                #expect(export.dataset == .absences)
                outcomes[0] += 1
            } catch {
                outcomes[1] += 1
            }
        }
        #expect(outcomes.allSatisfy { $0 > 200 }, "\(outcomes)")
    }

    @Test func `addresses without end in one line are each found once`() throws {
        let line = (0..<6000).map { "a\($0 % 5000)@b.c" }.joined(separator: " ")
        #expect(addresses(in: line).count == 5000)
        #expect(addresses(in: "b@x.y, A@x.y; <b@X.y>") == ["b@x.y", "a@x.y"])
    }

    @Test func `a note that is a book is cut off, and an address at its end is found`() throws {
        let summary = String(repeating: "x", count: 60_000) + " ada@example.com"
        let text = calendar(
            "DTSTART:20261214\nSUMMARY:\(summary)\nRRULE:FREQ=DAILY;INTERVAL=2;COUNT=9"
        )
        let export = try read(text)
        #expect(Set(export.column("email")) == ["ada@example.com"])
        #expect(export.column("note").map(\.count) == Array(repeating: 500, count: 9))
    }

    @Test func `events that say nothing do not fill the memory`() throws {
        let count = CalendarEvents.maximumEvents + 1
        let text = String(repeating: "BEGIN:VEVENT\nEND:VEVENT\n", count: count)
        let error = #expect(throws: ExportError.self) {
            try read("BEGIN:VCALENDAR\n\(text)END:VCALENDAR\n", ReadingOptions())
        }
        #expect(error?.kind == .tooLarge)
    }

    @Test func `a calendar stands in an archive and in a folder as any other export`() throws {
        let text = calendar(event("20261214"))
        let contents = try readContents([
            NamedSource(name: "ada.ics", MemorySource(Array(text.utf8))),
            NamedSource(
                name: "other.csv",
                MemorySource(Array("email,from,until\nb@example.com,2026-12-01,2026-12-02\n".utf8))
            ),
        ])
        #expect(contents.items.map(\.content.rowCount) == [2])
        #expect(Dialect(MemorySource(Array(text.utf8))) == .calendar)
    }
}

/// The bytes of a zone file without changes (RFC 8536).
private func fixedZone(hours: Int32) -> [UInt8] {
    let offset = withUnsafeBytes(of: (hours * 3600).bigEndian) { Array($0) }
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
    let body = offset + [0, 0] + Array("EST\0".utf8)
    return header + counts + body + header + counts + body
        + Array("\nEST-\(hours)\n".utf8)
}
