import CEL
import CivilTime
import Columns
import Facts
import Policies
import Settings
import Templates
import Testing

struct VerdictTests {
    private let rules = """
        parameters: { idle_days: { default: 60, unit: days }, grace_days: 30 }
        variables: { idle: seat.days_idle_present }
        match:
          - assigned: seat.assigned
          - past-grace: "!has(seat.days_assigned) || seat.days_assigned >= params.grace_days"
          - priced: seat.price.orElse(1.0) > 0.0
        expr: variables.idle.orElse(-1) >= params.idle_days
        data: { min_history: 30d }
        """

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let changes: [String: Cell]
        let verdict: Verdict
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "idle long enough", changes: ["days_idle_present": .int(60)], verdict: .holds),
        Case(name: "a day less", changes: ["days_idle_present": .int(59)], verdict: .clear),
        Case(
            name: "not assigned",
            changes: ["assigned": .bool(false), "days_assigned": .int(3)],
            verdict: .notMatched("assigned")
        ),
        Case(
            name: "the first condition that fails",
            changes: ["days_assigned": .int(29)],
            verdict: .notMatched("past-grace")
        ),
        Case(
            name: "assigned at an unknown time",
            changes: ["days_assigned": .null, "days_idle_present": .int(90)],
            verdict: .holds
        ),
        Case(
            name: "little history",
            changes: ["days_known": .int(10), "days_idle_present": .int(90)],
            verdict: .notReady(until: asOf.adding(20))
        ),
        Case(
            name: "stale",
            changes: ["fresh": .bool(false), "days_idle_present": .int(90)],
            verdict: .held(cause: "the seat data is too old: it ends on 2026-11-22")
        ),
        Case(
            name: "stale and with little history",
            changes: ["fresh": .bool(false), "days_known": .int(10)],
            verdict: .held(cause: "the seat data is too old: it ends on 2026-11-22")
        ),
        Case(
            name: "not matched, whatever the age of the data",
            changes: ["fresh": .bool(false), "assigned": .bool(false)],
            verdict: .notMatched("assigned")
        ),
    ])
    func `each row has exactly one verdict`(_ example: Case) throws {
        let policy = try seatPolicy(rules)
        #expect(verdicts(policy, [seat("ada", example.changes)]) == [example.verdict])
    }

    /// Expressions that read an absent fact; every one of them must leave the row unknown.
    @Test(arguments: [
        "seat.days_idle_present >= 60", "seat.days_idle_present < 60",
        "seat.days_idle_present == 60",
        "seat.days_idle_present != 60", "seat.days_idle_present in [60]",
        "!(seat.days_idle_present >= 60)", "variables.idle >= 60", "variables.is_idle",
        "seat.assigned && variables.is_idle", "seat.left || variables.is_idle",
        "seat.assigned ? variables.is_idle : false",
        "seat.used_days.exists(d, d.until(as_of) > seat.days_idle_present)",
    ])
    func `a null that is read is unknown and never clear`(_ expression: String) throws {
        let text = """
            policy: test
            resource: seat
            variables: { idle: seat.days_idle_present, is_idle: seat.days_idle_present >= 60 }
            expr: "\(expression)"
            """
        let policy = try #require(Loaded([text]).set.policies.first)
        let found = verdicts(
            policy,
            [seat("ada", ["days_idle_present": .null, "used_days": .days(DaySet([asOf]))])]
        )
        let cause = try #require(found.first?.cause)
        #expect(cause.hasPrefix("seat.days_idle_present is not known ("), "\(found)")
    }

    @Test(arguments: [
        ("!seat.assigned || variables.idle >= 60", Verdict.clear, true),
        ("!seat.assigned && variables.idle >= 60", .clear, false),
        ("seat.assigned || variables.idle >= 60", .holds, false),
        ("has(seat.days_idle_present)", .clear, false),
        ("seat.days_idle_present == null", .holds, false),
        ("seat.days_idle_present.orElse(99) >= 60", .holds, false),
        ("variables.idle.orElse(99) >= 60", .holds, false),
    ])
    func `what decides without the null decides`(
        _ expression: String,
        _ verdict: Verdict,
        _ isUnknown: Bool
    ) throws {
        let text = """
            policy: test
            resource: seat
            variables: { idle: seat.days_idle_present }
            expr: "\(expression)"
            """
        let policy = try #require(Loaded([text]).set.policies.first)
        let found = verdicts(policy, [seat("ada", ["days_idle_present": .null])])
        if isUnknown { #expect(found.first?.cause != nil) } else { #expect(found == [verdict]) }
    }

    @Test func `a variable may ask whether one above it has a value`() throws {
        let text = """
            policy: test
            resource: seat
            variables: { idle: seat.days_idle, is_known: has(variables.idle) }
            match: [{ known: variables.is_known }]
            expr: has(variables.is_known) && has(variables.idle)
            """
        let policy = try #require(Loaded([text]).set.policies.first)
        let found = verdicts(policy, [seat("ada"), seat("bob", ["days_idle": .null])])
        #expect(found == [.holds, .notMatched("known")])
    }

    @Test func `a condition of match that fails counts before one that cannot be decided`() throws {
        let text = """
            policy: test
            resource: seat
            match: [{ old: seat.days_assigned > 5 }, { here: "!seat.left" }]
            expr: "true"
            """
        let policy = try #require(Loaded([text]).set.policies.first)
        let rows = [
            seat("ada", ["days_assigned": .null]),
            seat("bob", ["days_assigned": .null, "left": .bool(true)]),
        ]
        let found = verdicts(policy, rows)
        #expect(found[0].cause?.hasPrefix("seat.days_assigned is not known") == true)
        #expect(found[1] == .notMatched("here"))
    }

    @Test func `an error other than a null is unknown with its reason`() throws {
        let policy = try seatPolicy("expr: 1 / (seat.days_known - 400) > 0")
        let found = verdicts(policy, [seat("ada"), seat("bob", ["days_known": .int(401)])])
        #expect(found[0].cause?.hasPrefix("expr has no value: ") == true)
        #expect(found[1] == .holds)
    }

    @Test func `a disabled policy has no rows, and neither has an empty table`() throws {
        let disabled = try seatPolicy("expr: seat.left\nmode: disabled")
        #expect(verdicts(disabled, [seat("ada")]).isEmpty)
        let enabled = try seatPolicy("expr: seat.left")
        #expect(verdicts(enabled, []).isEmpty)
    }

    @Test func `max_age of the policy counts before that of the data set`() throws {
        let policy = try seatPolicy("expr: seat.left\ndata: { max_age: 5d }")
        let rows = [
            seat("ada", ["fresh": .bool(false)]), seat("bob", ["as_of": .day(today.adding(-5))]),
            seat("eve", ["as_of": .day(today.adding(-6))]),
        ]
        #expect(
            verdicts(policy, rows) == [
                .clear, .clear, .held(cause: "the seat data is too old: it ends on 2026-11-18"),
            ]
        )
    }

    @Test func `on_stale: evaluate looks at old data all the same`() throws {
        let policy = try seatPolicy("expr: seat.left\ndata: { on_stale: evaluate }")
        #expect(verdicts(policy, [seat("ada", ["fresh": .bool(false)])]) == [.clear])
    }

    @Test func `stale rows that are read through a relation hold the row`() throws {
        let text = "policy: test\nresource: team\nexpr: team.balance.packs > 0"
        let policy = try policy(text)
        let team: [String: Cell] = ["name": .text("North"), "fresh": .bool(true)]
        let tables: [String: [[String: Cell]]] = [
            "team": [team],
            "balance": [
                [
                    "team": .text("North"), "packs": .int(1), "as_of": .day(asOf),
                    "fresh": .bool(false),
                ]
            ],
        ]
        let stale = facts(tables, relations: ["team.balance": [[0]]])
        #expect(
            evaluate(policy, over: stale, configuration: .standard).map(\.verdict)
                == [.held(cause: "the balance data is too old: it ends on 2026-11-22")]
        )
        let other = try self.policyWithoutBalance()
        #expect(evaluate(other, over: stale, configuration: .standard).map(\.verdict) == [.clear])
        // The relation itself is unknown where the data set has no snapshot.
        let none = facts(tables, relations: ["team.balance": [nil]])
        let verdict = evaluate(policy, over: none, configuration: .standard).first?.verdict
        #expect(verdict?.cause?.hasPrefix("team.balance is not known") == true)
    }

    private func policyWithoutBalance() throws -> Policy {
        try policy("policy: test\nresource: team\nexpr: team.name == 'South'")
    }

    @Test func `lists of the configuration are in scope`() throws {
        var configuration = Configuration.standard
        configuration.lists = ["keep": ["ada"]]
        let policy = try policy(
            "policy: test\nresource: seat\nexpr: \"!(seat.person in lists.keep)\"",
            configuration: configuration
        )
        #expect(
            verdicts(policy, [seat("ada"), seat("bob")], configuration: configuration)
                == [.clear, .holds]
        )
    }

    @Test func `a team is looked up by its name`() throws {
        let policy = try policy(
            "policy: test\nresource: seat\nexpr: team(seat.team).people > 3\nmessage: "
                + "{ summary: \"{{ team('North').people }}\" }"
        )
        let teams: [[String: Cell]] = [
            ["name": .text("North"), "people": .int(5), "fresh": .bool(true)],
            ["name": .text("South"), "people": .int(2), "fresh": .bool(true)],
            ["name": .text("Old"), "people": .int(9), "fresh": .bool(false)],
        ]
        let seats = ["North", "South", "Old", "east"].map { seat("ada", ["team": .text($0)]) }
        let facts = facts(["seat": seats, "team": teams])
        let found = evaluate(policy, over: facts, configuration: .standard)
        // Data that is looked up may be too old as well.
        #expect(
            found.map(\.verdict) == [
                .holds, .clear, .held(cause: "the team data is too old"),
                .unknown(cause: "team(seat.team) is not known"),
            ]
        )
        #expect(found[0].evidence.map(\.text) == ["seat.team"])
        let told = explain(policy, row: 0, over: facts, configuration: .standard)
        #expect(
            told?.expr?.trace.map(\.text)
                == ["seat.team", "team(seat.team).people", "team(seat.team).people > 3"]
        )
        let activation = groupActivation(
            policy,
            rows: [found[0]],
            facts: facts,
            configuration: .standard,
            severity: .warning,
            why: ""
        )
        #expect(try policy.message.summary.render(activation) == "5")
    }

    @Test func `text functions fold and take the domain`() throws {
        let policy = try seatPolicy(
            "expr: fold(seat.team) == 'north' && domain(seat.person) == 'example.com'"
        )
        #expect(verdicts(policy, [seat("ada@example.com"), seat("ada")]) == [.holds, .clear])
    }
}

extension Verdict {
    /// Why a row is unknown.
    var cause: String? { if case .unknown(let cause) = self { cause } else { nil } }
}
