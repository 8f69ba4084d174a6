import CivilTime
import Testing

@testable import CEL

/// Each case is an expression that must be true, or the message with which it fails.
@Suite struct FunctionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var failure: String?
        var testDescription: String { text }

        init(_ text: String, fails failure: String? = nil) {
            self.text = text
            self.failure = failure
        }

        func check(_ environment: Environment = Sample.environment) throws {
            let compilation = environment.compile(text)
            let program = try #require(
                compilation.program,
                "\(compilation.problems.map(\.message))"
            )
            let bindings = try Sample.bindings()
            do throws(EvaluationError) {
                let value = try program.evaluate(bindings)
                #expect(failure == nil && value == .bool(true), "\(value)")
            } catch {
                #expect(error.message == failure)
            }
        }
    }

    @Test(arguments: [
        Case("'Grüße😀'.size() == 6 && size('') == 0 && size(b'ü') == 2 && size({1: 2}) == 1"),
        Case("'abc'.startsWith('ab') && !'abc'.startsWith('b') && 'abc'.startsWith('')"),
        Case("'abc'.endsWith('bc') && !'abc'.endsWith('b') && !'c'.endsWith('bc')"),
        Case("'banana'.contains('anan') && !'banana'.contains('nab') && 'a'.contains('')"),
        Case("!'e\\u0301'.contains('é') && 'e\\u0301'.startsWith('e')"),
        Case("'AbÄ'.lowerAscii() == 'abÄ' && 'aBä'.upperAscii() == 'ABä'"),
        Case("' \\t\\u00a0a b\\n'.trim() == 'a b' && '  '.trim() == ''"),
        Case("'a😀c'.charAt(1) == '😀' && 'ab'.charAt(2) == ''"),
        Case("'ab'.charAt(3)", fails: "3 is no place of a text of 2 characters"),
        Case("'ab'.charAt(-1)", fails: "-1 is no place of a text of 2 characters"),
        Case(
            "'a😀cd'.substring(1) == '😀cd' && 'abcd'.substring(1, 3) == 'bc' && 'a'.substring(1) == ''"
        ),
        Case("'abc'.substring(2, 1)", fails: "a part of a text cannot begin at 2 and end at 1"),
        Case("'abc'.substring(4)", fails: "4 is no place of a text of 3 characters"),
        Case(
            "'tacocat'.indexOf('c') == 2 && 'tacocat'.indexOf('c', 3) == 4 && 'abc'.indexOf('x') == -1"
        ),
        Case(
            "'aaab'.indexOf('aab') == 1 && 'ababac'.indexOf('abac') == 2 && 'ab'.indexOf('', 2) == 2"
        ),
        Case("'ab'.indexOf('a', 3)", fails: "3 is no place of a text of 2 characters"),
        Case("'tacocat'.lastIndexOf('c') == 4 && 'tacocat'.lastIndexOf('c', 3) == 2"),
        Case(
            "'abab'.lastIndexOf('ab') == 2 && 'ab'.lastIndexOf('abc') == -1 && 'ab'.lastIndexOf('') == 2"
        ),
        Case("'hello hello'.replace('he', 'we') == 'wello wello'"),
        Case("'aaa'.replace('a', 'b', 2) == 'bba' && 'aaa'.replace('a', 'b', 0) == 'aaa'"),
        Case("'ab'.replace('', '-') == '-a-b-' && 'ab'.replace('', '-', 1) == '-ab'"),
        Case("'aa'.replace('a', 'aa') == 'aaaa' && 'abc'.replace('c', '') == 'ab'"),
        Case("'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c']"),
        Case("'abc'.split('') == ['a', 'b', 'c'] && 'abc'.split('', 2) == ['a', 'bc']"),
        Case("'a,b'.split(',', 0) == [] && ''.split(',') == [''] && ','.split(',') == ['', '']"),
        Case("['a', 'b'].join('-') == 'a-b' && ['a', 'b'].join() == 'ab' && [].join('x') == ''"),
        Case("[dyn(1)].join()", fails: "'join' is not defined for int"),
    ])
    func `texts`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        Case("int('-42') == -42 && int(1.9) == 1 && int(-1.9) == -1 && int(7u) == 7"),
        Case("int(true ? '1.5' : '')", fails: "'1.5' cannot be converted to int"),
        Case(
            "int(9223372036854775808.0)",
            fails: "9.223372036854776e+18 cannot be converted to int"
        ),
        Case(
            "int(-9223372036854775808.0)",
            fails: "-9.223372036854776e+18 cannot be converted to int"
        ),
        Case("int(0.0 / 0.0)", fails: "NaN cannot be converted to int"),
        Case("int(9223372036854775808u)", fails: "9223372036854775808u cannot be converted to int"),
        Case("uint(3) == 3u && uint(2.9) == 2u && uint('7') == 7u"),
        Case("uint(-1)", fails: "-1 cannot be converted to uint"),
        Case("uint(-0.5)", fails: "-0.5 cannot be converted to uint"),
        Case(
            "uint(18446744073709551616.0)",
            fails: "1.8446744073709552e+19 cannot be converted to uint"
        ),
        Case("double('1.5e3') == 1500.0 && double(3) == 3.0 && double('-Infinity') < 0.0"),
        Case("double('12 EUR')", fails: "'12 EUR' cannot be converted to double"),
        Case("bool('true') && !bool('F')"),
        Case("bool('yes')", fails: "'yes' cannot be converted to bool"),
        Case("string(1.0) == '1' && string(0.1) == '0.1' && string(1e21) == '1e+21'"),
        Case(
            "string(true) == 'true' && string(-5) == '-5' && string(5u) == '5' && string(b'\\xc3\\xbc') == 'ü'"
        ),
        Case("string(b'\\xff')", fails: "the octets are not valid UTF-8"),
        Case("bytes('ü') == b'\\xc3\\xbc'"),
        Case("string(day('2026-11-24')) == '2026-11-24'"),
        Case("string(timestamp('2026-11-24T08:00:00.50+01:00')) == '2026-11-24T07:00:00.5Z'"),
        Case("string(duration('1h30m')) == '5400s' && string(duration('-1500ms')) == '-1.5s'"),
        Case("type(dyn(1.5)) == double && dyn([1]) == [1]"),
    ])
    func `conversions`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        Case("timestamp('2026-11-24T08:09:10.123456789Z').getMilliseconds() == 123"),
        Case("timestamp('2026-11-24T08:09:10Z').getFullYear() == 2026"),
        Case("timestamp('2026-11-24T08:09:10Z').getMonth() == 10"),
        Case("timestamp('2026-11-24T08:09:10Z').getDate() == 24"),
        Case("timestamp('2026-11-24T08:09:10Z').getDayOfMonth() == 23"),
        Case("timestamp('2026-01-01T00:00:00Z').getDayOfYear() == 0"),
        Case("timestamp('2024-12-31T00:00:00Z').getDayOfYear() == 365"),
        Case("timestamp('2026-11-22T08:09:10Z').getDayOfWeek() == 0"),
        Case("timestamp('2026-11-24T08:09:10Z').getDayOfWeek('UTC') == 2"),
        Case("timestamp('2026-11-24T08:09:10Z').getHours('+05:30') == 13"),
        Case("timestamp('2026-11-24T08:09:10Z').getMinutes('-00:10') == 59"),
        Case("timestamp('2026-11-24T08:09:10Z').getSeconds() == 10"),
        Case("timestamp(0).getHours('Mars/Base')", fails: "there is no time zone 'Mars/Base' here"),
        Case("timestamp(0) == timestamp('1970-01-01T00:00:00Z') && int(timestamp(7)) == 7"),
        Case("timestamp('1969-12-31T23:59:59.75Z') < timestamp(0)"),
        Case(
            "timestamp('2026-11-24')",
            fails:
                "'2026-11-24' cannot be converted to timestamp; it is written like 2026-11-24T08:00:00Z"
        ),
        Case(
            "timestamp(253402300800)",
            fails: "253402300800 cannot be converted to timestamp"
        ),
        Case(
            "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
            fails: "the result is out of the range of timestamps"
        ),
        Case(
            "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
            fails: "the result is out of the range of timestamps"
        ),
        Case(
            "timestamp('9999-12-31T23:59:59Z') - timestamp(0)",
            fails: "the result is out of the range of durations"
        ),
        Case("timestamp(1) - timestamp('1970-01-01T00:00:00.25Z') == duration('750ms')"),
        Case("timestamp(0) - duration('0.25s') == timestamp('1969-12-31T23:59:59.75Z')"),
        Case("duration('1h') + timestamp(0) == timestamp(3600)"),
        Case("duration('36h').getHours() == 36 && duration('90s').getMinutes() == 1"),
        Case("duration('-90s').getSeconds() == -90 && duration('1.5s').getMilliseconds() == 500"),
        Case(
            "duration('1h2m3s4ms5us6ns') == duration('3723004005006ns') && duration('0') == duration('0s')"
        ),
        Case("duration('1.5h') == duration('90m') && duration('+1µs') == duration('1000ns')"),
        Case("duration('-9223372036854775808ns') < duration('0s')"),
        Case(
            "duration('9223372036854775808ns')",
            fails:
                "'9223372036854775808ns' cannot be converted to duration; it is written like 36h or 90m"
        ),
        Case(
            "duration('')",
            fails: "'' cannot be converted to duration; it is written like 36h or 90m"
        ),
        Case(
            "duration('5')",
            fails: "'5' cannot be converted to duration; it is written like 36h or 90m"
        ),
        Case(
            "duration('1h-2m')",
            fails: "'1h-2m' cannot be converted to duration; it is written like 36h or 90m"
        ),
        Case("duration('0s') - duration('1h') == duration('-1h')"),
    ])
    func `moments and lengths of time`(_ item: Case) throws { try item.check() }

    @Test func `named zones come from the host`() throws {
        var options = Environment.Options.policy
        options.zoneNamed = { $0 == "Home" ? Zone.utc : nil }
        try Case("timestamp(3600).getHours('Home') == 1").check(Sample.environment(options))
        try Case(
            "timestamp(3600).getHours('Away') == 1",
            fails: "there is no time zone 'Away' here"
        ).check(Sample.environment(options))
    }

    @Test(arguments: [
        Case("today == day('2026-11-24') && day(today) == today && today < today.add(1)"),
        Case("today.add(30) == day('2026-12-24') && today.add(-365) == day('2025-11-24')"),
        Case("day('2024-02-28').add(1) == day('2024-02-29')"),
        Case("today.until(day('2026-12-01')) == 7 && today.until(day('2026-11-23')) == -1"),
        Case("today.weekday() == 'tuesday' && day('2026-11-29').weekday() == 'sunday'"),
        Case("today.month() == 11 && today.year() == 2026"),
        Case("type(today) == day && day('2026-11-24') in [today]"),
        Case(
            "day('2026-02-29')",
            fails: "'2026-02-29' cannot be converted to day; it is written like 2026-11-24"
        ),
        Case(
            "today.add(9223372036854775807)",
            fails: "2026-11-24 and 9223372036854775807 days is no day of a calendar"
        ),
        Case("day('9999-12-31').add(1)", fails: "9999-12-31 and 1 days is no day of a calendar"),
    ])
    func `days`(_ item: Case) throws { try item.check() }

    @Test func `the standard language has no days`() {
        #expect(
            Environment().compile("day('2026-11-24')").problems.map(\.code) == ["no-such-function"]
        )
        #expect(Environment().compile("day").problems.map(\.code) == ["unknown-name"])
    }
}
