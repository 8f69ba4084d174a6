import Alerts
import CivilTime
import Exports
import Facts
import Notices
import Proposals
import Testing

@testable import Cycle

/// A subscription from its export to the mails about it, a cycle a day.
@Suite struct RenewalStoryTests {
    @Test func `each mark is told once to who can act, with a copy for the primary admin`() throws {
        var story = try RenewalStory()
        try story.take(renewing(on: "2026-12-14"), on: "2026-09-01")
        let told = try story.days("2026-09-01", "2026-12-13")
        // 90, 30, 14, 7 and 1 days before 13 December, at 08:00 in the morning.
        #expect(
            told
                == ["2026-09-14", "2026-11-13", "2026-11-29", "2026-12-06", "2026-12-12"].flatMap {
                    ["\($0) ada@example.com", "\($0) buyer@example.com"]
                }
        )
    }

    @Test func `a first file between two marks is told at once`() throws {
        var story = try RenewalStory()
        try story.take(renewing(on: "2026-12-14"), on: "2026-11-20")
        #expect(
            try story.days("2026-11-20", "2026-11-22") == [
                "2026-11-20 ada@example.com", "2026-11-20 buyer@example.com",
            ]
        )
    }

    @Test func `old data reminds of the deadline all the same, and says how old it is`() throws {
        var story = try RenewalStory(maximumAge: "10d")
        try story.take(renewing(on: "2026-12-14"), on: "2026-11-20")
        try story.days("2026-11-20", "2026-11-28")
        // The daemon stood still on the day of a mark: it is told on the next.
        let told = try story.days("2026-12-01", "2026-12-13")
        #expect(
            told.filter { $0.hasSuffix("buyer@example.com") } == [
                "2026-12-01 buyer@example.com", "2026-12-06 buyer@example.com",
                "2026-12-12 buyer@example.com",
            ]
        )
        let mail = try #require(story.mails.last { $0.recipient == "buyer@example.com" })
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(text.contains("The data reaches to 20 Nov 2026"))
        #expect(text.contains("are held back: the data is stale"))
    }

    @Test func `a renewal that a newer file shows resolves its alert as fixed`() throws {
        var story = try RenewalStory()
        try story.take(renewing(on: "2026-12-14"), on: "2026-11-20")
        try story.days("2026-11-20", "2026-12-14")
        #expect(story.open == ["North/57412300112233 firing holds"])
        try story.take(renewing(on: "2027-12-14"), on: "2026-12-20")
        try story.days("2026-12-20", "2026-12-20")
        #expect(story.open == [])
        #expect(story.resolved == ["North/57412300112233 fixed"])
    }

    @Test func `trap 2: after a renewal that no file confirms the alert stands, then is in grace`()
        throws
    {
        var story = try RenewalStory()
        try story.take(renewing(on: "2026-12-14"), on: "2026-12-10")
        try story.days("2026-12-10", "2026-12-20")
        #expect(story.open == ["North/57412300112233 firing holds"])
        #expect(story.severity == 1)
        try story.take(renewing(on: "2026-12-14", status: "Expired"), on: "2026-12-21")
        let told = try story.days("2026-12-21", "2026-12-21")
        #expect(told == ["2026-12-21 ada@example.com", "2026-12-21 buyer@example.com"])
        #expect(story.severity == 2)
    }

    @Test func `a subscription that a newer file lacks is gone, never fixed`() throws {
        var story = try RenewalStory()
        try story.take(renewing(on: "2026-12-14"), on: "2026-11-20")
        try story.days("2026-11-20", "2026-11-21")
        try story.take(renewing(on: "2027-06-01", id: "1"), on: "2026-11-22")
        try story.days("2026-11-22", "2026-11-22")
        #expect(story.resolved == ["North/57412300112233 gone"])
    }

    @Test func `a reseller's renewal under a new contract ends the alert of the old one`() throws {
        var story = try RenewalStory()
        try story.take(renewing(on: "2026-12-14", id: "", contract: "11"), on: "2026-11-20")
        try story.days("2026-11-20", "2026-11-21")
        #expect(story.open == ["North/11/AutoCAD firing holds"])
        try story.take(renewing(on: "2027-12-14", id: "", contract: "12"), on: "2026-12-16")
        try story.days("2026-12-16", "2026-12-16")
        #expect(story.open == [])
        #expect(story.resolved == ["North/11/AutoCAD gone"])
    }

    private func renewing(
        on day: String,
        id: String = "57412300112233",
        contract: String = "",
        status: String = "Active"
    ) -> String {
        let due = Day.written(day)
        let start = due.adding(months: -12)
        let reseller = id.isEmpty ? "Example CAD" : ""
        let renewal = id.isEmpty ? "" : day
        return """
            subscription_id,contract_number,offering_name,seat_quantity,start_date,end_date,\
            autorenew_date,subscription_status,term,reseller_name,team_alias
            \(id),\(contract),AutoCAD,25,\(start),\(due.adding(-1)),\(renewal),\(status),Annual,\
            \(reseller),North

            """
    }
}

