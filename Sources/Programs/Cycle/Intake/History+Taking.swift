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
        for index in file.contents.indices {
            try judge(index, of: file, candidate, terms)
        }
        guard file.contents.count > 1 else {
            return try absorb(0, of: file, candidate, terms).map { [$0] } ?? []
        }
        // What one export of several is refused for must undo the others: a copy is dear, and rare.
        var trial = self
        var changes: [HistoryChange] = []
        for index in file.contents.indices {
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
        let content = file.contents[index]
        do throws(ExportError) {
            try checkAgreement(content.dataset, candidate.sidecar)
        } catch {
            throw FileRefusal(fault: FileFault(error))
        }
        guard !terms.isConfirmed(file.receipt) else { return }
        do throws(ShrunkenFile) {
            let incoming = terms.incoming(candidate, digest: file.digest(ofContent: index))
            try requireWhole(content, incoming, share: terms.inputs.shrinkGuard)
        } catch {
            throw FileRefusal(
                fault: FileFault(error, dataset: content.dataset, filesStay: terms.inputs.keep),
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
            let incoming = terms.incoming(candidate, digest: file.digest(ofContent: index))
            return try absorb(file.contents[index], incoming)
        } catch {
            throw FileRefusal(fault: FileFault(error, name: candidate.file.name))
        }
    }

    /// Whether a file was taken in: as one export, or as several of one archive or folder.
    func knows(_ digest: String, exportedAt moment: Instant) -> Bool {
        contains(digest: digest, exportedAt: moment)
            || contains(digest: ReadFile.digest(digest, ofContent: 0), exportedAt: moment)
    }
}
