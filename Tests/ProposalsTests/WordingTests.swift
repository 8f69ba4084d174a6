import CivilTime
import Testing

@testable import Proposals

@Suite struct WordingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let terms: ProposalTerms
        let title: String
        let steps: Int
        let saying: String
        var testDescription: String { title }
    }

    private static func terms(
        _ action: String,
        team: String? = "North",
        person: String? = nil,
        name: String? = nil,
        offering: String? = nil,
        seats: Int? = nil,
        reseller: String? = nil,
        isThroughGroup: Bool = false
    ) -> ProposalTerms {
        ProposalTerms(
            action: action,
            team: team,
            person: person,
            name: name,
            offering: offering,
            seats: seats,
            reseller: reseller,
            isThroughGroup: isThroughGroup,
            decidedBy: [],
            cooldown: TimeSpan(days: 30)
        )
    }

    static let cases = [
        Case(
            terms: terms("unassign-seat", person: "ada@x", name: "Ada", offering: "AutoCAD"),
            title: "Take back the seat of Ada (ada@x) for AutoCAD in North",
            steps: 3,
            saying: "Tick Ada (ada@x) and choose Unassign."
        ),
        Case(
            terms: terms(
                "unassign-seat",
                person: "ada@x",
                offering: "AutoCAD",
                isThroughGroup: true
            ),
            title: "Take back the seat of ada@x for AutoCAD in North",
            steps: 4,
            saying: "Find the group that gives AutoCAD and remove ada@x from it."
        ),
        Case(
            terms: terms("appoint-admin"),
            title: "Appoint a second admin for North",
            steps: 4,
            saying: "Change the role to Secondary admin and save."
        ),
        Case(
            terms: terms("review-renewal", offering: "AutoCAD", seats: 25),
            title: "Decide about the next term of 25 seats of AutoCAD for North",
            steps: 5,
            saying: "Open Billing and orders, Subscriptions and contracts, and choose AutoCAD."
        ),
        Case(
            terms: terms(
                "review-renewal",
                offering: "Revit",
                seats: 1,
                reseller: "orders@reseller.example"
            ),
            title: "Decide about the next term of 1 seat of Revit for North",
            steps: 3,
            saying: "Write to orders@reseller.example: a reseller's purchase cannot be changed in "
                + "Autodesk Account."
        ),
        Case(
            terms: terms("reduce-seats", offering: "AutoCAD", seats: 25),
            title: "Renew 25 seats of AutoCAD for North with fewer seats",
            steps: 4,
            saying: "Click Reduce seats under the number of seats, and save. All seats stay until "
                + "the renewal."
        ),
        Case(
            terms: terms("turn-off-auto-renew", offering: "Forma Build 5000"),
            title: "Turn auto-renew off: Forma Build 5000 for North is to end",
            steps: 3,
            saying: "Click Turn off beside Auto-renew under Renewal details. It can be used until "
                + "its last day."
        ),
        Case(
            terms: terms("buy-tokens"),
            title: "Buy Flex tokens for North",
            steps: 3,
            saying: "Ask the contract manager of North, or your reseller: admins cannot buy."
        ),
        Case(
            terms: terms("buy-tokens", team: nil),
            title: "Buy Flex tokens for SUBJECT",
            steps: 3,
            saying: "Ask the contract manager of SUBJECT, or your reseller: admins cannot buy."
        ),
    ]

    private func proposal(_ terms: ProposalTerms) throws -> ActionProposal {
        ActionProposal(
            key: "k",
            policy: "p",
            subject: "SUBJECT",
            episode: try #require(Day("2026-11-22")),
            terms: terms,
            currency: nil,
            proposedAt: Instant(secondsSince1970: 0)
        )
    }

    @Test(arguments: cases) func `an action says what it is and what to click`(_ test: Case) throws
    {
        let proposal = try proposal(test.terms)
        #expect(proposal.title == test.title)
        #expect(proposal.how.count == test.steps)
        #expect(proposal.how.contains(test.saying))
    }

    @Test func `an unknown action has a title and no steps`() throws {
        let proposal = try proposal(Self.terms("feed-the-cat"))
        #expect(proposal.title == "feed-the-cat: SUBJECT")
        #expect(proposal.how.isEmpty)
    }
}
