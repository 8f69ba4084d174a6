// Bindings and their steps are looked at inside.
@testable import CEL
import Diagnostics

/// What can be read is printed as something that reads as the same.
func tryCELParse(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let flat = try? formatted(text) else { return }
    // Escapes and blanks may have made it too long to be read.
    guard flat.unicodeScalars.count <= Bounds.textLength else { return }
    guard let again = try? formatted(flat), again == flat else {
        fatalError("\(text)\nis printed as\n\(flat)")
    }
    guard let lines = try? formatted(text, width: 40), let joined = try? formatted(lines),
        joined == flat
    else { fatalError("\(text)\nis not printed in lines as\n\(flat)") }
}

/// What is wrong with an expression is said at places that it has.
func tryCELCheck(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let end = max(1, text.unicodeScalars.count)
    for environment in CELSample.environments {
        let compilation = environment.compile(text, expecting: .bool)
        let hasErrors = compilation.problems.contains { $0.severity == .error }
        guard hasErrors == (compilation.program == nil),
            compilation.problems.count <= Bounds.problems + 1,
            compilation.problems.allSatisfy({ $0.offsets.upperBound <= end && !$0.message.isEmpty })
        else { fatalError("\(text)\n\(compilation.problems)") }
    }
}

/// An evaluation ends in the same way twice, within its bound; its trace ends in the same as well.
func tryCELEvaluate(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for environment in CELSample.environments {
        guard let program = environment.compile(text).program else { continue }
        for row in CELSample.rows {
            var evaluator = Evaluator(program, row, budget: budget)
            let first = Result { () throws(EvaluationError) in
                try evaluator.evaluate(program.root)
            }
            let second = Result { () throws(EvaluationError) in
                try program.evaluate(row, budget: budget)
            }
            guard first == second else { fatalError("\(text)\n\(first)\n\(second)") }
            let isOver =
                if case .failure(let error) = first { error.kind == .budget } else { false }
            guard isOver || evaluator.spent <= program.cost.maximum else {
                fatalError("\(text)\ntook \(evaluator.spent) steps, reckoned \(program.cost)")
            }
            tryTrace(program, row, text, isOver ? nil : first)
        }
    }
}

private let budget = 100_000

private func tryTrace(
    _ program: Program,
    _ row: Bindings,
    _ text: String,
    _ expected: Result<Value, EvaluationError>?
) {
    for reach in [TraceReach.everything, .taken] {
        let steps = program.trace(row, reach: reach, budget: budget)
        // A literal, or a structure, has no step of its own.
        guard let last = steps.last, let expected, last.offsets == program.root.range,
            reach == .taken
        else { continue }
        guard last.value == expected else {
            fatalError("\(text)\nis \(expected), but traced \(last.value)")
        }
    }
}

let celSeeds: [String: [UInt8]] = Dictionary(
    uniqueKeysWithValues: [
        "seat.assigned && has(seat.days_idle) && seat.days_idle >= 3 * limit",
        "seat.pool.seats_free.orElse(0) > 1 ? 'a' + \"b\\n\" : r'''c'''",
        "names.filter(n, n.startsWith('a')).map(n, n.size())[0] == 0x1F",
        "{'a': [1u, 2.5e3, -7], true: b'\\xff', 3: null}.exists(k, v, k == 3 || v in [1, 2])",
        "today.add(30).until(day('2026-12-24')) < 5 || !(today.weekday() in ['monday'])",
        "timestamp('2026-11-24T08:00:00Z') + duration('1h30m') > timestamp(0) // now",
        "seat.email.orElse('x').replace('a', 'bb', 3).split(',').join('-').matches('^[a-z](b|c)$')",
        "cel.bind(a, names + names, a.map(x, x + x).join('-').size() > 3)",
        "anything.?b[?0].orValue([?optional.of(1)]) == {?'a': optional.none()}",
        "math.greatest(1, 2.5, 3u) > 0 && '%d %s %.2f'.format([1, 'a', 1.5]) != ''",
        "[3, 1, 2].sort().slice(0, 2).flatten().distinct().reverse() == lists.range(3)",
        "sets.contains([1], [2]) || ip('10.0.0.1') in [cidr('10.0.0.0/8').ip()]",
        "names.transformMap(i, n, i > 0, n + string(i)).all(k, v, k < 3 && v != '')",
    ].enumerated().map { ("\($0.offset)", Array($0.element.utf8)) }
)
