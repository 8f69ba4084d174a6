import Exports
import Tabular

/// Any text can stand as a calendar: it is read in bounded time, or it is said what is wrong with it.
func tryCalendar(_ bytes: [UInt8]) {
    _ = try? readContent(MemorySource(bytes), ReadingOptions(maxBadRows: 1))
    // Most of what is bred begins in another way.
    let begun = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE:a@b.c\n".utf8) + bytes
    _ = try? readContent(
        MemorySource(begun + Array("\nEND:VEVENT\nEND:VCALENDAR\n".utf8)),
        ReadingOptions(maxBadRows: 1)
    )
}

let calendarSeeds = [
    "day": Array(
        "DTSTART;VALUE=DATE:20261214\nDTEND;VALUE=DATE:20270105\nSUMMARY:Away\\, far".utf8
    ),
    "time": Array(
        "DTSTART;TZID=\"A: B\":20261214T090000\nDURATION:P1DT2H\nDTSTAMP:20261101T000000Z".utf8
    ),
    "rule": Array(
        "DTSTART:20261214\nRRULE:FREQ=MONTHLY;BYDAY=-1FR,2MO;BYMONTH=1,2;UNTIL=99991231\nEXDATE:20261221"
            .utf8
    ),
    "folded": Array(
        "DTSTART:2026\r\n 1214\r\nRRULE:FREQ=DAILY;INTERVAL=3;COUNT=1000000\r\nUID:1".utf8
    ),
    "versions": Array(
        "UID:1\nDTSTART:20261214\nRRULE:FREQ=YEARLY\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261214"
            .utf8
    ),
]
