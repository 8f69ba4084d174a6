import CivilTime
import Columns
import Diagnostics
import Facts
import Policies
import Settings
import Testing

/// The shipped policies by the cases of design/traps.md.
struct ShippedPoliciesTests {
    @Test func `the shipped policies and templates have no mistake`() {
        let (set, diagnostics) = ShippedFiles.all()
        #expect(diagnostics.sorted.map(\.description) == [])
        #expect(
            set.policies.map(\.id) == [
                "backup-admin", "idle-seats", "leaver-seats", "renewal-window", "return-window",
                "token-budget",
            ]
        )
        // Copied into one's own folder they still have none; a warning says where rows may be
        // unknown.
        let copies = ShippedFiles.all(asOwn: true).diagnostics.sorted
        #expect(copies.filter { $0.severity == .error }.map(\.description) == [])
        #expect(Set(copies.map(\.code)) == ["nullable"])
    }

    @Test func `every shipped policy and parameter says what it is`() {
        for policy in ShippedFiles.all().set.policies {
            #expect(!policy.about.isEmpty && policy.title != policy.id, "\(policy.id)")
            #expect(policy.parameters.filter(\.about.isEmpty).map(\.name) == [], "\(policy.id)")
            #expect(policy.message.name == policy.id)
            #expect(policy.message.subject != nil)
        }
    }

    private func verdicts(
        _ policy: String,
        _ tables: [String: [[String: Cell]]],
        relations: [String: [[Int]?]] = [:]
    ) throws -> [RowResult] {
        let policy = try #require(ShippedFiles.all().set[policy])
        return evaluate(policy, over: facts(tables, relations: relations), configuration: .standard)
    }

    // MARK: - idle-seats

    struct Seat: Sendable, CustomTestStringConvertible {
        let name: String
        let row: [String: Cell]
        let verdict: Verdict
        var testDescription: String { name }
    }

    @Test(arguments: [
        Seat(name: "idle", row: idleSeat("ada", 60), verdict: .holds),
        Seat(name: "not yet", row: idleSeat("ada", 59), verdict: .clear),
        Seat(
            name: "a leaver",
            row: idleSeat("ada", 90, ["left": .bool(true)]),
            verdict: .notMatched("here")
        ),
        Seat(
            name: "parental leave",
            row: idleSeat("ada", 90, ["on_leave": .bool(true)]),
            verdict: .notMatched("not-on-leave")
        ),
        Seat(
            name: "back from leave",
            row: seat("ada", ["days_idle": .int(120), "days_idle_present": .int(20)]),
            verdict: .clear
        ),
        Seat(
            name: "a capacity product",
            row: idleSeat("ada", 90, ["kind": .text("capacity")]),
            verdict: .notMatched("seats")
        ),
        Seat(
            name: "Flex",
            row: idleSeat("ada", 90, ["kind": .text("flex")]),
            verdict: .notMatched("seats")
        ),
        Seat(
            name: "access by tokens",
            row: idleSeat("ada", 90, ["access": .text("flex")]),
            verdict: .notMatched("subscription")
        ),
        Seat(
            name: "new",
            row: idleSeat("ada", 90, ["days_assigned": .int(29)]),
            verdict: .notMatched("past-grace")
        ),
        Seat(
            name: "assigned at an unknown time",
            row: idleSeat("ada", 90, ["days_assigned": .null]),
            verdict: .holds
        ),
        Seat(
            name: "an unassigned row that is marked active",
            row: idleSeat("ada", 90, ["assigned": .bool(false)]),
            verdict: .notMatched("assigned")
        ),
        Seat(
            name: "a report of few days",
            row: idleSeat("ada", 20, ["days_known": .int(20)]),
            verdict: .notReady(until: asOf.adding(10))
        ),
        Seat(
            name: "17 days after the last export",
            row: idleSeat("ada", 90, ["fresh": .bool(false)]),
            verdict: .held(cause: "the seat data is too old: it ends on 2026-11-22")
        ),
    ])
    func `idle seats are seats that their holders could do without`(_ example: Seat) throws {
        #expect(
            try verdicts("idle-seats", ["seat": [example.row]]).map(\.verdict) == [example.verdict]
        )
    }

    @Test func `trap 4: a team without usage data is unknown, with one cause for all its seats`()
        throws
    {
        let rows = ["ada", "bob"].map {
            seat(
                $0,
                [
                    "usage_known": .bool(false), "days_idle": .null, "days_idle_present": .null,
                    "never_used": .null, "last_used": .null,
                ]
            )
        }
        let causes = try verdicts("idle-seats", ["seat": rows]).map(\.verdict.cause)
        let cause = try #require(causes.first ?? nil)
        #expect(cause.hasPrefix("seat.days_idle_present is not known"))
        #expect(Set(causes).count == 1)
    }

    @Test func `an idle seat is worth its price and is proposed for taking back after 90 days`()
        throws
    {
        let rows = [
            idleSeat("ada", 60, ["price": .num(2095)]), idleSeat("bob", 90),
            idleSeat("eve", 180, ["via_group": .bool(true)]),
        ]
        let found = try verdicts("idle-seats", ["seat": rows])
        #expect(found.map(\.saving) == [2095, nil, nil])
        #expect(found.map(\.severity) == [.warning, .warning, .critical])
        #expect(
            found.map { $0.proposals.map { "\($0.action) by \($0.execute ?? "-")" } } == [
                [], ["unassign-seat by primary admin"], ["unassign-seat by group owner"],
            ]
        )
        #expect(found[0].group == ["North"])
    }

    @Test func `leavers are named by leaver-seats from the day of leaving on, and only there`()
        throws
    {
        let rows = [
            seat("ada", ["left": .bool(true)]), seat("bob"),
            seat("eve", ["left": .bool(true), "assigned": .bool(false)]),
        ]
        #expect(
            try verdicts("leaver-seats", ["seat": rows]).map(\.verdict)
                == [.holds, .clear, .notMatched("assigned")]
        )
    }

    @Test func `a leaver's seat waits for no weekly mail, and reminders stay few`() throws {
        let policy = try #require(ShippedFiles.all().set["leaver-seats"])
        let entry = try #require(policy.notify.first)
        guard case .calendar(let schedule) = entry.schedule else {
            Issue.record("leaver-seats counts down to no day")
            return
        }
        #expect(schedule == .whenDataArrives(atMost: .daily))
        #expect(entry.repeatAfter == TimeSpan(days: 14))
        #expect(entry.repeatFactor == 2)
        #expect(entry.repeatMost == 4)
    }

    // MARK: - token-budget

    private func balance(_ changes: [String: Cell]) -> [String: Cell] {
        let plain: [String: Cell] = [
            "team": .text("North"), "purchased": .num(1000), "packs": .int(1),
            "available": .num(500),
            "share_left": .num(0.5), "rate": .num(1.5), "days_left": .int(333),
            "empty_on": .day(asOf.adding(333)), "next_pack_ends": .day(asOf.adding(300)),
            "as_of": .day(asOf), "fresh": .bool(true), "dearest_rate": .num(10),
        ]
        return plain.merging(changes) { $1 }
    }

    private func empty(in days: Int, pack: Int, _ changes: [String: Cell] = [:]) -> [String: Cell] {
        balance(
            [
                "days_left": .int(days), "empty_on": .day(asOf.adding(days)),
                "next_pack_ends": .day(asOf.adding(pack)),
            ].merging(changes) { $1 }
        )
    }

    @Test func `tokens that will not last are reported in time`() throws {
        let rows = [
            balance([:]), empty(in: 31, pack: 20), empty(in: 30, pack: 20), empty(in: 80, pack: 90),
            empty(in: 95, pack: 200), empty(in: 80, pack: 80), empty(in: 10, pack: 90),
            balance(["available": .num(9)]),
            balance(["rate": .num(0), "days_left": .null, "empty_on": .null]),
        ]
        let found = try verdicts("token-budget", ["balance": rows])
        #expect(
            found.map(\.verdict) == [
                .clear, .clear, .holds, .holds, .clear, .clear, .holds, .holds, .clear,
            ]
        )
        #expect(
            found.filter { $0.verdict == .holds }.map(\.severity) == [
                .warning, .warning, .critical, .critical,
            ]
        )
    }

    @Test func `a month over its budget is reported, and a month without a budget is not missed`()
        throws
    {
        let rows = [
            balance([
                "budget_month": .num(150), "month_forecast": .num(151),
                "budget_month_share": .num(151.0 / 150),
            ]),
            balance([
                "budget_month": .num(150), "month_forecast": .num(150),
                "budget_month_share": .num(1),
            ]),
            balance(["budget_month": .num(150)]),
        ]
        let found = try verdicts("token-budget", ["balance": rows])
        #expect(found[0].verdict == .holds)
        #expect(found[1].verdict == .clear)
        #expect(
            found[2].verdict.cause?.hasPrefix("balance.budget_month_share is not known") == true
        )
    }

    @Test func `trap 8: a balance that cannot be known is unknown and no figure`() throws {
        let row = balance([
            "available": .null, "share_left": .null, "days_left": .null, "empty_on": .null,
        ])
        let found = try verdicts("token-budget", ["balance": [row]])
        #expect(found[0].verdict.cause?.hasPrefix("balance.available is not known") == true)
    }

    // MARK: - backup-admin

    private func team(_ changes: [String: Cell]) -> [String: Cell] {
        let plain: [String: Cell] = [
            "name": .text("North"), "primary_admin": .text("ada@example.com"), "people": .int(25),
            "has_backup": .bool(true), "bus_factor": .int(2), "primary_absent": .bool(false),
            "roles_known": .bool(true), "as_of": .day(today), "fresh": .bool(true),
        ]
        return plain.merging(changes) { $1 }
    }

    @Test func `trap 11: leave of the backup is no alarm, none is one, unknown roles are unknown`()
        throws
    {
        let rows = [
            team(["bus_factor": .int(1)]),
            team(["has_backup": .bool(false), "bus_factor": .int(1)]),
            team(["has_backup": .bool(false), "bus_factor": .int(0), "primary_absent": .bool(true)]
            ),
            team([
                "has_backup": .null, "bus_factor": .null, "primary_absent": .null,
                "roles_known": .bool(false),
            ]),
            team(["has_backup": .bool(false), "people": .int(0)]),
        ]
        let found = try verdicts("backup-admin", ["team": rows])
        #expect(found[0].verdict == .clear)
        #expect(found[1].verdict == .holds)
        #expect(found[2].verdict == .holds)
        #expect(found[3].verdict.cause?.hasPrefix("team.has_backup is not known") == true)
        #expect(found[4].verdict == .notMatched("has-people"))
        #expect(found.map(\.severity).prefix(3) == [.warning, .warning, .critical])
        #expect(found[1].proposals.map(\.action) == ["appoint-admin"])
    }
}
