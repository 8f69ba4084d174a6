import CivilTime
package import Exports
import Facts
import Platform
package import Settings
import Spooling

/// What one look at the inbox gave.
struct Taking {
    /// Files that became part of the history, with what they changed.
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
}

extension Taking {
    /// Reads complete files and merges them into the history, the oldest export first.
    ///
    /// - Throws: when the disk fails or the program is asked to stop; what is wrong with a file refuses
    ///   that file.
    init(
        _ files: [InboxFile],
        of inbox: Inbox,
        into history: inout History,
        _ configuration: Configuration,
        now: Instant,
        progress: Progress = .none
    ) throws(Failure) {
        let trusted = Set(configuration.inputs.trusted.compactMap(Users.id(of:)))
        let options = ReadingOptions(configuration.inputs)
        var drafts: [RefusedDraft] = []
        for (file, sidecar, moment) in try inOrder(files, of: inbox, options, &drafts) {
            try progress.check()
            guard let content = try read(file, of: inbox, &drafts) else { continue }
            let receipt = content.receipt
            // What is known is not read again.
            guard !history.contains(digest: receipt.digest, exportedAt: moment) else {
                repeated.append(receipt)
                continue
            }
            let incoming = IncomingFile(
                name: file.name,
                digest: receipt.digest,
                exportedAt: moment,
                takenAt: now,
                sidecar: sidecar,
                isTrusted: inbox.trusts(receipt.file.status, others: trusted)
            )
            switch history.take(content.bytes, incoming, options, configuration.inputs) {
            case .success(let change?): taken.append((receipt, change))
            case .success(nil): repeated.append(receipt)
            case .failure(let fault):
                drafts.append(RefusedDraft(content, fault, options, statedTeam: sidecar?.team))
            }
        }
        // What stays in use is known when everything else is taken in.
        for draft in drafts {
            let name = draft.file.name
            refused.append(
                Refusal(
                    draft,
                    keptAs: try spooled("the inbox cannot be read") {
                        try inbox.nameWhenRefused(name)
                    },
                    history: history
                )
            )
        }
    }

    /// The files with what their sidecars say, the oldest export first; the files themselves are not read
    /// yet, since together they may be more than the memory.
    private mutating func inOrder(
        _ files: [InboxFile],
        of inbox: Inbox,
        _ options: ReadingOptions,
        _ drafts: inout [RefusedDraft]
    ) throws(Failure) -> [(file: InboxFile, sidecar: Sidecar?, exportedAt: Instant)] {
        var candidates: [(file: InboxFile, sidecar: Sidecar?, exportedAt: Instant)] = []
        for file in files {
            let bytes: [UInt8]?
            do throws(InboxError) {
                bytes = try inbox.readSidecar(of: file)
            } catch {
                if let draft = try noted(error, on: file) { drafts.append(draft) }
                continue
            }
            do throws(ExportError) {
                let sidecar = try bytes.map { bytes throws(ExportError) in try readSidecar(bytes) }
                let moment = exportedAt(
                    sidecar: sidecar,
                    fileName: file.name,
                    modified: file.status.modified.instant
                )
                candidates.append((file, sidecar, moment))
            } catch {
                guard let content = try read(file, of: inbox, &drafts) else { continue }
                drafts.append(RefusedDraft(content, FileFault(error), options))
            }
        }
        return candidates.sorted { a, b in
            if a.exportedAt != b.exportedAt { return a.exportedAt < b.exportedAt }
            return a.file.name.utf8.lexicographicallyPrecedes(b.file.name.utf8)
        }
    }

    /// Reads a file; `nil` where it cannot be read, which is noted.
    private mutating func read(
        _ file: InboxFile,
        of inbox: Inbox,
        _ drafts: inout [RefusedDraft]
    ) throws(Failure) -> InboxContent? {
        do throws(InboxError) {
            return try inbox.read(file)
        } catch {
            if let draft = try noted(error, on: file) { drafts.append(draft) }
            return nil
        }
    }

    /// What becomes of a file that was not read: it waits, stays as it is, or is refused.
    private mutating func noted(
        _ error: InboxError,
        on file: InboxFile
    ) throws(Failure) -> RefusedDraft? {
        switch error {
        case .changed:
            changing.append(file)
            return nil
        case .unreadable(let path, let command):
            let fault = FileFault(unreadable: path, command: command, line: "\(error)")
            let draft = RefusedDraft(file: file, digest: file.name, fault: fault)
            unreadable.append(Refusal(draft, keptAs: nil, history: History()))
            return nil
        case .unfit(let fileError):
            let isSidecar = fileError.path.hasSuffix(Sidecar.suffix)
            let what = isSidecar ? "The file \(Sidecar.suffix) beside it" : "The file"
            let fault = FileFault(fileError, what: what)
            return RefusedDraft(file: file, digest: file.name, fault: fault)
        case .failed(let fileError):
            throw Failure(fileError)
        }
    }
}

extension RefusedDraft {
    fileprivate init(
        _ content: InboxContent,
        _ fault: FileFault,
        _ options: ReadingOptions,
        statedTeam: String? = nil
    ) {
        self.init(
            file: content.receipt.file,
            digest: content.receipt.digest,
            fault: fault,
            glance: Glance(content.bytes, options),
            statedTeam: statedTeam
        )
    }
}

extension History {
    /// Reads one file and merges it.
    ///
    /// - Returns: what changed, `nil` where it was there already; or what is wrong with the file.
    fileprivate mutating func take(
        _ bytes: [UInt8],
        _ file: IncomingFile,
        _ options: ReadingOptions,
        _ inputs: Inputs
    ) -> FileResult {
        do throws(ExportError) {
            let export = try readExport(bytes, options)
            try checkAgreement(export, file.sidecar)
            return merge(export, file, inputs)
        } catch {
            return .failure(FileFault(error))
        }
    }

    private mutating func merge(
        _ export: Export,
        _ file: IncomingFile,
        _ inputs: Inputs
    ) -> FileResult {
        do throws(ShrunkenFile) {
            try requireWhole(export, file, share: inputs.shrinkGuard)
        } catch {
            return .failure(FileFault(error, dataset: export.dataset))
        }
        do throws(HistoryError) {
            return .success(try absorb(export, file))
        } catch {
            return .failure(FileFault(error, name: file.name))
        }
    }
}

/// What taking in one file comes to.
private enum FileResult {
    case success(HistoryChange?)
    case failure(FileFault)
}

extension ReadingOptions {
    /// What the configuration says about reading.
    package init(_ inputs: Inputs) {
        self.init(
            dateOrder: inputs.dateOrder.flatMap { DateOrder(rawValue: $0.rawValue) },
            aliases: inputs.columns,
            maxBadRows: inputs.maxBadRows
        )
    }
}
