import Exports
import Facts

/// A file that lost more rows than `inputs.shrink_guard` allows: most often it was exported with a filter.
struct ShrunkenFile: Error, Hashable {
    let losses: [Shrinkage]
}

extension ShrunkenFile: CustomStringConvertible {
    var description: String {
        "it has far fewer rows than the file before it (\(teams)). If a filter was set, export it "
            + "again without one. If it is right, \(Self.confirming("FILE", filesStay: false))"
    }

    /// The same in sentences of their own, without what to do.
    var explanation: String {
        "It has \(teams). \(vanishing) Most often a filter was set when it was exported, or a team was "
            + "left out: then everything that is not in the file would look as if it were gone."
    }

    /// How a person says that the file is right.
    ///
    /// - Parameters:
    ///   - path: the file, as a shell reads it.
    ///   - filesStay: whether files stay in the inbox, so that dropping one is no answer.
    /// - Returns: what to do, to be read behind "If it is right".
    static func confirming(_ path: String, filesStay: Bool) -> String {
        let dropping =
            "put the very same file into the inbox once more within "
            + "\(TakingTerms.confirmationDays) days, or "
        return (filesStay ? "" : dropping) + "run: seatwarden import --confirm \(path)"
    }

    private var teams: String {
        let shown = losses.prefix(3).map { loss in
            "\(loss.after) \(loss.after == 1 ? "row" : "rows")"
                + (loss.team.isEmpty ? "" : " of \(loss.team)") + ", after \(loss.before) before"
        }
        let more = losses.count - shown.count
        return (shown + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "; ")
    }

    private var vanishing: String {
        let gone = losses.reduce(0) { $0 + $1.before - $1.after }
        return "With it \(gone) \(gone == 1 ? "row" : "rows") would vanish."
    }
}

extension History {
    /// Holds a file for a person that lost too many rows; a file of day rows takes nothing away.
    func requireWhole(
        _ content: ExportContent,
        _ file: IncomingFile,
        share: Double
    ) throws(ShrunkenFile) {
        guard case .rows(let export) = content else { return }
        let losses = shrinkages(export, file, share: share)
        guard losses.isEmpty else { throw ShrunkenFile(losses: losses) }
    }
}
