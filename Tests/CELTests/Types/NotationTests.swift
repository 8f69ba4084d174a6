import CivilTime
import Testing

@testable import CEL

@Suite struct NotationTests {
    static let values: [(value: Value, notation: String)] = [
        (.null, "null"),
        (.bool(true), "true"),
        (.int(.min), "-9223372036854775808"),
        (.uint(3), "3u"),
        (.double(3), "3.0"),
        (.double(-0.0), "-0.0"),
        (.double(1e300), "1e+300"),
        (.double(0.1), "0.1"),
        (.double(.nan), "double('NaN')"),
        (.double(-.infinity), "double('-Infinity')"),
        (.string("a\"b\\c\n\r\té𝔘"), "'a\"b\\\\c\\n\\r\\té𝔘'"),
        (.string("\u{0}\u{1B}\u{202E}\u{E0001}"), "'\\u0000\\u001b\\u202e\\U000e0001'"),
        (.bytes([0x61, 0, 0xFF, 0x22, 0x5C]), "b'a\\x00\\xff\"\\\\'"),
        (.list([.int(1), .list([])]), "[1, []]"),
        (.map(MapValue(["b": .uint(1), "a": .null])), "{'a': null, 'b': 1u}"),
        (.type("google.protobuf.Duration"), "google.protobuf.Duration"),
        (.duration(TimeLength(nanoseconds: -1_500_000_000)), "duration('-1.5s')"),
        (.optional(nil), "optional.none()"),
        (.optional(.list([.int(1)])), "optional.of([1])"),
        (Sample.pool, "pool"),
    ]

    @Test(arguments: values) func `a value is written as an expression would`(
        _ value: Value,
        _ notation: String
    ) {
        #expect(value.notation == notation)
    }

    @Test(arguments: values.filter { $0.value != Sample.pool })
    func `a notation is an expression with that value`(_ value: Value, _ notation: String) throws {
        let program = try #require(Environment().compile(notation).program)
        #expect(try program.evaluate(Bindings([:])) == value)
    }

    @Test func `moments, days and addresses can be typed in again`() throws {
        var options = Environment.Options.policy
        options.hasDays = true
        for notation in [
            "timestamp('2026-11-24T08:00:00.025Z')", "day('2026-11-24')", "ip('2001:db8::1')",
            "cidr('10.0.0.0/8')",
        ] {
            let program = try #require(Environment(options).compile(notation).program)
            #expect(try program.evaluate(Bindings([:])).notation == notation)
        }
    }

    @Test func `a value that would fill memory has no notation`() {
        var value = Value.list([.int(1), .int(1)])
        for _ in 0..<60 { value = .list([value, value]) }
        #expect(value.notation == nil)
        var map = Value.string("x")
        for _ in 0..<60 { map = .map(MapValue(["a": map, "b": map])) }
        #expect(map.notation == nil)
    }
}
