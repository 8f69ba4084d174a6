import CivilTime
import Testing

@testable import CEL

@Suite struct ShownValueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let value: Value
        let text: String
        var testDescription: String { text }
    }

    static let cases = [
        Case(value: .null, text: "unknown"),
        Case(value: .bool(true), text: "true"),
        Case(value: .int(-3), text: "-3"),
        Case(value: .uint(3), text: "3u"),
        Case(value: .double(2095), text: "2095"),
        Case(value: .double(0.8), text: "0.8"),
        Case(value: .double(.infinity), text: "Infinity"),
        Case(value: .string("O'Brien"), text: "'O'Brien'"),
        Case(value: .string("abcdefghijkl"), text: "'abcdefghi…'"),
        Case(value: .bytes([1, 2]), text: "2 bytes"),
        Case(value: .list([]), text: "[]"),
        Case(value: .list([.int(1), .string("a")]), text: "[1, 'a']"),
        Case(
            value: .list((1...9).map { .int($0 * 100) }),
            text: "[100, 200, … and 7 more]"
        ),
        Case(value: .day(Day(daysSince1970: 0)), text: "1970-01-01"),
        Case(value: Sample.pool, text: "North/Aut…"),
    ]

    @Test(arguments: cases)
    func `a value is shown as a person reads it, and never at length`(_ test: Case) {
        #expect(test.value.shown(atMost: 10) == test.text)
    }

    @Test func `a map shows its entries`() {
        var map = MapValue()
        map.insert(.string("a"), .int(1))
        map.insert(.string("b"), .null)
        #expect(Value.map(map).shown() == "{'a': 1, 'b': unknown}")
    }
}
