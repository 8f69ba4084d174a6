import Foundation
import Testing

@testable import CEL

/// Expressions made to take time, memory or stack: each ends in a value or one clear error.
@Suite struct BombTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        /// What the value or the only message begins with.
        let outcome: String

        init(_ name: String, _ text: String, _ outcome: String) {
            testDescription = name
            self.text = text
            self.outcome = outcome
        }
    }

    /// That of a small thread; without optimisation every frame is several times as large.
    private static let stackSize: Int = {
        #if DEBUG
            4 << 20
        #else
            512 << 10
        #endif
    }()

    private static func many(_ part: String, _ count: Int) -> String {
        String(repeating: part, count: count)
    }

    /// One name bound to a beginning, then again and again to a step from itself, up to an end.
    private static func bound(_ start: String, _ step: String, _ times: Int, _ end: String)
        -> String
    {
        "cel.bind(a, \(start), " + many("cel.bind(a, \(step), ", times) + end + many(")", times + 1)
    }

    private static let tooLong = "the expression has more than 65536 characters"
    private static let tooMany = "the expression has more than 20000 parts"
    private static let tooDeep = "the expression is nested more than 200 levels deep"

    static let texts = [
        Case("a long number", many("9", 60_000), "the number 999"),
        Case("a long hexadecimal number", "0x" + many("f", 60_000), "the number 0xfff"),
        Case("a double of many digits", many("9", 60_000) + ".5 > 1.0", "the number 999"),
        Case("a long exponent", "1e" + many("9", 60_000) + " > 1.0", "the number 1e999"),
        Case("a long name", many("a", 60_000), "there is no 'aaa"),
        Case("a long text", "'" + many("😀", 60_000) + "'.size()", "60000"),
        Case("a long text that is not closed", "'" + many("a", 60_000), "the string that begins"),
        Case("a million operators", "1" + many(" + 1", 1_000_000), tooLong),
        Case("operators", "1" + many("+1", 32_000), tooDeep),
        Case("rows of &&", "true" + many("&&true", 9_000), "true"),
        Case("a longer row of ||", "1>2" + many("||1>2", 7_000), tooMany),
        Case("parentheses", many("(", 30_000) + "1" + many(")", 30_000), tooDeep),
        Case("lists", many("[", 30_000) + many("]", 30_000), tooDeep),
        Case("maps", many("{1:", 15_000) + "1" + many("}", 15_000), tooDeep),
        Case("choices", many("true?1:", 9_000) + "1", tooDeep),
        Case("members", "[1]" + many(".a", 30_000), tooDeep),
        Case("places", "[1]" + many("[0]", 20_000), tooDeep),
        Case("calls", many("size(", 8_000) + "1" + many(")", 8_000), tooDeep),
        Case("signs", many("!", 60_000) + "true", tooDeep),
        Case("minus signs", many("-", 60_000) + "1", tooDeep),
        Case("macros", many("[1].map(x,", 5_000) + "1" + many(")", 5_000), tooDeep),
        Case("a long list", "[" + many("1,", 19_000) + "].size()", "19000"),
        Case(
            "a long map",
            "{" + (0..<6_000).map { "\($0):1" }.joined(separator: ",") + "}.size()",
            "6000"
        ),
        Case("opened and never closed", many("([{", 20_000), tooDeep),
        Case("unknown names", many("a+", 90) + "b", "there is no 'a' here"),
    ]

    static let evaluations = [
        Case(
            "a text that doubles",
            bound("'aaaaaaaa'", "a + a", 60, "a.size()"),
            "the evaluation takes more than"
        ),
        Case(
            "a list that doubles",
            bound("[1]", "a + a", 60, "a.size()"),
            "the evaluation takes more than"
        ),
        Case(
            "a list of itself",
            bound("[1]", "[a, a]", 90, "a == a"),
            "the evaluation takes more than"
        ),
        Case(
            "a map of itself",
            bound("{1: 1}", "{1: a, 2: a}", 60, "a == a"),
            "the evaluation takes more than"
        ),
        Case(
            "texts of texts",
            bound("'ab'", "a.replace('', a)", 20, "a.size()"),
            "a text may not grow beyond"
        ),
        Case(
            "parts joined",
            bound("'ab'", "a.split('').map(x, a).join(a)", 20, "a.size()"),
            "the evaluation takes more than"
        ),
        Case(
            "macros in macros",
            many("[1,2,3,4,5,6,7,8,9].map(x,", 12) + "1" + many(")", 12),
            "the evaluation takes more than"
        ),
        Case(
            "a row in a macro",
            bound("[1]", "a + a", 18, "a.all(x, a.all(y, x == y))"),
            "the evaluation takes more than"
        ),
        Case(
            "long texts that are compared",
            bound(
                "'aaaaaaaa'",
                "a + a",
                16,
                "[1,2,3,4,5,6,7,8,9].map(x, [a, a, a, a].map(y, (a + 'b') == (a + 'c')))"
            ),
            "the evaluation takes more than"
        ),
        Case(
            "long keys",
            bound(
                "'aaaaaaaa'",
                "a + a",
                16,
                "cel.bind(m, {a: 1}, [1,2,3,4,5,6,7,8,9].map(x, [1,2,3,4,5,6,7,8].map(y, m[a])))"
            ),
            "the evaluation takes more than"
        ),
        Case(
            "sorted by long keys",
            bound("'aaaaaaaa'", "a + a", 16, "[1,2,3,4,5,6,7,8,9].sortBy(x, a)"),
            "the evaluation takes more than"
        ),
        Case(
            "a pattern that stalls others",
            bound("'aaaaaaaa'", "a + a", 10, "(a + 'b').matches('^(a*)*$')"),
            "false"
        ),
        Case(
            "a pattern with many states",
            bound("'aaaaaaaa'", "a + a", 10, "a.matches('(x+x+)+y|(a?){300}a{300}$')"),
            "the evaluation takes more than"
        ),
        Case("a wide number", "'%1000000000d'.format([1])", "'%1' is no clause"),
        Case("a precise number", "'%.1000000000f'.format([1.0])", "the '.' of a clause needs"),
        Case("a long range", "lists.range(1000000000).size()", "a list may not grow beyond"),
        Case(
            "a range of ranges",
            "lists.range(100000).map(x, lists.range(100000)).size()",
            "the evaluation takes more than"
        ),
        Case(
            "many parts",
            bound("'aaaaaaaa'", "a + a", 13, "a.split('').size()"),
            "the evaluation takes more than"
        ),
        Case(
            "a list in lists",
            bound("[[1]]", "[a, a]", 30, "a.flatten(9223372036854775807)"),
            "the evaluation takes more than"
        ),
        Case(
            "sets of sets",
            bound("[1]", "[a, a]", 40, "sets.contains(a, a)"),
            "the evaluation takes more than"
        ),
        Case(
            "a list shown",
            bound("[1]", "[a, a]", 40, "'%s'.format([a])"),
            "the evaluation takes more than"
        ),
        Case(
            "distinct lists",
            bound("[1]", "[a, a]", 40, "[a, a].distinct()"),
            "the evaluation takes more than"
        ),
        Case(
            "quoted",
            bound("'\"\"\"\"'", "strings.quote(a)", 40, "a.size()"),
            "the evaluation takes more than"
        ),
        Case(
            "coded",
            bound("b'aaaa'", "bytes(base64.encode(a + a))", 40, "a.size()"),
            "the evaluation takes more than"
        ),
        Case(
            "turned",
            bound("'aaaaaaaa'", "(a + a).reverse()", 40, "a.size()"),
            "the evaluation takes more than"
        ),
        Case(
            "patterns that are read anew",
            "[1,2,3,4,5,6,7,8,9].map(x, [1,2,3,4,5,6,7,8,9].map(y, [1,2,3].map(z, 'aaaa'.matches('[a-z]{1,9' + string(z) + '}'))))",
            "the evaluation takes more than"
        ),
    ]

    /// Runs on a small stack, as threads of services have, and says how long it took.
    private func run(_ work: @escaping @Sendable () -> [String]) -> (
        outcome: [String], seconds: Double
    ) {
        nonisolated(unsafe) var outcome: [String] = []
        nonisolated(unsafe) var seconds = 0.0
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let start = processorTime()
            outcome = work()
            seconds = processorTime() - start
            done.signal()
        }
        thread.stackSize = Self.stackSize
        thread.start()
        done.wait()
        return (outcome, seconds)
    }

    private static func outcome(_ text: String, budget: Int) -> [String] {
        let compilation = Environment().compile(text)
        guard let program = compilation.program else { return compilation.problems.map(\.message) }
        _ = program.trace(Bindings([:]), budget: budget)
        do throws(EvaluationError) {
            return [try program.evaluate(Bindings([:]), budget: budget).brief]
        } catch {
            return [error.message]
        }
    }

    @Test(arguments: texts)
    func `a text is read or refused at once`(_ testCase: Case) {
        let text = testCase.text
        let (outcome, seconds) = run {
            _ = try? formatted(text, width: 80)
            return Self.outcome(text, budget: 1_000_000)
        }
        #expect(outcome.first?.hasPrefix(testCase.outcome) == true, "\(outcome.first ?? "")")
        #expect(outcome.count == 1 || testCase.testDescription == "unknown names")
        #expect(seconds < 1)
    }

    @Test(arguments: evaluations)
    func `an evaluation ends`(_ testCase: Case) {
        let text = testCase.text
        let (outcome, seconds) = run { Self.outcome(text, budget: 100_000) }
        #expect(outcome.first?.hasPrefix(testCase.outcome) == true, "\(outcome.first ?? "")")
        #expect(outcome.count == 1)
        #expect(seconds < 1)
    }

    @Test func `the deepest expression is read, checked, evaluated and printed on a small stack`() {
        let depth = Bounds.depth - 2
        let parts = [
            (Self.many("(1+", depth), "1", Self.many(")", depth)),
            (Self.many("[", depth), "1", Self.many("]", depth)),
            (Self.many("[1].map(x,", depth - 1), "1", Self.many(")", depth - 1)),
            (Self.many("true?", depth), "1", Self.many(":1", depth)),
            (Self.many("!", depth), "true", ""),
            ("[1]", Self.many(".map(x,x)", depth - 2), ""),
            (Self.many("cel.bind(a,1,", depth), "1", Self.many(")", depth)),
            (Self.many("{1:", depth), "1", Self.many("}", depth)),
        ]
        for (start, middle, end) in parts {
            let text = start + middle + end
            let (outcome, _) = run {
                _ = try? formatted(text, width: 80)
                return Self.outcome(text, budget: 1_000_000)
            }
            #expect(
                outcome.count == 1 && outcome[0] != Self.tooDeep,
                "\(text.prefix(20)) \(outcome)"
            )
        }
    }

    @Test func `time to read grows with the text and no faster`() {
        func seconds(_ count: Int) -> Double {
            let text = "true" + Self.many("&&(1<2)", count)
            return (0..<3).map { _ in run { Self.outcome(text, budget: 1_000_000) }.seconds }
                .min() ?? 0
        }
        #expect(seconds(4_000) < 12 * seconds(1_000))
    }
}

/// Seconds of processor time that the thread has taken.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
