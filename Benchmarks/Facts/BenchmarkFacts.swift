import CivilTime
import Cycle
import Glibc
import Platform

/// `benchmark-facts CONFIG AT OUTPUT [FILE EXPORTED]`: the core figures of seats, persons and pools from the
/// stored history, and again after a file was merged into it, with the time that each took as a line of JSON.
///
/// The figures are written to `OUTPUT/seat.csv` and so on, those after the file to `OUTPUT/seat-later.csv`.
@main
enum BenchmarkFacts {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard [3, 5].contains(arguments.count), let now = Instant(arguments[1]) else {
            stop("usage: benchmark-facts CONFIG AT OUTPUT [FILE EXPORTED]", code: 64)
        }
        do throws(Failure) {
            var bench = try Bench(configuration: arguments[0], now: now, output: arguments[2])
            print(try bench.stored())
            guard arguments.count == 5 else { return }
            guard let exported = Instant(arguments[4]) else { stop("no moment", code: 64) }
            print(try bench.merge(arguments[3], exportedAt: exported))
            print(try bench.later())
        } catch {
            stop("\(error)", code: error.status.rawValue)
        }
    }
}

/// Says what is wrong and ends.
func stop(_ message: String, code: Int32) -> Never {
    var text = Array("benchmark-facts: \(message)\n".utf8)
    write(STDERR_FILENO, &text, text.count)
    exit(code)
}
