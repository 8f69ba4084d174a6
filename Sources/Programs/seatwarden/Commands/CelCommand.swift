import ArgumentParser
import CEL
import Cases
import Cycle
import Diagnostics
import Platform

/// `seatwarden cel`: an expression by itself, or many as lines of JSON.
struct CelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cel",
        abstract: "Evaluate an expression of CEL, the language in which policies say when.",
        discussion: """
            Examples:
              seatwarden cel '1 + 2 * 3'
              seatwarden cel 'days_idle >= 60 && !on_leave' --bind days_idle=73 --bind on_leave=false
              seatwarden cel 'seat.offering.startsWith("Auto")' --bind 'seat={"offering": "AutoCAD"}'
              seatwarden cel '[3, 1, 2].exists(x, x > limit)' --bind limit=2 --steps
              seatwarden cel 'price.orElse(0.0) > 100' --bind price=null --policy
              seatwarden cel 'size(names)' --bind 'names=["Ada"]' --check
              seatwarden cel '(a)&&! b' --format
              seatwarden cel -- '-1 < 0'            an expression that begins with a minus
              seatwarden cel --cases < cases.jsonl  one case a line in, one answer a line out

            Prints the value as an expression would write it. A value that is bound is JSON: a number \
            without point and exponent is an int, any other a double; a text stands in double quotes.

            Ends with 64 for a wrong command line, 65 for an expression that is wrong or has no value. \
            With --cases a wrong case is an answer too, and the end is 0. docs/cel.md describes the \
            language and the JSON.
            """
    )

    @Argument(help: ArgumentHelp("The expression.", valueName: "EXPR"))
    var expression: String?

    @Option(
        name: .customLong("bind"),
        help: ArgumentHelp(
            "A variable and its value; may be given more than once.",
            valueName: "NAME=JSON"
        ),
        transform: Binding.init
    )
    var bindings: [Binding] = []

    @Flag(name: .customLong("policy"), help: "Read it as policies do: nulls, days, whole numbers.")
    var isPolicy = false

    @Flag(name: .customLong("check"), help: "Only check it, and print its type.")
    var isCheckedOnly = false

    @Flag(name: .customLong("format"), help: "Only print it as it is best read.")
    var isFormattedOnly = false

    @Flag(name: .customLong("steps"), help: "Print what each part comes to, in source order.")
    var printsSteps = false

    @Flag(name: .customLong("json"), help: "Print value and type as JSON.")
    var printsJSON = false

    @Flag(
        name: .customLong("cases"),
        help: "Read cases as lines of JSON from standard input, and answer each with a line."
    )
    var readsCases = false

    func validate() throws {
        if readsCases {
            guard expression == nil, bindings.isEmpty, !isPolicy, !isCheckedOnly, !isFormattedOnly,
                !printsSteps
            else {
                throw ValidationError("--cases stands alone: a case says everything itself")
            }
            return
        }
        guard expression != nil else {
            throw ValidationError(
                "give an expression, or --cases; one that begins with a minus stands behind --"
            )
        }
        if printsSteps, printsJSON {
            throw ValidationError("--steps is for people: not with --json")
        }
        if isFormattedOnly,
            isPolicy || isCheckedOnly || printsSteps || printsJSON || !bindings.isEmpty
        {
            throw ValidationError(
                "--format only prints the expression: no other option goes with it"
            )
        }
        var names: Set<String> = []
        for binding in bindings where !names.insert(binding.name).inserted {
            throw ValidationError("'\(binding.name)' is bound twice")
        }
    }

    func run() throws {
        try running {
            if readsCases {
                try answerCases()
                return .fine
            }
            if isFormattedOnly { return try format() }
            var item = Case(expression ?? "", isPolicy ? .policy : .standard)
            item.options.zoneNamed = ZoneCache().zone
            item.isCheckedOnly = isCheckedOnly
            for binding in bindings { item.bind(binding.name, to: binding.value) }
            let work = CelEvaluation(
                of: item,
                withSteps: printsSteps && !isCheckedOnly,
                isForPeople: !printsJSON
            )
            try printResult(printsJSON ? work.json : work.text)
            Terminal.error.write(work.messages)
            return work.isGood ? .fine : .badData
        }
    }

    private func format() throws -> SystemExit {
        let source = SourceText(name: CelEvaluation.sourceName, text: expression ?? "")
        let text: String
        do throws(Problem) {
            text = try formatted(source.text, width: Terminal.output.width)
        } catch {
            Terminal.error.write("\(Diagnostic(error, in: source))\n")
            return .badData
        }
        try printResult(text + "\n")
        return .fine
    }
}
