import Testing

@testable import CEL

@Suite struct PatternTests {
    @Test(arguments: [
        ("", ["", "a"], []), ("abc", ["abc", "xabcx"], ["ab", "acb"]),
        ("^abc$", ["abc"], ["xabc", "abcx"]), ("a|bc|", ["x"], []),
        ("^(a|bc)d$", ["ad", "bcd"], ["abcd", "d"]), ("^a*$", ["", "aaa"], ["b"]),
        ("^a+b?$", ["a", "aab"], ["", "b", "abb"]), ("^a{2}$", ["aa"], ["a", "aaa"]),
        ("^a{2,}$", ["aa", "aaaa"], ["a"]), ("^a{1,3}$", ["a", "aaa"], ["", "aaaa"]),
        ("^a{0}$", [""], ["a"]), ("a{", ["a{"], ["a"]), ("a{,2}", ["a{,2}"], ["aa"]),
        ("^[a-c_]+$", ["ab_c"], ["d", ""]), ("^[^a-c]$", ["d", "é"], ["a"]),
        ("^[]a]$", ["]", "a"], ["b"]),
        ("^[a-]$", ["a", "-"], ["b"]), ("^[\\d\\-]+$", ["1-2"], ["a"]),
        ("^[[:alpha:]]+$", ["aZ"], ["1"]),
        ("^[^\\W]$", ["a"], ["-"]), ("^[[:^digit:]]$", ["a"], ["1"]),
        ("^\\d\\D\\w\\W\\s\\S$", ["1a_- x"], ["aa_- x", "1a_-xx"]),
        ("^.$", ["a", "😀"], ["\n", "ab"]), ("(?s)^.$", ["\n"], []),
        ("(?i)^straße$", ["STRAßE", "straße"], ["strasse"]), ("^(?i:a)b$", ["Ab", "ab"], ["aB"]),
        ("(?i)^[a-c]$", ["B"], ["d"]), ("(a(?i)b)c", ["aBc"], ["aBC"]),
        ("\\bcat\\b", ["a cat.", "cat"], ["cats", "concat"]), ("\\Bcat", ["concat"], ["cat"]),
        ("\\Aa\\z", ["a"], ["a\n"]), ("^\\x41\\x{1F600}\\.\\t$", ["A😀.\t"], ["A😀x\t"]),
        ("^(?P<name>a)(?<other>b)(?:c)$", ["abc"], ["ab"]), ("^(a*)*$", ["", "aaa"], ["b"]),
        ("^((a|b)+c?)+?$", ["abcab"], ["c"]), ("ba(na)*$", ["ba", "banana"], ["banan"]),
        ("(|a)*b", ["b", "aab"], ["a"]), ("(){1000}a", ["a"], ["b"]),
    ])
    func `a pattern finds what RE2 finds`(pattern: String, matching: [String], other: [String])
        throws
    {
        let pattern = try Pattern(pattern)
        #expect(try matching.filter { !(try pattern.matches(in: $0)) } == [])
        #expect(try other.filter { try pattern.matches(in: $0) } == [])
    }

    @Test(arguments: [
        ("(a", "a '(' is not closed"), ("a)", "')' without its '('"), ("[a", "a '[' is not closed"),
        ("*a", "'*' has nothing before it to repeat"), ("a**", "a repetition of a repetition"),
        ("a{2}{3}", "a repetition of a repetition"), ("a\\", "nothing follows the last '\\'"),
        ("[\\", "nothing follows the last '\\'"),
        ("\\1", "'\\1' has no meaning in a pattern"), ("\\pL", "'\\p' has no meaning in a pattern"),
        ("(?=a)", "looking ahead is not possible in linear time"),
        ("(?<=a)", "looking behind is not possible in linear time"),
        ("(?x)a", "'(?x' has no meaning here"), ("(?P=a)", "'(?P' needs a name, as (?P<name>…)"),
        ("[z-a]", "'z-a' is a range backwards"), ("[[:foo:]]", "'[:foo:]' is no set of characters"),
        ("[[:alpha]", "'[:' is not closed by ':]'"),
        ("\\x{110000}", "'\\x110000' is no code point"),
        ("\\xg", "'\\xg' is no code point"), ("\\x{41", "'\\x{' is not closed"),
        ("(?i", "a '(' is not closed"),
        ("a{1001}", "{1001,…} repeats wrongly or more than 1000 times"),
        ("a{3,2}", "{3,…} repeats wrongly or more than 1000 times"),
        ("((a{100}){100}){100}", "the pattern is too large: more than 2000 states"),
    ])
    func `what is no pattern is refused with the reason`(pattern: String, message: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
        #expect(error?.message == message)
    }

    @Test func `nested groups are bounded`() throws {
        _ = try Pattern(String(repeating: "(", count: 99) + String(repeating: ")", count: 99))
        let error = #expect(throws: PatternError.self) {
            try Pattern(String(repeating: "(", count: 50_000))
        }
        #expect(error?.message == "groups are nested more than 100 levels deep")
    }

    @Test func `patterns that stall a backtracking matcher do not stall this one`() throws {
        let text = String(repeating: "a", count: 10_000)
        for pattern in ["^(a+)+$", "(a*)*b", "(a|a)*b", "^(a?){50}a{50}$"] {
            #expect(try Pattern(pattern).matches(in: text) == (pattern == "^(a+)+$"))
        }
        #expect(try Pattern("((((){1000}){1000}){1000}){1000}").matches(in: ""))
    }

    @Test func `a search has a greatest size`() throws {
        let pattern = try Pattern("(abc){300}")
        let error = #expect(throws: EvaluationError.self) {
            try pattern.matches(in: String(repeating: "x", count: 100_000))
        }
        #expect(error?.kind == .budget)
        #expect(
            error?.message == "a text of 100000 characters is too long for a pattern of 901 states"
        )
    }

    @Test func `it is called in both forms`() throws {
        #expect(
            try evaluated("'grey'.matches('gr(a|e)y') && matches('gray', 'a')")
                == .success(.bool(true))
        )
        #expect(try evaluated("'grey'.matches('gr' + '.y')") == .success(.bool(true)))
        #expect(try evaluated("dyn('grey').matches('^e')") == .success(.bool(false)))
    }
}
