import CivilTime
import TestSupport
import Testing

@testable import Facts

@Suite struct PackReplayTests {
    private func pack(_ id: String, _ size: Double, _ bought: String, _ ends: String) throws
        -> TokenPack
    {
        TokenPack(id: id, size: size, bought: try day(bought), ends: try day(ends))
    }

    private func sorted(_ packs: [TokenPack]) -> [TokenPack] {
        packs.sorted { $0.isTaken(before: $1) }
    }

    /// What is left in each pack after going on to a day with some tokens a day.
    private func rests(
        _ packs: [TokenPack],
        stated: Double,
        on statedOn: String,
        through last: String,
        spending: Double
    ) throws -> [String: Double] {
        var replay = PackReplay(
            sorted(packs),
            stated: Statement(tokens: stated, day: try day(statedOn))
        )
        replay.advance(through: try day(last)) { _ in spending }
        var rests: [String: Double] = [:]
        for pack in packs { rests[pack.id] = replay.rest { $0.id == pack.id } }
        return rests
    }

    @Test func `tokens are taken by earliest end, then fewest tokens, then id`() throws {
        let packs = [
            try pack("late", 10, "2026-01-01", "2027-01-01"),
            try pack("b", 100, "2026-01-01", "2026-06-30"),
            try pack("a", 100, "2026-01-01", "2026-06-30"),
            try pack("small", 5, "2026-02-01", "2026-06-30"),
        ]
        #expect(sorted(packs).map(\.id) == ["small", "a", "b", "late"])
    }

    @Test func `a stated balance lies in the packs alive, from the latest end backwards`() throws {
        let packs = [
            try pack("ended", 100, "2025-01-01", "2025-12-31"),
            try pack("early", 100, "2026-01-01", "2026-06-30"),
            try pack("late", 100, "2026-01-01", "2026-12-31"),
            try pack("future", 100, "2026-03-01", "2027-02-28"),
        ]
        #expect(
            try rests(packs, stated: 150, on: "2026-02-01", through: "2026-02-01", spending: 0)
                == ["ended": 0, "early": 50, "late": 100, "future": 0]
        )
        #expect(
            try rests(packs, stated: 230, on: "2026-02-01", through: "2026-02-01", spending: 0)
                == ["ended": 0, "early": 100, "late": 130, "future": 0],
            "what does not fit lies in the latest"
        )
        #expect(
            try rests(packs, stated: 40, on: "2026-02-01", through: "2026-03-01", spending: 1)
                == ["ended": 0, "early": 0, "late": 12, "future": 100],
            "28 days of use, and a pack bought meanwhile"
        )
    }

    @Test func `without a living pack a balance lies in one without end`() throws {
        var replay = PackReplay(
            [try pack("old", 100, "2025-01-01", "2025-12-31")],
            stated: Statement(tokens: 80, day: try day("2026-02-01"))
        )
        replay.advance(through: try day("2026-02-11")) { _ in 3 }
        #expect(replay.available == 50)
    }

    @Test func `a pack can be used on its last day, at the end of which its rest is gone`() throws {
        let packs = [
            try pack("first", 100, "2026-01-01", "2026-02-03"),
            try pack("second", 100, "2026-01-01", "2026-12-31"),
        ]
        func rests(_ last: String) throws -> [String: Double] {
            try self.rests(packs, stated: 150, on: "2026-02-01", through: last, spending: 10)
        }
        #expect(try rests("2026-02-02") == ["first": 40, "second": 100])
        #expect(try rests("2026-02-03") == ["first": 0, "second": 100])
        #expect(try rests("2026-02-04") == ["first": 0, "second": 90])
    }

    @Test func `what is left on a pack's last day is counted before it is gone`() throws {
        var replay = PackReplay(
            [try pack("first", 100, "2026-01-01", "2026-02-03")],
            stated: Statement(tokens: 50, day: try day("2026-02-01"))
        )
        #expect(replay.rest(on: try day("2026-02-03"), spending: { _ in 10 }) { _ in true } == 30)
    }

    @Test func `there is never less than nothing`() throws {
        let packs = [try pack("one", 100, "2026-01-01", "2026-12-31")]
        #expect(
            try rests(packs, stated: 25, on: "2026-02-01", through: "2026-02-05", spending: 10)
                == ["one": 0]
        )
    }

    @Test func `what is taken back comes into the pack that ends first`() throws {
        let packs = [
            try pack("late", 100, "2026-01-01", "2026-12-31"),
            try pack("early", 100, "2026-01-01", "2026-06-30"),
        ]
        #expect(
            try rests(packs, stated: 150, on: "2026-02-01", through: "2026-02-04", spending: -5)
                == ["early": 65, "late": 100]
        )
    }

    @Test func `from the first purchase on, tokens of its day are taken from it`() throws {
        var replay = PackReplay(
            [try pack("one", 100, "2026-02-01", "2027-01-31")],
            before: try day("2026-02-01")
        )
        replay.advance(through: try day("2026-02-03")) { _ in 10 }
        #expect(replay.available == 70)
    }

    /// How long 95 tokens of a pack last from 1 February on, of which some are used each day.
    struct Lasts: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let spending: Double?
        var ends = "2026-12-31"
        let lasting: PackReplay.Lasting
    }

    static let lasts: [Lasts] = [
        Lasts("nine days of ten, and five are left", 10, .until(Day.of("2026-02-10"))),
        Lasts("five days of nineteen to the last token", 19, .until(Day.of("2026-02-06"))),
        Lasts("not even one day", 96, .until(Day.of("2026-02-01"))),
        Lasts("one day exactly", 95, .until(Day.of("2026-02-02"))),
        Lasts("longer than asked", 0.5, .beyond),
        Lasts("until the pack ends", 1, ends: "2026-02-04", .until(Day.of("2026-02-04"))),
        Lasts("a day is not known", nil, .unknown(Day.of("2026-02-02"))),
    ]

    @Test(arguments: lasts) func `tokens last until a day does not fit in`(_ test: Lasts) throws {
        var replay = PackReplay(
            [
                try pack("one", 100, "2026-01-01", test.ends),
                try pack("later", 1000, "2026-02-03", "2027-01-31"),
            ],
            stated: Statement(tokens: 95, day: try day("2026-02-01"))
        )
        #expect(
            replay.lasting(through: try day("2026-03-31")) { _ in test.spending } == test.lasting
        )
        replay.advance(through: try day("2026-02-03")) { _ in 0 }
        #expect(replay.available >= 1000, "asking buys nothing and spends nothing")
    }
}

