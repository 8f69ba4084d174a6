import CivilTime
import Columns
import Facts
import Policies
import Settings
import Testing

struct RowDetailTests {
    private func results(_ policy: Policy, _ seats: [[String: Cell]]) -> [RowResult] {
        evaluate(policy, over: facts(["seat": seats]), configuration: .standard)
    }

    @Test func `the first condition of severity that is true wins`() throws {
        let policy = try seatPolicy(
            """
            expr: seat.days_known > 0
            severity: { critical: seat.left, info: seat.on_leave, default: warning }
            """
        )
        let rows = [
            seat("ada"), seat("bob", ["on_leave": .bool(true)]),
            seat("eve", ["on_leave": .bool(true), "left": .bool(true)]),
            // What cannot be decided is passed over: the finding stands all the same.
            seat("kim", ["left": .null, "on_leave": .bool(true)]),
        ]
        #expect(results(policy, rows).map(\.severity) == [.warning, .info, .critical, .info])
    }

    @Test func `an unknown saving is none, not unknown`() throws {
        let policy = try seatPolicy("expr: seat.days_known > 0\nmoney: { saving: seat.price }")
        let rows = [seat("ada", ["price": .num(2095)]), seat("bob")]
        let found = results(policy, rows)
        #expect(found.map(\.verdict) == [.holds, .holds])
        #expect(found.map(\.saving) == [2095, nil])
    }

    @Test func `notices and proposals follow the mode and their conditions`() throws {
        let rest = """
            expr: seat.days_known > 0
            notify: [{ to: operators }, { to: holder, if: severity == 'critical' }]
            severity: { critical: seat.left }
            propose:
              - action: unassign-seat
                if: seat.price > 10.0
                execute: "seat.left ? 'admin' : 'x'"
              - action: unassign-seat
                due: as_of.add(30)
                verify: { expect: "!seat.assigned", within: 30d }
            """
        let rows = [seat("ada"), seat("bob", ["left": .bool(true), "price": .num(11)])]
        let propose = results(try seatPolicy(rest + "\nmode: propose"), rows)
        #expect(propose.map(\.notifyApplies) == [[true, false], [true, true]])
        // An action on what is not known is not proposed.
        #expect(propose.map { $0.proposals.map(\.entry) } == [[1], [0, 1]])
        #expect(propose[1].proposals[0].execute == "admin")
        #expect(propose[1].proposals[0].due == nil)
        #expect(propose[1].proposals[1].due == asOf.adding(30))
        #expect(propose[1].proposals[1].expect == "!seat.assigned")
        let notify = results(try seatPolicy(rest + "\nmode: notify"), rows)
        #expect(notify.map(\.notifyApplies) == [[true, false], [true, true]])
        #expect(notify.allSatisfy { $0.proposals.isEmpty })
        let audit = results(try seatPolicy(rest + "\nmode: audit"), rows)
        #expect(audit.map(\.verdict) == [.holds, .holds])
        #expect(audit.allSatisfy { $0.notifyApplies == [false, false] })
    }

    @Test func `a held row keeps its notices, for reminders of what stands go on`() throws {
        let policy = try seatPolicy("expr: seat.days_known > 0")
        let rows = [
            seat("ada", ["fresh": .bool(false)]), seat("bob", ["days_known": .null]),
            seat("eve", ["days_known": .int(0)]),
        ]
        #expect(results(policy, rows).map(\.notifyApplies) == [[true], [true], [false]])
    }

