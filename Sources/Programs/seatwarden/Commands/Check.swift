import ArgumentParser
import CivilTime
import Cycle
import Diagnostics
import Policies
import Platform

/// `seatwarden check`: every mistake in configuration and policies.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show every mistake in the configuration and the policies.",
        discussion: """
            Examples:
              seatwarden check                    configuration and policies folder
              seatwarden check policies/new.yaml  one more file with the others
              seatwarden check --json             for editors
              seatwarden check --brief            before a reload of the service

            Once exports have come, entries of the configuration that no export knows, or that are out \
            of date, are warnings.

            Ends with 78 when there is an error; with --strict, with 1 when there is only a warning.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("Further policy files.", valueName: "FILE"))
    var files: [String] = []

    @Flag(name: .customLong("json"), help: "Print the mistakes as JSON.")
    var printsJSON = false

    @Flag(
        name: .customLong("brief"),
        help: "Show places and kinds of mistakes only, nothing that the files say: for a log."
    )
    var isBrief = false

    @Flag(name: .customLong("strict"), help: "Count warnings as findings (exit 1).")
    var isStrict = false

    func run() throws {
        try running {
            let now = RealClock.now()
            let inspection = try Inspection(
                configuration: common.configuration,
                extra: files,
                today: now.utcDay
            )
            var list = inspection.diagnostics
            list.append(contentsOf: inspection.doubts(at: now))
            // What stops every cycle is a mistake here too: a reload is checked by this command.
            list.append(contentsOf: inspection.missingForService())
            try printResult(printsJSON ? list.json : text(of: inspection, list))
            if list.hasErrors { return .configuration }
            return isStrict && list.count(.warning) > 0 ? .findings : .fine
        }
    }

    private func text(of inspection: Inspection, _ list: DiagnosticList) -> String {
        var page = Page()
        for diagnostic in list.sorted {
            guard !isBrief else {
                page.line(diagnostic.reference)
                continue
            }
            // The excerpt's caret stands under its character only if lines stay as they are.
            let lines = diagnostic.description.split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            for line in lines { page.line(String(line)) }
        }
        if list.omitted > 0 { page.line("… and \(list.omitted) more") }
        let policies = counted(inspection.policies.policies.count, "policy", "policies")
        let verdict =
            "\(counted(inspection.fileCount, "file")): \(counted(list.count(.error), "error")), "
            + "\(counted(list.count(.warning), "warning"))"
            + (list.hasErrors
                ? "; no cycle starts with them" : ", \(policies) in force if taken up")
        page.line(verdict, list.hasErrors ? .bad : list.isEmpty ? .good : .warning)
        return page.text
    }
}
