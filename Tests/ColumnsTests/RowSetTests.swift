import Testing

@testable import Columns

@Suite struct RowSetTests {
    @Test(arguments: [0, 1, 63, 64, 65, 200])
    func `all rows and no rows are as many as the table has`(count: Int) {
        let (all, none) = (RowSet(all: count), RowSet(rowCount: count))
        #expect(all.count == count)
        #expect(Array(all) == Array(0..<count))
        #expect(none.count == 0)
        #expect(none.isEmpty)
        #expect(all.isEmpty == (count == 0))
        #expect(none.isSubset(of: all))
    }

    @Test func `rows go in and out, and are given in order`() {
        var set = RowSet(rowCount: 130, [129, 3, 64])
        #expect(Array(set) == [3, 64, 129])
        #expect(set.contains(64))
        #expect(!set.contains(63))
        set.remove(64)
        set.insert(0)
        #expect(Array(set) == [0, 3, 129])
    }

    @Test func `sets are united, cut and subtracted`() {
        let (a, b) = (RowSet(rowCount: 70, [1, 2, 65]), RowSet(rowCount: 70, [2, 3, 65]))
        #expect(Array(a.union(b)) == [1, 2, 3, 65])
        #expect(Array(a.intersection(b)) == [2, 65])
        #expect(Array(a.subtracting(b)) == [1])
        #expect(!a.isSubset(of: b))
        #expect(a.intersection(b).isSubset(of: b))
    }

    @Test func `bits beyond the last row are no rows`() {
        let set = RowSet(rowCount: 3, words: [.max])
        #expect(set == RowSet(all: 3))
        #expect(set.count == 3)
    }
}
