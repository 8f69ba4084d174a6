import Alerts
import CivilTime
import Columns
import Facts
import Policies
import Testing

@testable import Cycle

@Suite struct JudgementTests {
    @Test func `each row has the outcome that its verdict says`() throws {
        let desk = try Desk(
            policies: """
                policy: idle
                resource: seat
                match: [{ assigned: seat.assigned }]
                expr: seat.days_idle_present >= 60
                data: { min_history: 30d }
                ---
                exception: render
                policies: [idle]
                where: seat.email == 'render@example.com'
                reason: renders at night
                approved_by: boss@example.com
                until: 2027-03-31

                """
        )
        let facts = facts([
            "seat": [
                seat("idle", idle: 73), seat("busy", idle: 3), seat("dark", idle: nil),
                seat("free", idle: 80, ["assigned": .bool(false)]), seat("render", idle: 200),
                seat("fresh", idle: 80, ["days_known": .int(3)]),
                seat("stale", idle: 80, ["fresh": .bool(false)]),
            ]
        ])
        let judgement = try #require(try desk.workplace().judge(facts).first)
        let findings = judgement.findings(facts).findings
        #expect(
            Dictionary(uniqueKeysWithValues: findings.map { ($0.subject, $0.outcome) }) == [
                "North/idle@example.com/AutoCAD": .holds,
                "North/busy@example.com/AutoCAD": .clear,
                "North/dark@example.com/AutoCAD": .unknown,
                "North/free@example.com/AutoCAD": .notMatched,
                "North/render@example.com/AutoCAD": .excepted,
                "North/fresh@example.com/AutoCAD": .notReady,
                "North/stale@example.com/AutoCAD": .held,
            ]
        )
        #expect(findings.allSatisfy { $0.asOf == today.adding(-2) && $0.team == "North" })
        #expect(judgement["North/idle@example.com/AutoCAD"]?.verdict == .holds)
        #expect(judgement["North/nobody/AutoCAD"] == nil)
    }

    @Test func `a disabled policy judges nothing`() throws {
        let desk = try Desk(
            policies: Desk.idleSeats
                + "mode: disabled\n---\npolicy: other\nresource: seat\nexpr: seat.left\n"
        )
        let judgements = try desk.workplace().judge(facts(["seat": [seat("ada", idle: 90)]]))
        #expect(judgements.map(\.policy.id) == ["other"])
    }

    /// A mode, and what alerts of such a policy may do.
    @Test(arguments: [("audit", false, false), ("notify", true, false), ("propose", true, true)])
    func `the mode says what may come of an alert`(mode: String, notifies: Bool, proposes: Bool)
        throws
    {
        let desk = try Desk(policies: Desk.idleSeats + "mode: \(mode)\n")
        let policy = try #require(try desk.workplace().policies["idle-seats"])
        #expect(policy.terms.notifies == notifies)
        #expect(policy.terms.proposes == proposes)
        #expect(policy.terms.limit == FindingLimit(count: 200))
        #expect(policy.terms.resource == "seat")
    }

    @Test func `an override to audit is for its rows alone`() throws {
        let desk = try Desk(
            policies: Desk.idleSeats + """
                ---
                override: quiet-north
                policies: [idle-seats]
                where: seat.team == 'North'
                mode: audit

                """
        )
        let facts = facts([
            "seat": [seat("ada", idle: 90), seat("bob", idle: 90, team: "South")]
        ])
        let judgement = try #require(try desk.workplace().judge(facts).first)
        let findings = judgement.findings(facts).findings
        #expect(findings.map { "\($0.team ?? "") \($0.isAudit)" } == ["North true", "South false"])
        // The policy itself may still notify.
        #expect(judgement.policy.terms.notifies)
    }

    @Test func `an entry of notify is for the rows that its condition chooses`() throws {
        let desk = try Desk(
            policies: """
                policy: idle
                resource: seat
                expr: seat.days_idle_present >= 60
                severity: { critical: seat.days_idle_present >= 180, default: warning }
                notify:
                  - to: [role:primary-admin]
                    schedule: weekly on monday at 08:00
                  - to: [operators]
                    if: severity == 'critical'
                    after: 7d

                """
        )
        let facts = facts(["seat": [seat("ada", idle: 90), seat("bob", idle: 200)]])
        let judgement = try #require(try desk.workplace().judge(facts).first)
        let terms = judgement.notifyTerms
        #expect(terms.map(\.to) == [["role:primary-admin"], ["operators"]])
        #expect(terms[1].after == TimeSpan(days: 7))
        let decisions = Alerts.decide(
            [judgement.findings(facts)],
            standing: [],
            now: now,
            today: today
        )
        let applies = decisions.alerts.map { alert in terms.map { $0.applies(alert) } }
        #expect(applies == [[true, false], [true, true]])
    }

    /// A report of one person beside a busy one, idle or not, under an address.
    private func report(_ address: String, lastUsed: String) -> String {
        """
        hashed_autodesk_id,email,team_alias,offering_name,seat_assignment,assigned_date,\
        user_activity,access_option,last_accessed
        \(String(repeating: "a", count: 40)),\(address)@example.com,North,AutoCAD,assigned,\
        2025-01-02T09:00:00Z,active,Subscription,\(lastUsed)
        \(String(repeating: "b", count: 40)),busy@example.com,North,AutoCAD,assigned,\
        2025-01-02T09:00:00Z,active,Subscription,2026-11-20

        """
    }

    @Test(arguments: [
        ("maiden", "2026-08-01"), ("married", "2026-08-01"), ("married", "2026-11-21"),
    ])
    func `what is kept for the alerts that stand decides the same as everything`(
        address: String,
        lastUsed: String
    ) throws {
        let desk = try Desk(
            policies: "policy: idle\nresource: seat\nexpr: seat.days_idle_present >= 60\n"
        )
        let workplace = try desk.workplace()
        var history = History()
        func facts(_ at: Instant) -> FactSet {
            deriveFacts(history, workplace.configuration, now: at, zone: workplace.zone)
        }
        func decide(_ judgements: [Judgement], _ facts: FactSet, _ alerts: [Alert]) -> Decisions {
            Alerts.decide(
                judgements.map { $0.findings(facts) },
                standing: alerts,
                now: facts.now,
                today: facts.today
            )
        }
        try desk.drop(
            report("maiden", lastUsed: "2026-08-01"),
            as: "first.csv",
            exported: "2026-11-23T06:00:00Z"
        )
        _ = try desk.take(into: &history)
        let first = facts(now)
        let alerts = decide(workplace.judge(first), first, []).alerts
        #expect(alerts.map(\.subject) == ["North/maiden@example.com/AutoCAD"])

        try desk.drop(
            report(address, lastUsed: lastUsed),
            as: "second.csv",
            exported: "2026-11-24T06:00:00Z"
        )
        _ = try desk.take(into: &history)
        let next = facts(now.adding(TimeSpan(days: 1)))
        let kept = workplace.judge(next, alerts: alerts)
        let (some, all) = (decide(kept, next, alerts), decide(workplace.judge(next), next, alerts))
        #expect(some.alerts == all.alerts)
        #expect(some.transitions == all.transitions)
        #expect(all.alerts.first?.isOpen == (lastUsed == "2026-08-01"))
        let subject = "North/\(address)@example.com/AutoCAD"
        #expect(all.alerts.map(\.currentSubject) == [subject])
        // The busy seat is counted, and nothing of it is kept.
        #expect(kept.first?.results.map(\.subject) == [subject])
        #expect(kept.first?.verdicts.clear == 1)
    }

    /// Data sets of a team, and whether a row that vanished from a table is gone.
    struct Completeness: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let datasets: [Row]
        let seats: Bool
        let teams: Bool
    }

    static let completeness = [
        Completeness(
            testDescription: "all is well",
            datasets: [dataset("usage-report"), dataset("users")],
            seats: true,
            teams: true
        ),
        Completeness(
            testDescription: "the report is late",
            datasets: [dataset("usage-report", ["late": .bool(true)]), dataset("users")],
            seats: false,
            teams: true
        ),
        Completeness(
            testDescription: "the report is filtered",
            datasets: [dataset("usage-report", ["filtered": .bool(true)]), dataset("users")],
            seats: false,
            teams: true
        ),
        Completeness(
            testDescription: "the users are late",
            datasets: [dataset("usage-report"), dataset("users", ["late": .bool(true)])],
            seats: true,
            teams: false
        ),
        Completeness(
            testDescription: "nothing ever came",
            datasets: [],
            seats: false,
            teams: false
        ),
    ]

    @Test(arguments: completeness)
    func `a row that vanished is gone only where the data is whole`(_ test: Completeness) throws {
        let facts = facts(["dataset": test.datasets])
        let seats = try #require(FactSchema.all["seat"])
        let teams = try #require(FactSchema.all["team"])
        #expect(facts.completeTeams(of: seats).contains("North") == test.seats)
        #expect(facts.completeTeams(of: teams).contains("North") == test.teams)
        #expect(facts.completeTeams(of: seats).contains(nil))
    }

    @Test func `a subscription that vanished is gone where the Subscriptions file is young enough`()
        throws
    {
        let subscriptions = try #require(FactSchema.all["subscription"])
        func isComplete(_ changes: Row) -> Bool {
            facts([
                "dataset": [
                    dataset("users", ["late": .bool(true)]), dataset("subscriptions", changes),
                ]
            ]).completeTeams(of: subscriptions).contains("North")
        }
        #expect(isComplete([:]))
        #expect(!isComplete(["late": .bool(true)]))
    }
}
