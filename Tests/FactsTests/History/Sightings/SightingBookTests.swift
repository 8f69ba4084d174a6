import CivilTime
import Exports
import Settings
import TestSupport
import Testing

@testable import Facts

@Suite struct SightingBookTests {
    /// Files of as many days, each exported a day after the one before it.
    private func intakes(_ count: Int) throws -> [Intake] {
        let start = try instant("2026-11-01T00:00:00Z")
        return (1...count).map { id in
            Intake(
                id: id,
                dataset: .usage,
                exportedAt: start.adding(TimeSpan(days: id)),
                name: "\(id).csv",
                digest: "\(id)",
                source: "",
                range: nil,
                isRangeAssumed: false,
                isFiltered: nil,
                columns: [],
                rows: 0,
                rowsRefused: 0,
                sidecarTeam: nil
            )
        }
    }

    /// Where everything stood last on a day: for each thing the file and the row; `nil` where it is in none.
    private func places(_ book: SightingBook, _ intakes: [Intake], day: Int) throws -> [[Int]?] {
        var history = History()
        history.intakes = intakes
        let now = try instant("2026-11-01T00:00:00Z").adding(TimeSpan(days: day))
        let moment = Moment(history, Inputs(), now: now, zone: .utc)
        return book.places(moment).map { place in
            place.x < 0 ? nil : [moment.visible[Int(place.x)], Int(place.y)]
        }
    }

    @Test(arguments: [[1, 2, 3, 5], [5, 3, 2, 1], [3, 5, 1, 2]])
    func `the newest file that is there counts, in whatever order files come`(order: [Int]) throws {
        let intakes = try intakes(5)
        var book = SightingBook()
        for intake in order {
            book.note(SightingList([(1, intake * 10)]), in: intake, IntakeOrder(intakes))
        }
        #expect(try places(book, intakes, day: 5) == [[5, 50]])
        #expect(try places(book, intakes, day: 4) == [[3, 30]])
        #expect(try places(book, intakes, day: 1) == [[1, 10]])
        #expect(try places(book, intakes, day: 0) == [nil])
    }

    @Test(arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1]])
    func `the first file that is there and has a thing is found`(order: [Int]) throws {
        let intakes = try intakes(3)
        let lists = [
            1: SightingList([(2, 0)]), 2: SightingList([(1, 0), (2, 5)]),
            // It goes on where the second ends.
            3: SightingList([(3, 9)], continuing: 2),
        ]
        var book = SightingBook()
        for intake in order {
            book.note(try #require(lists[intake]), in: intake, IntakeOrder(intakes))
        }
        func firsts(day: Int) throws -> [Int?] {
            var history = History()
            history.intakes = intakes
            let now = try instant("2026-11-01T00:00:00Z").adding(TimeSpan(days: day))
            let moment = Moment(history, Inputs(), now: now, zone: .utc)
            return book.firsts(moment).map { $0 < 0 ? nil : moment.visible[Int($0)] }
        }
        #expect(try firsts(day: 3) == [2, 1, 3])
        #expect(try firsts(day: 2) == [2, 1, nil])
        #expect(try firsts(day: 1) == [nil, 1, nil])
        #expect(try firsts(day: 0) == [nil, nil, nil])
    }

    @Test func `of two rows of one thing in a file the later counts`() throws {
        let list = SightingList([(2, 4), (1, 7), (2, 9), (2, 3)])
        #expect(list.ids == [1, 2])
        #expect(list.rows == [7, 9])
    }

    @Test func `what stands in a continued file stands in the file that goes on`() throws {
        let intakes = try intakes(4)
        let order = IntakeOrder(intakes)
        var book = SightingBook()
        book.note(SightingList([(1, 0), (2, 5)]), in: 1, order)
        book.note(SightingList([(3, 2), (2, 1)]), in: 2, order)
        book.note(SightingList([(1, 8)], continuing: 1), in: 3, order)
        #expect(try places(book, intakes, day: 4) == [[3, 8], [3, 5], [2, 2]])
        #expect(try places(book, intakes, day: 2) == [[1, 0], [2, 1], [2, 2]])
        book.note(SightingList([], continuing: 3), in: 4, order)
        #expect(try places(book, intakes, day: 4) == [[4, 8], [4, 5], [2, 2]])
        #expect(book == SightingBook(book.lists, order), "as it is read back")
    }

    @Test(arguments: [
        (7, [1, 7]), (6, [1, 6, 7]), (5, [1, 5, 6, 7]), (2, [1, 2, 3, 4, 5, 6, 7]),
        (0, [1, 2, 3, 4, 5, 6, 7]),
    ])
    func `thinning keeps the oldest, the newest that is there, and what is to come`(
        now: Int,
        left: [Int]
    ) throws {
        let intakes = try intakes(7)
        let order = IntakeOrder(intakes)
        var book = SightingBook()
        for intake in 1...7 { book.note(SightingList([(1, intake)]), in: intake, order) }
        let changed = book.thin(past: Array(1...7).filter { $0 <= now }, order)
        #expect(book.lists.keys.sorted() == left)
        #expect(changed == Set(1...7).subtracting(left).sorted())
        #expect(book.count == left.count)
        #expect(try places(book, intakes, day: 7) == [[7, 7]])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `thinning changes no present place, continued files or not`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let intakes = try intakes(9)
        let order = IntakeOrder(intakes)
        var book = SightingBook()
        for intake in 1...9 {
            let seen = (1...6).filter { _ in random.next() % 2 == 0 }
                .map { (id: $0, row: intake * 50 + Int(random.next() % 50)) }
            let continued = intake > 1 && random.next() % 2 == 0 ? intake - 1 : 0
            let isKnown = book.lists[continued] != nil
            book.note(
                SightingList(seen, continuing: isKnown ? continued : 0),
                in: intake,
                order
            )
        }
        var thinned = book
        _ = thinned.thin(past: Array(1...6), order)
        for day in 6...9 {
            #expect(
                try places(thinned, intakes, day: day) == places(book, intakes, day: day),
                "day \(day)"
            )
        }
        for day in 1...5 {
            let isThere = try places(book, intakes, day: day).map { $0 != nil }
            #expect(try places(thinned, intakes, day: day).map { $0 != nil } == isThere)
        }
    }
}
