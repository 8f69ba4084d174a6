import Alerts
import CivilTime
import Columns
import Facts
import Foundation
import Platform
import Policies
import Settings
import Storage
import TestSupport
import Testing

@testable import Cycle

/// What is explained is what a cycle decides.
@Suite struct ExplainerTests {
    private let desk: Desk

    init() throws {
        desk = try Desk(
            policies: """
                policy: idle-seats
                use: shipped/idle-seats
                max_findings: { count: 40 }
                ---
                policy: slow
                resource: seat
                expr: seat.days_idle >= 20
                for: 10d
                yields_to: [idle-seats]
                """
        )
    }

    private var tables: [String: [Row]] {
        let seats = (0..<60).map { index in
            seat("p\(index)", idle: index % 7 == 0 ? nil : index * 3 % 100)
        }
        return [
            "seat": seats, "admin": [admin("kim")],
            "dataset": [
                dataset("usage-report"), dataset("users", ["late": .bool(true)]),
                dataset("usage", ["as_of": .null, "age_days": .null, "missing": .bool(true)]),
            ],
        ]
    }

    private func explainer(
        _ facts: FactSet,
        alerts: [Alert] = [],
        lastSeen: Instant? = nil
    ) throws -> Explainer {
        Explainer(
            try desk.workplace(),
            facts,
            ExplainingRecords(alerts: alerts, ledger: [], lastSeen: lastSeen, bytes: { _ in nil })
        )
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no failure"
        } catch {
            return "\((error as? Failure)?.status.rawValue ?? -1): \(error)"
        }
    }

    @Test func `the outcome of every row is that of a cycle, and of evaluate`() throws {
        let facts = facts(tables)
        let workplace = try desk.workplace()
        let decided = try workplace.decide(facts, .none, dataArrived: nil, concerns: [])
        let explainer = try explainer(facts)
        var seen: Set<FinalOutcome> = []
        for judgement in workplace.judge(facts) {
            let decidedOn = decided.decisions.outcomes.filter { $0.policy == judgement.policy.id }
            for result in judgement.results {
                let explanation = try explainer.answer(
                    .row(policy: judgement.policy.id, subject: result.subject)
                )
                let row = try #require(explanation.rows.first)
                // Of rows that nobody is told of a cycle keeps how many there are.
                let outcome = decidedOn.first { $0.subject == result.subject }
                let verdict = FinalOutcome(rawValue: result.verdict.outcome.rawValue)
                #expect(row.outcome == outcome?.outcome ?? verdict)
                #expect(row.yieldsTo == outcome?.yieldsTo)
                #expect(row.alert?.alert.id == outcome?.alert)
                #expect(row.explanation?.result.verdict == result.verdict)
                seen.insert(try #require(row.outcome))
            }
        }
        #expect(seen == [.firing, .clear, .unknown, .pending])
    }

    @Test func `on every row of the example company too`() throws {
        let scratch = try ScratchFolder()
        let company = scratch.url.appending(path: "company")
        let example = Checkout.folder.appending(path: "Examples/harbour-studio")
        try FileManager.default.copyItem(at: example, to: company)
        let path = company.appending(path: "config.yaml").path
        _ = try once(OnceRequest(configuration: path, at: now, isDryRun: false))
        let view = try FactView(configuration: path, at: nil)
        let store = try openState(of: view.workplace, for: .reading)
        let explainer = Explainer(
            view.workplace,
            view.facts,
            ExplainingRecords(
                alerts: try store.loadAlerts(includingSettled: true),
                ledger: try store.ledger(),
                lastSeen: try store.lastSeen(),
                bytes: { _ in nil }
            )
        )
        var rows = 0
        for policy in view.workplace.policies.policies {
            let results = evaluate(
                policy,
                over: view.facts,
                configuration: view.workplace.configuration
            )
            for result in results {
                let answer = try explainer.answer(
                    .row(policy: policy.id, subject: result.subject)
                )
                let row = try #require(answer.rows.first)
                #expect(row.subject == result.subject)
                #expect(row.explanation?.result.verdict == result.verdict)
                #expect((row.outcome == .firing) == (result.verdict == .holds))
                rows += 1
            }
        }
        #expect(rows == 157)
    }

    @Test func `a row that is not there is answered with what may be missing`() throws {
        let explainer = try explainer(facts(tables))
        let answer = message {
            _ = try explainer.answer(.row(policy: "idle-seats", subject: "zebra"))
        }
        #expect(
            answer == """
                64: no row of seat is called 'zebra'
                users of North is 2 days old: a newer export may have the row
                usage of North has never come: rows of it are not known
                all rows: seatwarden evaluate idle-seats --all
                """
        )
        let empty = try self.explainer(facts([:]))
        #expect(
            message { _ = try empty.answer(.row(policy: "idle-seats", subject: "ada")) }
                .hasPrefix(
                    "64: no row of seat is called 'ada'\nno data of seats has come yet. Bring the team's "
                        + "Usage report"
                )
        )
    }

    @Test func `several rows are listed, and not all of many`() throws {
        let explainer = try explainer(facts(tables))
        let answer = message {
            _ = try explainer.answer(.row(policy: "idle-seats", subject: "north"))
        }
        #expect(answer.hasPrefix("64: 'north' means several rows; name one of:\n  North/p0@"))
        #expect(answer.hasSuffix("\n  and 48 more"))
    }

    @Test func `an alert whose row or policy is gone is explained by what is left`() throws {
        let workplace = try desk.workplace()
        let decided = try workplace.decide(
            facts(tables),
            .none,
            dataArrived: now,
            concerns: []
        )
        let alerts = decided.decisions.alerts
        let alert = try #require(alerts.first { $0.policy == "idle-seats" })
        let later = facts(["seat": [seat("other", idle: 1)], "dataset": [dataset("users")]])
        let explainer = try explainer(later, alerts: alerts)
        let gone = try #require(try explainer.answer(.reference(alert.id)).rows.first)
        #expect(gone.outcome == nil)
        #expect(gone.sentence == "the row is not in the data any more")
        #expect(gone.alert?.isStored == true)
    }

    @Test func `a look before the last cycle leaves today's alerts out`() throws {
        let workplace = try desk.workplace()
        let facts = facts(tables)
        let alerts = try workplace.decide(facts, .none, dataArrived: now, concerns: [])
            .decisions.alerts
        let later = now.adding(TimeSpan(days: 9))
        let past = try explainer(facts, alerts: alerts, lastSeen: later)
        #expect(past.isPast)
        let explanation = try past.answer(.row(policy: "idle-seats", subject: "p20@example.com"))
        #expect(explanation.rows.first?.alert?.isStored == true)
        #expect(explanation.notes.count == 1)
        let present = try explainer(facts, alerts: alerts, lastSeen: now)
        #expect(!present.isPast)
    }

    @Test(arguments: [
        (true, "the data reaches back 3 of 30 days; from 2026-12-19 on it reaches far enough"),
        (
            false,
            "the data reaches back 3 of 30 days, and nobody knows who uses what: a Usage report has to "
                + "come first"
        ),
    ])
    func `no day is promised where no Usage report has come`(
        isUsageKnown: Bool,
        sentence: String
    ) throws {
        let fresh = seat(
            "fresh",
            idle: nil,
            ["days_known": .int(3), "usage_known": .bool(isUsageKnown)]
        )
        let explanation = try explainer(facts(["seat": [fresh]]))
            .answer(.row(policy: "idle-seats", subject: "fresh@example.com"))
        #expect(explanation.rows.map(\.sentence) == [sentence])
    }

    struct Remedy: Sendable, CustomTestStringConvertible {
        let path: String
        let begins: String
        var testDescription: String { path }
    }

    @Test(arguments: [
        Remedy(path: "seat.price", begins: "Name the price of the offering under prices"),
        Remedy(path: "seat.flex_cost_year", begins: "Name the rates and the token price"),
        Remedy(path: "seat.pool.next_renewal", begins: "Bring the team's Subscriptions export"),
        Remedy(path: "seat.days_used_30", begins: "Bring Usage exports with a row a day"),
        Remedy(path: "subscription.seats", begins: "Bring the team's Subscriptions export"),
        Remedy(path: "subscription.plan", begins: "Note it under renewals.plans"),
        Remedy(path: "subscription.auto_renew", begins: "No export says it for purchases"),
        Remedy(
            path: "subscription.contract_manager",
            begins: "Name one under contacts.contract_managers"
        ),
        Remedy(path: "seat.email", begins: "Export with personal data switched on"),
        Remedy(path: "seat.days_idle_present", begins: "Bring the team's Usage report"),
    ])
    func `what is not known says what to bring`(_ test: Remedy) throws {
        let table = try #require(test.path.split(separator: ".").first)
        let schema = try #require(FactSchema.all[String(table)])
        #expect(schema.remedy(for: test.path).hasPrefix(test.begins))
    }

    @Test func `a day is looked at as at its end in the configured zone`() throws {
        #expect(Moment("2026-11-24") == .day(today))
        #expect(Moment("2026-11-24T08:00:00Z") == .instant(now))
        #expect(Moment("yesterday") == nil)
        #expect(
            Moment.day(today).instant(in: .utc).description == "2026-11-24T23:59:59Z"
        )
        #expect(Moment.instant(now).instant(in: .utc) == now)
    }
}
