import Testing

@testable import CEL

/// What may take too long is refused before it runs, once and by name.
@Suite struct CostLimitTests {
    private func problems(_ text: String) -> [String] {
        var environment = Sample.environment(.policy)
        environment.declare(variable: "rows", .list(.structure("seat")))
        environment.declare(variable: "few", .list(.int), limits: SizeLimits(mostElements: 20))
        return environment.compile(text, expecting: .bool).problems.map { problem in
            "\(problem.offsets.lowerBound): \(problem.message) [\(problem.code)]"
        }
    }

    @Test func `a macro inside a macro`() {
        #expect(
            problems("names.all(a, names.exists(b, a == b))") == [
                "13: exists() inside all() may take 14,000,000,000 steps here; at most 10,000,000 "
                    + "are allowed: it walks through up to 10,000 elements, up to 10,000 times "
                    + "over; use one macro less, or smaller lists [too-costly]"
            ]
        )
    }

    @Test func `macros inside macros are one mistake, the innermost that is too much`() {
        #expect(
            problems("names.all(a, names.exists(b, names.exists(c, a == b && b == c)))").map {
                $0.prefix(44)
            } == ["29: exists() inside exists() inside all() ma"]
        )
    }

    @Test func `a macro over a short list inside another`() {
        #expect(problems("rows.all(r, few.exists(n, n == 3))") == [])
        #expect(problems("few.all(n, rows.exists(r, r.kind == 'x'))") == [])
    }

    @Test func `a call that does too much`() {
        #expect(
            problems("names.map(n, [n]).distinct().size() > 1") == [
                "0: distinct() may take 1,700,000,000,000 steps here; at most 10,000,000 are "
                    + "allowed: its values may be large; narrow down what it is given [too-costly]"
            ]
        )
    }

    @Test func `many parts that are too much together`() {
        let part = "rows.exists(r, r.kind == 'x' || r.kind == 'y')"
        let text = Array(repeating: part, count: 400).joined(separator: " || ")
        #expect(
            problems(text) == [
                "0: the expression may take 45,000,000 steps here; at most 10,000,000 are allowed: "
                    + "its parts are too many together; leave some out [too-costly]"
            ]
        )
    }

    @Test func `what is within the limit is permitted`() {
        #expect(problems("names.all(n, n.startsWith('a') && n.matches('^a.*$'))") == [])
    }
}
