import Foundation
import TestSupport
import Testing

/// `seatwarden cel` with one expression.
@Suite struct CelTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var output = ""
        var errors = ""
        var status: Int32 = 0
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let cases = [
        Case(arguments: ["1 + 2 * 3"], output: "7\n"),
        Case(arguments: ["'a\\n' + \"é\""], output: "'a\\né'\n"),
        Case(arguments: ["[1u, 2.0, b'\\x00', null]"], output: "[1u, 2.0, b'\\x00', null]\n"),
        Case(
            arguments: ["type(timestamp('2026-11-24T08:00:00Z'))"],
            output: "google.protobuf.Timestamp\n"
        ),
        Case(arguments: ["--", "-1 < 0"], output: "true\n"),
        Case(
            arguments: ["timestamp('2026-07-01T12:00:00Z').getHours('Europe/Amsterdam')"],
            output: "14\n"
        ),
        Case(
            arguments: [
                "seat.days_idle >= limit", "--bind", "seat={\"days_idle\": 73}", "--bind",
                "limit=60",
            ],
            output: "true\n"
        ),
        Case(arguments: ["com.example.limit", "--bind", "com.example.limit=1.0"], output: "1.0\n"),
        Case(arguments: ["size(names)", "--bind", "names=[\"Ada\"]", "--check"], output: "int\n"),
        Case(
            arguments: ["[n, 1.5]", "--bind", "n=2", "--json"],
            output: "{\"value\":{\"list\":[{\"int\":\"2\"},{\"double\":\"1.5\"}]},"
                + "\"deduced_type\":{\"listType\":{\"elemType\":{\"dyn\":{}}}}}\n"
        ),
        Case(
            arguments: [
                "a > 1 && b.startsWith('x')", "--bind", "a=2", "--bind", "b=\"xy\"", "--steps",
            ],
            output: """
                  a = 2
                  a > 1 = true
                  b = 'xy'
                  b.startsWith('x') = true
                  a > 1 && b.startsWith('x') = true
                true

                """
        ),
        Case(
            arguments: ["1 / a > 0 || a == 0", "--bind", "a=0", "--steps"],
            output: """
                  a = 0
                  1 / a has no value: division by zero (which does not matter here)
                  1 / a > 0 has no value: division by zero (which does not matter here)
                  a = 0
                  a == 0 = true
                  1 / a > 0 || a == 0 = true
                true

                """
        ),
        Case(
            arguments: ["price.orElse(0) > -1", "--bind", "price=null", "--policy"],
            output: "true\n"
        ),
        Case(
            arguments: ["--format", "( (a.b)&&! c )||[1,2 , 3].all( x,x>0 ) // why"],
            output: "a.b && !c || [1, 2, 3].all(x, x > 0)\n"
        ),
        Case(arguments: ["day('2026-11-24').add(7)", "--policy"], output: "day('2026-12-01')\n"),
    ]

    static let mistakes = [
        Case(
            arguments: ["1 / 0"],
            errors: """
                expression:1:1: error: division by zero [division-by-zero]
                    1 | 1 / 0
                      | ^~~~~

                """,
            status: 65
        ),
        Case(
            arguments: ["days_idel > 3 &&\n 'a' + 1 == 2", "--bind", "days_idle=73"],
            errors: """
                expression:1:1: error: there is no 'days_idel' here; did you mean 'days_idle'? [unknown-name]
                    1 | days_idel > 3 &&
                      | ^~~~~~~~~
                expression:2:2: error: '+' cannot be applied to string and int [type]
                    2 |  'a' + 1 == 2
                      |  ^~~~~~~

                """,
            status: 65
        ),
        Case(
            arguments: ["idle > 3"],
            errors: """
                expression:1:1: error: there is no 'idle' here; a variable gets its value by --bind idle=JSON \
                [unknown-name]
                    1 | idle > 3
                      | ^~~~

                """,
            status: 65
        ),
        Case(
            arguments: ["cel.index(3)"],
            errors: """
                expression:1:1: error: there is no cel.index(3) here [unknown-name]
                    1 | cel.index(3)
                      | ^~~~~~~~~~~~

                """,
            status: 65
        ),
        Case(
            arguments: ["'a", "--json"],
            output:
                "{\"error\":\"1:1: the string that begins here is not closed; its end is '\"}\n",
            errors: """
                expression:1:1: error: the string that begins here is not closed; its end is ' [syntax]
                    1 | 'a
                      | ^~

                """,
            status: 65
        ),
        Case(
            arguments: ["--format", "1 +"],
            errors: """
                expression:1:4: error: the expression ends where a value is needed [syntax]
                    1 | 1 +
                      |    ^

                """,
            status: 65
        ),
        Case(
            arguments: ["price > 1", "--bind", "price=null", "--policy"],
            errors: """
                expression:1:1: error: price is null [absent]
                    1 | price > 1
                      | ^~~~~

                """,
            status: 65
        ),
    ]

    @Test(arguments: cases + mistakes) func `an expression has a value or a reason`(_ item: Case)
        throws
    {
        let outcome = try Program("seatwarden").run(["cel"] + item.arguments)
        #expect(outcome.output == item.output)
        #expect(outcome.errors == item.errors)
        #expect(outcome.status == item.status)
    }

    @Test(arguments: [
        ([], "give an expression, or --cases"),
        (["-1 < 0"], "one that begins with a minus stands behind --"),
        (["1", "--cases"], "--cases stands alone"),
        (["--format", "--cases"], "--cases stands alone"),
        (["x", "--bind", "x"], "'x' is no NAME=JSON"),
        (["x", "--bind", "1x=1"], "'1x' is no name of a variable"),
        (["x", "--bind", "in=1"], "'in' is no name of a variable"),
        (["x", "--bind", "x=[1"], "is no JSON that can be used: the file ends early\n"),
        (["x", "--format", "--bind", "x=1"], "--format only prints the expression"),
        (["x", "--bind", "x.=1"], "'x.' is no name of a variable"),
        (["x", "--bind", "x=AutoCAD"], "a text stands in double quotes: 'x=\"AutoCAD\"'"),
        (["x", "--bind", "x=1", "--bind", "x=2"], "'x' is bound twice"),
        (["x", "--steps", "--json"], "--steps is for people"),
        (["x", "--format", "--json"], "--format only prints the expression"),
        (["1", "2"], "Unexpected argument"),
    ])
    func `a command line that is wrong is told and ends with 64`(
        _ arguments: [String],
        _ message: String
    ) throws {
        let outcome = try Program("seatwarden").run(["cel"] + arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func `a value that would fill the machine is refused in bounded memory`() throws {
        let outcome = try Program("seatwarden").run(["cel", doubled(40)])
        #expect(outcome.status == 65)
        #expect(outcome.output == "")
        #expect(
            outcome.errors
                == "expression: error: the value is too large to be printed [too-large]\n"
        )
    }

    /// A list of two lists of two lists …, so deep that its writing has no end.
    private func doubled(_ depth: Int) -> String {
        (1...depth).reduce("[1]") { inner, _ in "[\(inner)].map(x, [x, x])[0]" }
    }
}
