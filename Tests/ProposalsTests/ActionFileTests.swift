import CivilTime
import Foundation
import TestSupport
import Testing

@testable import Proposals

@Suite struct ActionFileTests {
    private func proposal(
        _ terms: ProposalTerms,
        subject: String = "Acme North/ada@example.com/AutoCAD"
    )
        throws -> ActionProposal
    {
        ActionProposal(
            key: "0123456789abcdef0123456789abcdef",
            policy: "idle-seats",
            subject: subject,
            episode: try #require(Day("2026-11-22")),
            terms: terms,
            currency: "EUR",
            proposedAt: try #require(Instant("2026-11-24T08:00:00Z"))
        )
    }

    private func expectGolden(_ proposal: ActionProposal, _ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(name).json")
        let difference = try Golden.difference(proposal.bytes, from: file)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func `a file has all there is to know, in a fixed order`() throws {
        try expectGolden(proposal(ProposeTests.unassign), "unassign-seat")
    }

    @Test func `what is not known is null`() throws {
        let terms = ProposalTerms(
            action: "appoint-admin",
            decidedBy: [],
            cooldown: TimeSpan(days: 90)
        )
        try expectGolden(proposal(terms, subject: "Acme South"), "appoint-admin")
    }

    @Test func `text from data stays one JSON text`() throws {
        var terms = ProposeTests.unassign
        terms.name = "Eve\"},{\"key\":\"x\u{0}\n\\"
        let bytes = try proposal(terms).bytes
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        )
        #expect(object["name"] as? String == terms.name)
        #expect(object["key"] as? String == "0123456789abcdef0123456789abcdef")
        #expect(object.count == 21)
        #expect(!bytes.dropLast().contains(0))
    }

    @Test func `the same proposal has the same bytes`() throws {
        #expect(try proposal(ProposeTests.unassign).bytes == proposal(ProposeTests.unassign).bytes)
    }
}
