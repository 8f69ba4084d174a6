import CivilTime
import Foundation
import TestSupport
import Testing

/// A season of Mondays: exports come, a cycle runs, people hear what is new and nothing twice.
@Suite struct QuarterTests {
    private static let policies = [
        "idle.yaml": "policy: idle-seats\nuse: shipped/idle-seats\n",
        // By the week, as idle seats are told, so that both share a digest.
        "leavers.yaml": """
        policy: leaver-seats
        use: shipped/leaver-seats
        notify:
          - to: [role:primary-admin]
            schedule: when data arrives, at most weekly
            repeat: { after: 14d, factor: 2, most: 4 }

        """,
    ]
    private static let configuration = """
        organisation: Small Works
        timezone: Europe/Amsterdam
        inputs:
          stable_for: 0s
          expect:
            - { dataset: usage-report, teams: all, every: 7d }
        contacts: { operators: [ops@example.com] }
        people:
          left: [{ email: cyd@example.com, left_on: 2026-10-12 }]
        mail:
          { from: Seatwarden <seatwarden@example.com>, domain: example.com, budget: 50, heartbeat: null }
        relay: { transport: maildir }

        """

    /// Ada runs the team and uses her seat every Monday; Bob uses his now and then; Cyd leaves.
    private static func team(bob: [String]) -> Team {
        let mondays = stride(from: 0, through: 80, by: 1).map {
            Day.written("2025-10-06").adding(7 * $0)
        }
        return Team(people: [
            .init(name: "Ada", role: "Primary admin", used: mondays),
            .init(name: "Bob", used: bob.map(Day.written)),
            .init(name: "Cyd", used: mondays),
        ])
    }

    private func monday(_ number: Int) -> Day { .written("2026-08-31").adding(7 * number) }

