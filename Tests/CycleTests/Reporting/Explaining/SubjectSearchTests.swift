import CivilTime
import Columns
import Facts
import Testing

@testable import Cycle

@Suite struct SubjectSearchTests {
    private let search: SubjectSearch

    init() {
        var rows = [seat("ada.lovelace", idle: 3), seat("bob", idle: 3)]
        rows.append(seat("bob", idle: 3, team: "South"))
        rows.append(seat("bobette", idle: 3, ["name": .text("Łucja Wiśniewska")]))
        search = SubjectSearch("seat", of: facts(["seat": rows]))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let found: [String]
        var testDescription: String { text }
    }

    static let ada = "North/ada.lovelace@example.com/AutoCAD"
    static let bob = "North/bob@example.com/AutoCAD"
    static let southern = "South/bob@example.com/AutoCAD"
    static let bobette = "North/bobette@example.com/AutoCAD"

    static let cases = [
        Case(text: ada, found: [ada]),
        Case(text: "north/ADA.LOVELACE@example.com/autocad", found: [ada]),
        Case(text: " ada ", found: [ada]),
        Case(text: "lovelace", found: [ada]),
        // A whole part counts before a piece of another.
        Case(text: "bob@example.com", found: [bob, southern]),
        Case(text: "bob", found: [bob, southern]),
        Case(text: "bobe", found: [bobette]),
        Case(text: "South", found: [southern]),
        Case(text: "south/bob@example.com", found: [southern]),
        Case(text: "h/bob@", found: [bob, southern]),
        Case(text: "łucja wiśniewska", found: [bobette]),
        Case(text: "wiśniew", found: [bobette]),
        Case(text: "autocad", found: [ada, bob, southern, bobette]),
        Case(text: "carol", found: []),
        Case(text: "", found: []),
    ]

    @Test(arguments: cases)
    func `a row is found by any part of what it is called`(_ test: Case) {
        #expect(search.rows(named: test.text).map(\.subject) == test.found)
    }

    @Test func `a misspelt name leads to the nearest`() {
        #expect(search.nearest(to: "lovelaice") == [Self.ada])
        #expect(search.nearest(to: "bobete") == [Self.bobette])
        #expect(search.nearest(to: "north/bobete") == [Self.bobette])
        #expect(search.nearest(to: "zebra") == [])
    }
}
