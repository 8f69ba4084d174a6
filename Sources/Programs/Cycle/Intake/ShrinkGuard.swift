import Exports
import Facts

/// A file that lost more rows than `inputs.shrink_guard` allows: most often it was exported with a filter.
struct ShrunkenFile: Error, Hashable {
    let losses: [Shrinkage]
}

extension ShrunkenFile: CustomStringConvertible {
    var description: String {
        "it has far fewer rows than the file before it (\(teams)). If a filter was set, export it "
            + "again without one. If it is right, set inputs.shrink_guard to 100% in the "
            + "configuration and put it into the inbox again"
    }

    /// The same in sentences of their own, without what to do.
    var explanation: String {
        "It has \(teams). Most often a filter was set when it was exported, or a team was left out: "
            + "then everything that is not in the file would look as if it were gone."
    }

    private var teams: String {
        let shown = losses.prefix(3).map { loss in
            "\(loss.after) \(loss.after == 1 ? "row" : "rows")"
                + (loss.team.isEmpty ? "" : " of \(loss.team)") + ", after \(loss.before) before"
        }
        let more = losses.count - shown.count
        return (shown + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "; ")
    }
}

extension History {
    /// Holds a file for a person that lost too many rows.
    func requireWhole(_ export: Export, _ file: IncomingFile, share: Double) throws(ShrunkenFile) {
        let losses = shrinkages(export, file, share: share)
        guard losses.isEmpty else { throw ShrunkenFile(losses: losses) }
    }
}
