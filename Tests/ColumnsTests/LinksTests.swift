import Testing

@testable import Columns

@Suite struct LinksTests {
    @Test func `a relation to one row leads there or nowhere`() {
        let links = Links(one: [2, Links.nowhere, 0])
        #expect(links.count == 3)
        #expect((0..<3).map { links[$0] } == [[2], nil, [0]])
        #expect(links.one == [2, -1, 0])
    }

    @Test func `a relation to several rows leads to them, to none, or is not known`() {
        let links = Links(many: [[1, 2], [], nil, [0]])
        #expect(links.count == 4)
        #expect((0..<4).map { links[$0] } == [[1, 2], [], nil, [0]])
        #expect(links.one == nil)
    }

    @Test func `what is reached from where is turned round`() {
        let links = Links(
            reversing: [2, 0, Links.nowhere, 2, 1, 0],
            unknown: RowSet(rowCount: 4, [1])
        )
        #expect(links == Links(many: [[1, 5], nil, [0, 3], []]))
    }

    @Test(arguments: [
        (Links(one: [2, -1, 0, 2]), [2], [0, 3]),
        (Links(one: [2, -1, 0, 2]), [], []),
        (Links(one: [2, -1, 0, 2]), [1], []),
        (Links(many: [[0, 1], nil, [], [2]]), [1, 2], [0, 3]),
        (Links(many: [[0, 1], nil, [], [2]]), [0], [0]),
    ])
    func `the rows that lead to some rows are found`(
        _ links: Links,
        _ targets: [Int],
        _ expected: [Int]
    ) {
        #expect(Array(links.rows(leadingTo: RowSet(rowCount: 3, targets))) == expected)
    }

    @Test func `a table without rows has a relation without rows`() {
        #expect(Links(many: []).count == 0)
        #expect(Links(one: []).count == 0)
        #expect(Links(reversing: [], unknown: RowSet(rowCount: 0)).count == 0)
    }
}
