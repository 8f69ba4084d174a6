import CivilTime
import Columns
import Facts
import Policies
import Settings
import Testing

struct AdjustmentTests {
    private let idle = """
        policy: idle
        resource: seat
        mode: propose
        parameters: { idle_days: { default: 60, unit: days, max: 400 } }
        match: [{ assigned: seat.assigned }]
        expr: seat.days_idle_present.orElse(0) >= params.idle_days
        severity: warning
        data: { min_history: 30d }
        notify: [{ to: operators }]
        propose: [{ action: unassign-seat }]
        """

    private let seats = [
        idleSeat("ada", 70), idleSeat("bob", 70, ["team": .text("South")]),
        idleSeat("eve", 100, ["team": .text("South")]),
    ]

    private func results(_ documents: String...) throws -> [RowResult] {
        let loaded = Loaded([([idle] + documents).joined(separator: "\n---\n")])
        #expect(loaded.messages == [])
        let policy = try #require(loaded.set["idle"])
        return evaluate(policy, over: facts(["seat": seats]), configuration: .standard)
    }

    @Test func `an override changes parameters for its rows only`() throws {
        let south = "override: south\npolicies: [idle]\nwhere: seat.team == 'South'\nparameters: { idle_days: 90d }"
        #expect(try results().map(\.verdict) == [.holds, .holds, .holds])
        #expect(try results(south).map(\.verdict) == [.holds, .clear, .holds])
    }

    @Test func `an override changes mode, severity and data`() throws {
        let found = try results(
            """
            override: south
            policies: [idle]
            where: seat.team == 'South'
            mode: audit
            severity: { critical: "seat.person == 'eve'" }
            data: { min_history: 500d }
            """)
        #expect(found.map(\.verdict) == [.holds, .notReady(until: asOf.adding(100)), .notReady(until: asOf.adding(100))])
        let quiet = try results(
            "override: south\npolicies: [idle]\nwhere: seat.team == 'South'\nmode: audit\nseverity: info")
        #expect(quiet.map(\.mode) == [.propose, .audit, .audit])
        #expect(quiet.map(\.severity) == [.warning, .info, .info])
        #expect(quiet.map(\.notifyApplies) == [[true], [false], [false]])
        #expect(quiet.map(\.proposals.count) == [1, 0, 0])
    }

    @Test func `a row for which it is disabled is no subject`() throws {
        let found = try results("override: off\npolicies: [idle]\nwhere: seat.person == 'eve'\nmode: disabled")
        #expect(
            found.map(\.verdict) == [.holds, .holds, .notMatched("mode: disabled (override 'off')")])
    }

    @Test func `a disabled policy may be enabled for some rows`() throws {
        let text = idle.replacing("mode: propose", with: "mode: disabled")
        let loaded = Loaded([
            text + "\n---\noverride: on\npolicies: [idle]\nwhere: seat.person == 'eve'\nmode: notify"
        ])
        let policy = try #require(loaded.set["idle"])
        let found = evaluate(policy, over: facts(["seat": seats]), configuration: .standard)
        #expect(found.map(\.subject) == ["South/eve/AutoCAD"])
    }

    @Test func `two overrides that set one value for one row hold it`() throws {
        let found = try results(
            "override: south\npolicies: [idle]\nwhere: seat.team == 'South'\nparameters: { idle_days: 90 }",
            "override: eve\npolicies: [idle]\nwhere: seat.person == 'eve'\nparameters: { idle_days: 90 }",
            "override: modes\npolicies: [idle]\nwhere: seat.person == 'eve'\nmode: audit")
        #expect(
            found.map(\.verdict) == [
                .holds, .clear,
                .held(cause: "the overrides 'eve' and 'south' both set parameters.idle_days"),
            ])
    }

    @Test func `an override that cannot be decided leaves the row unknown`() throws {
        let text = "override: named\npolicies: [idle]\nwhere: seat.name == 'Ada'\nparameters: { idle_days: 90 }"
        let loaded = Loaded([idle + "\n---\n" + text])
        let policy = try #require(loaded.set["idle"])
        let found = evaluate(policy, over: facts(["seat": seats]), configuration: .standard)
        #expect(found.allSatisfy { $0.verdict.cause?.hasPrefix("seat.name is not known") == true })
    }

    @Test func `an exception leaves its rows alone up to its last day`() throws {
        let text =
            idle + "\n---\nexception: farm\npolicies: [idle]\nwhere: seat.email in ['bob']\n"
            + "reason: renders\napproved_by: ada\nuntil: 2026-11-24"
        let loaded = Loaded([text], today: today)
        #expect(loaded.messages == [])
        let policy = try #require(loaded.set["idle"])
        #expect(verdicts(policy, seats) == [.holds, .excepted("farm"), .holds])
        #expect(verdicts(policy, seats, on: today.adding(1)) == [.holds, .holds, .holds])
        // A row that is no subject stays so, and one without an address is not excepted.
        let others = [
            idleSeat("bob", 70, ["assigned": .bool(false)]), idleSeat("bob", 70, ["email": .null]),
        ]
        #expect(verdicts(policy, others) == [.notMatched("assigned"), .holds])
    }

    @Test func `an exception counts before stale data and overrides`() throws {
        let found = try results(
            "exception: all\npolicies: [idle]\nwhere: seat.days_known > 0\nreason: r\napproved_by: a\nuntil: 2027-01-01",
            "override: south\npolicies: [idle]\nwhere: seat.team == 'South'\nparameters: { idle_days: 90 }")
        #expect(found.map(\.verdict) == [.excepted("all"), .excepted("all"), .excepted("all")])
        #expect(found.allSatisfy { !$0.notifyApplies.contains(true) && $0.proposals.isEmpty })
    }

    @Test func `one exception may be about policies over different tables`() {
        let loaded = Loaded([
            idle + "\n---\npolicy: teams\nresource: team\nexpr: team.people > 0\n---\n"
                + "exception: both\npolicies: [idle, teams]\nwhere: as_of == day('2026-11-22')\n"
                + "reason: r\napproved_by: a\nuntil: 2027-01-01"
        ])
        #expect(loaded.messages == [])
        #expect(loaded.set.policies.map { $0.exceptions.map(\.id) } == [["both"], ["both"]])
    }

    @Test func `the end of an exception is checked where the day is known`() {
        func messages(_ until: String) -> [String] {
            Loaded(
                [
                    idle + "\n---\nexception: e\npolicies: [idle]\nwhere: seat.left\nreason: r\n"
                        + "approved_by: a\nuntil: \(until)"
                ], today: today
            ).messages.map { String($0.drop { $0 != " " }.dropFirst()) }
        }
        #expect(messages("2027-11-25") == [])
        #expect(
            messages("2027-11-26") == [
                "error: an exception may end a year ahead at most, 2027-11-25 [until]"
            ])
        #expect(
            messages("2026-11-23") == [
                "warning: this exception ended on 2026-11-23 and does nothing any more [until]"
            ])
    }
}