    @Test func `evidence shows what decided, each part once, and what variables rest on`() throws {
        let policy = try seatPolicy(
            """
            parameters: { idle_days: 60 }
            variables: { idle: seat.days_idle_present.orElse(0) }
            expr: variables.idle >= params.idle_days && seat.person != 'x' && variables.idle > 0
            """
        )
        let evidence = try #require(results(policy, [idleSeat("ada", 73)]).first?.evidence)
        #expect(
            evidence.map { "\($0.text) \($0.value)" } == [
                "variables.idle 73", "seat.days_idle_present 73", "params.idle_days 60",
                "seat.person ada",
            ]
        )
    }

    @Test func `explain shows what decided where nothing was found`() throws {
        let policy = try seatPolicy(
            "match: [{ here: \"!seat.left\" }]\nexpr: seat.days_known > 400"
        )
        let facts = facts(["seat": [seat("ada"), seat("bob", ["left": .bool(true)])]])
        let plain = evaluate(policy, over: facts, configuration: .standard)
        #expect(plain.allSatisfy { $0.evidence.isEmpty })
        let explained = [0, 1, 2].map {
            explain(policy, row: $0, over: facts, configuration: .standard)?.result
        }
        #expect(explained.map { $0?.verdict } == [.clear, .notMatched("here"), nil])
        #expect(
            explained.map { $0?.evidence.map { "\($0.text) \($0.value)" } } == [
                ["seat.days_known 400"], ["seat.left true"], nil,
            ]
        )
    }

    @Test func `evidence names the absent fact of an unknown row`() throws {
        let text = "policy: t\nresource: seat\nexpr: seat.price > 3.0"
        let policy = try #require(Loaded([text]).set.policies.first)
        let evidence = results(policy, [seat("ada")]).first?.evidence ?? []
        #expect(evidence.map { "\($0.text) \($0.value)" } == ["seat.price unknown"])
    }

    @Test func `group, team, subject and day come from the row`() throws {
        let policy = try seatPolicy("expr: seat.left\ngroup_by: [team, offering, name]")
        let result = try #require(results(policy, [seat("ada")]).first)
        #expect(result.group == ["North", "AutoCAD", ""])
        #expect(result.team == "North")
        #expect(result.subject == "North/ada/AutoCAD")
        #expect(result.asOf == asOf)
    }

    @Test func `a schedule before a day has that day`() throws {
        let policy = try policy(
            """
            policy: packs
            resource: balance
            expr: balance.packs > 0
            notify:
              - { to: operators, schedule: { before: balance.next_pack_ends, days: [30] } }
              - { to: operators }
            """
        )
        let row: [String: Cell] = [
            "team": .text("North"), "packs": .int(1), "next_pack_ends": .day(today),
            "as_of": .day(asOf), "fresh": .bool(true),
        ]
        let found = evaluate(policy, over: facts(["balance": [row]]), configuration: .standard)
        #expect(found.map(\.deadlines) == [[today, nil]])
    }
}

struct StepTests {
    private func results(_ rest: String, _ shares: [Double?]) throws -> [RowResult] {
        let text = "policy: t\nresource: balance\n" + rest
        let policy = try #require(Loaded([text]).set.policies.first)
        let rows = shares.enumerated().map { position, share -> [String: Cell] in
            [
                "team": .text("T\(position)"), "packs": .int(1), "as_of": .day(asOf),
                "share_left": share.map(Cell.num) ?? .null, "fresh": .bool(true),
            ]
        }
        return evaluate(policy, over: facts(["balance": rows]), configuration: .standard)
    }

    private let steps =
        "steps: { value: 1.0 - balance.share_left, at: [0.5, 0.8, 0.95], hysteresis: 0.05 }\n"

    @Test func `without expr a reached step is the finding, and an unknown value is unknown`()
        throws
    {
        let found = try results(steps, [0.9, 0.5, 0.1, 0.0, nil])
        #expect(found.prefix(4).map(\.verdict) == [.clear, .holds, .holds, .holds])
        #expect(found.map(\.step) == [nil, 0.5, 0.8, 0.95, nil])
        #expect(found[4].verdict.cause?.hasPrefix("balance.share_left is not known") == true)
    }

    @Test func `beside expr an unknown value means no step`() throws {
        let found = try results(steps + "expr: balance.packs > 0\n", [0.1, nil])
        #expect(found.map(\.verdict) == [.holds, .holds])
        #expect(found.map(\.step) == [0.8, nil])
    }

    @Test func `the step is in scope of severity`() throws {
        let found = try results(
            steps + "severity: { critical: step >= 0.95, info: step < 0.8 }\n",
            [0.5, 0.1, 0.0]
        )
        #expect(found.map(\.severity) == [.info, .warning, .critical])
    }
}
