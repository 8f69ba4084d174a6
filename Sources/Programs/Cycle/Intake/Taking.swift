import CivilTime
package import Exports
import Facts
import Platform
package import Settings
import Spooling

/// What one look at the inbox gave.
struct Taking {
    /// Files that became part of the history, with what they changed.
    var taken: [(content: InboxContent, change: HistoryChange)] = []
    /// Files that were taken in before: the very same bytes, exported at the same time.
    var repeated: [InboxContent] = []
    /// Files that cannot be used.
    var refused: [Refusal] = []
    /// Files that became others between the look and the reading: they wait.
    var changing: [InboxFile] = []
    /// Files that may be used, but not read.
    var unreadable: [Refusal] = []

    /// The newest moment at which something of it was exported; `nil` when nothing was taken.
    var newest: Instant? { taken.map(\.change.intake.exportedAt).max() }
}

/// A file that is not taken in, and why.
struct Refusal {
    let file: InboxFile
    /// SHA-256 of its bytes; its name where they could not be read.
    let digest: String
    /// What is wrong and what to do, for someone who is no programmer.
    let why: String
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
        var candidates: [(content: InboxContent, sidecar: Sidecar?, exportedAt: Instant)] = []
        for file in files {
            try progress.check()
            let content: InboxContent
            do throws(InboxError) {
                content = try inbox.read(file)
            } catch {
                try note(error, on: file)
                continue
            }
            do {
                let sidecar = try content.sidecar.map { try readSidecar($0) }
                let moment = exportedAt(
                    sidecar: sidecar,
                    fileName: file.name,
                    modified: content.file.status.modified.instant
                )
                candidates.append((content, sidecar, moment))
            } catch {
                refused.append(Refusal(file: content.file, digest: content.digest, why: "\(error)"))
            }
        }
        candidates.sort { a, b in
            if a.exportedAt != b.exportedAt { return a.exportedAt < b.exportedAt }
            return a.content.file.name.utf8.lexicographicallyPrecedes(b.content.file.name.utf8)
        }
        for (content, sidecar, moment) in candidates {
            try progress.check()
            // Known files are not read again.
            guard !history.contains(digest: content.digest, exportedAt: moment) else {
                repeated.append(content)
                continue
            }
            do {
                let export = try readExport(content.bytes, options)
                try checkAgreement(export, sidecar)
                let incoming = IncomingFile(
                    name: content.file.name,
                    digest: content.digest,
                    exportedAt: moment,
                    takenAt: now,
                    sidecar: sidecar,
                    isTrusted: inbox.trusts(content.file.status, others: trusted)
                )
                try history.requireWhole(export, incoming, share: configuration.inputs.shrinkGuard)
                guard let change = try history.absorb(export, incoming) else {
                    repeated.append(content)
                    continue
                }
                taken.append((content, change))
            } catch {
                refused.append(Refusal(file: content.file, digest: content.digest, why: "\(error)"))
            }
        }
    }

    private mutating func note(_ error: InboxError, on file: InboxFile) throws(Failure) {
        switch error {
        case .changed:
            changing.append(file)
        case .unreadable:
            unreadable.append(Refusal(file: file, digest: file.name, why: "\(error)"))
        case .unfit:
            refused.append(Refusal(file: file, digest: file.name, why: "\(error)"))
        case .failed:
            throw Failure(.inputOutput, "\(error)")
        }
    }
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
