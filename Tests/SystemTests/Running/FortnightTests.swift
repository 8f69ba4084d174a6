import CivilTime
import Foundation
import TestSupport
import Testing

/// Two weeks of the daemon in some seconds: the wall clock is set, and the daemon is asked to look at it.
///
/// Amsterdam goes from summer to winter time in the night to Sunday, 25 October 2026: at 01:00 UTC the
/// clocks go back from 3:00 to 2:00.
@Suite(.enabled(if: ShiftedClock.library != nil, Comment(rawValue: ShiftedClock.need)))
struct FortnightTests {
    /// With the monthly sign of life.
    private static let configuration = Company.smallConfiguration
        .replacing(", heartbeat: null", with: "")
    private static let policies = [
        "week.yaml": """
        policy: week
        title: Seats that nobody uses
        resource: seat
        match: [{ assigned: seat.assigned }]
        expr: seat.days_idle >= 30
        message: { summary: "{{ count }} idle in {{ seat.team }}" }
        notify:
          - to: [role:primary-admin]
            schedule: weekly on monday at 08:00
            repeat: { after: 7d, most: 4 }

        """,
        "night.yaml": """
        policy: night
        title: Seats that nobody uses, by night
        resource: seat
        match: [{ assigned: seat.assigned }]
        expr: seat.days_idle >= 30
        message: { summary: "{{ count }} idle by night" }
        notify: [{ to: [operators], schedule: daily at 02:30 }]

        """,
    ]

    /// Bob is idle from the beginning, Cyd from the export of Saturday on.
    private static let team = Team(people: [
        .init(name: "Ada", role: "Primary admin", used: [.written("2026-10-19")]),
        .init(name: "Bob", used: [.written("2026-09-01")]),
        .init(name: "Cyd", used: [.written("2026-09-21")]),
    ])

    /// What happens to the service at a moment, after the clock was set.
    private enum Act {
        case look, drop, kill, restart
    }

    /// A look every six hours, and what happens in between.
    private static let acts: [(at: String, act: Act)] = {
        let days = (21...31).map { "2026-10-\($0)" } + (1...4).map { "2026-11-0\($0)" }
        let looks = days.flatMap { day in
            ["05:00:00", "11:00:00", "17:00:00", "23:00:00"].map { ("\(day)T\($0)Z", Act.look) }
        }
        let between: [(String, Act)] = [
            ("2026-10-21T12:00:00Z", .drop),
            ("2026-10-23T08:15:00Z", .kill),
            ("2026-10-24T10:00:00Z", .drop),
            // 2:29 and 2:30 in summer time.
            ("2026-10-25T00:29:50Z", .look),
            ("2026-10-25T00:30:05Z", .look),
            ("2026-10-25T00:45:00Z", .kill),
            // 2:30 again, in winter time, and a stop around it.
            ("2026-10-25T01:29:50Z", .restart),
            ("2026-10-25T01:30:05Z", .look),
            // 8:00 as it would be without the change, and as it is.
            ("2026-10-26T06:00:05Z", .look),
            ("2026-10-26T06:59:50Z", .look),
            ("2026-10-26T07:00:05Z", .look),
            ("2026-10-26T07:00:30Z", .kill),
            ("2026-10-26T07:01:00Z", .restart),
            ("2026-11-02T06:59:50Z", .kill),
            ("2026-11-02T07:00:05Z", .look),
            ("2026-11-02T07:00:20Z", .restart),
        ]
        return (looks + between).filter { $0.0 >= "2026-10-21T12" }.sorted { $0.0 < $1.0 }
            .map { (at: $0.0, act: $0.1) }
    }()

