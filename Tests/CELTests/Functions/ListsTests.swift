import TestSupport
import Testing

@testable import CEL

@Suite struct ListsTests {
    typealias Case = FunctionCase

    @Test(arguments: [
        Case(
            "[1, 2, 3, 4].slice(1, 3) == [2, 3] && [1].slice(1, 1) == [] && [1].slice(0, 1) == [1]"
        ),
        Case("[1, 2].slice(0, 3)", fails: "slice(0, 3) is no part of a list of 2 elements"),
        Case("[1, 2].slice(-1, 1)", fails: "slice(-1, 1) is no part of a list of 2 elements"),
        Case("[1, 2].slice(2, 1)", fails: "slice(2, 1) is no part of a list of 2 elements"),
        Case("[[1], [2, 3], []].flatten() == [1, 2, 3] && [[]].flatten() == []"),
        Case("[1, [2, [3, 4]]].flatten() == [1, 2, [3, 4]]"),
        Case("[1, [2, [3, [4]]]].flatten(2) == [1, 2, 3, [4]] && [[1]].flatten(0) == [[1]]"),
        Case("[1, [2, [3]]].flatten(9223372036854775807) == [1, 2, 3]"),
        Case("[[1]].flatten(-1)", fails: "flatten() cannot go -1 levels deep"),
        Case("[3, 1, 2].sort() == [1, 2, 3] && ['b', 'a', 'B'].sort() == ['B', 'a', 'b']"),
        Case("[2.5, -1.0].sort() == [-1.0, 2.5] && [true, false].sort() == [false, true]"),
        Case("[b'b', b'a'].sort() == [b'a', b'b'] && [].sort() == [] && [1].sort() == [1]"),
        Case("[duration('2s'), duration('1s')].sort()[0] == duration('1s')"),
        Case("[today.add(1), today].sort() == [today, today.add(1)]"),
        Case("['😀', '\\uffff'].sort()[1] == '😀'"),
        Case(
            "[dyn(1), dyn('a')].sort()",
            fails: "'sort' is not defined for a list of int and string"
        ),
        Case("[dyn(1), dyn(2u)].sort()", fails: "'sort' is not defined for a list of int and uint"),
        Case(
            "[dyn([1]), dyn([2])].sort()",
            fails: "'sort' is not defined for a list of list: they have no order"
        ),
        Case(
            "[1.0, 0.0 / 0.0].sort()",
            fails: "NaN is neither less nor greater than others"
        ),
        Case("[1, 2, 2, 1].distinct() == [1, 2] && ['b', 'a', 'b'].distinct() == ['b', 'a']"),
        Case("[dyn(1), dyn(1.0), dyn(1u), dyn(1.5)].distinct().size() == 2"),
        Case("[dyn(1.0), dyn(1u), dyn(true), dyn('1')].distinct().size() == 3"),
        Case(
            "[[1], [1.0], [2]].distinct() == [[1], [2]] && [{'a': 1}, {'a': 1u}].distinct().size() == 1"
        ),
        Case(
            "[0.0 / 0.0, 0.0 / 0.0].distinct().size() == 2"
        ),
        Case("['é', 'e\\u0301'].distinct().size() == 2 && [0.0, -0.0].distinct().size() == 1"),
        Case("[1, 2, 3].reverse() == [3, 2, 1] && [].reverse() == []"),
        Case("lists.range(3) == [0, 1, 2] && lists.range(0) == []"),
        Case("lists.range(-1)", fails: "lists.range() cannot make -1"),
        Case("lists.range(1000001)", fails: "a list may not grow beyond 1000000 elements"),
        Case(
            "sets.contains([], []) && !sets.contains([], [1]) && sets.contains([1, 2, 3], [2, 1])"
        ),
        Case("sets.contains([1, dyn(2.0), dyn(3u)], [dyn(1.0), dyn(2u), 3])"),
        Case("!sets.contains([[1]], [[2]]) && sets.contains([[1], [2]], [[dyn(2.0)]])"),
        Case(
            "sets.equivalent([1], [1, 1]) && sets.equivalent([], []) && !sets.equivalent([1], [1, 2])"
        ),
        Case("sets.equivalent([1], [dyn(1u), dyn(1.0)]) && !sets.equivalent([1, 2], [1])"),
        Case(
            "!sets.intersects([1], []) && sets.intersects([1], [1, 2]) && !sets.intersects([1], [2])"
        ),
        Case("sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]]) && !sets.intersects([], [])"),
        Case("!sets.intersects([0.0 / 0.0], [0.0 / 0.0])"),
    ])
    func `lists and sets`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        ("[[1]].sort()", "a list of list(int) cannot be sorted: they have no order"),
        ("[null].sort()", "a list of null cannot be sorted: they have no order"),
        ("[1].flatten()", "flatten() takes list(list(A)).(), not list(int).()"),
        ("[1].slice(1)", "slice() takes 2 arguments, not 1"),
        ("lists.range('a')", "lists.range() takes (int), not (string)"),
        (
            "sets.contains([1], ['a'])",
            "sets.contains() takes (list(A), list(A)), not (list(int), list(string))"
        ),
        ("sort([1])", "'sort' is called as x.sort(…)"),
    ])
    func `mistakes are seen before it is evaluated`(text: String, message: String) {
        #expect(Environment().compile(text).problems.map(\.message) == [message])
    }

    @Test func `a set tells values apart as == does`() throws {
        var numbers = SeededGenerator(seed: 44)
        let pool: [Value] = [
            .int(1), .uint(1), .double(1), .double(1.5), .int(-1), .double(-1), .bool(true), .null,
            .string("1"), .string("é"), .string("e\u{301}"), .bytes([0x31]), .double(.nan),
            .int(9_007_199_254_740_993), .double(9_007_199_254_740_992), .uint(.max),
            .double(0x1p64),
            .list([.int(1)]), .list([.double(1)]), .list([]), .type("int"), .optional(nil),
            .optional(.int(1)), .optional(.uint(1)), .duration(TimeLength(nanoseconds: 1)),
        ]
        for _ in 0..<500 {
            let chosen = (0..<6).map { _ in pool[Int.random(in: 0..<pool.count, using: &numbers)] }
            let set = ElementSet(chosen)
            for value in pool {
                let plain = try chosen.contains { try $0.isEqual(to: value) { _ in } }
                #expect(set.contains(value) == plain, "\(value) in \(chosen)")
            }
        }
    }

    @Test func `long lists are taken in one go, and lists of lists end by their budget`() throws {
        let numbers = "lists.range(200000)"
        #expect(try evaluated("\(numbers).distinct().size() == 200000") == .success(.bool(true)))
        #expect(
            try evaluated("sets.contains(\(numbers), \(numbers).reverse())")
                == .success(.bool(true))
        )
        let outcome = try evaluated("lists.range(20000).map(x, [x]).distinct()")
        guard case .failure(let error) = outcome else {
            Issue.record("it has a value")
            return
        }
        #expect(error.kind == .budget)
    }
}
