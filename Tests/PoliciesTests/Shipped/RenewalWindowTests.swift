import CivilTime
import Columns
import Facts
import Policies
import Settings
import Testing

/// The shipped policies `renewal-window` and `return-window`, row by row.
@Suite struct RenewalWindowTests {
    private func found(_ rows: [[String: Cell]], by policy: String = "renewal-window") throws
        -> [RowResult]
    {
        let policy = try #require(ShippedFiles.all().set[policy])
        return evaluate(policy, over: facts(["subscription": rows]), configuration: .standard)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let row: [String: Cell]
        let verdict: Verdict
        var severity = Severity.warning
        /// The day that its notices count down to, in days from today.
        var left: Int?
        var actions: [String] = []
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "it renews by itself in 20 days",
            row: subscription(dueIn: 20),
            verdict: .holds,
            left: 19,
            actions: ["review-renewal"]
        ),
        Case(name: "the day before the window", row: subscription(dueIn: 92), verdict: .clear),
        Case(
            name: "the first day of the window",
            row: subscription(dueIn: 91),
            verdict: .holds,
            left: 90,
            actions: ["review-renewal"]
        ),
        Case(
            name: "it renews by itself tomorrow: no more than a warning",
            row: subscription(dueIn: 1),
            verdict: .holds,
            left: 0,
            actions: ["review-renewal"]
        ),
        Case(
            name: "it renews by itself today",
            row: subscription(dueIn: 0),
            verdict: .holds,
            left: 0,
            actions: ["review-renewal"]
        ),
        Case(
            name: "it ends in 15 days without auto-renewal",
            row: subscription(dueIn: 15, ["auto_renew": .bool(false), "renews_on": .null]),
            verdict: .holds,
            severity: .critical,
            left: 14,
            actions: ["review-renewal"]
        ),
        Case(
            name: "it ends in 16 days without auto-renewal",
            row: subscription(dueIn: 16, ["auto_renew": .bool(false), "renews_on": .null]),
            verdict: .holds,
            left: 15,
            actions: ["review-renewal"]
        ),
        Case(
            name: "trap 6: whether a reseller's renews by itself is unknown, and it is told",
            row: resold(dueIn: 51),
            verdict: .holds,
            left: 21,
            actions: ["review-renewal"]
        ),
        Case(
            name: "a reseller's window begins earlier",
            row: resold(dueIn: 120),
            verdict: .holds,
            left: 90,
            actions: ["review-renewal"]
        ),
        Case(
            name: "the day for the reseller has passed",
            row: resold(dueIn: 20),
            verdict: .holds,
            left: 20,
            actions: ["review-renewal"]
        ),
        Case(
            name: "trap 6: a monthly term is quiet",
            row: subscription(dueIn: 5, ["term": .text("monthly")]),
            verdict: .notMatched("no-monthly")
        ),
        Case(
            name: "trap 6: a lapse that is planned is quiet",
            row: subscription(
                dueIn: 5,
                ["plan": .text("lapse"), "auto_renew": .bool(false), "renews_on": .null]
            ),
            verdict: .notMatched("undecided")
        ),
        Case(
            name: "trap 6: a reseller's lapse that is planned is quiet",
            row: resold(dueIn: 5, ["plan": .text("lapse")]),
            verdict: .notMatched("undecided")
        ),
        Case(
            name: "a planned lapse that would renew by itself is none",
            row: subscription(dueIn: 10, ["plan": .text("lapse")]),
            verdict: .holds,
            severity: .critical,
            left: 9,
            actions: ["turn-off-auto-renew"]
        ),
        Case(
            name: "a planned renewal that comes by itself is quiet",
            row: subscription(dueIn: 10, ["plan": .text("renew")]),
            verdict: .notMatched("undecided")
        ),
        Case(
            name: "a planned renewal that does not come by itself is told",
            row: subscription(
                dueIn: 30,
                ["plan": .text("renew"), "auto_renew": .bool(false), "renews_on": .null]
            ),
            verdict: .holds,
            left: 29,
            actions: ["review-renewal"]
        ),
        Case(
            name: "fewer seats are planned",
            row: subscription(dueIn: 10, ["plan": .text("reduce")]),
            verdict: .holds,
            severity: .critical,
            left: 9,
            actions: ["reduce-seats"]
        ),
        Case(
            name: "trap 2: an automatic renewal that no file confirms",
            row: subscription(
                dueIn: 361,
                ["renewal": .text("unconfirmed"), "renews_on": .day(today.adding(-4))]
            ),
            verdict: .holds,
            left: 26,
            actions: ["review-renewal"]
        ),
        Case(
            name: "trap 2: a renewal that was planned is told too where no file confirms it",
            row: subscription(
                dueIn: 361,
                [
                    "renewal": .text("unconfirmed"), "plan": .text("renew"),
                    "renews_on": .day(today.adding(-4)),
                ]
            ),
            verdict: .holds,
            left: 26,
            actions: ["review-renewal"]
        ),
        Case(
            name: "a reseller's end that no file confirms",
            row: resold(dueIn: -4, ["renewal": .text("unconfirmed")]),
            verdict: .holds,
            left: 41,
            actions: ["review-renewal"]
        ),
        Case(
            name: "trap 2: in grace",
            row: subscription(
                dueIn: -14,
                ["renewal": .text("in-grace"), "auto_renew": .bool(false), "renews_on": .null]
            ),
            verdict: .holds,
            severity: .critical,
            left: 31,
            actions: ["review-renewal"]
        ),
        Case(
            name: "it has ended, but the file is older than its end",
            row: subscription(
                dueIn: -1,
                [
                    "renewal": .text("ended"), "auto_renew": .bool(false), "renews_on": .null,
                    "ends_on": .day(asOf),
                ]
            ),
            verdict: .holds,
            severity: .critical,
            left: 44,
            actions: ["review-renewal"]
        ),
        Case(
            name: "it has ended, and it is too late",
            row: subscription(
                dueIn: -100,
                ["renewal": .text("ended"), "auto_renew": .bool(false), "renews_on": .null]
            ),
            verdict: .clear
        ),
        Case(
            name: "no day is known",
            row: subscription(
                dueIn: 20,
                ["due_on": .null, "act_by": .null, "renews_on": .null, "ends_on": .null]
            ),
            verdict: .notMatched("dated")
        ),
        Case(
            name: "a file of four months ago still says when",
            row: subscription(
                dueIn: 20,
                ["as_of": .day(today.adding(-120)), "fresh": .bool(false)]
            ),
            verdict: .holds,
            left: 19,
            actions: ["review-renewal"]
        ),
        Case(
            name: "an older file is held, and its notices go on",
            row: subscription(
                dueIn: 20,
                ["as_of": .day(today.adding(-121)), "fresh": .bool(false)]
            ),
            verdict: .held(
                cause: "the subscription data is too old: it ends on 2026-07-26"
            ),
            left: 19
        ),
    ]

    @Test(arguments: cases)
    func `a subscription is told while there is something to decide`(_ example: Case) throws {
        let result = try #require(found([example.row]).first)
        #expect(result.verdict == example.verdict)
        #expect(result.deadlines == [example.left.map { today.adding($0) }])
        #expect(result.proposals.map(\.action) == example.actions)
        if example.verdict == .holds {
            #expect(result.severity == example.severity)
            #expect(result.proposals.allSatisfy { $0.due == result.deadlines[0] })
        }
    }

    @Test func `what through a reseller is done, the reseller does`() throws {
        let results = try found([subscription(dueIn: 20), resold(dueIn: 20)])
        #expect(
            results.map { $0.proposals.map(\.execute) } == [["contract manager"], ["reseller"]]
        )
        #expect(
            results.map(\.subject) == ["North/57412300112233", "North/110009876543/AutoCAD"]
        )
    }

    @Test(
        arguments: [
            ("the day of the purchase", 30, [:], Verdict.holds),
            ("the last day", 0, [:], .holds),
            ("the day after", -1, [:], .clear),
            ("more than a window ahead", 31, [:], .clear),
            ("a monthly term", 9, ["term": .text("monthly")], .notMatched("no-monthly")),
            ("a reseller's", 9, ["return_until": .null], .notMatched("direct")),
            ("tokens", 9, ["kind": .text("flex")], .notMatched("seats")),
            ("it has ended", 9, ["running": .bool(false)], .notMatched("running")),
            ("a planned renewal", 9, ["plan": .text("renew")], .notMatched("not-as-planned")),
            ("a lapse was planned", 9, ["plan": .text("lapse")], .holds),
        ] as [(String, Int, [String: Cell], Verdict)]
    )
    func `what can still be returned is told until the last day`(
        _ name: String,
        _ left: Int,
        _ changes: [String: Cell],
        _ verdict: Verdict
    ) throws {
        let row = subscription(
            dueIn: 336,
            ["return_until": .day(today.adding(left))].merging(changes) { $1 }
        )
        let result = try #require(try found([row], by: "return-window").first)
        #expect(result.verdict == verdict, "\(name)")
        #expect(result.deadlines == [verdict == .holds ? today.adding(left) : nil], "\(name)")
        let isAgainstPlan = changes["plan"] == .text("lapse")
        #expect(result.severity == (isAgainstPlan ? .warning : .info), "\(name)")
    }
}

