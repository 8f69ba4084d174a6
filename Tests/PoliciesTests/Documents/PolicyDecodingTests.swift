import CEL
import CivilTime
import Facts
import Policies
import Settings
import Testing

struct PolicyDecodingTests {
    @Test func `only policy, resource and expr are required, and the rest has the stated defaults`() throws {
        let policy = try policy("policy: idle\nresource: seat\nexpr: seat.left")
        #expect(policy.id == "idle")
        #expect(policy.title == "idle")
        #expect(policy.about == "")
        #expect(policy.owner == nil)
        #expect(policy.mode == .notify)
        #expect(policy.severity.standard == .warning)
        #expect(policy.severity.conditions.isEmpty)
        #expect(policy.forDays == 0)
        #expect(policy.keepFiringForDays == 0)
        #expect(policy.data.minimumHistory == 0)
        #expect(policy.data.maximumAge == nil)
        #expect(policy.data.holdsStale)
        #expect(policy.data.reportsUnknown)
        #expect(policy.maxFindings == nil)
        #expect(policy.steps == nil)
        #expect(policy.groupBy == ["team"])
        #expect(policy.orderBy.isEmpty)
        #expect(policy.message.name == "general")
        #expect(policy.message.subject == nil)
        let notice = try #require(policy.notify.first)
        #expect(policy.notify.count == 1)
        #expect(notice.to.map(shown) == ["role:primary-admin"])
        #expect(shown(notice.schedule) == "when data arrives, at most weekly")
        #expect(notice.after == nil)
        #expect(notice.repeatAfter == TimeSpan(days: 30))
        #expect(notice.repeatFactor == 2)
        #expect(notice.repeatMost == .max)
    }

