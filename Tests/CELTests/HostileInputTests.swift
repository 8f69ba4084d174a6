import TestSupport
import Testing

@testable import CEL

/// Expressions come from outside: whatever is done to their text, reading, checking and evaluating
/// end in a value or an error.
@Suite struct HostileInputTests {
    static let seeds = [
        "seat.assigned && has(seat.days_idle) && seat.days_idle >= 3 * limit",
        "seat.pool.seats_free.orElse(0) > 1 ? 'a' + \"b\\n\" : r'''c'''",
        "names.filter(n, n.startsWith('a')).map(n, n.size())[0] == 0x1F",
        "{'a': [1u, 2.5e3, -7], true: b'\\xff', 3: null}.exists(k, v, k == 3 || v in [1, 2])",
        "today.add(30).until(day('2026-12-24')) < 5 || !(today.weekday() in ['monday'])",
        "timestamp('2026-11-24T08:00:00Z') + duration('1h30m') > timestamp(0) // now",
        "seat.email.orElse('x').replace('a', 'bb', 3).split(',').join('-').matches('^[a-z](b|c)$')",
        "[1, [2, [3]]].all(x, type(x) == int) && anything.b.c[0].d(1) != .limit % 0",
        "a.b.c{d: 1}.`e-f` == names.transformMap(i, n, i > 0, n + string(i))",
    ]

    private static let pieces: [String] = [
        "(", ")", "[", "]", "{", "}", "'", "\"", "\\", "&&", "||", "?", ":", ".", ",", "-", "!",
        "=",
        "0", "9223372036854775808", "1e999", "null", "in", "has(", "orElse(", ".all(x, ", "\u{0}",
        "é",
        "😀", "\n", "`", "u", "0x", "'''", "seat", "dyn(", ".map(x, x)", "matches('(a*)*')",
    ]

    private func outcome(_ text: String) throws {
        for options in [Environment.Options.policy, .standard] {
            let compilation = Sample.environment(options).compile(text)
            let length = text.unicodeScalars.count
            for problem in compilation.problems {
                #expect(
                    problem.offsets.lowerBound >= 0 && problem.offsets.upperBound <= max(1, length)
                )
                #expect(!problem.message.isEmpty)
            }
            guard let program = compilation.program else { continue }
            let bindings = try Sample.bindings()
            _ = try? program.evaluate(bindings, budget: 20_000)
            _ = program.trace(bindings, budget: 20_000)
        }
    }

    @Test(arguments: seeds)
    func `a mutated expression never traps`(_ seed: String) throws {
        var numbers = SeededGenerator(seed: UInt64(seed.utf8.count))
        for _ in 0..<400 {
            var scalars = Array(seed.unicodeScalars)
            for _ in 0...Int.random(in: 0..<3, using: &numbers) {
                let place = Int.random(in: 0..<max(1, scalars.count), using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0 where !scalars.isEmpty: scalars.remove(at: place)
                case 1:
                    let piece = Self.pieces.randomElement(using: &numbers) ?? ""
                    scalars.insert(contentsOf: piece.unicodeScalars, at: place)
                case 2 where scalars.count > 1:
                    scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &numbers))
                default: scalars += scalars[..<place]
                }
            }
            try outcome(String(String.UnicodeScalarView(scalars)))
        }
    }

    @Test(arguments: seeds)
    func `a truncated expression never traps`(_ seed: String) throws {
        let scalars = Array(seed.unicodeScalars)
        for count in scalars.indices {
            try outcome(String(String.UnicodeScalarView(scalars[..<count])))
            try outcome(String(String.UnicodeScalarView(scalars[count...])))
        }
    }

    @Test func `the seeds themselves are read`() {
        let codes = Self.seeds.flatMap { seed in
            Sample.environment.compile(seed).problems.filter { $0.code == "syntax" }
        }
        #expect(codes == [])
    }
}
