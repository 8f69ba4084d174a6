import TestSupport
import Testing

@testable import Facts

@Suite struct ByPersonTests {
    @Test func `numbers are gathered by person in the order in which they come`() {
        let gathered = ByPerson([7, 8, 9, 7], of: [2, 0, 2, 2], count: 4)
        #expect((0..<4).map { Array(gathered[$0]) } == [[8], [], [7, 9, 7], []])
    }

    @Test func `nothing is gathered of nobody`() {
        #expect(Array(ByPerson([Int32](), of: [], count: 1)[0]) == [])
    }

    @Test(arguments: 1...5)
    func `they are those that a filter finds`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let persons = (0..<200).map { _ in Int32(random.next() % 30) }
        let gathered = ByPerson(Int32(0)..<200, of: persons, count: 30)
        for person in 0..<30 {
            let expected = persons.indices.filter { persons[$0] == Int32(person) }
            #expect(gathered[person].map(Int.init) == expected)
        }
    }

    @Test func `lists hold each text once, in the order of the places`() {
        var lists = SharedLists(["AutoCAD", "Maya", "Revit"])
        #expect(lists.list([2, 0, 2]) == ["AutoCAD", "Revit"])
        #expect(lists.list([0, 2]) == ["AutoCAD", "Revit"])
        #expect(lists.list([1]) == ["Maya"])
        #expect(lists.list([]) == [])
    }
}
