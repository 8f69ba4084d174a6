import CivilTime
import Testing

@testable import CEL

@Suite struct FunctionTests {
    typealias Case = FunctionCase

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
        Case("double('1e309')", fails: "'1e309' cannot be converted to double"),
        Case("double('-1e309')", fails: "'-1e309' cannot be converted to double"),
        Case("double('12 EUR')", fails: "'12 EUR' cannot be converted to double"),
        Case("bool('true') && !bool('F')"),
        Case("bool('yes')", fails: "'yes' cannot be converted to bool"),
        Case("string(1.0) == '1' && string(0.1) == '0.1' && string(1e21) == '1e+21'"),
        Case(
            "string(true) == 'true' && string(-5) == '-5' && string(5u) == '5' "
                + "&& string(b'\\xc3\\xbc') == 'ü'"
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
                "'2026-11-24' cannot be converted to timestamp; "
                + "it is written like 2026-11-24T08:00:00Z"
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
            "duration('1h2m3s4ms5us6ns') == duration('3723004005006ns') "
                + "&& duration('0') == duration('0s')"
        ),
        Case("duration('1.5h') == duration('90m') && duration('+1µs') == duration('1000ns')"),
        Case("duration('-9223372036854775808ns') < duration('0s')"),
        Case(
            "duration('9223372036854775808ns')",
            fails:
                "'9223372036854775808ns' cannot be converted to duration; "
                + "it is written like 36h or 90m"
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
