import Diagnostics
import Testing

@testable import CEL

/// Mistakes as a person sees them: the caret under what is meant, the sentence, the stable code.
@Suite struct MessageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var expecting: CEL.ValueType?
        let lines: [String]
        var testDescription: String { text }

        init(_ text: String, expecting: CEL.ValueType? = nil, _ lines: String...) {
            self.text = text
            self.expecting = expecting
            self.lines = lines
        }
    }

    static let cases = [
        Case(
            "seat.kind == 'seats",
            "             ^~~~~~ the string that begins here is not closed; its end is ' [syntax]"
        ),
        Case(
            "seat.assigned && seat.days_idel >= limit",
            "                      ^~~~~~~~~ seat has no field 'days_idel'; "
                + "did you mean 'days_idle' (days since the last known use)? [no-such-field]"
        ),
        Case(
            "seat.pool.seats_fre == 0 && seat.colour == 'red'",
            "          ^~~~~~~~~ pool has no field 'seats_fre'; did you mean 'seats_free'? "
                + "[no-such-field]",
            "                                 ^~~~~~ seat has no field 'colour' [no-such-field]"
        ),
        Case("saet.assigned", "^~~~ there is no 'saet' here; did you mean 'seat'? [unknown-name]"),
        Case(
            "assigned",
            "^~~~~~~~ there is no 'assigned' here; did you mean 'seat.assigned'? [unknown-name]"
        ),
        Case("colour", "^~~~~~ there is no 'colour' here [unknown-name]"),
        Case(
            "seat.kind.startWith('s')",
            "          ^~~~~~~~~ there is no function 'startWith'; did you mean 'startsWith'? "
                + "[no-such-function]"
        ),
        Case("has_it(1)", "^~~~~~ there is no function 'has_it' [no-such-function]"),
        Case(
            "startsWith(seat.kind, 's')",
            "^~~~~~~~~~ 'startsWith' is called as x.startsWith(…) [no-such-function]"
        ),
        Case(
            "seat.kind.double()",
            "          ^~~~~~ 'double' is called as double(x) [no-such-function]"
        ),
        Case(
            "names.all(true)",
            "      ^~~ all() is written list.all(x, condition) [no-such-function]"
        ),
        Case(
            "names.map(x)",
            "      ^~~ map() is written list.map(x, f(x)) [no-such-function]"
        ),
        Case(
            "seat.kind.startsWith('a', 'b')",
            "          ^~~~~~~~~~ startsWith() takes 1 argument, not 2 [type]"
        ),
        Case("'a'.substring()", "    ^~~~~~~~~ substring() takes 1 or 2 arguments, not 0 [type]"),
        Case("today.add()", "      ^~~ add() takes 1 argument, not 0 [type]"),
        Case(
            "seat.kind.startsWith(1)",
            "          ^~~~~~~~~~ startsWith() takes string.(string), not string.(int) [type]"
        ),
        Case(
            "size(1)",
            "^~~~ size() takes (string) or (bytes) or (list(A)) or (map(A, B)), not (int) [type]"
        ),
        Case(
            "[1].al(x, x > 0)",
            "    ^~ there is no function 'al'; did you mean 'all'? [no-such-function]"
        ),
        Case(
            "[1].foo(seat.colour, 1)",
            "    ^~~ there is no function 'foo' [no-such-function]",
            "             ^~~~~~ seat has no field 'colour' [no-such-field]"
        ),
        Case("1 + 'a' + true", "^~~~~~~ '+' cannot be applied to int and string [type]"),
        Case(
            "today - today > 3",
            "^~~~~~~~~~~~~ '-' cannot be applied to day and day; "
                + "the days from a to b are a.until(b) [type]"
        ),
        Case(
            "today + 3 == today",
            "^~~~~~~~~ '+' cannot be applied to day and int; "
                + "the day that many days later is a.add(days) [type]"
        ),
        Case("'a' + 1", "^~~~~~~ '+' cannot be applied to string and int [type]"),
        Case(
            "limit * 1.5",
            "^~~~~~~~~~~ '*' cannot be applied to int and double; convert one with double() [type]"
        ),
        Case(
            "1u + limit",
            "^~~~~~~~~~ '+' cannot be applied to uint and int; convert one with int() [type]"
        ),
        Case("-'a'", "^~~~ '-' cannot be applied to string [type]"),
        Case("seat.kind == 1", "^~~~~~~~~~~~~~ '==' cannot compare string with int [type]"),
        Case(
            "limit == 1.5",
            "^~~~~~~~~~~~ '==' cannot compare int with double; convert one with double() [type]"
        ),
        Case("seat.kind > 1", "^~~~~~~~~~~~~ '>' cannot compare string with int [type]"),
        Case(
            "names < names",
            "^~~~~~~~~~~~~ list(string) has no order, so '<' cannot compare it [type]"
        ),
        Case(
            "today > '2026-01-01'",
            "^~~~~~~~~~~~~~~~~~~~ '>' cannot compare day with string; "
                + "a day is written day('2026-11-24') [type]"
        ),
        Case("1 in names", "^~~~~~~~~~ 'in' looks for int in a list of string [type]"),
        Case(
            "'a' in seat.kind",
            "^~~~~~~~~~~~~~~~ 'in' looks in lists and maps; for a part of a text use "
                + "text.contains(part) [type]"
        ),
        Case("1 in limit", "     ^~~~~ 'in' looks in lists and maps, not in int [type]"),
        Case("limit && true", "^~~~~ '&&' needs a bool here, and this is int [not-bool]"),
        Case("!seat.kind", " ^~~~~~~~~ '!' needs a bool here, and this is string [not-bool]"),
        Case(
            "limit ? 1 : 2",
            "^~~~~ the condition of '?' needs a bool here, and this is int [not-bool]"
        ),
        Case(
            "true ? 1 : 'a'",
            "^~~~~~~~~~~~~~ the two results of '?' are int and string [type]"
        ),
        Case(
            "names.all(n, n)",
            "             ^ all() needs a bool here, and this is string [not-bool]"
        ),
        Case("limit.all(n, true)", "^~~~~ all() walks through a list or a map, not int [type]"),
        Case(
            "limit + 1",
            expecting: .bool,
            "^~~~~~~~~ this must be true or false (bool), and it is int [not-bool]"
        ),
        Case("limit", expecting: .string, "^~~~~ this must be string, and it is int [type]"),
        Case(
            "limit",
            expecting: .double,
            "^~~~~ this must be double, and it is int; convert one with double() [type]"
        ),
        Case("limit.days", "      ^~~~ int has no field 'days' [no-such-field]"),
        Case(
            "{1: 2}.days",
            "       ^~~~ the keys of this map are int, so it has no field 'days' [no-such-field]"
        ),
        Case("names['a']", "      ^~~ a list is read by a place (int), not by string [type]"),
        Case("{'a': 1}[1]", "         ^ the keys of this map are string, not int [type]"),
        Case("limit[0]", "^~~~~~~~ int has no places: [] reads lists and maps [type]"),
        Case("{1.5: 2}", " ^~~ a key is bool, int, uint or string, not double [type]"),
        Case("seat{kind: 'a'}", "^~~~ a seat cannot be made in an expression [type]"),
        Case(
            "seat.days_idle.orElse('a') > 1",
            "                      ^~~ orElse() needs int here, not string [type]"
        ),
        Case("seat.kind.orElse()", "          ^~~~~~ orElse() takes 1 argument, not 0 [type]"),
        Case(
            "'a'.matches('(a')",
            "            ^~~~ this is no pattern: a '(' is not closed [pattern]"
        ),
        // Several mistakes at once, each once: what follows from a mistake is none.
        Case(
            "saet.days > 1 && limit.x.y.z && seat.kind + 1 == 'a' && fold('x')",
            "^~~~ there is no 'saet' here; did you mean 'seat'? [unknown-name]",
            "                       ^ int has no field 'x' [no-such-field]",
            "                                ^~~~~~~~~~~~~ "
                + "'+' cannot be applied to string and int [type]",
            "                                                        ^~~~ "
                + "there is no function 'fold' [no-such-function]"
        ),
    ]

    @Test(arguments: cases)
    func `a mistake is shown at its place with what to do`(_ item: Case) {
        let compilation = Sample.environment.compile(item.text, expecting: item.expecting)
        let errors = compilation.problems.filter { $0.severity == .error }
        let shown = errors.map { problem in
            String(repeating: " ", count: problem.offsets.lowerBound) + "^"
                + String(repeating: "~", count: max(0, problem.offsets.count - 1))
                + " \(problem.message) [\(problem.code)]"
        }
        #expect(shown == item.lines)
        #expect(compilation.program == nil)
    }

    @Test(arguments: [
        ("today > day('2026-13-01')", "like 2026-11-24", 8..<25),
        ("duration('60d') > duration('1h')", "'60d' cannot be converted to duration", 0..<15),
        ("seat.kind == 'x' || int('x') > 0", "'x' cannot be converted to int", 20..<28),
    ])
    func `a written text that can never be converted is doubtful in a policy`(
        _ text: String,
        _ message: String,
        _ place: Range<Int>
    ) throws {
        let compilation = Sample.environment.compile(text)
        #expect(compilation.program != nil)
        let problem = try #require(compilation.problems.first)
        #expect(compilation.problems.count == 1)
        #expect(problem.message.hasPrefix("this never has a value: "))
        #expect(problem.message.contains(message))
        #expect(problem.offsets == place)
        #expect(problem.severity == .warning && problem.code == "no-value")
        #expect(Sample.environment(.standard).compile("int('x')").problems == [])
    }

    @Test func `the number of mistakes of one expression is bounded`() {
        let text = Array(repeating: "x.y", count: 100).joined(separator: " + ")
        #expect(Sample.environment.compile(text).problems.count == Bounds.problems)
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let text: String
        let error: EvaluationError
        var testDescription: String { text }

        init(_ text: String, _ kind: EvaluationError.Kind, _ message: String, _ offsets: Range<Int>)
        {
            self.text = text
            error = EvaluationError(kind, message, offsets: offsets)
        }
    }

    @Test(arguments: [
        Failure("1 + 2 / 0", .divisionByZero, "division by zero", 4..<9),
        Failure("1 % 0 == 0", .divisionByZero, "remainder of a division by zero", 0..<5),
        Failure(
            "9223372036854775807 + limit",
            .overflow,
            "the result of '+' is out of the range of int",
            0..<27
        ),
        Failure("0u - 1u", .overflow, "the result of '-' is out of the range of uint", 0..<7),
        Failure("names[2]", .outOfRange, "2 is no place of a list of 2 elements", 0..<8),
        Failure("{'a': 1}['b']", .noSuchKey, "there is no key 'b'", 0..<13),
        Failure("{'a': 1}.b", .noSuchKey, "there is no key 'b'", 0..<10),
        Failure("{1: 'a', 1u: 'b'}", .invalidArgument, "the key 1u stands twice in a map", 9..<11),
        Failure(
            "day('24.11.2026')",
            .conversion,
            "'24.11.2026' cannot be converted to day; it is written like 2026-11-24",
            0..<17
        ),
        Failure("int('x')", .conversion, "'x' cannot be converted to int", 0..<8),
        Failure(
            "duration('7 days')",
            .conversion,
            "'7 days' cannot be converted to duration; it is written like 36h or 90m",
            0..<18
        ),
        Failure("dyn(1) + 'a'", .noOverload, "'+' is not defined for int and string", 0..<12),
        Failure(
            "dyn('a') < 1",
            .noOverload,
            "'<' is not defined for string and int",
            0..<12
        ),
        Failure("dyn(1) && true", .noOverload, "a bool is needed, and this is int", 0..<6),
        Failure("dyn(1).x", .noSuchField, "int has no field 'x'", 0..<8),
        Failure("'abc'.charAt(4)", .outOfRange, "4 is no place of a text of 3 characters", 0..<15),
        Failure(
            "dyn('a').matches(dyn('('))",
            .invalidArgument,
            "this is no pattern: a '(' is not closed",
            0..<26
        ),
        Failure("anything.x", .absent(path: "anything"), "anything is null", 0..<8),
        Failure(
            "seat.price > 1.0",
            .absent(path: "seat.price"),
            "seat.price is null",
            0..<10
        ),
    ])
    func `a failure of the evaluation names its place and the reason`(_ item: Failure) throws {
        #expect(try Sample.evaluate(item.text) == .failure(item.error))
    }
}
