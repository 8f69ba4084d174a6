import Testing

@testable import CEL

@Suite struct PatternTests {
    @Test(arguments: [
        ("", ["", "a"], []), ("abc", ["abc", "xabcx"], ["ab", "acb"]),
        ("^abc$", ["abc"], ["xabc", "abcx"]), ("a|bc|", ["x"], []),
        ("^(a|bc)d$", ["ad", "bcd"], ["abcd", "d"]), ("^a{1,3}$", ["a", "aaa"], ["", "aaaa"]),
        ("^[^a-c]$", ["d", "é"], ["a"]), ("^[[:alpha:]]+$", ["aZ"], ["1"]),
        ("^\\d\\D\\w\\W\\s\\S$", ["1a_- x"], ["aa_- x", "1a_-xx"]),
        ("^.$", ["a", "é", "😀"], ["\n", "ab"]), ("(?s)^.$", ["\n"], []),
        ("^..$", ["e\u{301}"], ["é"]), ("^é$", ["é"], ["e\u{301}"]),
        ("(?m)^b$", ["a\nb"], ["ab"]), ("(?i)^straße$", ["STRAßE", "straße"], ["strasse"]),
        ("^\\p{Greek}\\PL\\pN$", ["α-٣"], ["a-3"]), ("\\bcat\\b", ["a cat."], ["cats", "concat"]),
        ("\\Aa\\z", ["a"], ["a\n"]), ("^\\x41\\x{1F600}\\.\\t$", ["A😀.\t"], ["A😀x\t"]),
        ("^(?P<name>a)(?:c)$", ["ac"], ["ab"]), ("^\\Qa.b\\E$", ["a.b"], ["axb"]),
        ("^a\\x00b$", ["a\u{0}b"], ["a"]), ("^\u{0}$", ["\u{0}"], ["", "a"]),
        ("^\\pL{1,50}$", ["Grüße"], ["Grüße!"]),
    ])
    func `a pattern finds what RE2 finds`(pattern: String, matching: [String], other: [String])
        throws
    {
        let pattern = try Pattern(pattern)
        #expect(try matching.filter { !(try pattern.matches(in: $0)) } == [])
        #expect(try other.filter { try pattern.matches(in: $0) } == [])
    }

    @Test(arguments: [
        ("(a", "a '(' is not closed"), ("a)", "there is a ')' without its '('"),
        ("[a", "a '[' is not closed"), ("*a", "'*' has nothing before it to repeat"),
        ("a**", "'**' repeats a repetition"), ("a\\", "nothing follows the last '\\'"),
        ("\\1", "'\\1' has no meaning"), ("\\pX", "'\\pX' is no set of characters"),
        ("(?=a)", "looking ahead is not possible in linear time"),
        (
            "(?<=a)",
            "looking behind is not possible in linear time; a group is named (?P<name>…)"
        ),
        ("(?x)a", "'(?x' has no meaning"),
        ("(?P<a", "'(?P<a' names no group; that is written (?P<name>…)"),
        ("[z-a]", "'z-a' is no set of characters"),
        ("[[:foo:]]", "'[:foo:]' is no set of characters"),
        ("\\x{110000}", "'\\x{110000' has no meaning"),
        ("a{1001}", "'{1001}' repeats wrongly or more than 1000 times"),
        ("((a{100}){100}){100}", "'{100}' repeats wrongly or more than 1000 times"),
        ("(\\pL\\pL){900}", "it is too large"),
        (String(repeating: "a", count: 20_001), "it is longer than 20000 octets"),
        (String(repeating: "(", count: 20_000), "a '(' is not closed"),
    ])
    func `what is no pattern is refused with the reason`(pattern: String, message: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
        #expect(error?.message == message)
    }

    @Test func `patterns that stall a backtracking matcher do not stall this one`() throws {
        let text = String(repeating: "a", count: 10_000)
        for pattern in ["^(a+)+$", "(a*)*b", "(a|a)*b", "^(a?){50}a{50}$", "(x+x+)+y"] {
            #expect(try Pattern(pattern).matches(in: text) == (pattern == "^(a+)+$"))
        }
    }

    @Test func `twice the text takes about twice the time at most`() throws {
        // States beyond what its memory holds: the slow way of the library.
        let pattern = try Pattern("(a?){500}b")
        let clock = ContinuousClock()
        func time(_ count: Int) throws -> Duration {
            let text = String(repeating: "a", count: count)
            return try (0..<3).map { _ in try clock.measure { _ = try pattern.matches(in: text) } }
                .min() ?? .zero
        }
        // Of a matcher that goes back it would be sixteen-fold at least.
        #expect(try time(16_000) < time(4_000) * 10)
    }

    @Test func `a search has a greatest size`() throws {
        let pattern = try Pattern("(abc){300}")
        let error = #expect(throws: EvaluationError.self) {
            try pattern.matches(in: String(repeating: "x", count: 100_000))
        }
        #expect(error?.kind == .budget)
        #expect(
            error?.message
                == "a text of 100000 octets is too long for a pattern of \(pattern.size) "
                + "instructions"
        )
    }

    @Test func `one pattern serves many threads`() async throws {
        let pattern = try Pattern("^(a|b)*c[0-9]+$")
        let found = await withTaskGroup(of: Int.self) { group in
            for part in 0..<8 {
                group.addTask {
                    (0..<500).count { index in
                        let text = "abba\(index % 2 == 0 ? "c" : "d")\(part)\(index)"
                        return (try? pattern.matches(in: text)) ?? false
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(found == 8 * 250)
    }

    @Test func `it is called in both forms`() throws {
        #expect(
            try evaluated("'grey'.matches('gr(a|e)y') && matches('gray', 'a')")
                == .success(.bool(true))
        )
        #expect(try evaluated("'grey'.matches('gr' + '.y')") == .success(.bool(true)))
        #expect(try evaluated("dyn('grey').matches('^e')") == .success(.bool(false)))
    }

    @Test func `a mistake in a literal pattern is seen at its place before anything is evaluated`()
    {
        let problems = Environment().compile("'a'.matches('(a')").problems
        #expect(problems.map(\.message) == ["this is no pattern: a '(' is not closed"])
        #expect(problems.map(\.offsets) == [12..<16])
    }

    @Test func `the patterns of an expression are bounded together`() {
        let pattern = "matches('', '\\\\pL{15}')"
        let text = Array(repeating: pattern, count: 10).joined(separator: " || ")
        let messages = Environment().compile(text).problems.map(\.message)
        #expect(messages.first == "the patterns of this expression are too large")
        #expect(Environment().compile(pattern).problems.isEmpty)
    }
}
