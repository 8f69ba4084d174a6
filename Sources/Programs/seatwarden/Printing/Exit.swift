import ArgumentParser
import Cycle
import Platform

/// Runs the body of a command; what goes wrong is said on standard error, and becomes the exit code.
func running(_ body: () throws -> ExitStatus) throws {
    do {
        let status = try body()
        if status != .fine { throw ExitCode(status.rawValue) }
    } catch let failure as Failure {
        Terminal.error.write("seatwarden: \(failure)\n")
        throw ExitCode(failure.status.rawValue)
    }
}

/// Writes a result to standard output.
func printResult(_ text: String) throws(Failure) {
    guard Terminal.output.write(text) else {
        throw Failure(.inputOutput, "standard output cannot be written")
    }
}
