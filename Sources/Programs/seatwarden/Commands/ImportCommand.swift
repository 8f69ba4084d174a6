import ArgumentParser
import Cycle
import Exports
import Platform

/// `seatwarden import`: recognise and take in exports.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take exports in, or say what is in them and what would become of them.",
        discussion: """
            Examples:
              seatwarden import usage_report_2026-11-24.csv   take a file in
              seatwarden import --dry-run *.csv *.xlsx        only say what is in them
              seatwarden import --dry-run --rows --json FILE  every row, in canonical names
              seatwarden import --confirm FILE                a file with far fewer rows is right

            Takes files, folders of several files of one export, and ZIP archives; a sidecar \
            FILE.source.json beside a file is read too. The data set is told from the columns, not from \
            the name. While a daemon works on the state, files are copied into its inbox instead. Nothing \
            is decided and no mail is written: the next cycle does that ('seatwarden once').

            --dry-run needs neither a state nor a configuration, and ends with 0 for a file that can be \
            read, also where something else keeps it from being taken in, which is said.

            Ends with 65 for a file that cannot be used or is held, 66 where it is missing, 75 where it \
            changes. docs/exports.md says what is read, and why files are refused.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The exports.", valueName: "FILE"))
    var files: [String]

    @Flag(name: .customLong("dry-run"), help: "Say what is in the files; take nothing in.")
    var isDryRun = false

    @Flag(name: .customLong("rows"), help: "With --dry-run: print every row of one file.")
    var printsRows = false

    @Flag(name: .customLong("json"), help: "Print the result as JSON.")
    var printsJSON = false

    @Flag(
        name: .customLong("confirm"),
        help: "The files are right although they have far fewer rows than those before them."
    )
    var isConfirmed = false

    func validate() throws {
        if printsRows, !isDryRun { throw ValidationError("--rows goes with --dry-run") }
        if printsRows, files.count != 1 { throw ValidationError("--rows takes one file") }
    }

    func run() throws {
        let request = ImportRequest(
            configuration: common.configuration,
            paths: files,
            isConfirmed: isConfirmed
        )
        try running {
            if printsRows { return try printRows(request) }
            return isDryRun ? try look(request) : try take(request)
        }
    }

    private func take(_ request: ImportRequest) throws -> SystemExit {
        let report = try ReadingMeter.watching { try importFiles(request, progress: $0) }
        try printResult(printsJSON ? report.json : report.text(for: .output))
        return report.isGood ? .fine : .badData
    }

    private func look(_ request: ImportRequest) throws -> SystemExit {
        let looks = try ReadingMeter.watching { try lookAtFiles(request, progress: $0) }
        try printResult(printsJSON ? json(of: looks) : text(of: looks, for: .output))
        let isGood = looks.allSatisfy { if case .exports = $0 { true } else { false } }
        return isGood ? .fine : .badData
    }

    private func printRows(_ request: ImportRequest) throws -> SystemExit {
        switch try ReadingMeter.watching({ try readRows(request, progress: $0) }) {
        case .success(let export):
            try printResult(
                printsJSON ? canonicalJSON(export) + "\n" : rowsText(of: export, for: .output)
            )
            return .fine
        case .failure(let error):
            if printsJSON {
                try printResult(canonicalJSON(error) + "\n")
            } else {
                Terminal.error.write("seatwarden: \(request.paths[0]): \(error)\n")
            }
            return .badData
        }
    }
}
