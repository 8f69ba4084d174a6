import Testing

@testable import CEL

@Suite struct MathsTests {
    typealias Case = FunctionCase

    @Test(arguments: [
        Case("math.greatest(1) == 1 && math.greatest(1, 3, 2) == 3 && math.least(3, 1, 2) == 1"),
        Case("math.greatest(1u, 2u) == 2u && math.least(-1.5, 2.5, -3.5) == -3.5"),
        Case(
            "math.greatest([1, 2]) == 2 && math.least([2u, 1u]) == 1u && math.least([0.5]) == 0.5"
        ),
        Case("type(math.greatest(1, 1u)) == int && type(math.greatest(1u, 1)) == uint"),
        Case("type(math.least(1, 1.0)) == int && type(math.least(1.0, 1u)) == double"),
        Case("math.greatest(5.4, 10, 3u, -5.0) == 10 && math.least(5.4, 10, 3u, -5.0) == -5.0"),
        Case("math.greatest([dyn(1), dyn(2.5), dyn(2u)]) == 2.5"),
        Case("math.greatest(dyn(1), 2.5) == 2.5 && type(math.greatest(dyn(3), 2.5)) == int"),
        Case("math.greatest(18446744073709551615u, -1) == 18446744073709551615u"),
        Case("math.greatest(limit + 1, limit) == 61"),
        Case("math.least([])", fails: "math.least() of an empty list has no value"),
        Case("math.greatest(dyn('a'))", fails: "'math.greatest' is not defined for string"),
        Case(
            "math.greatest([dyn(1), dyn('a')])",
            fails: "'math.greatest' is not defined for string"
        ),
        Case(
            "math.greatest(1.0, 0.0 / 0.0)",
            fails: "NaN is neither less nor greater than others"
        ),
        Case("math.least(0.0 / 0.0)", fails: "NaN is neither less nor greater than others"),
    ])
    func `the greatest and the least`(_ item: Case) throws {
        var options = Environment.Options.policy
        options.integerLiteralsAdapt = false
        try item.check(Sample.environment(options))
    }

    @Test(arguments: [
        ("math.greatest(1, 2)", CEL.ValueType.int), ("math.least(1u, 2u, 3u)", .uint),
        ("math.greatest([1.0])", .double), ("math.greatest(1, 2.0)", .dyn),
        ("math.greatest(dyn(1), 2)", .dyn),
    ])
    func `their type is that of all numbers where it is one`(text: String, type: CEL.ValueType)
        throws
    {
        #expect(try #require(Environment().compile(text).program).type == type)
    }

    @Test(arguments: [
        ("math.greatest()", "math.greatest() takes at least 1 argument, not 0"),
        ("math.greatest('a')", "math.greatest() takes numbers or a list of them, not string"),
        ("math.least(1, 'a')", "math.least() takes numbers or a list of them, not string"),
        ("math.least(['a'])", "math.least() takes numbers or a list of them, not list(string)"),
        ("math.least([1], 2)", "math.least() takes numbers or a list of them, not list(int)"),
        ("math.ceil(1)", "math.ceil() takes (double), not (int)"),
        ("math.bitAnd(1, 2u)", "math.bitAnd() takes (int, int) or (uint, uint), not (int, uint)"),
        ("math.sqrt('4')", "math.sqrt() takes (double) or (int) or (uint), not (string)"),
        ("math.absolut(1)", "there is no function 'math.absolut'; did you mean 'math.abs'?"),
    ])
    func `what they do not take is refused before it is evaluated`(text: String, message: String) {
        #expect(Environment().compile(text).problems.map(\.message) == [message])
    }

    @Test(arguments: [
        Case("math.ceil(1.2) == 2.0 && math.ceil(-1.2) == -1.0 && math.floor(-1.2) == -2.0"),
        Case("math.round(1.5) == 2.0 && math.round(-1.5) == -2.0 && math.round(2.5) == 3.0"),
        Case("math.trunc(1.9) == 1.0 && math.trunc(-1.9) == -1.0"),
        Case("math.ceil(dyn(1))", fails: "'math.ceil' is not defined for int"),
        Case("math.isNaN(0.0 / 0.0) && !math.isNaN(1.0) && math.isInf(-1.0 / 0.0)"),
        Case("math.isFinite(1.0) && !math.isFinite(1.0 / 0.0) && !math.isFinite(0.0 / 0.0)"),
        Case("math.abs(-5) == 5 && math.abs(5u) == 5u && math.abs(-1.5) == 1.5"),
        Case(
            "math.abs(-9223372036854775808)",
            fails: "the result of math.abs() is out of the range of int"
        ),
        Case(
            "math.sign(-3) == -1 && math.sign(0) == 0 && math.sign(3u) == 1u && math.sign(0u) == 0u"
        ),
        Case(
            "math.sign(-0.5) == -1.0 && math.sign(0.0) == 0.0 && math.isNaN(math.sign(0.0 / 0.0))"
        ),
        Case("math.sqrt(81) == 9.0 && math.sqrt(2.25) == 1.5 && math.sqrt(4u) == 2.0"),
        Case("math.isNaN(math.sqrt(-1))"),
    ])
    func `rounding, signs and roots`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        Case("math.bitAnd(3, 5) == 1 && math.bitOr(1, 2) == 3 && math.bitXor(1, 3) == 2"),
        Case("math.bitAnd(-3, -5) == -7 && math.bitOr(4, -2) == -2 && math.bitXor(4, -2) == -6"),
        Case("math.bitAnd(3u, 2u) == 2u && math.bitOr(1u, 2u) == 3u && math.bitXor(3u, 5u) == 6u"),
        Case("math.bitNot(1) == -2 && math.bitNot(0u) == 18446744073709551615u"),
        Case("math.bitShiftLeft(1, 2) == 4 && math.bitShiftLeft(-1, 1) == -2"),
        Case("math.bitShiftLeft(1u, 63) == 9223372036854775808u && math.bitShiftLeft(1, 64) == 0"),
        Case("math.bitShiftLeft(1, 9223372036854775807) == 0 && math.bitShiftLeft(-1, 200) == 0"),
        Case("math.bitShiftRight(1024, 2) == 256 && math.bitShiftRight(1024u, 64) == 0u"),
        Case("math.bitShiftRight(-1, 1) == 9223372036854775807 && math.bitShiftRight(-1, 64) == 0"),
        Case("math.bitShiftLeft(1, -1)", fails: "math.bitShiftLeft() cannot move by -1 places"),
        Case("math.bitShiftRight(1u, -1)", fails: "math.bitShiftRight() cannot move by -1 places"),
        Case("math.bitAnd(2u, dyn(''))", fails: "'math.bitAnd' is not defined for uint and string"),
    ])
    func `bits`(_ item: Case) throws { try item.check() }
}
