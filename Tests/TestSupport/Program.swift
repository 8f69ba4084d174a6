package import Foundation

/// A real program of this package, run as a user would run it.
package struct Program: Sendable {
    /// Where the program lies.
    package let path: String

    /// A program that was built with the tests.
    package init(_ name: String) {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        path = tests.appending(path: name).path
    }

    /// A program of the machine, as `/usr/bin/python3`.
    package init(path: String) {
        self.path = path
    }

    /// A program of the machine by its name in `$PATH`; `nil` when this machine has none.
    package static func installed(_ name: String) -> Program? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }
            .first(where: FileManager.default.isExecutableFile).map(Program.init(path:))
    }

    /// What a run left behind.
    package struct Outcome: Sendable {
        /// The exit code; negative for a signal.
        package let status: Int32
        /// What stood on standard output.
        package let output: String
        /// What stood on standard error.
        package let errors: String
    }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - arguments: as on the command line, without the program's name.
    ///   - folder: the working directory; the present one when `nil`.
    ///   - environment: variables that are set beside those of the tests.
    ///   - input: what stands on standard input.
    /// - Returns: exit code and output.
    /// - Throws: when it cannot be started.
    package func run(
        _ arguments: [String],
        in folder: String? = nil,
        environment: [String: String] = [:],
        input: Data? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let scratch = try ScratchFolder()
        // Files instead of pipes: nobody has to read while the program runs.
        let (out, err) = (scratch.url.appending(path: "out"), scratch.url.appending(path: "err"))
        for file in [out, err] { try Data().write(to: file) }
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        if let input {
            let file = scratch.url.appending(path: "in")
            try input.write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
        }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        let signalled = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: signalled ? -process.terminationStatus : process.terminationStatus,
            output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self)
        )
    }
}
