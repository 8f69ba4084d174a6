import CivilTime
import Cycle
import Glibc
import Measuring
import Settings

/// An installation with a daemon's session on it.
struct Bench {
    private let session: Session
    private let workplace: Workplace
    private var now: Instant

    init(configuration: String, now: Instant) throws(Failure) {
        self.now = now
        workplace = try Inspection(configuration: configuration, today: now.utcDay)
            .workplace(forService: true)
        session = try Session(workplace, now: now, isSimulated: true)
    }

    /// Does one step.
    ///
    /// - Parameters:
    ///   - step: what to do.
    ///   - name: what it is called in the line.
    /// - Returns: a line of JSON: seconds of processor and of the clock, the peak of memory in bytes, and
    ///   how many files were taken in.
    /// - Throws: by what failed.
    mutating func perform(_ step: Step, named name: String) throws(Failure) -> String {
        var repeats = 1
        switch step {
        case .start: break
        case .take(let file):
            bring(file)
            now = now.adding(TimeSpan(seconds: 60))
        case .time(let moment): now = moment
        case .idle(let count): repeats = count
        }
        let before = FolderTrace(workplace.folders.state)
        let begun = Usage.now()
        var taken = 0
        if case .idle = step {
            // Less than the hour after which a look writes that the program was there.
            for _ in 0..<repeats {
                let look = try session.look(now: now)
                guard look.news.isEmpty else {
                    stop("\(name): there is news: \(look.news)", code: 70)
                }
            }
        } else {
            let look = try session.look(now: now)
            guard !look.news.isEmpty else { stop("\(name): nothing is new", code: 70) }
            taken = try session.cycle(now: now).files.count { $0.fate == .taken }
        }
        let used = Usage.now().since(begun, times: repeats)
        let wrote = before != FolderTrace(workplace.folders.state)
        return "{\"step\": \"\(name)\", \(used), \"taken\": \(taken), \"wrote\": \(wrote)}"
    }

    /// Links a file and its sidecar into the inbox, the sidecar first.
    private func bring(_ path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for suffix in [".source.json", ""] {
            guard link(path + suffix, "\(workplace.folders.inbox)/\(name)\(suffix)") == 0 else {
                stop("\(path)\(suffix): \(String(cString: strerror(errno)))", code: 66)
            }
        }
    }
}