/// A direct annual subscription of 25 seats that renews by itself in so many days.
func subscription(dueIn days: Int, _ changes: [String: Cell] = [:]) -> [String: Cell] {
    let due = today.adding(days)
    let plain: [String: Cell] = [
        "id": .text("57412300112233"), "team": .text("North"), "offering": .text("AutoCAD"),
        "kind": .text("seats"), "seats": .int(25), "starts_on": .day(due.adding(-365)),
        "ends_on": .day(due.adding(-1)), "renews_on": .day(due), "auto_renew": .bool(true),
        "channel": .text("direct"), "term": .text("annual"), "due_on": .day(due),
        "renewal": .text("ahead"), "running": .bool(true), "days_to_due": .int(days),
        "renewal_opens_on": .day(due.adding(-90)), "last_reduce_day": .day(due.adding(-1)),
        "act_by": .day(due.adding(-1)), "return_until": .day(due.adding(-335)),
        "grace_until": .day(due.adding(45)), "contract_manager_known": .bool(false),
        "as_of": .day(asOf), "fresh": .bool(true),
    ]
    return plain.merging(changes) { $1 }
}

/// One of a reseller's that ends in so many days.
func resold(dueIn days: Int, _ changes: [String: Cell] = [:]) -> [String: Cell] {
    let due = today.adding(days)
    return subscription(
        dueIn: days,
        [
            "id": .text("110009876543/AutoCAD"), "contract": .text("110009876543"),
            "renews_on": .null, "auto_renew": .null, "ends_on": .day(due),
            "channel": .text("reseller"), "act_by": .day(due.adding(-30)), "return_until": .null,
            "reseller_name": .text("Example CAD"),
            "reseller_email": .text("orders@reseller.example"),
        ].merging(changes) { $1 }
    )
}
