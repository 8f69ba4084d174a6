import CivilTime
import Exports
import Facts
import Platform
import Settings
import Spooling

/// What one look at the inbox gave.
struct Taking {
    /// Exports that became part of the history, with the file that they were in and what they changed.
    var taken: [(receipt: InboxReceipt, change: HistoryChange)] = []
    /// Files that were taken in before: the very same bytes, exported at the same time.
    var repeated: [InboxReceipt] = []
    /// Files that cannot be used.
    var refused: [Refusal] = []
    /// Files that became others between the look and the reading: they wait.
    var changing: [InboxFile] = []
    /// Files that may be used, but not read.
    var unreadable: [Refusal] = []

    /// The newest moment at which something of it was exported; `nil` when nothing was taken.
    var newest: Instant? { taken.map(\.change.intake.exportedAt).max() }

    /// The files that are done with, each once.
    var done: [InboxReceipt] {
        var known: Set<InboxReceipt> = []
        return (taken.map(\.receipt) + repeated).filter { known.insert($0).inserted }
    }
}

extension Taking {
    /// Reads complete files and merges them into the history, the oldest export first.
    ///
    /// - Parameters:
    ///   - files: the files, each with the folder in which it lies.
    ///   - history: what is known; the files become part of it.
    ///   - terms: by what they are judged.
    /// - Throws: when the disk fails or the program is asked to stop; what is wrong with a file refuses
    ///   that file.
    init(
        _ files: [(inbox: Inbox, file: InboxFile)],
        into history: inout History,
        _ terms: TakingTerms
    ) throws(Failure) {
        var drafts: [RefusedDraft] = []
        for candidate in try inOrder(files, terms, &drafts) {
            try terms.progress.check()
            if let draft = try take(candidate, into: &history, terms) { drafts.append(draft) }
        }
        // What stays in use is known when everything else is taken in.
        for draft in drafts {
            let name = try spooled("the inbox cannot be read") {
                try draft.inbox.nameWhenRefused(draft.receipt.file.name)
            }
            refused.append(
                Refusal(draft, keptAs: draft.inbox.isReadOnly ? nil : name, history: history)
            )
        }
    }

    /// The files with what their sidecars say, the oldest export first; the files themselves are not read
    /// yet.
    private mutating func inOrder(
        _ files: [(inbox: Inbox, file: InboxFile)],
        _ terms: TakingTerms,
        _ drafts: inout [RefusedDraft]
    ) throws(Failure) -> [Candidate] {
        var candidates: [Candidate] = []
        for (inbox, file) in files {
            let plain = Candidate(inbox, file, nil)
            let bytes: [UInt8]?
            do throws(InboxError) { bytes = try inbox.readSidecar(of: file) } catch {
                if let draft = try noted(error, on: plain) { drafts.append(draft) }
                continue
            }
            do throws(ExportError) {
                let sidecar = try bytes.map { bytes throws(ExportError) in try readSidecar(bytes) }
                candidates.append(Candidate(inbox, file, sidecar))
            } catch {
                let draft = try refused(FileFault(error), plain, terms)
                if let draft { drafts.append(draft) }
            }
        }
        return candidates.sorted { $0.isOlder(than: $1) }
    }

    /// Reads one file and merges it.
    ///
    /// - Returns: what is wrong with it, where it is refused.
    private mutating func take(
        _ candidate: Candidate,
        into history: inout History,
        _ terms: TakingTerms
    ) throws(Failure) -> RefusedDraft? {
        let reader = terms.reader
        do throws(ReadingFailure) {
            let reading = try reader.open(candidate)
            var digest: String?
            if history.intakes.contains(where: { $0.exportedAt == candidate.exportedAt }) {
                // What is known is not read again.
                let found = try reader.digest(of: reading)
                guard !history.knows(found, exportedAt: candidate.exportedAt) else {
                    repeated.append(InboxReceipt(file: reading.file, digest: found))
                    return nil
                }
                digest = found
            }
            let incoming = terms.incoming(candidate, digest: "")
            let file = try reader.exports(
                of: reading,
                digest: digest,
                resumable: Dataset.allCases.flatMap { history.resumable($0, incoming) }
            )
            do throws(FileRefusal) {
                let changes = try history.take(file, candidate, terms)
                taken += changes.map { (file.receipt, $0) }
                if changes.isEmpty { repeated.append(file.receipt) }
                return nil
            } catch {
                var draft = RefusedDraft(file.receipt, error.fault, candidate)
                draft.isHeld = error.isHeld
                draft.filesStay = terms.inputs.keep
                draft.glance = reader.glance(at: reading)
                return draft
            }
        } catch {
            return try draft(of: error, candidate, reader)
        }
    }

    private mutating func draft(
        of error: ReadingFailure,
        _ candidate: Candidate,
        _ reader: FileReader
    ) throws(Failure) -> RefusedDraft? {
        switch error {
        case .refused(let error, let reading, let digest):
            let receipt = InboxReceipt(file: reading.file, digest: digest)
            var draft = RefusedDraft(receipt, FileFault(error), candidate)
            draft.glance = reader.glance(at: reading)
            return draft
        case .inbox(let error): return try noted(error, on: candidate)
        case .failed(let failure): throw failure
        }
    }

    /// A file whose sidecar is no use.
    private mutating func refused(
        _ fault: FileFault,
        _ candidate: Candidate,
        _ terms: TakingTerms
    ) throws(Failure) -> RefusedDraft? {
        let reader = terms.reader
        do throws(ReadingFailure) {
            let reading = try reader.open(candidate)
            let receipt = InboxReceipt(file: reading.file, digest: try reader.digest(of: reading))
            var draft = RefusedDraft(receipt, fault, candidate)
            draft.glance = reader.glance(at: reading)
            return draft
        } catch {
            return try draft(of: error, candidate, reader)
        }
    }

    /// What becomes of a file that was not read: it waits, stays as it is, or is refused.
    private mutating func noted(
        _ error: InboxError,
        on candidate: Candidate
    ) throws(Failure) -> RefusedDraft? {
        let file = candidate.file
        // Its bytes are not known: it is told once by its name.
        let receipt = InboxReceipt(file: file, digest: file.name)
        switch error {
        case .changed:
            changing.append(file)
            return nil
        case .unreadable(let path, let command):
            let fault = FileFault(unreadable: path, command: command, line: "\(error)")
            let draft = RefusedDraft(receipt, fault, candidate)
            unreadable.append(Refusal(draft, keptAs: nil, history: History()))
            return nil
        case .unfit(let fileError):
            let isSidecar = fileError.path.hasSuffix(Sidecar.suffix)
            let what = isSidecar ? "The file \(Sidecar.suffix) beside it" : "The file"
            return RefusedDraft(receipt, FileFault(fileError, what: what), candidate)
        case .failed(let fileError):
            throw Failure(fileError)
        }
    }
}
