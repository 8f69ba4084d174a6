import CivilTime
import Columns
import Testing

@testable import Policies
@testable import Proposals

@Suite struct ProposalTermsTests {
    private let proposed = ProposedAction(
        entry: 0,
        action: "unassign-seat",
        decide: .role(.primaryAdmin),
        execute: "group owner",
        due: Day("2027-01-31"),
        expect: "!seat.assigned",
        within: TimeSpan(days: 30),
        cooldown: TimeSpan(days: 180)
    )

    private func row(_ row: Int) -> RowResult {
        RowResult(
            row: row,
            subject: "North/ada@x/AutoCAD",
            team: "North",
            asOf: Day("2026-11-22"),
            verdict: .holds,
            mode: .propose,
            severity: .warning,
            step: nil,
            stepValue: nil,
            saving: 1975,
            realisableFrom: nil,
            group: [],
            notifyApplies: [],
            deadlines: [],
            proposals: [proposed],
            evidence: [Evidence(text: "seat.days_idle_present", value: "93")]
        )
    }

    @Test func `an action takes its person and offering from the row`() {
        var seats = Table(
            "seat",
            columns: [
                ("team", .text), ("person", .text), ("offering", .text), ("name", .text),
                ("via_group", .bool),
            ]
        )
        seats.append([
            .text("North"), .text("bob@x"), .text("Maya"), .text("Bob"), .bool(false),
        ])
        seats.append([.text("North"), .text("ada@x"), .text("AutoCAD"), .null, .bool(true)])
        let terms = ProposalTerms(proposed, of: row(1), in: seats, decidedBy: ["admin@x"])
        #expect(
            terms
                == ProposalTerms(
                    action: "unassign-seat",
                    team: "North",
                    person: "ada@x",
                    offering: "AutoCAD",
                    isThroughGroup: true,
                    decidedBy: ["admin@x"],
                    execute: "group owner",
                    due: Day("2027-01-31"),
                    evidence: [.init(fact: "seat.days_idle_present", value: "93")],
                    saving: 1975,
                    verification: .init(expect: "!seat.assigned", within: TimeSpan(days: 30)),
                    cooldown: TimeSpan(days: 180)
                )
        )
    }

    @Test func `an action on a subscription knows its seats and its reseller`() {
        var table = Table(
            "subscription",
            columns: [
                ("offering", .text), ("kind", .text), ("seats", .int), ("channel", .text),
                ("reseller_name", .text), ("reseller_email", .text),
            ]
        )
        func add(_ kind: String, _ channel: String, _ name: Cell, _ address: Cell) {
            table.append([.text("AutoCAD"), .text(kind), .int(25), .text(channel), name, address])
        }
        add("seats", "direct", .null, .null)
        add("seats", "reseller", .text("Example CAD"), .text("orders@reseller.example"))
        add("seats", "reseller", .text("Example CAD"), .null)
        add("flex", "reseller", .null, .null)
        let terms = (0..<4).map {
            ProposalTerms(proposed, of: row($0), in: table, decidedBy: [])
        }
        // Trap 7: the number of a Flex row is none of seats.
        #expect(terms.map(\.seats) == [25, 25, 25, nil])
        #expect(
            terms.map(\.reseller) == [
                nil, "orders@reseller.example", "Example CAD", "your reseller",
            ]
        )
    }

    @Test func `a table without people leaves them out`() {
        var teams = Table("team", columns: [("name", .text)])
        teams.append([.text("North")])
        let terms = ProposalTerms(proposed, of: row(0), in: teams, decidedBy: [])
        #expect(terms.person == nil && terms.offering == nil && !terms.isThroughGroup)
    }
}