/// One cycle a day over what was exported so far.
private struct RenewalStory {
    private let workplace: Workplace
    private var history = History()
    private var alerts: [Alert] = []
    private var known: Set<String> = []
    private var previous: Instant?
    private(set) var mails: [Message] = []
    private(set) var resolved: [String] = []

    init(maximumAge: String = "120d") throws {
        let desk = try Desk(
            """
            installation: test
            contacts:
              operators: [ops@example.com]
              contract_managers: [{ team: all, email: buyer@example.com }]
              admins: [{ team: North, email: ada@example.com, role: primary }]
            mail: { from: Seatwarden <seatwarden@example.com>, domain: example.com, budget: 100 }

            """,
            policies: """
                policy: renewal-window
                use: shipped/renewal-window
                data: { max_age: \(maximumAge) }

                """
        )
        workplace = try desk.workplace()
    }

    /// The open alerts.
    var open: [String] {
        alerts.filter(\.isOpen).map {
            "\($0.subject) \($0.state.rawValue) \($0.reason.rawValue)"
        }
    }

    /// The severity of the open alert.
    var severity: Int? { alerts.first(where: \.isOpen)?.severity }

    mutating func take(_ text: String, on day: String) throws {
        let moment = Instant(Day.written(day), secondOfDay: 6 * 3600)
        _ = try history.absorb(
            try readExport(Array(text.utf8)),
            IncomingFile(
                name: "subscriptions-\(day).csv",
                digest: text,
                exportedAt: moment,
                takenAt: moment
            )
        )
    }

    /// A cycle at 08:01 of each day: who was told on which.
    @discardableResult
    mutating func days(_ first: String, _ last: String) throws -> [String] {
        let (first, last) = (Day.written(first), Day.written(last))
        return try (0...first.days(until: last)).flatMap { offset in
            let day = first.adding(offset)
            return try cycle(at: Instant(day, secondOfDay: 8 * 3600 + 60)).map { "\(day) \($0)" }
        }
    }

    private mutating func cycle(at now: Instant) throws -> [String] {
        let facts = deriveFacts(history, workplace.configuration, now: now, zone: .utc)
        let keys = known
        let decided = try workplace.decide(
            facts,
            Memory(
                alerts: alerts.filter { !$0.isSettled },
                forgotten: [],
                known: { $0.intersection(keys) },
                sentThisWeek: [:],
                previousCycle: previous
            ),
            dataArrived: nil,
            concerns: []
        )
        let told = Dictionary(uniqueKeysWithValues: decided.alerts.map { ($0.id, $0) })
        alerts = decided.decisions.alerts.map { told[$0.id] ?? $0 }
        resolved += decided.decisions.transitions.filter { $0.kind == .resolved }.map {
            "\($0.subject) \($0.reason.rawValue)"
        }
        let people = decided.messages.filter { $0.messageClass != .operator }
        mails += people
        known.formUnion(decided.messages.map(\.key) + decided.messages.flatMap(\.covers))
        known.formUnion(decided.actions.map(\.key))
        previous = now
        return people.map(\.recipient).sorted()
    }
}
