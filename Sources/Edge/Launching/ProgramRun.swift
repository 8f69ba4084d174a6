import Glibc
import Subprocess
package import SystemPackage

/// How a program that was run came to its end.
package enum ProgramEnding: Hashable, Sendable {
    /// It was never started, and why; whether that passes by itself, as a full disk or too many
    /// open files do, and a missing program does not.
    case notStarted(String, passes: Bool)
    /// It ended by itself with a code.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)
    /// It was ended because the caller wanted no more, or it took longer than it may.
    case stopped
}

/// A program of this machine with its arguments and what it reads: no shell, and no environment but
/// `PATH`.
package struct ProgramRun: Sendable {
    /// Its path; it is not searched for.
    package let path: String
    /// The arguments behind its name.
    package let arguments: [String]
    /// All of its standard input.
    package let input: [UInt8]

    /// What is kept of standard error, in bytes; the rest is read and dropped.
    package static let maximumErrors = 4096
    /// Where it looks for other programs.
    package static let searchPath = "/usr/sbin:/usr/bin:/sbin:/bin"
    /// How long it may take to end after it was asked to.
    private static let patience = Duration.seconds(2)
    /// How often the caller is asked whether it may go on.
    private static let interval = Duration.seconds(1)

    /// A run that has not begun.
    package init(_ path: String, _ arguments: [String], input: [UInt8]) {
        self.path = path
        self.arguments = arguments
        self.input = input
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - folder: where its input lies meanwhile, in a file without a name.
    ///   - mayGoOn: asked every second; false ends the program.
    /// - Returns: how it ended, and the beginning of what it wrote to standard error.
    package func run(
        inputIn folder: String,
        mayGoOn: @escaping @Sendable () -> Bool
    ) async -> (ending: ProgramEnding, errors: [UInt8]) {
        let descriptor = unnamedFile(in: folder)
        guard descriptor >= 0 else {
            return (noInput(in: folder, Errno(rawValue: errno)), [])
        }
        let file = FileDescriptor(rawValue: descriptor)
        do {
            try file.writeAll(input)
            try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            return (noInput(in: folder, error as? Errno), [])
        }
        return await run(reading: file, mayGoOn)
    }

    private func run(
        reading file: FileDescriptor,
        _ mayGoOn: @escaping @Sendable () -> Bool
    ) async -> (ending: ProgramEnding, errors: [UInt8]) {
        await withTaskGroup(of: (ProgramEnding, [UInt8])?.self) { group in
            group.addTask { await launch(reading: file) }
            group.addTask {
                while mayGoOn() {
                    // Cancelled as soon as the program has ended.
                    guard (try? await Task.sleep(for: Self.interval)) != nil else { return nil }
                }
                return (.stopped, [])
            }
            var result: (ending: ProgramEnding, errors: [UInt8]) = (.stopped, [])
            if let first = await group.next(), let first { result = first }
            // Ends the program, or the questions.
            group.cancelAll()
            await group.waitForAll()
            return result
        }
    }

    private func launch(reading file: FileDescriptor) async -> (ProgramEnding, [UInt8]) {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.patience)
        ]
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)),
                arguments: Arguments(arguments),
                environment: .custom(["PATH": Self.searchPath]),
                platformOptions: options,
                input: .fileDescriptor(file, closeAfterSpawningProcess: true),
                output: .discarded,
                error: .sequence
            ) { execution in
                var kept: [UInt8] = []
                for try await chunk in execution.standardError {
                    let room = Self.maximumErrors - kept.count
                    chunk.withUnsafeBytes { kept += $0.prefix(room) }
                }
                return kept
            }
            switch result.terminationStatus {
            case .exited(let code): return (.exited(code), result.closureResult)
            case .signaled(let signal): return (.signalled(signal), result.closureResult)
            }
        } catch let error as SubprocessError where Self.isBefore(error.code) {
            let passes = Self.passes(error.underlyingError)
            return (.notStarted("\(path): \(error)", passes: passes), [])
        } catch {
            // It ran, and nobody knows how far.
            return (.stopped, [])
        }
    }

    private func noInput(in folder: String, _ error: Errno?) -> ProgramEnding {
        let why = error.map { "\($0)" } ?? "unknown error"
        return .notStarted(
            "cannot write its input in \(folder): \(why)",
            passes: Self.passes(error)
        )
    }

    /// Whether an error passes by itself; where none is known a person has to look.
    package static func passes(_ error: Errno?) -> Bool {
        guard let error else { return false }
        let lasting = [ENOENT, EACCES, EPERM, ENOTDIR, ELOOP, ENOEXEC, EROFS]
        return !lasting.contains(error.rawValue)
    }

    /// Whether an error came before the program ran.
    private static func isBefore(_ code: SubprocessError.Code) -> Bool {
        [.spawnFailed, .executableNotFound, .failedToChangeWorkingDirectory].contains(code)
    }
}

/// A file that nobody else can open, for reading and writing; -1 with errno where none can be made.
private func unnamedFile(in folder: String) -> Int32 {
    var template = Array("\(folder)/.input-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return descriptor }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
}
