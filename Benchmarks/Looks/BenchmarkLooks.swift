import CivilTime
import Cycle
import Glibc
import Platform

/// `benchmark-looks CONFIG AT STEP…`: what a daemon does one after another, inside one process, with the
/// time that each step took as a line of JSON.
///
/// Steps are `start` (the first cycle), `take:FILE` (a file comes into the inbox), `time:INSTANT` (a
/// day begins without one) and `idle:COUNT` (looks that find nothing).
@main
enum BenchmarkLooks {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count > 2, let now = Instant(arguments[1]) else {
            stop("usage: benchmark-looks CONFIG AT STEP…", code: 64)
        }
        do throws(Failure) {
            var bench = try Bench(configuration: arguments[0], now: now)
            for argument in arguments.dropFirst(2) {
                guard let step = Step(argument) else { stop("no step: \(argument)", code: 64) }
                print(try bench.perform(step, named: argument))
            }
        } catch {
            stop("\(error)", code: error.status.rawValue)
        }
    }
}

/// Says what is wrong and ends.
func stop(_ message: String, code: Int32) -> Never {
    var text = Array("benchmark-looks: \(message)\n".utf8)
    write(STDERR_FILENO, &text, text.count)
    exit(code)
}