    /// Runs a Monday's cycle; gives recipient and subject of each mail, with the day before it.
    private func cycle(_ company: Company, on day: Day, at hour: String = "08:00") throws
        -> [String]
    {
        let outcome = try company.once(at: "\(day)T\(hour):00Z", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try outcome.mails().map { "\(day) \($0)" }
    }

    @Test func `a seat becomes idle, is reminded of, is used again, and fires anew`() throws {
        let company = try Company(Self.configuration, policies: Self.policies)
        // Idle for 60 days on the data of 11 September; used again on 27 October and never after, so idle
        // again on the data of 26 December.
        let team = Self.team(bob: ["2026-07-13", "2026-10-27"])
        var story: [String] = []
        for week in 0...20 {
            let day = monday(week)
            try company.drop(exportsOf: team, on: day)
            story += try cycle(company, on: day)
            // The same Monday once more: nothing.
            #expect(try cycle(company, on: day, at: "09:00") == [], "\(day)")
            try company.relay()
        }
        let filtered = "The newest Usage report of North has no inactive person in it"
        #expect(
            story == [
                "2026-09-14 ada@example.com: 1 idle seat in North",
                // Cyd's last day has come.
                "2026-10-12 ada@example.com: 1 seat in North still held by people who have left",
                "2026-10-19 ada@example.com: Reminder: 1 idle seat in North",
                "2026-10-26 ada@example.com: Reminder: 1 seat in North still held by people who have left",
                // Now that Bob works, nobody is inactive; said once a month.
                "2026-11-02 ops@example.com: \(filtered)",
                "2026-11-09 ops@example.com: \(filtered)",
                "2026-11-23 ada@example.com: Reminder: 1 seat in North still held by people who have left",
                "2026-12-28 ada@example.com: 1 idle seat in North",
                "2027-01-18 ada@example.com: Reminder: 1 seat in North still held by people who have left",
            ]
        )
        let alerts = try company.seatwarden(
            "alerts",
            "list",
            "--all",
            "--policy",
            "idle-seats",
            "--format",
            "csv"
        )
        #expect(
            alerts.output == """
                id,policy,subject,state,reason,severity,episode,fired_at,resolved_at,told,last_told_at
                233165421271,idle-seats,North/bob@example.com/AutoCAD,resolved,fixed,warning,2026-09-12,2026-09-14T08:00:00Z,2026-11-02T08:00:00Z,3,2026-11-23T08:00:00Z
                b70d2e695ccb,idle-seats,North/bob@example.com/AutoCAD,firing,holds,warning,2026-12-26,2026-12-28T08:00:00Z,,1,2026-12-28T08:00:00Z

                """
        )
        // Bob's seat when it had been idle for 90 days, and Cyd's.
        #expect(company.names(in: "outbox/actions/new").count == 2)
        #expect(company.names(in: "outbox/mail/sent").count == story.count)
    }

    @Test func `that it is over is one line in the next digest, and in no later one`() throws {
        let company = try Company(Self.configuration, policies: Self.policies)
        let team = Self.team(bob: ["2026-07-13", "2026-10-27"])
        var tellings: [Day] = []
        for week in 0...20 {
            let day = monday(week)
            try company.drop(exportsOf: team, on: day)
            let outcome = try company.once(at: "\(day)T08:00:00Z", "--json")
            for key in try outcome.keys(of: "mails") {
                let mail = try company.seatwarden("outbox", "show", key).output
                let line =
                    "Settled since you were told:\n- North/bob@example.com/AutoCAD: no longer the case"
                if mail.contains(line) { tellings.append(day) }
            }
        }
        #expect(tellings == [.written("2026-11-23")])
    }

    @Test func `stale data holds everything and is told once`() throws {
        let company = try Company(Self.configuration, policies: Self.policies)
        let team = Self.team(bob: ["2026-07-01"])
        var story: [String] = []
        var open: [Int] = []
        for week in 0...9 {
            let day = monday(week)
            // Nothing comes from the fourth Monday to the eighth.
            if !(3...7).contains(week) { try company.drop(exportsOf: team, on: day) }
            story += try cycle(company, on: day)
            open.append(try company.openAlerts(of: "idle-seats"))
        }
        #expect(open == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        #expect(
            story == [
                "2026-09-07 ada@example.com: 1 idle seat in North",
                "2026-10-05 ops@example.com: usage-report of North is 23 days old (data up to 12 Sep 2026)",
                // Cyd left on 12 October, which nobody is told on old data; then both at once.
                "2026-10-26 ada@example.com: 1 seat in North still held by people who have left · "
                    + "1 idle seat in North",
            ]
        )
    }

    @Test func `while data is stale its rows are held, and none of them is clear`() throws {
        let company = try Company(Self.configuration, policies: Self.policies)
        try company.drop(exportsOf: Self.team(bob: ["2026-07-01"]), on: monday(0))
        _ = try cycle(company, on: monday(0))
        let outcome = try company.once(at: "\(monday(4))T08:00:00Z", "--json").json()
        let policies = try #require(outcome["policies"] as? [[String: Any]])
        for policy in policies {
            let counts = try #require(policy["outcomes"] as? [String: Int]).filter { $0.value > 0 }
            #expect(counts == ["held": 3], "\(policy["policy"] ?? "")")
        }
    }

    @Test func `a filtered export resolves nothing and is reported once`() throws {
        let company = try Company(Self.configuration, policies: Self.policies)
        let team = Self.team(bob: ["2026-06-01"])
        try company.drop(exportsOf: team, on: monday(0))
        _ = try cycle(company, on: monday(0))
        #expect(try company.openAlerts(of: "idle-seats") == 1)

        try company.drop(exportsOf: team, on: monday(1), filtered: true)
        #expect(
            try cycle(company, on: monday(1)) == [
                "2026-09-07 ops@example.com: The newest Usage report of North has no inactive person in it"
            ]
        )
        #expect(try company.openAlerts(of: "idle-seats") == 1)
        #expect(try cycle(company, on: monday(1), at: "20:00") == [])

        // The whole file again: the alert goes on, as the episode it was.
        try company.drop(exportsOf: team, on: monday(2))
        #expect(try cycle(company, on: monday(2)) == [])
        #expect(try company.openAlerts(of: "idle-seats") == 1)
    }
}

extension Company {
    /// How many alerts of a policy stand.
    func openAlerts(of policy: String) throws -> Int {
        let outcome = try seatwarden("alerts", "list", "--policy", policy, "--format", "csv")
        return outcome.output.split(separator: "\n").count - 1
    }
}