extension PackReplayTests {
    /// One random pack of a few days in January 2026; some end before they are bought.
    private func randomPack(_ number: Int, _ random: inout SeededGenerator) throws -> TokenPack {
        let first = try day("2026-01-01")
        let bought = first.adding(Int.random(in: 0..<20, using: &random))
        return TokenPack(
            id: "\(number)",
            size: Double(Int.random(in: 0...9, using: &random)),
            bought: bought,
            ends: bought.adding(Int.random(in: -1...12, using: &random))
        )
    }

    /// What is left of each pack when every day goes through every pack, as facts §3.5 tells it.
    private func plainRests(
        _ packs: [TokenPack],
        stated: Statement,
        through last: Day,
        _ spent: [Day: Double]
    ) -> [Double] {
        var rests = packs.map { _ in 0.0 }
        var left = stated.tokens
        let alive = packs.indices.filter { packs[$0].isAlive(on: stated.day) }
        for index in alive.reversed() {
            rests[index] = min(left, packs[index].size)
            left -= rests[index]
        }
        if let latest = alive.last { rests[latest] += left }
        var day = stated.day
        while day < last {
            day = day.adding(1)
            for index in packs.indices where packs[index].bought == day {
                rests[index] = packs[index].size
            }
            var tokens = spent[day] ?? 0
            for index in packs.indices where packs[index].isAlive(on: day) {
                let taken = min(tokens, rests[index])
                (rests[index], tokens) = (rests[index] - taken, tokens - taken)
            }
            for index in packs.indices where packs[index].ends.map({ $0 <= day }) ?? false {
                rests[index] = 0
            }
        }
        return rests
    }

    @Test(arguments: 0..<200)
    func `packs are replayed as if every day went through each of them`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let packs = sorted(
            try (0..<Int.random(in: 1...8, using: &random)).map { try randomPack($0, &random) }
        )
        let first = try day("2026-01-01")
        var spent: [Day: Double] = [:]
        for number in 0..<35 {
            spent[first.adding(number)] = Double(Int.random(in: -2...6, using: &random))
        }
        let statedOn = first.adding(Int.random(in: 0..<20, using: &random))
        let tokens = Double(Int.random(in: 0...30, using: &random))
        let stated = Statement(tokens: tokens, day: statedOn)
        for length in 0..<15 {
            let last = statedOn.adding(length)
            var replay = PackReplay(packs, stated: stated)
            replay.advance(through: last) { spent[$0] ?? 0 }
            let rests = packs.map { pack in replay.rest { $0.id == pack.id } }
            #expect(rests == plainRests(packs, stated: stated, through: last, spent))
        }
    }

    @Test func `a hundred thousand packs that last until the year 9999 are no hang`() throws {
        let packs = try (0..<100_000).map { try pack("\($0)", 1, "2000-01-01", "9999-12-31") }
        var replay = PackReplay(
            packs,
            stated: Statement(tokens: 100_000, day: try day("2000-01-01"))
        )
        replay.advance(through: try day("2026-11-21")) { _ in 1 }
        let last = try day("9999-12-31")
        #expect(replay.available == 100_000 - 9821)
        #expect(replay.rest(on: last, spending: { _ in 0.01 }, { _ in true }) > 0)
    }
}

extension PackReplayTests.Lasts {
    init(
        _ description: String,
        _ spending: Double?,
        ends: String = "2026-12-31",
        _ lasting: PackReplay.Lasting
    ) {
        self.init(
            testDescription: description,
            spending: spending,
            ends: ends,
            lasting: lasting
        )
    }
}

extension Day {
    /// A day that is written in a table of cases.
    fileprivate static func of(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }
}
