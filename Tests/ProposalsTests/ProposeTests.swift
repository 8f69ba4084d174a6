import Alerts
import CivilTime
import Testing

@testable import Proposals

@Suite struct ProposeTests {
    static let unassign = ProposalTerms(
        action: "unassign-seat",
        team: "Acme North",
        person: "ada@example.com",
        name: "Ada Byron",
        offering: "AutoCAD",
        decidedBy: ["admin@example.com"],
        execute: "primary admin",
        due: Day("2027-01-31"),
        evidence: [
            .init(fact: "variables.idle", value: "93"),
            .init(fact: "seat.days_idle_present", value: "93"),
        ],
        saving: 1975.5,
        verification: .init(expect: "!seat.assigned", within: TimeSpan(days: 30)),
        cooldown: TimeSpan(days: 180)
    )

    /// Alerts of policies about the seats of some people, as a cycle leaves them.
    private func alerts(
        _ subjects: [String],
        policy: String = "idle-seats",
        asOf: String = "2026-11-22",
        notifies: Bool = true,
        forDays: Int = 0,
        yieldsTo: Set<String> = []
    ) throws -> [Alert] {
        let now = try #require(Instant("2026-11-24T08:00:00Z"))
        let terms = PolicyTerms(
            policy: policy,
            resource: "seat",
            revision: "r1",
            notifies: notifies,
            proposes: true,
            forDays: forDays,
            yieldsTo: yieldsTo
        )
        let louder = PolicyTerms(policy: "leaver-seats", resource: "seat", revision: "r1")
        let findings = subjects.map { Finding(subject: $0, outcome: .holds, asOf: Day(asOf)) }
        let sets = [terms, louder].map { FindingSet($0, findings, completeTeams: []) }
        return decide(sets, standing: [], now: now, today: now.utcDay).alerts
            .filter { $0.policy == policy }
    }

    private func propose(
        _ alerts: [Alert],
        known: Set<String> = [],
        terms: (Alert) -> [ProposalTerms] = { _ in [unassign] }
    ) throws -> [ActionProposal] {
        Proposals.propose(
            for: alerts,
            known: known,
            installation: "acme",
            currency: "EUR",
            now: try #require(Instant("2026-11-24T08:00:00Z")),
            terms: terms
        )
    }

    @Test func `an alert that fires is proposed once an episode`() throws {
        let standing = try alerts(["North/ada/AutoCAD"])
        let first = try propose(standing)
        #expect(first.map(\.subject) == ["North/ada/AutoCAD"])
        #expect(try propose(standing, known: [first[0].key]).isEmpty)
        let next = try propose(
            alerts(["North/ada/AutoCAD"], asOf: "2027-06-01"),
            known: [first[0].key]
        )
        #expect(next.map(\.episode) == [Day("2027-06-01")])
    }

    @Test func `what is pending, under audit or quiet is not proposed`() throws {
        #expect(try propose(alerts(["a"], forDays: 7)).isEmpty)
        #expect(try propose(alerts(["a"], notifies: false)).isEmpty)
        #expect(try propose(alerts(["a"], yieldsTo: ["leaver-seats"])).isEmpty)
    }

    @Test func `without terms for its row nothing is proposed`() throws {
        let proposals = try propose(alerts(["a", "b"])) { $0.subject == "b" ? [Self.unassign] : [] }
        #expect(proposals.map(\.subject) == ["b"])
    }

    @Test func `proposals are in code-point order, one an action`() throws {
        var other = Self.unassign
        other.action = "appoint-admin"
        let proposals = try propose(alerts(["b", "ä", "a"])) { _ in [Self.unassign, other, other] }
        #expect(
            proposals.map { "\($0.subject) \($0.terms.action)" } == [
                "a appoint-admin", "a unassign-seat", "b appoint-admin", "b unassign-seat",
                "ä appoint-admin", "ä unassign-seat",
            ]
        )
        #expect(Set(proposals.map(\.key)).count == 6)
    }

    @Test func `the key is made of what it is about, never of when or by whom`() throws {
        let proposal = try #require(try propose(alerts(["North/ada/AutoCAD"])).first)
        // printf '1:14:acme6:action6:action0:10:idle-seats17:North/ada/AutoCAD10:2026-11-2213:unassign-seat'
        //     | sha256sum
        #expect(proposal.key == "8e755c3be385ac3e14d83f46aba97335")
        var terms = Self.unassign
        terms.decidedBy = ["another@example.com"]
        let again = try propose(alerts(["North/ada/AutoCAD"])) { _ in [terms] }
        #expect(again.map(\.key) == [proposal.key])
    }
}
