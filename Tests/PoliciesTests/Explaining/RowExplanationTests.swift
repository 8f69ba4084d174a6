import CEL
import CivilTime
import Columns
import Diagnostics
import Facts
import Settings
import TestSupport
import Testing

@testable import Policies

/// What an explanation says beside the verdict.
@Suite struct RowExplanationTests {
    private func explained(
        _ policy: Policy,
        _ row: [String: Cell]
    ) throws -> RowExplanation {
        let facts = facts(["seat": [row]])
        return try #require(explain(policy, row: 0, over: facts, configuration: .standard))
    }

    /// A policy that may read what is absent, which loading it warns of.
    private func bold(_ text: String) throws -> Policy {
        try #require(Loaded([text]).set.policies.first)
    }

    private func boldSeatPolicy(_ rest: String) throws -> Policy {
        try bold("policy: test\nresource: seat\n" + rest)
    }

    @Test func `every condition is shown, and the first that fails decides`() throws {
        let policy = try boldSeatPolicy(
            """
            match:
              - assigned: seat.assigned
              - priced: seat.price.orElse(0.0) > 1.0
              - here: "!seat.left"
            expr: seat.days_idle > 3
            """
        )
        let explanation = try explained(policy, seat("ada", ["left": .bool(true)]))
        #expect(explanation.result.verdict == .notMatched("priced"))
        #expect(
            explanation.match.map { "\($0.name) \($0.truth)" }
                == ["assigned true", "priced false", "here false"]
        )
    }

    @Test func `a value comes from the default, a used policy, the own file or an override`() throws
    {
        let shipped = """
            policy: idle
            resource: seat
            parameters:
              a: { default: 1 }
              b: { default: 2 }
              c: { default: 3 }
              d: { default: 4 }
            expr: seat.days_idle > params.a + params.b + params.c + params.d
            """
        let between = "policy: house\nuse: shipped/idle\nparameters: { b: 20 }"
        let own = """
            policy: mine
            use: house
            parameters: { c: 30 }
            ---
            override: ada
            policies: [mine]
            where: seat.person == 'ada'
            parameters: { d: 40 }
            mode: audit
            """
        let loaded = Loaded([between, own], shipped: [shipped])
        #expect(loaded.messages == [])
        let policy = try #require(loaded.set["mine"])
        let ada = try explained(policy, idleSeat("ada", 9))
        #expect(ada.parameters.map { $0.value.shown() } == ["1", "20", "30", "40"])
        #expect(ada.parameters.map(\.source) == [.standard, .used, .own, .override("ada")])
        #expect(
            ada.parameters.map { "\($0.origin.fileName):\($0.origin.range.line)" }
                == ["shipped1.yaml:4", "own1.yaml:3", "own2.yaml:3", "own2.yaml:5"]
        )
        #expect(ada.modeOverride == "ada")
        #expect(ada.overrides.map(\.truth) == [.true])
        #expect(
            ada.overrides[0].settings.map { "\($0.name) \($0.value)" }
                == ["parameters.d 40", "mode audit"]
        )
        let bob = try explained(policy, idleSeat("bob", 9))
        #expect(bob.parameters.map(\.source) == [.standard, .used, .own, .standard])
        #expect(bob.overrides.map(\.truth) == [.false])
        #expect(bob.modeOverride == nil)
    }

    @Test func `an exception says whether it is about the row and whether it is over`() throws {
        let text = """
            policy: p
            resource: seat
            expr: seat.days_idle > 3
            ---
            exception: past
            policies: [p]
            where: seat.person == 'ada'
            reason: it was so
            approved_by: a@example.com
            until: 2026-11-01
            ---
            exception: present
            policies: [p]
            where: seat.person == 'bob'
            reason: it is so
            approved_by: a@example.com
            until: 2026-12-01
            """
        let policy = try #require(Loaded([text]).set["p"])
        let ada = try explained(policy, idleSeat("ada", 9))
        #expect(ada.exceptions.map(\.truth) == [.true, .false])
        #expect(ada.exceptions.map(\.isOver) == [true, false])
        #expect(ada.result.verdict == .holds)
        let bob = try explained(policy, idleSeat("bob", 9))
        #expect(bob.result.verdict == .excepted("present"))
    }

    @Test func `what is not known is named once, and behind a variable by its fact`() throws {
        let policy = try boldSeatPolicy(
            """
            variables: { cost: seat.price }
            expr: variables.cost > 3.0 || seat.price > 5.0 || seat.flex_rate > 1.0
            """
        )
        let explanation = try explained(policy, seat("ada"))
        #expect(explanation.absent.map(\.path) == ["seat.price", "seat.flex_rate"])
        #expect(explanation.absent[0].about == FactSchema.all["seat"]?["price"]?.about)
        #expect(explanation.expr?.truth == .unknown)
        #expect(explanation.variables[0].shown == "unknown")
    }

    @Test func `the line that gave the severity is shown`() throws {
        let policy = try boldSeatPolicy(
            """
            expr: seat.days_idle > 3
            severity: { critical: seat.left, warning: seat.days_idle > 60, default: info }
            """
        )
        func severity(_ row: [String: Cell]) throws -> String {
            let severity = try #require(try explained(policy, row).severity)
            return severity.conditions.map { "\($0.name) \($0.truth)" }.joined(separator: ", ")
                + " -> \(severity.severity) \(severity.isStandard)"
        }
        #expect(try severity(idleSeat("a", 70)) == "critical false, warning true -> warning false")
        #expect(try severity(idleSeat("a", 7)) == "critical false, warning false -> info true")
        #expect(try explained(policy, idleSeat("a", 1)).severity == nil)
    }

    @Test func `history, stale data and steps are told`() throws {
        let policy = try bold(
            """
            policy: packs
            resource: balance
            steps: { value: 1.0 - balance.share_left, at: [0.5, 0.8] }
            """
        )
        let facts = facts([
            "balance": [
                [
                    "team": .text("North"), "share_left": .num(0.4), "as_of": .day(asOf),
                    "fresh": .bool(false),
                ]
            ]
        ])
        let explanation = try #require(
            explain(policy, row: 0, over: facts, configuration: .standard)
        )
        #expect(explanation.stale == "the balance data is too old: it ends on 2026-11-22")
        #expect(explanation.steps?.thresholds == [0.5, 0.8])
        #expect(explanation.steps?.rule.shown == "0.6")
        let young = try boldSeatPolicy("expr: seat.left\ndata: { min_history: 500d }")
        let history = try explained(young, seat("ada")).history
        #expect(history == ExplainedHistory(needed: 500, known: 400))
    }

    @Test func `a condition of a notice or an action is shown, and what comes of it`() throws {
        let policy = try boldSeatPolicy(
            """
            mode: propose
            expr: seat.days_idle > 3
            notify:
              - { to: [operators], if: severity == 'critical' }
              - { to: [operators] }
            propose:
              - { action: unassign-seat, decide: operators, if: seat.days_idle > 60 }
            """
        )
        let explanation = try explained(policy, idleSeat("ada", 9))
        #expect(explanation.notify.map { $0?.truth } == [.false, nil])
        #expect(explanation.proposals.map(\.isProposed) == [false])
        #expect(explanation.proposals[0].condition?.truth == .false)
        #expect(try explained(policy, idleSeat("ada", 90)).proposals.map(\.isProposed) == [true])
    }

    // MARK: - Agreement

    private static let policyText = """
        policy: idle
        resource: seat
        parameters: { idle_days: 60 }
        variables:
          idle: seat.days_idle_present
          dear: seat.price > 100.0
        match:
          - assigned: seat.assigned
          - seats: seat.kind == 'seats'
          - past-grace: "!has(seat.days_assigned) || seat.days_assigned >= 30"
          - priced: seat.via_group || seat.price > 10.0
        expr: variables.idle >= params.idle_days || (variables.dear && seat.left)
        data: { min_history: 30d }
        severity: { critical: seat.left, default: warning }
        ---
        override: ada
        policies: [idle]
        where: seat.person == 'p1'
        parameters: { idle_days: 20 }
        ---
        exception: nodes
        policies: [idle]
        where: seat.name == 'render'
        reason: renders
        approved_by: a@example.com
        until: 2026-12-31
        """

    private static func randomRow(_ random: inout SeededGenerator) -> [String: Cell] {
        func maybe(_ cell: Cell) -> Cell { Bool.random(using: &random) ? cell : .null }
        let idle = Int.random(in: 0...120, using: &random)
        let person = "p\(Int.random(in: 1...4, using: &random))"
        return seat(
            person,
            [
                "assigned": .bool(Int.random(in: 0...5, using: &random) > 0),
                "kind": .text(Int.random(in: 0...5, using: &random) > 0 ? "seats" : "flex"),
                "days_idle_present": maybe(.int(idle)),
                "days_assigned": maybe(.int(Int.random(in: 0...90, using: &random))),
                "price": maybe(.num(Double(Int.random(in: 0...200, using: &random)))),
                "via_group": .bool(Bool.random(using: &random)),
                "left": .bool(Int.random(in: 0...3, using: &random) == 0),
                "name": maybe(.text(Bool.random(using: &random) ? "render" : "Ada")),
                "days_known": .int(Int.random(in: 0...90, using: &random)),
                "fresh": .bool(Int.random(in: 0...9, using: &random) > 0),
            ]
        )
    }

    @Test func `explain and evaluate agree on every row, and the values bear the verdict out`()
        throws
    {
        let policy = try #require(Loaded([Self.policyText]).set["idle"])
        var random = SeededGenerator(seed: 4)
        let rows = (0..<240).map { _ in Self.randomRow(&random) }
        let facts = facts(["seat": rows])
        let results = evaluate(policy, over: facts, configuration: .standard)
        #expect(results.count == rows.count)
        var seen: Set<String> = []
        for result in results {
            let explanation = try #require(
                explain(policy, row: result.row, over: facts, configuration: .standard)
            )
            #expect(explanation.result.verdict == result.verdict)
            #expect(explanation.result.severity == result.severity)
            let firstFalse = explanation.match.first { $0.truth == .false }?.name
            switch result.verdict {
            case .notMatched(let name): #expect(firstFalse == name)
            case .excepted(let name):
                #expect(explanation.exceptions.contains { $0.id == name && $0.truth == .true })
            case .held: #expect(explanation.stale != nil)
            case .notReady:
                let history = try #require(explanation.history)
                #expect(history.known < history.needed)
            case .holds: #expect(explanation.expr?.truth == .true)
            case .clear: #expect(explanation.expr?.truth == .false)
            case .unknown:
                #expect(firstFalse == nil)
                #expect(
                    (explanation.match + [explanation.expr].compactMap(\.self)).contains {
                        $0.truth == .unknown
                    }
                )
                #expect(!explanation.absent.isEmpty)
            }
            for rule in explanation.match + [explanation.expr].compactMap(\.self) {
                // The last part of a trace is the whole, unless the whole is a literal.
                if let last = rule.trace.last { #expect("\(last.value)" == "\(rule.value)") }
            }
            seen.insert("\(result.verdict)".prefix { $0.isLetter }.description)
        }
        #expect(
            seen == ["notMatched", "excepted", "held", "notReady", "holds", "clear", "unknown"]
        )
    }
}