    @Test func `each mail comes once and in its hour, whatever happens to clock and service`()
        throws
    {
        let scratch = try ScratchFolder()
        let clock = try ShiftedClock(in: scratch, library: #require(ShiftedClock.library))
        let company = try Company(Self.configuration, policies: Self.policies)
        try clock.set("2026-10-21T11:59:00Z")
        var service = try RunningProgram(in: company, environment: clock.environment)
        // The first cycle belongs to this moment.
        try service.status()
        var told = Told(company)
        for (moment, act) in Self.acts {
            try clock.set(moment)
            switch act {
            case .look: break
            case .drop: try drop(company, at: moment)
            case .kill, .restart:
                #expect(
                    act == .kill
                        ? service.end(by: SIGKILL).status == -SIGKILL : service.end().status == 0
                )
                service = try RunningProgram(in: company, environment: clock.environment)
                try service.wait(for: "READY=1")
            }
            try service.reload()
            try told.look(at: moment)
        }
        #expect(service.end().status == 0)
        #expect(
            told.notices == [
                "2026-10-22T05:00:00Z ops@example.com: 1 idle by night",
                "2026-10-25T00:30:05Z ops@example.com: 1 idle by night",
                "2026-10-26T07:00:05Z Ada Person <ada@example.com>: 2 idle in North",
                "2026-11-02T07:00:05Z Ada Person <ada@example.com>: Reminder: 2 idle in North",
            ]
        )
        // The sign of life: once at the beginning, then on the first of the month.
        #expect(told.signsOfLife == ["2026-10-21T12:00:00Z", "2026-11-01T11:00:00Z"])
    }

    @Test func `while the clock stands before the last cycle nothing is decided`() throws {
        let scratch = try ScratchFolder()
        let clock = try ShiftedClock(in: scratch, library: #require(ShiftedClock.library))
        let company = try Company(Self.configuration, policies: Self.policies)
        try clock.set("2026-10-21T12:00:00Z")
        try drop(company, at: "2026-10-21T12:00:00Z")
        let service = try RunningProgram(in: company, environment: clock.environment)
        try service.wait(for: "READY=1")
        try service.reload()
        var told = Told(company)
        try told.look(at: "first")
        // The first cycle tells at once what the last Monday and night would have told.
        let first = [
            "first Ada Person <ada@example.com>: 1 idle in North",
            "first ops@example.com: 1 idle by night",
        ]
        #expect(told.notices == first)

        try clock.set("2026-10-20T12:00:00Z")
        try drop(company, at: "2026-10-24T10:00:00Z")
        try service.reload()
        try told.look(at: "back")
        #expect(told.notices == first)
        #expect(company.names(in: "inbox").contains("usage_report_2026-10-24.csv"))
        let status = "STATUS=Waiting for the clock: the last cycle was at 2026-10-21T12:00:"
        #expect(service.said.contains { $0.hasPrefix(status) })
        #expect(service.log.contains("nothing is decided before that"))

        try clock.set("2026-10-25T00:31:00Z")
        try service.reload()
        try told.look(at: "after")
        #expect(told.notices == first + ["after ops@example.com: 1 idle by night"])
        #expect(service.end().status == 0)
    }

    /// Drops the exports of a moment's day, as written then.
    private func drop(_ company: Company, at moment: String) throws {
        let day = Day.written(String(moment.prefix(10)))
        try company.drop(exportsOf: Self.team, on: day)
        let instant = try #require(Instant(moment))
        let date = Date(timeIntervalSince1970: Double(instant.secondsSince1970))
        for name in company.names(in: "inbox") where name.contains("\(day)") {
            try FileManager.default.setAttributes(
                [.modificationDate: date],
                ofItemAtPath: company.path("inbox/\(name)")
            )
        }
    }
}

/// The mails of an outbox in the order in which they came.
private struct Told {
    let company: Company
    private var known: Set<String> = []
    private var story: [String] = []

    /// All but the signs of life.
    var notices: [String] { story.filter { !Self.isSignOfLife($0) } }
    /// The moments of the signs of life.
    var signsOfLife: [String] {
        story.filter(Self.isSignOfLife).compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
    }

    init(_ company: Company) { self.company = company }

    /// Notes what is new, with a moment before it.
    mutating func look(at moment: String) throws {
        let mails = try company.files(in: "outbox/mail/new").filter { !known.contains($0.key) }
        known.formUnion(mails.keys)
        story += mails.values.map { SpooledMail(bytes: $0) }.map {
            "\(moment) \($0.header("To") ?? ""): \($0.header("Subject") ?? "")"
        }.sorted()
    }

    private static func isSignOfLife(_ line: String) -> Bool {
        line.contains("ops@example.com: Seatwarden is ")
    }
}
