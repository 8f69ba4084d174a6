import CEL
import CivilTime
import Columns
import Facts
import Policies
import Settings
import Templates
import Testing

struct GroupScopeTests {
    private func render(_ summary: String, _ tables: [String: [[String: Cell]]], resource: String = "seat", rest: String = "") throws -> String {
        let text = "policy: p\nresource: \(resource)\nexpr: \"true\"\n\(rest)\nmessage: { summary: \"\(summary)\" }"
        var configuration = Configuration.standard
        configuration.lists = ["keep": ["eve"]]
        let policy = try policy(text, configuration: configuration)
        let facts = facts(tables)
        let rows = ordered(
            evaluate(policy, over: facts, configuration: configuration), by: policy, in: facts)
        let activation = groupActivation(
            policy, rows: rows, facts: facts, configuration: configuration, severity: .warning, step: 0.8,
            why: "because")
        return try policy.message.summary.render(activation)
    }

    private let seats = [
        idleSeat("ada", 10, ["price": .num(100), "as_of": .day(asOf.adding(-3))]),
        idleSeat("bob", 30), idleSeat("eve", 20, ["price": .num(50)]),
    ]

    @Test(arguments: [
        ("{{ seat.team }} {{ seat.offering }}", "North AutoCAD"),
        ("{{ count }} {{ saving }} {{ saving_unknown }}", "3 150 1"),
        ("{{ why }} {{ severity }} {{ step }}", "because warning 0.8"),
        ("{{ as_of == day('2026-11-19') }} {{ today == day('2026-11-24') }}", "yes yes"),
        ("{{#each seats as s}}{{ s.person }} {{ s.days_idle }};{{/each}}", "bob 30;eve 20;ada 10;"),
        ("{{ subjects }}", "North/bob/AutoCAD, North/eve/AutoCAD, North/ada/AutoCAD"),
        ("{{ policy.id }} {{ params.days }} {{ lists.keep }}", "p 7 eve"),
        ("{{ team.name }}", "unknown"),
        ("{{ fold('ABC') }}", "abc"),
    ])
    func `a message speaks of its group`(_ summary: String, _ text: String) throws {
        let rest = """
            group_by: [team, offering]
            order_by: [-days_idle]
            parameters: { days: 7 }
            money: { saving: seat.price }
            """
        #expect(try render(summary, ["seat": seats], rest: rest) == text)
    }

    @Test func `team is the row of the team table`() throws {
        let teams: [[String: Cell]] = [
            ["name": .text("South")], ["name": .text("North"), "people": .int(25)],
        ]
        #expect(try render("{{ team.people }}", ["seat": seats, "team": teams]) == "25")
    }

    @Test func `over the team table the row's name is the whole row`() throws {
        let teams: [[String: Cell]] = [["name": .text("North"), "people": .int(25)]]
        let text = try render(
            "{{ team.people }} {{#each teams as t}}{{ t.name }}{{/each}}", ["team": teams], resource: "team")
        #expect(text == "25 North")
    }

    @Test func `columns by which is not grouped cannot be named for the group`() {
        let loaded = Loaded([
            "policy: p\nresource: seat\nexpr: seat.left\nmessage: { summary: '{{ seat.offering }}' }"
        ])
        #expect(
            loaded.messages == [
                "own1.yaml:4:30: error: seat (of the group) has no field 'offering' [no-such-field]"
            ])
    }

    @Test func `absent values come last whichever the order, and ties stay as in the table`() throws {
        let rows = [
            seat("a", ["price": .null]), seat("b", ["price": .num(1)]), seat("c", ["price": .num(2)]),
            seat("d", ["price": .num(1)]),
        ]
        let each = "{{#each seats as s}}{{ s.person }}{{/each}}"
        #expect(try render(each, ["seat": rows], rest: "order_by: [price]") == "bdca")
        #expect(try render(each, ["seat": rows], rest: "order_by: [-price]") == "cbda")
    }

    @Test func `recipients may be computed from the row`() throws {
        let policy = try seatPolicy(
            """
            expr: seat.left
            notify: [{ to: [{ cel: seat.email }, { cel: "['x@example.com', seat.person]" }] }]
            """)
        let facts = facts(["seat": [seat("ada"), seat("bob", ["email": .null])]])
        let found = (0..<2).map { row in
            policy.notify[0].to.map { recipient -> [String] in
                guard case .expression(let program) = recipient else { return [] }
                return addressees(
                    program, ofRow: row, by: policy, over: facts, configuration: .standard)
            }
        }
        #expect(found == [[["ada"], ["x@example.com", "ada"]], [[], ["x@example.com", "bob"]]])
    }
}
