import CivilTime
import Columns
import TestSupport
import Testing

@testable import Facts

@Suite struct SubjectHashTests {
    @Test func `the hash of a joined text is that of its parts joined`() {
        for (head, tail) in [
            ("", ""), ("a", ""), ("", "b"), ("ab", "c"), ("a", "bc"), ("é/", "日本"),
        ] {
            var hash = SubjectHash(head)
            hash.append(SubjectHash(tail))
            #expect(hash.sum == SubjectHash(head + tail).sum)
        }
        #expect(SubjectHash("ab").sum != SubjectHash("ba").sum)
    }

    @Test func `rows are found by their subjects, and what is no row is not`() throws {
        var account = try Account()
        try account.take(
            Layout.report.csv(
                (0..<200).map { row in
                    ["email": "p\(row)@example.com", "team_alias": row % 2 == 0 ? "North" : "S/W"]
                }
            )
        )
        let facts = try account.facts()
        let subjects = facts.subjects("seat")
        var random = SeededGenerator(seed: 3)
        let some = Set(subjects.shuffled(using: &random).prefix(20))
        let found = facts.rows("seat", subjects: some.union(["North/nobody/AutoCAD", "x"]))
        #expect(Set(found.keys) == some)
        #expect(found.allSatisfy { subjects[$0.value] == $0.key })
        #expect(facts.rows("team", subjects: ["S/W"]).count == 1)
        #expect(facts.rows("seat", subjects: []).isEmpty)
        #expect(facts.rows("elsewhere", subjects: ["x"]).isEmpty)
    }
}
