import CivilTime
import TestSupport
import Testing

@testable import CEL

@Suite struct FormattingTests {
    typealias Case = FunctionCase

    @Test(arguments: [
        Case("'%s'.format(['x']) == 'x' && '%%'.format([]) == '%' && 'a%%b'.format([]) == 'a%b'"),
        Case("'%s %s'.format([true, null]) == 'true null'"),
        Case("'%s %s %s'.format([-1, 2u, 1.50]) == '-1 2 1.5'"),
        Case(
            "'%s'.format([1e21]) == '1000000000000000000000' && '%s'.format([1e-7]) == '0.0000001'"
        ),
        Case("'%s'.format([123456.789]) == '123456.789' && '%s'.format([-0.5]) == '-0.5'"),
        Case("'%s %s'.format([1.0 / 0.0, -1.0 / 0.0]) == 'Infinity -Infinity'"),
        Case("'%s'.format([b'a\\xff\\xfeb\\xff']) == 'a\\ufffdb\\ufffd'"),
        Case(
            "'%s'.format([duration('-1.5s')]) == '-1.5s' && '%s'.format([duration('2h')]) == '7200s'"
        ),
        Case("'%s'.format([timestamp('2026-11-24T08:00:00+01:00')]) == '2026-11-24T07:00:00Z'"),
        Case("'%s'.format([today]) == '2026-11-24' && '%s'.format([type(1)]) == 'int'"),
        Case("'%s'.format([[1, dyn('a'), [null]]]) == '[1, a, [null]]'"),
        Case(
            "'%s'.format([{'b': 1, 'a': [2.0]}]) == '{a: [2], b: 1}' && '%s'.format([{}]) == '{}'"
        ),
        Case("'%s'.format([{10: 'x', 9: 'y'}]) == '{10: x, 9: y}'"),
        Case("'%s'.format([ip('::1')]) == '::1'"),
        Case("'%d %d %d'.format([-7, 7u, 3.14]) == '-7 7 3.14'"),
        Case("'%d'.format([9223372036854775807]) == '9223372036854775807'"),
        Case("'%f %f %f'.format([1, 2u, 3.14]) == '1.000000 2.000000 3.140000'"),
        Case("'%.2f'.format([2.675]) == '2.67' && '%.1f'.format([0.25]) == '0.2'"),
        Case(
            "'%.0f %.0f %.0f'.format([0.5, 1.5, 2.5]) == '0 2 2' && '%.0f'.format([-0.4]) == '-0'"
        ),
        Case("'%.3f'.format([123.4999]) == '123.500' && '%.1f'.format([9.99]) == '10.0'"),
        Case("'%.20f'.format([0.1]) == '0.10000000000000000555'"),
        Case(
            "'%f'.format([0.0 / 0.0]) == 'NaN' && '%.1f'.format([1e22]) == '10000000000000000000000.0'"
        ),
        Case("'%e'.format([1052.032911275]) == '1.052033e+03' && '%.0e'.format([15.0]) == '2e+01'"),
        Case("'%.1e'.format([-3.14]) == '-3.1e+00' && '%e'.format([0.0]) == '0.000000e+00'"),
        Case("'%.2e'.format([9.999e-5]) == '1.00e-04' && '%.1e'.format([1e100]) == '1.0e+100'"),
        Case("'%b %b %b %b'.format([5, -5, 5u, true]) == '101 -101 101 1'"),
        Case("'%o %o'.format([11, -8]) == '13 -10' && '%o'.format([8u]) == '10'"),
        Case("'%x %X %x'.format([255, 255, -26]) == 'ff FF -1a' && '%x'.format([255u]) == 'ff'"),
        Case("'%x %X'.format(['é', b'\\x0f']) == 'c3a9 0F'"),
        Case("'%s'.format([dyn(1)]) == '1' && ('%' + 's').format(['x']) == 'x'"),
        Case("('%' + 'd').format(['x'])", fails: "'%d' shows numbers, not string"),
        Case("'%d'.format([dyn(b'')])", fails: "'%d' shows numbers, not bytes"),
        Case("'%f'.format([dyn('NaN')])", fails: "'%f' shows numbers, not string"),
        Case("'%b'.format([dyn(1.0)])", fails: "'%b' shows int, uint and bool, not double"),
        Case("'%o'.format([dyn(true)])", fails: "'%o' shows int and uint, not bool"),
        Case(
            "'%x'.format([dyn(0.5)])",
            fails: "'%x' shows int, uint, string and bytes, not double"
        ),
        Case(
            "'%s'.format([seat])",
            fails: "'%s' shows values that have a text, not seat"
        ),
        Case(
            "('%s' + '%s').format([1])",
            fails: "the text has more clauses than there are values: 1"
        ),
        Case(
            "('%' + 'a').format([1])",
            fails: "'%a' is no clause; there are %s %d %f %e %b %o %x %X"
        ),
        Case(
            "('a' + '%').format([1])",
            fails: "the text ends inside a clause; a percent sign itself is written '%%'"
        ),
        Case(
            "('%' + '.1001f').format([1])",
            fails: "the '.' of a clause needs a number up to 1000, as in '%.2f'"
        ),
        Case(
            "('%' + '.f').format([1])",
            fails: "the '.' of a clause needs a number up to 1000, as in '%.2f'"
        ),
    ])
    func `formats`(_ item: Case) throws {
        var options = Environment.Options.policy
        // The structure of the sample is told from its text only when it is shown.
        options.checksTypes = !item.text.contains("[seat]")
        try item.check(Sample.environment(options))
    }

    @Test(arguments: [
        (
            "'%d'.format(['x'])", "'%d' shows numbers, not string", 13..<16
        ),
        (
            "'%s %s'.format(['x'])", "the text has 2 clauses, and 1 value to show", 15..<20
        ),
        (
            "''.format([1, 2])", "the text has 0 clauses, and 2 values to show", 10..<16
        ),
        (
            "'%y'.format([1])", "'%y' is no clause; there are %s %d %f %e %b %o %x %X", 0..<4
        ),
    ])
    func `mistakes in a written format are seen before it is evaluated`(
        text: String,
        message: String,
        place: Range<Int>
    ) {
        let problems = Environment().compile(text).problems
        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.offsets) == [place])
    }

    @Test func `digits are those of the number, however many are asked for`() throws {
        var numbers = SeededGenerator(seed: 17)
        for _ in 0..<2000 {
            let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &numbers))
            guard number.isFinite else { continue }
            // Seventeen digits tell every double from its neighbours.
            let text = NumberText.scientific(number, precision: 16)
            #expect(Double(text) == number, "\(text)")
            #expect(Double(NumberText.plain(number)) == number)
        }
        for number in [Double.leastNonzeroMagnitude, 0x1p-1022, 0.1, 1, .greatestFiniteMagnitude] {
            #expect(Double(NumberText.fixed(number, precision: 1000)) == number || number < 1e-300)
            #expect(Double(NumberText.scientific(number, precision: 20)) == number)
        }
    }

    @Test func `the last digit is rounded to the nearest, a half to even`() {
        let cases: [(Double, Int, String)] = [
            (0.125, 2, "0.12"), (0.375, 2, "0.38"), (0.5, 0, "0"), (1.5, 0, "2"),
            (1e15 + 0.5, 0, "1000000000000000"), (999.5, 0, "1000"), (0.05, 1, "0.1"),
            (0.95, 1, "0.9"), (1234.5, -0, "1234"), (0.0001, 2, "0.00"),
        ]
        for (number, precision, text) in cases {
            #expect(NumberText.fixed(number, precision: precision) == text)
        }
    }
}