    @Test func `the document of the specification is read key by key`() throws {
        var configuration = Configuration.standard
        configuration.contacts.people = ["cad-desk": ["cad-desk@example.com"]]
        let policy = try policy(whole, configuration: configuration)
        #expect(policy.title == "Seats that nobody uses")
        #expect(policy.about == "A seat that nobody uses.")
        #expect(policy.owner == "cad-desk@example.com")
        #expect(policy.mode == .propose)
        #expect(policy.labels.map { "\($0.name)=\($0.value)" } == ["area=seats"])
        #expect(policy.parameters.map(\.name) == ["idle_days", "grace_days"])
        #expect(policy.parameters.map(\.value) == [.int(60), .int(30)])
        #expect(policy.match.map(\.name) == ["assigned", "past-grace"])
        #expect(policy.severity.conditions.map(\.severity) == [.critical])
        #expect(policy.severity.standard == .info)
        #expect(policy.forDays == 7)
        #expect(policy.keepFiringForDays == 14)
        #expect(policy.data.minimumHistory == 30)
        #expect(policy.data.maximumAge == 21)
        #expect(policy.maxFindings?.count == 200)
        #expect(policy.maxFindings?.percent == 40)
        #expect(policy.groupBy == ["team", "offering"])
        #expect(policy.orderBy.map { "\($0.isDescending ? "-" : "")\($0.column)" } == ["-days_idle", "email"])
        #expect(policy.notify.map { $0.to.map(shown) } == [
            ["role:primary-admin", "ada@example.com"], ["holder", "operators", "contacts.people.cad-desk"],
        ])
        #expect(policy.notify[0].cc.map(shown) == ["role:contract-manager"])
        #expect(policy.notify[0].repeatMost == 4)
        #expect(shown(policy.notify[1].schedule) == "daily at 08:00")
        #expect(policy.notify[1].after == TimeSpan(days: 7))
        let proposal = try #require(policy.propose.first)
        #expect(proposal.action == "unassign-seat")
        #expect(proposal.verify?.within == TimeSpan(days: 30))
        #expect(proposal.cooldown == TimeSpan(days: 180))
    }

    private let whole = """
        policy: idle-seats
        title: Seats that nobody uses
        about: >
          A seat that nobody uses.
        owner: cad-desk@example.com
        mode: propose
        labels: { area: seats }
        resource: seat
        parameters:
          idle_days:  { default: 60, unit: days, min: 14, max: 400, about: "days without use" }
          grace_days: { default: 30d, unit: days }
        variables:
          idle: seat.days_idle_present.orElse(0)
        match:
          - assigned: seat.assigned
          - past-grace: "!has(seat.days_assigned) || seat.days_assigned >= params.grace_days"
        expr: variables.idle >= params.idle_days
        severity:
          critical: seat.left || variables.idle >= 3 * params.idle_days
          default: info
        for: 7d
        keep_firing_for: 2w
        data: { min_history: 30d, max_age: 3w, on_stale: hold, on_unknown: report }
        steps: null
        max_findings: { count: 200, percent: 40 }
        group_by: [team, offering]
        order_by: [-days_idle, email]
        money: { saving: seat.price }
        message: { summary: "{{ count }} seats of {{ seat.offering }}" }
        notify:
          - to: [role:primary-admin, Ada@Example.com]
            cc: role:contract-manager
            schedule: when data arrives, at most weekly
            repeat: { after: 30d, factor: 2, most: 4 }
          - to: [holder, operators, contacts.people.cad-desk]
            if: severity == 'warning'
            after: 7d
        propose:
          - action: unassign-seat
            if: variables.idle >= 90
            decide: role:primary-admin
            execute: "seat.via_group ? 'group owner' : 'primary admin'"
            verify: { expect: "!seat.assigned", within: 30d }
            cooldown: 180d
        """

    @Test func `a default gives a parameter its type`() throws {
        let policy = try seatPolicy(
            """
            expr: seat.left
            parameters:
              flag: true
              whole: 3
              broken: 0.5
              since: 2026-01-31
              word: "60"
              list: [a, b]
              wait: { default: 6w, unit: days }
            """)
        #expect(policy.parameters.map(\.type) == [.bool, .int, .num, .day, .text, .list, .days])
        #expect(policy.parameters.last?.value == .int(42))
        #expect(policy.parameters[4].value == .string("60"))
    }

    @Test func `YAML's own guesses do not count`() throws {
        // `no` is no truth value here, `08:00` no number in base 60.
        let policy = try seatPolicy(
            """
            expr: seat.left
            title: no
            parameters: { word: no }
            notify: [{ to: operators, schedule: weekly on monday at 08:00 }]
            """)
        #expect(policy.title == "no")
        #expect(policy.parameters.first?.value == .string("no"))
        #expect(policy.notify.map { shown($0.schedule) } == ["weekly on monday at 08:00"])
    }

    @Test func `severity is one word or conditions in their order`() throws {
        let word = try seatPolicy("expr: seat.left\nseverity: critical")
        #expect(word.severity.standard == .critical)
        let conditions = try seatPolicy(
            "expr: seat.left\nseverity: { info: seat.on_leave, critical: seat.left }")
        #expect(conditions.severity.conditions.map(\.severity) == [.info, .critical])
        #expect(conditions.severity.standard == .warning)
    }

    @Test func `a schedule may count down to a day of the row`() throws {
        let policy = try policy(
            """
            policy: packs
            resource: balance
            expr: has(balance.next_pack_ends)
            notify:
              - { to: operators, schedule: { before: balance.next_pack_ends, days: [7, 30, 1], at: "09:30" } }
            """)
        #expect(policy.notify.map { shown($0.schedule) } == ["[30, 7, 1] days before at 34200"])
    }

    @Test func `tests documents are recognised and left to the command that runs them`() {
        let loaded = Loaded(["tests: idle-seats\ncases: []\nanything: goes"])
        #expect(loaded.messages == [])
        #expect(loaded.set.policies.isEmpty)
    }

    @Test func `documents of all kinds may share a file, and empty ones do not matter`() {
        let loaded = Loaded([
            """
            ---
            ---
            policy: a
            resource: seat
            expr: seat.left
            ---
            exception: farm
            policies: [a]
            where: seat.email == 'farm@example.com'
            reason: renders
            approved_by: ada
            until: 2027-03-31
            """
        ])
        #expect(loaded.messages == [])
        #expect(loaded.set.policies.map(\.id) == ["a"])
        #expect(loaded.set.exceptions.map(\.id) == ["farm"])
    }
}

/// A recipient as it is written.
func shown(_ recipient: Recipient) -> String {
    switch recipient {
    case .address(let address): address
    case .role(let role): "role:\(role.rawValue)"
    case .holder: "holder"
    case .operators: "operators"
    case .contact(let name): "contacts.people.\(name)"
    case .expression(let program): program.text
    }
}

func shown(_ schedule: NotifySchedule) -> String {
    switch schedule {
    case .calendar(let schedule): schedule.description
    case .before(_, let days, let second): "\(days) days before at \(second)"
    }
}
