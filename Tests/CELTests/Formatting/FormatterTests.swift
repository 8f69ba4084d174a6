import Testing

@testable import CEL

@Suite struct FormatterTests {
    @Test(arguments: [
        ("((1)+(2))*3", "(1 + 2) * 3"),
        ("1+(2*3)", "1 + 2 * 3"),
        ("1-(2-3)-(4)", "1 - (2 - 3) - 4"),
        ("(a||b)&&(c&&d)&&e", "(a || b) && (c && d) && e"),
        ("a||(b&&c)||(d||e)", "a || b && c || (d || e)"),
        ("(a?b:c)?d:(e?f:g)", "(a ? b : c) ? d : e ? f : g"),
        ("a?(b?c:d):e", "a ? (b ? c : d) : e"),
        ("(a<b)==c", "a < b == c"),
        ("a<(b==c)", "a < (b == c)"),
        ("!(a)&&!(a&&b)&&!!c", "!a && !(a && b) && !!c"),
        ("-(1)", "-(1)"),
        ("-(1.5).x", "-(1.5.x)"),
        ("- -1", "--1"),
        ("!(-a)", "!(-a)"),
        ("!(-1)", "!(-1)"),
        ("-(!a)", "-(!a)"),
        ("-(a+b)", "-(a + b)"),
        ("1 - -1", "1 - -1"),
        ("(a+b).c", "(a + b).c"),
        ("(-a).b", "(-a).b"),
        ("x in[1,2,]", "x in [1, 2]"),
        ("{'a':1,2u:b,}", "{'a': 1, 2u: b}"),
        ("a.b{c:1,?d:e}", "a.b{c: 1, ?d: e}"),
        ("[?a,b]", "[?a, b]"),
        ("a.?b[?c].d", "a.?b[?c].d"),
        (".a.b(c)", ".a.b(c)"),
        ("has( a.b )", "has(a.b)"),
        (
            "a.exists_one(x,x>1)||a.existsOne(x,x>1)",
            "a.exists_one(x, x > 1) || a.existsOne(x, x > 1)"
        ),
        ("a.map(x,x>1,x)", "a.map(x, x > 1, x)"),
        ("a.all(i,v,v)", "a.all(i, v, v)"),
        ("cel.bind(x,1,x+x)", "cel.bind(x, 1, x + x)"),
        ("cel.block([1,cel.index(0)],cel.index(1))", "cel.block([1, cel.index(0)], cel.index(1))"),
        ("a.all(cel.iterVar(0,1),true)", "a.all(cel.iterVar(0, 1), true)"),
        ("a.optMap(v,v+1)", "a.optMap(v, v + 1)"),
        ("a.`b-c`.`d`", "a.`b-c`.d"),
        ("1 // one\n+ 2", "1 + 2"),
        ("f()", "f()"),
    ])
    func `parentheses and blanks are as few as the tree needs`(text: String, expected: String)
        throws
    {
        #expect(try formatted(text) == expected)
    }

    @Test(arguments: [
        ("0x1F", "31"), ("1u", "1u"), ("1e3", "1000.0"), (".5", "0.5"), ("1e100", "1e+100"),
        ("-0.0", "-0.0"), ("-9223372036854775808", "-9223372036854775808"),
        ("true", "true"), ("null", "null"), ("\"a\"", "'a'"), ("\"it's\"", "\"it's\""),
        ("'\\'\"'", "'\\'\"'"), ("r'a\\b'", "'a\\\\b'"), ("'a\\nb\\x07'", "'a\\nb\\u0007'"),
        ("'''a\n\"'b'''", "'a\\n\"\\'b'"), ("'é😀'", "'é😀'"), ("'\\U0010FFFF'", "'\\U0010ffff'"),
        ("b'a\\xff\\n'", "b'a\\xff\\x0a'"), ("b'é'", "b'\\xc3\\xa9'"), ("'\\u202E'", "'\\u202e'"),
    ])
    func `literals have one form each`(text: String, expected: String) throws {
        #expect(try formatted(text) == expected)
    }

    @Test func `a row that is too long has a line for each operand`() throws {
        let text =
            "seat.assigned && (seat.days_idle >= 60 || seat.days_idle >= 30 && seat.price > 9.5)"
        #expect(
            try formatted(text, width: 40) == """
                seat.assigned &&
                (seat.days_idle >= 60 ||
                 seat.days_idle >= 30 &&
                 seat.price > 9.5)
                """
        )
        #expect(try formatted(text, width: 100) == text)
        #expect(try formatted(text) == text)
    }

    @Test func `what cannot be read is said`() {
        let error = #expect(throws: Problem.self) { try formatted("a +") }
        #expect(error?.message == "the expression ends where a value is needed")
    }
}
