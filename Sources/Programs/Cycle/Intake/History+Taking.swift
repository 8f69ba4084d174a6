import CivilTime
import Digests
import Exports
import Facts
import Settings
import Spooling

/// Why a file that can be read is refused.
struct FileRefusal: Error {
    let fault: FileFault
    /// Whether a person may confirm it.
    var isHeld = false
}

extension History {
    /// Merges what a file says: all of it or nothing.
    ///
    /// - Returns: what changed; empty where all of it was there already.
    /// - Throws: what is wrong with the file.
    mutating func take(
        _ file: ReadFile,
        _ candidate: Candidate,
        _ terms: TakingTerms
    ) throws(FileRefusal) -> [HistoryChange] {
        for index in file.exports.indices {
            try judge(index, of: file, candidate, terms)
        }
        guard file.exports.count > 1 else {
            return try absorb(0, of: file, candidate, terms).map { [$0] } ?? []
        }
        // What one export of several is refused for must undo the others: a copy is dear, and rare.
        var trial = self
        var changes: [HistoryChange] = []
        for index in file.exports.indices {
            if let change = try trial.absorb(index, of: file, candidate, terms) {
                changes.append(change)
            }
        }
        self = trial
        return changes
    }

    /// Requires that an export agrees with what is said of it, and takes nothing away by mistake.
    private func judge(
        _ index: Int,
        of file: ReadFile,
        _ candidate: Candidate,
        _ terms: TakingTerms
    ) throws(FileRefusal) {
        let content = file.exports[index].content
        do throws(ExportError) {
            try checkAgreement(content.dataset, candidate.sidecar)
        } catch {
            throw FileRefusal(fault: FileFault(error))
        }
        guard !terms.isConfirmed(file.receipt) else { return }
        do throws(ShrunkenFile) {
            let incoming = terms.incoming(candidate, digest: file.digest(ofExport: index))
            try requireWhole(content, incoming, share: terms.inputs.shrinkGuard)
        } catch {
            throw FileRefusal(
                fault: FileFault(error, dataset: content.dataset),
                isHeld: true
            )
        }
    }

    private mutating func absorb(
        _ index: Int,
        of file: ReadFile,
        _ candidate: Candidate,
        _ terms: TakingTerms
    ) throws(FileRefusal) -> HistoryChange? {
        do throws(HistoryError) {
            let export = file.exports[index]
            let incoming = terms.incoming(
                candidate,
                digest: file.digest(ofExport: index),
                resumePoint: export.end
            )
            return try absorb(export.content, incoming, continuing: export.base)
        } catch {
            throw FileRefusal(fault: FileFault(error, name: candidate.file.name))
        }
    }

    /// Whether a file was taken in: as one export, or as several of one archive or folder.
    func knows(_ digest: String, exportedAt moment: Instant) -> Bool {
        contains(digest: digest, exportedAt: moment)
            || contains(digest: ReadFile.digest(digest, ofExport: 0), exportedAt: moment)
    }
}
