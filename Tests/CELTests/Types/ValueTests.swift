import CivilTime
import Testing

@testable import CEL

@Suite struct ValueTests {
    @Test func `values are told apart by type, and texts by code points`() throws {
        let values: [Value] = [
            .null, .bool(false), .int(0), .uint(0), .double(0), .string("0"), .string("é"),
            .string("e\u{301}"), .bytes([48]), .list([]), .list([.int(0)]), .map(MapValue()),
            .duration(TimeLength(nanoseconds: 0)), .instant(Instant(secondsSince1970: 0)),
            .day(Day(daysSince1970: 0)), .type("int"), .structure(Row("a", "0", [:])),
            .structure(Row("b", "0", [:])),
        ]
        #expect(Set(values).count == values.count)
        #expect(Value.double(.nan) == .double(.nan))
        #expect(try !Value.double(.nan).isEqual(to: .double(.nan)) { _ in })
    }

    @Test func `a map finds numbers of every type and keeps its order`() {
        var map = MapValue()
        let isAdded = [
            map.insert(.uint(3), .string("three")), map.insert(.int(3), .string("again")),
            map.insert(.int(-1), .null), map.insert(.string("é"), .int(1)),
            map.insert(.string("e\u{301}"), .int(2)), map.insert(.bool(true), .int(3)),
            map.insert(.double(1), .int(4)), map.insert(.null, .int(5)),
            map.insert(.list([]), .int(6)),
        ]
        #expect(isAdded == [true, false, true, true, true, true, false, false, false])
        #expect(map[.double(3)] == .string("three"))
        #expect(map[.int(3)] == .string("three"))
        #expect(map[.double(-1)] == .null)
        #expect(map[.double(3.5)] == nil)
        #expect(map[.string("e\u{301}")] == .int(2))
        #expect(
            map.entries.map(\.key) == [
                .uint(3), .int(-1), .string("é"), .string("e\u{301}"), .bool(true),
            ]
        )
    }

    @Test func `maps are equal without order`() {
        var a = MapValue()
        var b = MapValue()
        a.insert(.int(1), .string("x"))
        a.insert(.int(2), .string("y"))
        b.insert(.int(2), .string("y"))
        b.insert(.int(1), .string("x"))
        #expect(a == b)
        #expect(Value.map(a).hashValue == Value.map(b).hashValue)
        b.insert(.int(3), .null)
        #expect(a != b)
        #expect(
            MapValue(["b": .int(1), "a": .int(2)]).entries.map(\.key) == [
                .string("a"), .string("b"),
            ]
        )
    }

    @Test(
        arguments: [
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
            ("2026-11-24T08:00:00.100Z", "2026-11-24T08:00:00.1Z"),
            ("2026-11-24T08:00:00-01:30", "2026-11-24T09:30:00Z"),
            ("0001-01-01T00:00:00+00:01", nil), ("9999-12-31T23:59:59-00:01", nil),
            ("2026-11-24T08:00:00.1234567890Z", nil), ("2026-11-24T25:00:00Z", nil),
            ("2026-11-24", nil),
        ] as [(String, String?)]
    )
    func `a timestamp is read and written as RFC 3339 has it`(text: String, written: String?) {
        #expect(Timestamp(text)?.description == written)
    }

    @Test func `an instant outside the range of timestamps is taken as the nearest inside`() {
        #expect(Timestamp(Instant(secondsSince1970: .max)).description == "9999-12-31T23:59:59Z")
        #expect(Timestamp(Instant(secondsSince1970: .min)).description == "0001-01-01T00:00:00Z")
    }

    @Test func `values are shown briefly in messages`() {
        #expect(Value.string(String(repeating: "x", count: 50)).brief.count == 43)
        #expect(Value.double(2).brief == "2")
        #expect(Value.double(-.infinity).brief == "-Infinity")
        #expect(Value.list([]).brief == "list")
        #expect(Value.uint(3).brief == "3u")
    }
}
